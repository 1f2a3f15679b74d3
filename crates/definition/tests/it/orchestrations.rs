//! Orchestrations from their files.

use expect_test::{Expect, expect};

use crate::outline;
use crate::projects::{problems, project};

/// Compiles one orchestration with that body; expects its outline and its problems.
fn check(body: &str, outline: Expect, found: Expect) {
    let text = format!(
        "<Flow><apiVersion>60.0</apiVersion><label>O</label>{body}<status>Active</status></Flow>"
    );
    let project = project(&[("flows/O.flow-meta.xml", &text)]);
    outline.assert_eq(&outline::orchestration(&project.orchestrations[0].item));
    found.assert_eq(&problems(&project));
}

#[test]
fn requirements_evaluation_flows_and_faults_are_compiled() {
    check(
        "<processType>Orchestrator</processType>
        <start><connector><targetReference>Review</targetReference></connector></start>
        <orchestratedStages><name>Review</name>
          <connector><targetReference>Is_It</targetReference></connector>
          <faultConnector><targetReference>Review</targetReference></faultConnector>
          <exitConditionLogic>1 OR (2 AND NOT(1))</exitConditionLogic>
          <exitConditions><leftValueReference>Score.Outputs.score</leftValueReference>
            <operator>GreaterThan</operator><rightValue><numberValue>5.0</numberValue></rightValue>
          </exitConditions>
          <exitConditions><leftValueReference>Ask.Status</leftValueReference>
            <operator>EqualTo</operator><rightValue><stringValue></stringValue></rightValue>
          </exitConditions>
          <stageSteps><name>Score</name><actionName>ns__Score_It</actionName>
            <actionType>stepBackground</actionType>
            <requiresAsyncProcessing>true</requiresAsyncProcessing><runAsUser>true</runAsUser>
            <assignees><assignee><stringValue>ann@example.com</stringValue></assignee>
              <assigneeType>User</assigneeType></assignees>
            <inputParameters><name>run</name>
              <value><elementReference>$Orchestration.Instance</elementReference></value>
            </inputParameters></stageSteps>
          <stageSteps><name>Ask</name><actionName>ns__Ask_It</actionName>
            <actionType>stepInteractive</actionType>
            <assignees><assignee><elementReference>who</elementReference></assignee>
              <assigneeType>Resource</assigneeType></assignees>
            <entryActionName>ns__May_Ask</entryActionName>
            <entryActionType>flow</entryActionType>
            <entryActionInputParameters><name>score</name>
              <value><elementReference>Score.Outputs.score</elementReference></value>
            </entryActionInputParameters>
            <inputParameters><name>ActionInput__RecordId</name>
              <value><stringValue>500</stringValue></value></inputParameters>
            <inputParameters><name>ActionInput__CustomEmailSubject</name>
              <value><elementReference>subject</elementReference></value></inputParameters>
            <inputParameters><name>ActionInput__CustomEmailBody</name></inputParameters>
            <inputParameters><name>greeting</name>
              <value><stringValue>Hello {!who}</stringValue></value></inputParameters>
          </stageSteps></orchestratedStages>
        <decisions><name>Is_It</name>
          <defaultConnector><targetReference>Review</targetReference></defaultConnector>
          <rules><name>Ok</name><conditionLogic>and</conditionLogic>
            <conditions><leftValueReference>Review</leftValueReference>
              <operator>WasVisited</operator>
              <rightValue><elementReference>$GlobalConstant.True</elementReference></rightValue>
            </conditions></rules></decisions>
        <textTemplates><name>subject</name><text>For {!who}</text></textTemplates>
        <variables><name>who</name><dataType>String</dataType><isInput>true</isInput>
          <value><stringValue>ann</stringValue></value></variables>",
        expect![[r#"
            O (API 60)
            variable who: Text, input: true, default: Some(Text("ann"))
            -> Review
            stage Review -> Is_It, fault -> Review [exit: (Score.Outputs.score GreaterThan Number(5) or (Ask.Status EqualTo `` and not Score.Outputs.score GreaterThan Number(5)))]
              step Score: background asynchronous as User `ann@example.com` ns__Score_It(run: the run's id)
              step Ask: interactive for Resource who on `500` mail subject ns__Ask_It(greeting: template of ["who"]) [entry: ns__May_Ask(score: Score.Outputs.score)]
            decision Is_It (outcomes from 0), `Default Outcome` -> Review
              Ok [Review WasVisited Boolean(true)] -> end
        "#]],
        expect![[r#"
            missing-packaged-flow: flow `ns__Score_It` lives in a package that is not part of this project
            missing-packaged-flow: flow `ns__Ask_It` lives in a package that is not part of this project
            missing-packaged-flow: flow `ns__May_Ask` lives in a package that is not part of this project
        "#]],
    );
}

#[test]
fn pre_release_files_are_read() {
    check(
        "<processType>AppProcess</processType>
        <startElementReference>First</startElementReference>
        <steppedStages><name>First</name>
          <exitCriteria><leftValueReference>Ask</leftValueReference><operator>EqualTo</operator>
            <rightValue><stringValue>Completed</stringValue></rightValue></exitCriteria>
          <exitCriteriaLogic>and</exitCriteriaLogic>
          <steps><name>Ask</name><actionName>ns__Ask_It</actionName>
            <actionType>createWorkItem</actionType><entryCriteriaLogic>and</entryCriteriaLogic>
            <inputParameters><name>actionInput__recordId</name>
              <value><stringValue>500</stringValue></value></inputParameters>
            <inputParameters><name>appProcessInstanceId</name></inputParameters></steps>
        </steppedStages>",
        expect![[r#"
            O (API 60)
            -> First
            stage First -> end [exit: Ask.Status EqualTo `Completed`]
              step Ask: interactive on `500` ns__Ask_It()
        "#]],
        expect![[r#"
            missing-packaged-flow: flow `ns__Ask_It` lives in a package that is not part of this project
        "#]],
    );
}

#[test]
fn names_that_lead_nowhere_are_kept_and_reported() {
    check(
        "<processType>Orchestrator</processType>
        <start><connector><targetReference>Fist</targetReference></connector></start>
        <orchestratedStages><name>First</name>
          <stageSteps><name>Work</name><actionName>ns__Work</actionName>
            <actionType>stepBackground</actionType>
            <entryConditions><leftValueReference>Wrok.Status</leftValueReference>
              <operator>EqualTo</operator>
              <rightValue><stringValue>Completed</stringValue></rightValue></entryConditions>
            <inputParameters><name>a</name>
              <value><elementReference>Work.Result.x</elementReference></value></inputParameters>
          </stageSteps></orchestratedStages>",
        expect![[r#"
            O (API 60)
            -> end
            stage First -> end [exit: default]
              step Work: background ns__Work(a: dangling Work.Result.x) [entry: dangling Wrok.Status EqualTo `Completed`]
        "#]],
        expect![[r#"
            unknown-target: the connector leads to `Fist`, which does not exist
            unreachable: no path from the start leads to `First`
            missing-packaged-flow: flow `ns__Work` lives in a package that is not part of this project
            unknown-reference: `Wrok.Status` does not exist
            unknown-reference: `Work.Result.x` does not exist
        "#]],
    );
}

#[test]
fn a_record_trigger_has_its_object_saves_and_conditions() {
    check(
        "<processType>Orchestrator</processType>
        <start><connector><targetReference>First</targetReference></connector>
          <object>Case</object><triggerType>RecordAfterSave</triggerType>
          <recordTriggerType>CreateAndUpdate</recordTriggerType>
          <doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>
          <filterLogic>and</filterLogic>
          <filters><field>Status</field><operator>EqualTo</operator>
            <value><stringValue>Escalated</stringValue></value></filters></start>
        <orchestratedStages><name>First</name>
          <stageSteps><name>Work</name><actionName>ns__Work</actionName>
            <actionType>stepMuleSoft</actionType>
            <inputParameters><name>a</name>
              <value><elementReference>$Record.Account.Nmae</elementReference></value>
            </inputParameters></stageSteps></orchestratedStages>",
        expect![[r#"
            O (API 60), Case created or updated AfterSave, [Condition { left: Status, operator: EqualTo, right: Literal(Text("Escalated")) }], changed to meet: true
            -> First
            stage First -> end [exit: default]
              step Work: external ns__Work(a: $Record.Account.Nmae)
        "#]],
        expect![[r#"
            missing-action: external action `ns__Work` is not part of this project
            unknown-field: object `Account` has no field `Nmae`
        "#]],
    );
}
