//! One smoke run: an orchestration of one step that runs the flow, on a database in memory.

use segue_definition::{Project, SourceFile};
use segue_engine::RunStatus;
use segue_flow::{ChoiceSet, Flow, FlowKind, ResourceKind};
use segue_language::{Timestamp, Type, Values};
use segue_runtime::{Actor, PartRef, Reply, Request, Runtime, RuntimeOptions};
use segue_store::Store;

use crate::answers::{Refused, answer};
use crate::packages::{Case, WORKER, without_errors};
use crate::stage::Stage;
use crate::stand_ins::stand_ins;
use crate::values::{self, NOW};

/// Screens of one run.
const SCREENS_MAX: usize = 150;
/// Refusals of one screen.
const REFUSALS_MAX: usize = 24;
/// Timers of one run.
const TIMERS_MAX: usize = 40;

/// How a run ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// At the end of the flow.
    Finished,
    /// At a screen of its own that leads nowhere: how flows say that they cannot go on.
    AtDeadEnd,
    /// At a custom error of its own: how flows refuse a change.
    AtErrorOfItsOwn,
    /// Otherwise.
    Stuck(String),
}

/// What is needed to run a case.
pub(crate) struct Prepared {
    project: Project,
    missing: Vec<String>,
    flow: std::sync::Arc<Flow>,
}

/// Why a case is not run.
pub(crate) enum Unfit {
    /// People or other flows do not start it.
    StartedOtherwise,
    /// People or other flows start it.
    Called,
    /// It has errors of its own.
    Wrong(String),
    /// It is of a type that is read and kept, but not executed.
    Kept(String),
}

/// Compiles the case with an orchestration around it.
pub(crate) fn prepare(case: &Case) -> Result<Prepared, Unfit> {
    let alone = case.project(Vec::new());
    let Some(flow) = alone.flow(&case.flow).map(|flow| flow.item.clone()) else {
        return Err(Unfit::StartedOtherwise);
    };
    if !matches!(flow.kind, FlowKind::Screen | FlowKind::Autolaunched) {
        return Err(Unfit::StartedOtherwise);
    }
    let mut more = picklists(&flow);
    let around = orchestration(&flow);
    more.push(SourceFile::new("flows/Smoke_Run.flow-meta.xml", around));
    let project = without_errors(case.project(more)).map_err(Unfit::Wrong)?;
    Ok(Prepared {
        missing: missing(&project),
        project,
        flow,
    })
}

/// Values for the picklists of objects that the corpus does not have.
pub(crate) fn picklists(flow: &Flow) -> Vec<SourceFile> {
    let sets = flow
        .resources
        .iter()
        .filter_map(|resource| match &resource.kind {
            ResourceKind::ChoiceSet(set) => Some(&**set),
            _ => None,
        });
    let files = sets.filter_map(|set| match set {
        ChoiceSet::Picklist {
            object,
            field,
            values,
        } if values.is_empty() => Some(picklist(object, field)),
        _ => None,
    });
    files.collect()
}

fn picklist(object: &str, field: &str) -> SourceFile {
    let values: String = ["One", "Two"]
        .map(|value| format!("<value><fullName>{value}</fullName><label>{value}</label></value>"))
        .concat();
    let text = format!(
        "<CustomField><fullName>{field}</fullName><label>{field}</label><type>Picklist</type>\
         <valueSet><valueSetDefinition>{values}</valueSetDefinition></valueSet></CustomField>"
    );
    SourceFile::new(
        format!("objects/{object}/fields/{field}.field-meta.xml"),
        text,
    )
}

/// The actions and flows that live elsewhere.
pub(crate) fn missing(project: &Project) -> Vec<String> {
    let texts = project.flows.iter().map(|flow| &flow.item);
    let elements = texts.flat_map(|flow| &flow.elements);
    elements
        .filter_map(|element| match &element.kind {
            segue_flow::ElementKind::Action(call) => {
                (!runs_here(&call.action_type)).then(|| call.name.to_string())
            }
            segue_flow::ElementKind::Subflow(call) => project
                .flow(&call.flow)
                .is_none()
                .then(|| call.flow.to_string()),
            _ => None,
        })
        .collect()
}

/// Action types that the runtime carries out itself.
fn runs_here(action_type: &str) -> bool {
    ["emailSimple", "flow"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(action_type))
}

impl Prepared {
    pub(crate) fn run(&self, attempt: usize) -> Ended {
        let store = Store::in_memory(&segue_store::Options::default()).expect("memory");
        let mut runtime = Runtime::open(store, RuntimeOptions::default()).expect("opens");
        if let Err(fault) = runtime.deploy(&self.project, NOW) {
            return Ended::Stuck(format!("cannot be deployed: {fault}"));
        }
        let stage = Stage::set(&self.project, &mut runtime, attempt);
        runtime.set_stand_ins(stand_ins(&self.project, &self.missing, &stage, attempt));
        let start = Request::StartRun {
            orchestration: "Smoke_Run".into(),
            inputs: inputs(&self.flow, &stage, attempt),
            by: Actor::System,
            key: None,
        };
        let run = match runtime.execute(start, NOW) {
            Ok(Reply::Started { run }) => run,
            other => return Ended::Stuck(format!("cannot be started: {other:?}")),
        };
        let mut now = NOW;
        settle(&mut runtime, run, &mut now);
        match self.flow.kind {
            FlowKind::Screen => self.work(&mut runtime, run, &stage, attempt),
            _ => ending(&runtime, run),
        }
    }

    fn work(&self, runtime: &mut Runtime, run: i64, stage: &Stage, attempt: usize) -> Ended {
        let items = runtime.reads().open_items(run);
        let Some(open) = items.first() else {
            return ending(runtime, run);
        };
        let item = PartRef::from((run, open.item));
        let by = Actor::User(WORKER.into());
        on_screens(runtime, &item, &by, stage, (attempt, NOW))
    }
}

/// Does a work item screen by screen.
pub(crate) fn on_screens(
    runtime: &mut Runtime,
    item: &PartRef,
    by: &Actor,
    stage: &Stage,
    (attempt, now): (usize, Timestamp),
) -> Ended {
    let (mut refused, mut n_refused) = (Refused::new(), 0);
    let mut request = Request::OpenWork {
        item: item.clone(),
        by: by.clone(),
    };
    for turn in 0..SCREENS_MAX {
        let screen = match runtime.execute(request, now) {
            Ok(Reply::Screen(screen)) => screen,
            Ok(Reply::Finished | Reply::Paused) => return Ended::Finished,
            Ok(Reply::Failed { message }) => return Ended::Stuck(message),
            other => return Ended::Stuck(format!("{other:?}")),
        };
        if !screen.can_go_on {
            return Ended::AtDeadEnd;
        }
        n_refused = if screen.errors.is_empty() {
            0
        } else {
            n_refused + 1
        };
        if n_refused > REFUSALS_MAX {
            return Ended::Stuck(format!("`{}` refuses {:?}", screen.name, screen.errors));
        }
        if screen.errors.is_empty() {
            refused.clear();
        }
        for (field, _) in &screen.errors {
            *refused.entry(field.clone()).or_default() += 1;
        }
        request = Request::AnswerScreen {
            item: item.clone(),
            by: by.clone(),
            submission: answer(stage, &screen, &refused, turn + attempt),
        };
    }
    Ended::Stuck(format!("shows more than {SCREENS_MAX} screens"))
}

/// Does what is due, and lets time pass while the run waits for it.
fn settle(runtime: &mut Runtime, run: i64, now: &mut Timestamp) {
    for _ in 0..TIMERS_MAX {
        runtime.run_due(*now);
        let is_open = runtime.reads().run_status(run) == Some(RunStatus::InProgress);
        match runtime.next_due() {
            Some(due) if is_open && due > *now => *now = due,
            _ => return,
        }
    }
}

fn ending(runtime: &Runtime, run: i64) -> Ended {
    match runtime.reads().run_status(run) {
        Some(RunStatus::Completed) => Ended::Finished,
        Some(RunStatus::Error) => {
            let view = runtime.reads().run(run).expect("is there");
            let message = view.run.error.map(|error| error.message.to_string());
            Ended::Stuck(message.unwrap_or_default())
        }
        other => Ended::Stuck(format!("its run is {other:?}")),
    }
}

pub(crate) fn inputs(flow: &Flow, stage: &Stage, attempt: usize) -> Values {
    given(flow)
        .map(|(name, value_type)| {
            let value = values::value(stage, name, value_type, attempt);
            (name.into(), value)
        })
        .collect()
}

/// Input variables whose type an orchestration can hold.
fn given(flow: &Flow) -> impl Iterator<Item = (&str, &Type)> {
    let inputs = flow
        .resources
        .iter()
        .filter(|resource| match &resource.kind {
            ResourceKind::Variable(variable) => variable.is_input,
            _ => false,
        });
    inputs
        .map(|resource| (&*resource.name, &resource.value_type))
        .filter(|(_, value_type)| data_type(value_type).is_some())
}

/// Data type and object of a variable.
fn data_type(value_type: &Type) -> Option<(&'static str, Option<&str>)> {
    Some(match value_type {
        Type::Boolean => ("Boolean", None),
        Type::Number => ("Number", None),
        Type::Text => ("String", None),
        Type::Picklist => ("Picklist", None),
        Type::Multipicklist => ("Multipicklist", None),
        Type::Date => ("Date", None),
        Type::DateTime => ("DateTime", None),
        Type::Time => ("Time", None),
        Type::Record(object) => ("SObject", Some(object)),
        Type::Collection(item) => return data_type(item),
        Type::Any => return None,
    })
}

/// One stage of one step, which passes the orchestration's own inputs on.
fn orchestration(flow: &Flow) -> String {
    let is_screen = matches!(flow.kind, FlowKind::Screen);
    let (mut variables, mut inputs) = (String::new(), String::new());
    for (name, value_type) in given(flow) {
        let (kind, object) = data_type(value_type).expect("was filtered");
        let is_list = matches!(value_type, Type::Collection(_));
        let object = object.map_or(String::new(), |o| format!("<objectType>{o}</objectType>"));
        variables += &format!(
            "<variables><name>{name}</name><dataType>{kind}</dataType>\
             <isCollection>{is_list}</isCollection><isInput>true</isInput>\
             <isOutput>false</isOutput>{object}</variables>"
        );
        inputs += &format!(
            "<inputParameters><name>{name}</name><value><elementReference>{name}\
             </elementReference></value></inputParameters>"
        );
    }
    let (step, assignees) = match is_screen {
        true => (
            ("stepInteractive", "InteractiveStep"),
            format!(
                "<assignees><assignee><stringValue>{WORKER}</stringValue></assignee>\
                 <assigneeType>User</assigneeType></assignees>"
            ),
        ),
        false => (("stepBackground", "BackgroundStep"), String::new()),
    };
    let (action, subtype) = step;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\"><apiVersion>60.0</apiVersion>\
         <label>Smoke</label><orchestratedStages><name>Only</name><label>Only</label>\
         <exitConditionLogic>and</exitConditionLogic><stageSteps><name>Run</name>\
         <actionName>{}</actionName><actionType>{action}</actionType>{assignees}\
         <entryConditionLogic>and</entryConditionLogic>{inputs}<label>Run</label>\
         <stepSubtype>{subtype}</stepSubtype></stageSteps></orchestratedStages>\
         <processType>Orchestrator</processType>\
         <start><connector><targetReference>Only</targetReference></connector></start>\
         <status>Active</status>{variables}</Flow>",
        flow.name
    )
}
