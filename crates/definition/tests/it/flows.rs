//! Flows from their files.

use expect_test::expect;
use segue_definition::Project;
use segue_flow::{
    AssignmentItem, CreateRecords, ElementKind, FieldKind, Flow, FlowKind, Operand, Reference,
    ResourceKind, RowsOutput, Slot, UpdateRecords,
};
use segue_language::{Type, Value};

use crate::projects::{problems, project};

fn flow_project(process: &str, body: &str) -> Project {
    let text = format!(
        "<Flow><label>F</label><processType>{process}</processType>{body}
         <status>Active</status></Flow>"
    );
    project(&[("flows/F.flow-meta.xml", &text)])
}

fn flow(body: &str) -> Flow {
    let project = flow_project("AutoLaunchedFlow", body);
    assert_eq!(problems(&project), "");
    (*project.flows[0].item).clone()
}

fn slot(flow: &Flow, name: &str) -> Slot {
    flow.slot(name).expect("the resource exists")
}

fn slot_type<'f>(flow: &'f Flow, name: &str) -> &'f Type {
    &flow.resources[slot(flow, name).0].value_type
}

/// The names and kinds of resources, one a line.
fn resources(flow: &Flow) -> String {
    let resources = flow.resources.iter();
    resources
        .map(|resource| {
            let kind = match &resource.kind {
                ResourceKind::Variable(_) => "variable",
                ResourceKind::Constant(_) => "constant",
                ResourceKind::Formula(_) => "formula",
                ResourceKind::TextTemplate(_) => "text template",
                ResourceKind::Choice(_) => "choice",
                ResourceKind::ChoiceSet(_) => "choice set",
                ResourceKind::Stage { .. } => "stage",
                ResourceKind::ElementOutput(_) => "element output",
                ResourceKind::ScreenField => "screen field",
                ResourceKind::Outcome => "outcome",
                ResourceKind::EachItem => "each item",
            };
            format!("{}: {kind} {:?}\n", resource.name, resource.value_type)
        })
        .collect()
}

const START: &str = "<start><connector><targetReference>One</targetReference></connector></start>";

#[test]
fn a_loop_holds_an_item_of_its_collection() {
    let flow = flow(&format!(
        "{START}
        <loops><name>Each</name><collectionReference>One</collectionReference>
          <iterationOrder>Desc</iterationOrder>
          <nextValueConnector><targetReference>Set</targetReference></nextValueConnector></loops>
        <recordLookups><name>One</name><object>Case</object>
          <connector><targetReference>Each</targetReference></connector>
          <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>
        <assignments><name>Set</name>
          <connector><targetReference>Each</targetReference></connector>
          <assignmentItems><assignToReference>subject</assignToReference>
            <operator>Assign</operator>
            <value><elementReference>Each.Subject</elementReference></value></assignmentItems>
        </assignments>
        <variables><name>subject</name><dataType>String</dataType></variables>"
    ));
    assert_eq!(*slot_type(&flow, "Each"), Type::Record("Case".into()));
    let ElementKind::Loop(each) = &flow.elements[0].kind else {
        panic!("the first element is a loop");
    };
    assert!(each.descending);
    assert_eq!(each.item, Reference::Slot(slot(&flow, "Each"), vec![]));
    assert_eq!(each.body.map(|id| &*flow.elements[id.0].name), Some("Set"));
    let ElementKind::GetRecords(get) = &flow.elements[1].kind else {
        panic!("the second element gets records");
    };
    assert!(matches!(get.output, RowsOutput::Element(own) if own == slot(&flow, "One")));
}

#[test]
fn an_update_with_fields_of_its_own_sets_them_first() {
    let flow = flow(
        "<start><connector><targetReference>One</targetReference></connector>
          <object>Case</object><triggerType>RecordAfterSave</triggerType>
          <recordTriggerType>Update</recordTriggerType></start>
        <recordUpdates><name>One</name>
          <inputAssignments><field>Status</field>
            <value><stringValue>Closed</stringValue></value></inputAssignments>
          <inputReference>$Record</inputReference></recordUpdates>",
    );
    let ElementKind::Assignment(items) = &flow.elements[0].kind else {
        panic!("the fields are assigned first");
    };
    let [AssignmentItem { target, value, .. }] = items.as_slice() else {
        panic!("one field is set");
    };
    assert_eq!(*target, Reference::Record(vec!["Status".into()]));
    assert!(matches!(value, Operand::Literal(v) if *v == Value::text("Closed")));
    let behind = &flow.elements[flow.elements[0].next.unwrap().0];
    let ElementKind::UpdateRecords(update) = &behind.kind else {
        panic!("then the record is updated");
    };
    assert!(matches!(
        **update,
        UpdateRecords::From(Reference::Record(_))
    ));
}

#[test]
fn what_elements_leave_has_names() {
    let flow = flow(&format!(
        "{START}
        <actionCalls><name>One</name><actionName>emailSimple</actionName><actionType>emailSimple</actionType>
          <connector><targetReference>Make</targetReference></connector>
          <storeOutputAutomatically>true</storeOutputAutomatically></actionCalls>
        <recordCreates><name>Make</name><object>Case</object>
          <connector><targetReference>Choose</targetReference></connector>
          <inputAssignments><field>Subject</field>
            <value><elementReference>One.subject</elementReference></value></inputAssignments>
          <storeOutputAutomatically>true</storeOutputAutomatically></recordCreates>
        <decisions><name>Choose</name><rules><name>Is_Made</name>
          <conditionLogic>and</conditionLogic>
          <conditions><leftValueReference>Make</leftValueReference><operator>IsNull</operator>
            <rightValue><booleanValue>false</booleanValue></rightValue></conditions>
          <conditions><leftValueReference>Choose</leftValueReference>
            <operator>HasError</operator>
            <rightValue><booleanValue>false</booleanValue></rightValue></conditions>
        </rules></decisions>"
    ));
    expect![[r#"
        One: element output Any
        Make: element output Text
        Is_Made: outcome Boolean
        Choose: element output Boolean
    "#]]
    .assert_eq(&resources(&flow));
    let ElementKind::CreateRecords(create) = &flow.elements[1].kind else {
        panic!("the second element creates a record");
    };
    let CreateRecords { id_to, .. } = &**create;
    assert_eq!(*id_to, Some(Reference::Slot(slot(&flow, "Make"), vec![])));
}

#[test]
fn screen_fields_are_found_at_every_depth() {
    let project = flow_project(
        "Flow",
        &format!(
            "{START}
        <choices><name>Yes</name><choiceText>Yes</choiceText><dataType>String</dataType>
          <value><stringValue>y</stringValue></value></choices>
        <dynamicChoiceSets><name>States</name><dataType>Picklist</dataType>
          <displayField xsi:nil=\"true\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"/>
          <picklistField>Status</picklistField><picklistObject>Case</picklistObject>
        </dynamicChoiceSets>
        <screens><name>One</name><allowBack>false</allowBack>
          <fields><name>Part</name><fieldType>RegionContainer</fieldType>
            <regionContainerType>SectionWithoutHeader</regionContainerType>
            <fields><name>Part_Column1</name><fieldType>Region</fieldType>
              <inputParameters><name>width</name>
                <value><stringValue>6</stringValue></value></inputParameters>
              <fields><name>Pick</name><fieldType>DropdownBox</fieldType>
                <dataType>String</dataType><choiceReferences>Yes</choiceReferences>
                <choiceReferences>States</choiceReferences>
                <defaultSelectedChoiceReference>Yes</defaultSelectedChoiceReference>
                <fieldText>Pick one</fieldText><isRequired>true</isRequired></fields>
              <fields><fieldType>ObjectProvided</fieldType>
                <objectFieldReference>rec.Subject</objectFieldReference></fields>
            </fields></fields>
          <fields><name>Table</name><extensionName>flowruntime:datatable</extensionName>
            <fieldType>ComponentInstance</fieldType>
            <storeOutputAutomatically>true</storeOutputAutomatically>
            <visibilityRule><conditionLogic>and</conditionLogic><conditions>
              <leftValueReference>Pick</leftValueReference><operator>EqualTo</operator>
              <rightValue><elementReference>Yes</elementReference></rightValue></conditions>
            </visibilityRule></fields>
          <fields><name>Chosen</name><fieldType>DisplayText</fieldType>
            <fieldText>&lt;p&gt;{{!Table.firstSelectedRow.Subject}}&lt;/p&gt;</fieldText></fields>
        </screens>
        <variables><name>rec</name><dataType>SObject</dataType><objectType>Case</objectType>
        </variables>"
        ),
    );
    assert_eq!(problems(&project), "");
    let flow = &project.flows[0].item;
    expect![[r#"
        Yes: choice Text
        States: choice set Picklist
        Part: screen field Any
        Part_Column1: screen field Any
        Pick: screen field Text
        rec.Subject: screen field Any
        Table: screen field Any
        Chosen: screen field Any
        rec: variable Record("Case")
    "#]]
    .assert_eq(&resources(flow));
    let ElementKind::Screen(screen) = &flow.elements[0].kind else {
        panic!("the first element is a screen");
    };
    assert!(!screen.allow_back && screen.allow_finish);
    let FieldKind::Section { columns, header } = &screen.fields[0].kind else {
        panic!("the first field is a section");
    };
    assert!(!header);
    assert_eq!(columns[0].width, 6);
    assert!(columns[0].fields[0].required);
    assert!(screen.fields[1].visible.is_some());
}

#[test]
fn types_that_are_not_executed_are_kept_with_a_warning() {
    let project = flow_project("LoginFlow", "");
    assert!(matches!(&project.flows[0].item.kind, FlowKind::Other(kind) if kind == "LoginFlow"));
    expect![[r#"
        unsupported: a flow of type `LoginFlow` is read, but cannot be executed yet
    "#]]
    .assert_eq(&problems(&project));
}

#[test]
fn a_name_that_does_not_exist_is_reported_where_it_stands() {
    let project = flow_project(
        "AutoLaunchedFlow",
        "<textTemplates><name>t</name><text>Dear &amp; {!custmer.Name}</text></textTemplates>
         <variables><name>customer</name><dataType>SObject</dataType>
         <objectType>Contact</objectType></variables>",
    );
    let problem = project.problems.iter().next().unwrap();
    let file = project.sources.get(problem.place.file);
    assert_eq!(problem.code, "unknown-reference");
    assert_eq!(problem.suggestion.as_deref(), Some("customer.Name"));
    assert_eq!(&file.text[problem.place.range.clone()], "custmer.Name");
}

#[test]
fn a_formula_is_refused_where_its_fault_stands() {
    let project = flow_project(
        "AutoLaunchedFlow",
        "<formulas><name>f</name><dataType>Number</dataType>
         <expression>IF(1 &lt; 2, ABSS({!n}), 3)</expression></formulas>
         <variables><name>n</name><dataType>Number</dataType></variables>",
    );
    let problem = project.problems.iter().next().unwrap();
    let file = project.sources.get(problem.place.file);
    assert_eq!(problem.code, "malformed-formula");
    assert_eq!(problem.element.as_deref(), Some("f"));
    assert_eq!(&file.text[problem.place.range.clone()], "ABSS");
}

#[test]
fn a_name_that_a_formula_misspells_is_suggested() {
    let project = flow_project(
        "AutoLaunchedFlow",
        "<formulas><name>f</name><dataType>Number</dataType>
         <expression>{!amuont} * 2</expression></formulas>
         <variables><name>amount</name><dataType>Number</dataType></variables>",
    );
    let problem = project.problems.iter().next().unwrap();
    assert_eq!(problem.code, "unknown-reference");
    assert_eq!(problem.suggestion.as_deref(), Some("amount"));
}

#[test]
fn an_update_before_the_save_only_sets_fields() {
    let flow = flow(
        "<start><connector><targetReference>One</targetReference></connector>
          <object>Case</object><triggerType>RecordBeforeSave</triggerType>
          <recordTriggerType>Create</recordTriggerType></start>
        <recordUpdates><name>One</name>
          <inputAssignments><field>Status</field>
            <value><stringValue>Closed</stringValue></value></inputAssignments>
          <inputReference>$Record</inputReference></recordUpdates>",
    );
    let [only] = flow.elements.as_slice() else {
        panic!("nothing is written");
    };
    assert!(matches!(&only.kind, ElementKind::Assignment(items) if items.len() == 1));
    assert_eq!(only.next, None);
}

#[test]
fn empty_absent_and_nil_values_differ() {
    let nil = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";
    let flow = flow(&format!(
        "<constants><name>empty</name><dataType>String</dataType>
           <value><stringValue></stringValue></value></constants>
         <constants><name>nil</name><dataType>String</dataType>
           <value><stringValue {nil}/></value></constants>
         <constants><name>absent</name><dataType>String</dataType></constants>
         <constants><name>global</name><dataType>Boolean</dataType>
           <value><elementReference>$GlobalConstant.True</elementReference></value></constants>
         <constants><name>merged</name><dataType>String</dataType>
           <value><stringValue>Dear {{!empty}}</stringValue></value></constants>
         <constants><name>day</name><dataType>Date</dataType>
           <value><dateValue>2026-03-02</dateValue></value></constants>
         <constants><name>moment</name><dataType>DateTime</dataType>
           <value><dateTimeValue>2026-03-02T09:00:00.000Z</dateTimeValue></value></constants>"
    ));
    let values: Vec<String> = flow
        .resources
        .iter()
        .map(|resource| match &resource.kind {
            ResourceKind::Constant(Operand::Literal(value)) => {
                format!("{}: {value:?}\n", resource.name)
            }
            ResourceKind::Constant(Operand::Template(_)) => format!("{}: merged\n", resource.name),
            _ => panic!("only constants"),
        })
        .collect();
    expect![[r#"
        empty: Text("")
        nil: Null
        absent: Null
        global: Boolean(true)
        merged: merged
        day: Date(2026-03-02)
        moment: DateTime(Timestamp(1772442000000000))
    "#]]
    .assert_eq(&values.concat());
}

#[test]
fn paths_are_taken_at_once_or_so_long_after_the_change_or_a_date() {
    let project = flow_project(
        "AutoLaunchedFlow",
        "<start><connector><targetReference>One</targetReference></connector>
          <object>Case</object><triggerType>RecordAfterSave</triggerType>
          <scheduledPaths><connector><targetReference>One</targetReference></connector>
            <pathType>AsyncAfterCommit</pathType></scheduledPaths>
          <scheduledPaths><name>Remind</name><label>Remind</label>
            <connector><targetReference>One</targetReference></connector>
            <maxBatchSize>50</maxBatchSize><offsetNumber>2</offsetNumber>
            <offsetUnit>Hours</offsetUnit><timeSource>RecordTriggerEvent</timeSource>
          </scheduledPaths>
          <scheduledPaths><name>Before</name><label>Before</label>
            <connector><targetReference>One</targetReference></connector>
            <offsetNumber>-3</offsetNumber><offsetUnit>Days</offsetUnit>
            <recordField>ClosedDate</recordField><timeSource>RecordField</timeSource>
          </scheduledPaths></start>
        <recordRollbacks><name>One</name></recordRollbacks>",
    );
    assert_eq!(problems(&project), "");
    let flow = &project.flows[0].item;
    let paths = flow.paths.iter();
    let paths: Vec<_> = paths
        .map(|path| format!("{} {:?} {:?}", path.name, path.when, path.batch_max))
        .collect();
    expect![[r#"
        [
            " AfterCommit None",
            "Remind At { field: None, offset: Offset { number: 2, unit: Hours } } Some(50)",
            "Before At { field: Some(\"ClosedDate\"), offset: Offset { number: -3, unit: Days } } None",
        ]
    "#]]
    .assert_debug_eq(&paths);
}

#[test]
fn a_schedule_is_what_clocks_of_the_project_show() {
    let project = flow_project(
        "AutoLaunchedFlow",
        "<start><connector><targetReference>One</targetReference></connector>
          <filterLogic>and</filterLogic><filters><field>Status</field>
            <operator>EqualTo</operator><value><stringValue>New</stringValue></value></filters>
          <object>Case</object><schedule><dayOfMonthToRun>0</dayOfMonthToRun>
            <frequency>Weekly</frequency><frequencyNumber>0</frequencyNumber>
            <startDate>2026-05-17</startDate><startTime>00:15:00.000Z</startTime></schedule>
          <triggerType>Scheduled</triggerType></start>
        <recordRollbacks><name>One</name></recordRollbacks>",
    );
    assert_eq!(problems(&project), "");
    let FlowKind::Scheduled(start) = &project.flows[0].item.kind else {
        panic!("a scheduled flow");
    };
    let schedule = &start.schedule;
    assert_eq!(schedule.start.to_string(), "2026-05-17T00:15:00");
    assert_eq!((schedule.every, schedule.day_of_month), (1, None));
    assert_eq!(&*start.records.as_ref().unwrap().object, "Case");
}

/// What a schedule says, with `more` in it and after it.
fn scheduled(inside: &str, after: &str) -> segue_definition::Project {
    flow_project(
        "AutoLaunchedFlow",
        &format!(
            "<start><connector><targetReference>One</targetReference></connector>
              <schedule>{inside}<startDate>2026-05-17</startDate></schedule>
              <triggerType>Scheduled</triggerType></start>
            <recordRollbacks><name>One</name></recordRollbacks>{after}"
        ),
    )
}

#[test]
fn a_schedule_has_days_of_the_week_and_the_zone_of_its_flow() {
    let project = scheduled(
        "<daysOfWeekToRun>Monday</daysOfWeekToRun><daysOfWeekToRun>FRI</daysOfWeekToRun>
         <frequency>Weekly</frequency><frequencyNumber>2</frequencyNumber>",
        "<timeZoneSidKey>Asia/Tokyo</timeZoneSidKey>",
    );
    assert_eq!(problems(&project), "");
    let FlowKind::Scheduled(start) = &project.flows[0].item.kind else {
        panic!("a scheduled flow");
    };
    let schedule = &start.schedule;
    assert_eq!(format!("{:?}", schedule.days_of_week), "[Monday, Friday]");
    assert_eq!(schedule.every, 2);
    let zone = schedule.zone.as_ref().and_then(|zone| zone.iana_name());
    assert_eq!(zone, Some("Asia/Tokyo"));
}

#[test]
fn what_a_schedule_cannot_keep_is_a_problem() {
    for (inside, expected) in [
        ("<frequency>Fortnightly</frequency>", "Weekly"),
        (
            "<frequency>Weekly</frequency><daysOfWeek>Moonday</daysOfWeek>",
            "Moonday",
        ),
        (
            "<frequency>Monthly</frequency><dayOfMonthToRun>32</dayOfMonthToRun>",
            "32",
        ),
        (
            "<frequency>Daily</frequency><frequencyNumber>-1</frequencyNumber>",
            "-1",
        ),
        (
            "<frequency>Daily</frequency><frequencyNumber>often</frequencyNumber>",
            "often",
        ),
    ] {
        let found = problems(&scheduled(inside, ""));
        assert!(
            found.contains("invalid-value") && found.contains(expected),
            "{found}"
        );
    }
    let zone = "<timeZoneSidKey>Mars/Olympus</timeZoneSidKey>";
    let found = problems(&scheduled("<frequency>Daily</frequency>", zone));
    assert!(found.contains("Mars/Olympus"), "{found}");
}

#[test]
fn an_event_starts_a_flow_as_a_created_record_would() {
    let project = flow_project(
        "AutoLaunchedFlow",
        "<start><connector><targetReference>One</targetReference></connector>
          <flowRunAsUser>TriggeringUser</flowRunAsUser>
          <object>FlowOrchestrationEvent</object><triggerType>PlatformEvent</triggerType></start>
        <recordRollbacks><name>One</name></recordRollbacks>",
    );
    assert_eq!(problems(&project), "");
    let FlowKind::EventTriggered(start) = &project.flows[0].item.kind else {
        panic!("an event-triggered flow");
    };
    assert!(start.as_publisher && start.trigger.on_create);
}

#[test]
fn globals_are_spelled_properly_once_compiled() {
    let flow = flow(
        "<constants><name>now</name><dataType>DateTime</dataType>
           <value><elementReference>$flow.CurrentDateTime</elementReference></value></constants>",
    );
    let ResourceKind::Constant(Operand::Reference(Reference::Global(path))) =
        &flow.resources[0].kind
    else {
        panic!("the constant refers to a global");
    };
    assert_eq!(path.to_string(), "$Flow.CurrentDateTime");
}
