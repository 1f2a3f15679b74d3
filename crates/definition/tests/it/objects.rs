//! Objects and fields from their files.

use std::fmt::Write;

use expect_test::expect;
use segue_definition::{Options, load};
use segue_language::{ObjectType, Value};

use crate::projects::{problems, project, sources};

fn own_fields(object: &ObjectType) -> String {
    let mut text = String::new();
    for field in &object.fields {
        if field.name.ends_with("__c") || &*field.name == "Name" {
            let _ = write!(
                text,
                "{}: {:?} {:?}",
                field.name, field.value_type, field.source
            );
            if let Some(lookup) = &field.lookup {
                let _ = write!(text, " {} to {:?}", lookup.relationship, lookup.to);
            }
            if let Some(default) = &field.default {
                let _ = write!(text, " = {default:?}");
            }
            if !field.picklist.is_empty() {
                let _ = write!(text, " of {:?}", field.picklist);
            }
            text.push('\n');
        }
    }
    text
}

#[test]
fn an_object_has_the_fields_of_its_folder() {
    let field = |body: &str| format!("<CustomField>{body}</CustomField>");
    let number = field("<fullName>Amount__c</fullName><type>Currency</type><scale>2</scale>");
    let parent = field(
        "<fullName>Account__c</fullName><type>Lookup</type><referenceTo>Account</referenceTo>",
    );
    let computed =
        field("<fullName>Double__c</fullName><type>Number</type><formula>Amount__c * 2</formula>");
    let level = field(
        "<fullName>Level__c</fullName><type>Picklist</type><valueSet><valueSetDefinition>
         <value><fullName>High</fullName><default>true</default><label>Very high</label></value>
         <value><fullName>Low</fullName><default>false</default></value>
         </valueSetDefinition></valueSet>",
    );
    let done = field(
        "<fullName>Done__c</fullName><type>Checkbox</type><defaultValue>false</defaultValue>",
    );
    let project = project(&[
        (
            "objects/Deal__c/Deal__c.object-meta.xml",
            "<CustomObject><label>Deal</label><nameField><type>AutoNumber</type>
             <displayFormat>D-{0000}</displayFormat></nameField></CustomObject>",
        ),
        ("objects/Deal__c/fields/Amount__c.field-meta.xml", &number),
        ("objects/Deal__c/fields/Account__c.field-meta.xml", &parent),
        ("objects/Deal__c/fields/Double__c.field-meta.xml", &computed),
        ("objects/Deal__c/fields/Level__c.field-meta.xml", &level),
        ("objects/Deal__c/fields/Done__c.field-meta.xml", &done),
    ]);
    assert_eq!(problems(&project), "");
    let object = project.objects.get("deal__c").unwrap();
    assert_eq!(object.key_prefix.len(), 3);
    expect![[r#"
        Name: Text AutoNumber("D-{0000}")
        Account__c: Text Stored Account__r to ["Account"]
        Amount__c: Number Stored
        Done__c: Boolean Stored = Boolean(false)
        Double__c: Number Computed("Amount__c * 2")
        Level__c: Picklist Stored = Text("High") of [("High", "Very high"), ("Low", "Low")]
    "#]]
    .assert_eq(&own_fields(object));
}

#[test]
fn an_old_object_file_holds_its_fields() {
    let project = project(&[(
        "objects/Case.object",
        "<CustomObject><fields><fullName>Level__c</fullName><type>Picklist</type>
         <picklist><picklistValues><fullName>A</fullName><default>false</default></picklistValues>
         </picklist></fields></CustomObject>",
    )]);
    let case = project.objects.get("Case").unwrap();
    assert!(case.field("Subject").is_some());
    expect![[r#"
        Level__c: Picklist Stored of [("A", "A")]
    "#]]
    .assert_eq(&own_fields(case));
}

#[test]
fn a_function_that_only_the_platform_has_is_told_and_is_no_error() {
    let rule = "<ValidationRule><fullName>R</fullName><active>true</active>
        <errorConditionFormula>VLOOKUP($ObjectType.Zip__c.Fields.City__c,
        $ObjectType.Zip__c.Fields.Name, Name) = \"x\"</errorConditionFormula>
        <errorMessage>no</errorMessage></ValidationRule>";
    let project = project(&[(
        "objects/Deal__c/validationRules/R.validationRule-meta.xml",
        rule,
    )]);
    let problem = project.problems.iter().next().unwrap();
    assert_eq!(problem.code, "unsupported");
    assert_eq!(problem.message, "there is no function `VLOOKUP`");
}

#[test]
fn a_location_has_its_two_numbers_and_goes_into_a_distance() {
    let location = "<CustomField><fullName>Site__c</fullName><label>Site</label>
        <type>Location</type><scale>5</scale></CustomField>";
    let formula = "<CustomField><fullName>Far__c</fullName><label>Far</label>
        <type>Number</type><formula>DISTANCE(Site__c, GEOLOCATION(Site__Latitude__s,
        Site__Longitude__s), \"km\")</formula></CustomField>";
    let project = project(&[
        ("objects/Deal__c/fields/Site__c.field-meta.xml", location),
        ("objects/Deal__c/fields/Far__c.field-meta.xml", formula),
    ]);
    assert_eq!(problems(&project), "");
}

#[test]
fn a_detail_has_no_owner() {
    let project = project(&[(
        "objects/Line__c.object",
        "<CustomObject><fields><fullName>Deal__c</fullName><type>MasterDetail</type>
         <referenceTo>Account</referenceTo></fields></CustomObject>",
    )]);
    let line = project.objects.get("Line__c").unwrap();
    assert!(line.field("OwnerId").is_none());
    assert!(line.lookup("Deal__r").is_some());
}

#[test]
fn a_standard_value_set_gives_a_standard_field_its_values_and_default() {
    let project = project(&[(
        "standardValueSets/IncidentStatus.standardValueSet-meta.xml",
        "<StandardValueSet>
         <standardValue><fullName>New</fullName><default>true</default></standardValue>
         <standardValue><fullName>Open</fullName><default>false</default></standardValue>
         </StandardValueSet>",
    )]);
    let incident = project.objects.get("Incident").unwrap();
    let status = incident.field("Status").unwrap();
    assert_eq!(status.default, Some(Value::text("New")));
    assert_eq!(status.picklist.len(), 2);
}

#[test]
fn picklists_share_a_global_value_set() {
    let project = project(&[
        (
            "globalValueSets/Levels.globalValueSet-meta.xml",
            "<GlobalValueSet><customValue><fullName>High</fullName></customValue></GlobalValueSet>",
        ),
        (
            "objects/Case.object",
            "<CustomObject><fields><fullName>Level__c</fullName><type>Picklist</type>
             <valueSet><valueSetName>Levels</valueSetName></valueSet></fields></CustomObject>",
        ),
    ]);
    expect![[r#"
        Level__c: Picklist Stored of [("High", "High")]
    "#]]
    .assert_eq(&own_fields(project.objects.get("Case").unwrap()));
}

const USER_OF_UNKNOWN: &str = "<Flow><label>A</label>
    <processType>AutoLaunchedFlow</processType>
    <recordLookups><name>Find</name><object>Deal__c</object>
    <filters><field>Open__c</field><operator>EqualTo</operator>
    <value><booleanValue>true</booleanValue></value></filters>
    <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>
    <start><connector><targetReference>Find</targetReference></connector></start>
    <status>Active</status></Flow>";

#[test]
fn an_undeclared_object_is_a_warning() {
    let project = project(&[("flows/A.flow-meta.xml", USER_OF_UNKNOWN)]);
    assert_eq!(
        problems(&project),
        "unknown-object: object `Deal__c` is not declared\n"
    );
    assert!(project.objects.get("Deal__c").is_none());
}

#[test]
fn an_undeclared_object_can_be_inferred() {
    let files = sources(&[("flows/A.flow-meta.xml", USER_OF_UNKNOWN)]);
    let project = load(files, &Options { infer: true }, None);
    let deal = project.objects.get("Deal__c").unwrap();
    expect![[r#"
        Name: Text Stored
        Open__c: Boolean Stored
    "#]]
    .assert_eq(&own_fields(deal));
    assert!(deal.field("OwnerId").is_some());
}

#[test]
fn a_key_prefix_does_not_depend_on_what_else_there_is() {
    let deal = ("objects/Deal__c.object", "<CustomObject/>");
    let alone = project(&[deal]);
    let together = project(&[("objects/A__c.object", "<CustomObject/>"), deal]);
    let prefix = |project: &segue_definition::Project| {
        project.objects.get("Deal__c").unwrap().key_prefix.clone()
    };
    assert_eq!(prefix(&alone), prefix(&together));
}

#[test]
fn an_inferred_field_has_the_type_of_what_it_is_compared_with() {
    let flow = "<Flow><label>A</label><processType>AutoLaunchedFlow</processType>
        <decisions><name>Big</name><rules><name>Yes</name><conditionLogic>and</conditionLogic>
          <conditions><leftValueReference>$Record.Parent__r.Name</leftValueReference>
            <operator>IsNull</operator><rightValue><booleanValue>true</booleanValue></rightValue>
          </conditions>
          <conditions><leftValueReference>$Record.Amount__c</leftValueReference>
            <operator>GreaterThan</operator><rightValue><numberValue>5</numberValue></rightValue>
          </conditions></rules></decisions>
        <start><connector><targetReference>Big</targetReference></connector>
          <object>Deal__c</object><triggerType>RecordAfterSave</triggerType>
          <filters><field>Done__c</field><operator>IsChanged</operator>
            <value><booleanValue>true</booleanValue></value></filters></start>
        <status>Active</status></Flow>";
    let files = sources(&[("flows/A.flow-meta.xml", flow)]);
    let project = load(files, &Options { infer: true }, None);
    expect![[r#"
        Name: Text Stored
        Amount__c: Number Stored
        Done__c: Text Stored
        Parent__c: Text Stored Parent__r to []
    "#]]
    .assert_eq(&own_fields(project.objects.get("Deal__c").unwrap()));
}

#[test]
fn an_inferred_field_has_the_type_of_the_variable_that_takes_it() {
    let flow = "<Flow><label>A</label><processType>AutoLaunchedFlow</processType>
        <assignments><name>Take</name><assignmentItems><assignToReference>price</assignToReference>
          <operator>Assign</operator><value><elementReference>Find.Price__c</elementReference></value>
          </assignmentItems></assignments>
        <recordLookups><name>Find</name>
          <connector><targetReference>Take</targetReference></connector>
          <getFirstRecordOnly>true</getFirstRecordOnly><object>Deal__c</object>
          <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>
        <start><connector><targetReference>Find</targetReference></connector></start>
        <status>Active</status>
        <variables><name>price</name><dataType>Currency</dataType></variables></Flow>";
    let files = sources(&[("flows/A.flow-meta.xml", flow)]);
    let project = load(files, &Options { infer: true }, None);
    expect![[r#"
        Name: Text Stored
        Price__c: Number Stored
    "#]]
    .assert_eq(&own_fields(project.objects.get("Deal__c").unwrap()));
}

#[test]
fn a_formula_of_a_field_is_checked() {
    let project = project(&[(
        "objects/Case.object",
        "<CustomObject><fields><fullName>Due__c</fullName><type>Date</type>
         <formula>CreatedDate + TRIMM(Subject)</formula></fields></CustomObject>",
    )]);
    let problem = project.problems.iter().next().unwrap();
    assert_eq!(problem.code, "malformed-formula");
    assert_eq!(problem.element.as_deref(), Some("Due__c"));
}

#[test]
fn a_followed_field_is_inferred_as_one_lookup() {
    let flow = "<Flow><label>A</label><processType>AutoLaunchedFlow</processType>
        <variables><name>deal</name><dataType>SObject</dataType><objectType>Deal__c</objectType>
          <isInput>true</isInput></variables>
        <variables><name>copy</name><dataType>String</dataType>
          <value><elementReference>deal.AccountId</elementReference></value></variables>
        <textTemplates><name>t</name><text>{!deal.Account.Name} {!deal.Other__r.Name}</text>
        </textTemplates><status>Active</status></Flow>";
    let files = sources(&[("flows/A.flow-meta.xml", flow)]);
    let project = load(files, &Options { infer: true }, None);
    let deal = project.objects.get("Deal__c").unwrap();
    let lookup = |name: &str| {
        let (field, lookup) = deal.lookup(name).unwrap();
        (field.name.to_string(), lookup.to.clone())
    };
    assert_eq!(
        lookup("Account"),
        ("AccountId".to_owned(), vec!["Account".into()])
    );
    assert_eq!(lookup("Other__r"), ("Other__c".to_owned(), vec![]));
    let n_ids = deal
        .fields
        .iter()
        .filter(|field| &*field.name == "AccountId");
    assert_eq!(n_ids.count(), 1);
    assert!(project.objects.get("Account").is_some());
}

#[test]
fn custom_metadata_has_a_developer_name_and_no_owner() {
    let project = project(&[("objects/Rule__mdt.object", "<CustomObject/>")]);
    let rule = project.objects.get("Rule__mdt").unwrap();
    assert!(rule.field("DeveloperName").is_some());
    assert!(rule.field("OwnerId").is_none());
}
