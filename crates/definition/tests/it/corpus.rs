//! Real metadata files: all of them are read, and the incident-management project in full.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use expect_test::expect;
use segue_definition::{Options, Project, Severity, load, read_folder};
use segue_flow::FlowKind;

use crate::outline;

/// The folder with real projects, when this machine has it.
#[expect(clippy::print_stderr, reason = "says why the test did nothing")]
pub(crate) fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("SEGUE_CORPUS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no corpus");
    None
}

pub(crate) fn project(folder: &Path) -> Project {
    let files = read_folder(folder).expect("the corpus can be read");
    load(files, &Options::default(), None)
}

fn incident_management() -> Option<Project> {
    let folder = corpus()?.join("SalesforceLabs__FlowAutomationForIncidentManagement/aim-base");
    Some(project(&folder))
}

/// The errors of a project, one a line.
fn errors(project: &Project) -> String {
    let mut text = String::new();
    for problem in &project.problems {
        if problem.severity == Severity::Error {
            let file = project.sources.get(problem.place.file);
            let _ = writeln!(text, "{}: {}", file.file_name(), problem.message);
        }
    }
    text
}

#[test]
fn the_incident_management_project_has_no_error() {
    let Some(project) = incident_management() else {
        return;
    };
    assert_eq!(errors(&project), "");
}

#[test]
fn the_incident_orchestration_is_compiled_in_full() {
    let Some(project) = incident_management() else {
        return;
    };
    let definition = project.orchestration("AIM_IncidentOrchestration").unwrap();
    expect![[r#"
        AIM_IncidentOrchestration (API 56), Incident created AfterSave, always, changed to meet: false
        -> Refresh_Incident_Status
        stage ClosureStage -> end [exit: default]
          step Set_Closure_Milestone: background AIM_UpdateMilestone(incidentId: $Record.Id, markComplete: Boolean(true), milestoneName: `AIM - Incident Closed`)
        stage Escalated -> Refresh_Incident_Status [exit: AIM_Status_Evaluation(isCheckEquality: Boolean(false), incidentId: $Record.Id, statusValue: `Escalated`)]
          step Email_Incident_Owner: background AIM_EscalationFlow(incidentId: $Record.Id)
        stage FirstResponseStage -> Refresh_Incident_Status [exit: AIM_Status_Evaluation(incidentId: $Record.Id, isCheckEquality: Boolean(false), statusValue: `New`)]
          step Flow_First_Response: interactive for Queue `AIM_FirstResponse` on $Record.Id AIM_Stage_Flow_First_Response(incidentId: $Record.Id)
          step Update_First_Response_Milestone: background AIM_UpdateMilestone(incidentId: $Record.Id, markComplete: Boolean(true), milestoneName: `AIM - Incident First Response`) [entry: Flow_First_Response.Status EqualTo `Completed`]
          step Update_Status_to_Open: background AIM_UpdateIncidentStatus(incidentId: $Record.Id, statusFrom: `New`, statusTo: `Open`) [entry: Update_First_Response_Milestone.Status EqualTo `Completed`]
        stage NotificationInProgressStage -> Refresh_Incident_Status [exit: AIM_Status_Evaluation(incidentId: $Record.Id, isCheckEquality: Boolean(false), statusValue: `In Progress`)]
          step Flow_Notification: interactive for Queue `AIM_Notification` on $Record.Id AIM_Stage_Flow_Automation(incidentId: $Record.Id)
          step Update_Notification_Milestone: background AIM_UpdateMilestone(incidentId: $Record.Id, markComplete: Boolean(true), milestoneName: `AIM - Incident Notification And Deflection`) [entry: Flow_Notification.Status EqualTo `Completed`]
          step Update_Investigation_Milestone: background AIM_UpdateMilestone(markComplete: Boolean(true), incidentId: $Record.Id, milestoneName: `Incident investigation started`)
        stage QualificationStage -> Refresh_Incident_Status [exit: AIM_Status_Evaluation(isCheckEquality: Boolean(false), incidentId: $Record.Id, statusValue: `Open`)]
          step Flow_Qualification: interactive for Queue `AIM_Qualification` on $Record.Id AIM_QualificationScreenFlow(incidentId: $Record.Id)
          step Update_Qualification_Milestone: background AIM_UpdateMilestone(incidentId: $Record.Id, markComplete: Boolean(true), milestoneName: `AIM - Incident Qualification`) [entry: Flow_Qualification.Status EqualTo `Completed`]
          step Update_Status_to_In_Progress: background AIM_UpdateIncidentStatus(incidentId: $Record.Id, statusFrom: `Open`, statusTo: `In Progress`) [entry: Update_Qualification_Milestone.Status EqualTo `Completed`]
        stage Refresh_Incident_Status -> Check_Incident_Status [exit: default]
          step Get_Incident_Status: background AIM_GetIncidentStatus(incidentId: $Record.Id)
        stage ResolutionStage -> Refresh_Incident_Status [exit: AIM_Status_Evaluation(isCheckEquality: Boolean(false), incidentId: $Record.Id, statusValue: `Resolved`)]
          step Flow_Completion: interactive for Queue `AIM_Completion` on $Record.Id AIM_Stage_Flow_Automation(incidentId: $Record.Id)
          step Update_Status_to_Completed: background AIM_UpdateIncidentStatus(incidentId: $Record.Id, statusFrom: `Resolved`, statusTo: `Completed`) [entry: Flow_Completion.Status EqualTo `Completed`]
        decision Check_Incident_Status (outcomes from 0), `Default Outcome` -> end
          isNew [Get_Incident_Status.Outputs.incidentStatus EqualTo `New`] -> FirstResponseStage
          isOpen [Get_Incident_Status.Outputs.incidentStatus EqualTo `Open`] -> QualificationStage
          isInProgress [Get_Incident_Status.Outputs.incidentStatus EqualTo `In Progress`] -> NotificationInProgressStage
          isResolved [Get_Incident_Status.Outputs.incidentStatus EqualTo `Resolved`] -> ResolutionStage
          isEscalated [Get_Incident_Status.Outputs.incidentStatus EqualTo `Escalated`] -> Escalated
          isCompleted [Get_Incident_Status.Outputs.incidentStatus EqualTo `Completed`] -> ClosureStage
          isClosed [Get_Incident_Status.Outputs.incidentStatus EqualTo `Closed`] -> ClosureStage
    "#]].assert_eq(&outline::orchestration(&definition.item));
}

#[test]
fn every_flow_of_the_incident_management_project_is_compiled() {
    let Some(project) = incident_management() else {
        return;
    };
    let mut text = String::new();
    for flow in &project.flows {
        let kind = match &flow.item.kind {
            FlowKind::Screen => "screen".to_owned(),
            FlowKind::Autolaunched => "autolaunched".to_owned(),
            FlowKind::Evaluation => "evaluation".to_owned(),
            FlowKind::RecordTriggered(trigger) => format!("after {}", trigger.object),
            FlowKind::Scheduled(start) => format!("{:?}", start.schedule.frequency),
            FlowKind::EventTriggered(start) => format!("on {}", start.trigger.object),
            FlowKind::Other(other) => other.clone(),
        };
        let start = flow.item.start.map(|id| &*flow.item.elements[id.0].name);
        let _ = writeln!(
            text,
            "{} ({kind}): {} resources, {} elements from {}",
            flow.name,
            flow.item.resources.len(),
            flow.item.elements.len(),
            start.unwrap_or("nowhere")
        );
    }
    expect![[r#"
        AIM_CreateKnowledgeArticle (screen): 12 resources, 8 elements from Get_Incident
        AIM_EscalationFlow (autolaunched): 7 resources, 4 elements from Get_Incident
        AIM_FilterExistingIncidentRelatedItems (autolaunched): 9 resources, 8 elements from Get_Existing_Cases
        AIM_GetIncidentStatus (autolaunched): 2 resources, 1 elements from Get_Incident
        AIM_IncidentDetector (after Case): 21 resources, 18 elements from Get_Similar_Cases
        AIM_QualificationScreenFlow (screen): 46 resources, 33 elements from Get_Incident
        AIM_SendCoreEmail (screen): 28 resources, 9 elements from Get_Incident
        AIM_Stage_Flow_Automation (screen): 57 resources, 30 elements from Get_Incident
        AIM_Stage_Flow_First_Response (screen): 30 resources, 21 elements from Check_If_Incident_Is_Null
        AIM_Status_Evaluation (evaluation): 6 resources, 4 elements from Get_Incident
        AIM_UpdateIncidentStatus (autolaunched): 5 resources, 3 elements from Get_Incident
        AIM_UpdateMilestone (autolaunched): 7 resources, 7 elements from Get_Milestone
        AIM_WakeUpOrchestration (after Incident): 7 resources, 7 elements from Get_In_Progress_Orchestrations
        Retrieve_Impacted_Accounts_and_Contacts_Flow (autolaunched): 18 resources, 19 elements from Check_if_IncidentId_is_null
    "#]].assert_eq(&text);
}
