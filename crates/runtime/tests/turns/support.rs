//! A town: a runtime on a database in memory, a clock moved by hand, and small definitions.

use segue_definition::{Options, SourceFile, load};
use segue_engine::RunStatus;
use segue_language::{Filter, Query, Record, Text, Timestamp, Value, Values};
use segue_runtime::{Actor, Deployment, PartRef, Refusal, Reply, Request, Runtime, RuntimeOptions};
use segue_store::Store;

pub(crate) struct Town {
    pub(crate) runtime: Runtime,
    pub(crate) now: Timestamp,
}

/// A town with these files deployed.
pub(crate) fn town(files: &[(&str, String)]) -> Town {
    town_with(RuntimeOptions::default(), files)
}

/// The same with other options.
pub(crate) fn town_with(options: RuntimeOptions, files: &[(&str, String)]) -> Town {
    let store = Store::in_memory(&segue_store::Options::default()).expect("memory");
    let runtime = Runtime::open(store, options).expect("opens");
    town_on(runtime, files)
}

/// The same on another runtime.
pub(crate) fn town_on(runtime: Runtime, files: &[(&str, String)]) -> Town {
    let now = Timestamp(1_772_442_000_000_000);
    let mut town = Town { runtime, now };
    town.deploy(files);
    town
}

impl Town {
    pub(crate) fn deploy(&mut self, files: &[(&str, String)]) {
        self.try_deploy(files);
    }

    pub(crate) fn try_deploy(&mut self, files: &[(&str, String)]) -> Deployment {
        let files = files
            .iter()
            .map(|(path, text)| SourceFile::new(*path, text.as_str()))
            .collect();
        let project = load(files, &Options { infer: true }, None);
        let problems: Vec<_> = project.problems.iter().map(|p| &p.message).collect();
        assert!(!project.problems.has_errors(), "{problems:?}");
        self.runtime.deploy(&project, self.now).expect("deploys")
    }

    pub(crate) fn ask(&mut self, request: Request) -> Result<Reply, Refusal> {
        self.runtime.execute(request, self.now)
    }

    pub(crate) fn start(&mut self, orchestration: &str, inputs: Values) -> i64 {
        let started = self.ask(Request::StartRun {
            orchestration: orchestration.into(),
            inputs,
            by: Actor::System,
            key: None,
        });
        match started.expect("starts") {
            Reply::Started { run } => run,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn create(&mut self, object: &str, fields: &[(&str, Value)]) -> Text {
        match self.try_create(object, fields).expect("created") {
            Reply::Created { id } => id,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn try_create(
        &mut self,
        object: &str,
        fields: &[(&str, Value)],
    ) -> Result<Reply, Refusal> {
        self.ask(Request::CreateRecord {
            object: object.into(),
            fields: values(fields),
            by: Actor::System,
        })
    }

    pub(crate) fn update(&mut self, object: &str, id: &Text, fields: &[(&str, Value)]) {
        self.ask(Request::UpdateRecord {
            object: object.into(),
            id: id.clone(),
            fields: values(fields),
            by: Actor::System,
        })
        .expect("updated");
    }

    pub(crate) fn field(&self, object: &str, id: &str, field: &str) -> Value {
        let record = self.runtime.reads().record(object, id).expect("is there");
        record.get(field).cloned().unwrap_or_default()
    }

    /// All records of an object.
    pub(crate) fn all(&self, object: &str) -> Vec<Record> {
        let query = Query {
            object: object.into(),
            filter: Filter::all(),
            sort: None,
            limit: None,
        };
        self.runtime
            .reads()
            .records(&query, self.now)
            .expect("found")
    }

    pub(crate) fn work(&mut self) {
        self.runtime.run_due(self.now);
        assert_eq!(self.runtime.troubles(), &[] as &[String]);
    }

    pub(crate) fn status(&self, run: i64) -> RunStatus {
        self.runtime.reads().run_status(run).expect("is there")
    }

    pub(crate) fn error(&self, run: i64) -> String {
        let run = self.runtime.reads().run(run).expect("is there").run;
        run.error
            .map_or(String::new(), |error| error.message.to_string())
    }

    /// The history as `Start Stage Prepare` and so on.
    pub(crate) fn history(&self, run: i64) -> Vec<String> {
        let lines = self.runtime.reads().history(run);
        let entries = lines.into_iter().filter_map(|line| line.entry);
        entries.map(|entry| entry.to_string()).collect()
    }

    /// The only Assigned work item of a run.
    pub(crate) fn item(&self, run: i64) -> PartRef {
        let items = self.runtime.reads().open_items(run);
        assert_eq!(items.len(), 1, "{items:?}");
        PartRef::from((run, items[0].item))
    }
}

pub(crate) fn values(fields: &[(&str, Value)]) -> Values {
    fields
        .iter()
        .map(|(name, value)| (Text::from(*name), value.clone()))
        .collect()
}

pub(crate) fn user(name: &str) -> Actor {
    Actor::User(name.into())
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">"#;

/// A flow file: `flow(name, process type, body)`.
pub(crate) fn flow(name: &str, process_type: &str, body: &str) -> (String, String) {
    let text = format!(
        "{HEAD}<apiVersion>60.0</apiVersion><label>{name}</label>{body}\
         <processType>{process_type}</processType><status>Active</status></Flow>"
    );
    (format!("flows/{name}.flow-meta.xml"), text)
}

/// An autolaunched flow that adds one to its variable `count` and gives it out.
pub(crate) fn counting_flow(name: &str) -> (String, String) {
    flow(
        name,
        "AutoLaunchedFlow",
        "<assignments><name>Add_One</name><label>Add one</label><assignmentItems>\
         <assignToReference>count</assignToReference><operator>Add</operator>\
         <value><numberValue>1</numberValue></value></assignmentItems></assignments>\
         <start><connector><targetReference>Add_One</targetReference></connector></start>\
         <variables><name>count</name><dataType>Number</dataType><isCollection>false</isCollection>\
         <isInput>true</isInput><isOutput>true</isOutput><scale>0</scale>\
         <value><numberValue>0</numberValue></value></variables>",
    )
}

/// An orchestration of these stages, the first of which it starts with.
pub(crate) fn orchestration(name: &str, first: &str, body: &str) -> (String, String) {
    let start =
        format!("<start><connector><targetReference>{first}</targetReference></connector></start>");
    flow(name, "Orchestrator", &format!("{body}{start}"))
}

/// A stage of these steps; `rest` holds its connector and more.
pub(crate) fn stage(name: &str, rest: &str, steps: &[String]) -> String {
    format!(
        "<orchestratedStages><name>{name}</name><label>{name}</label>{rest}\
         <exitConditionLogic>and</exitConditionLogic>{}</orchestratedStages>",
        steps.concat()
    )
}

pub(crate) fn leads_to(target: &str) -> String {
    format!("<connector><targetReference>{target}</targetReference></connector>")
}

/// A background step; `rest` holds inputs and more.
pub(crate) fn background(name: &str, flow: &str, after: Option<&str>, rest: &str) -> String {
    let entry = entry(after);
    format!(
        "<stageSteps><name>{name}</name><actionName>{flow}</actionName>\
         <actionType>stepBackground</actionType>{entry}{rest}<label>{name}</label>\
         <stepSubtype>BackgroundStep</stepSubtype></stageSteps>"
    )
}

/// An interactive step for a user, group or queue.
pub(crate) fn interactive(name: &str, flow: &str, who: (&str, &str), rest: &str) -> String {
    let (kind, who) = who;
    let entry = entry(None);
    format!(
        "<stageSteps><name>{name}</name><actionName>{flow}</actionName>\
         <actionType>stepInteractive</actionType><assignees><assignee><stringValue>{who}\
         </stringValue></assignee><assigneeType>{kind}</assigneeType></assignees>{entry}{rest}\
         <label>{name}</label><stepSubtype>InteractiveStep</stepSubtype></stageSteps>"
    )
}

fn entry(after: Option<&str>) -> String {
    let condition = after.map_or(String::new(), |after| {
        format!(
            "<entryConditions><conditionType>EntryCondition</conditionType>\
             <leftValueReference>{after}.Status</leftValueReference><operator>EqualTo</operator>\
             <rightValue><stringValue>Completed</stringValue></rightValue></entryConditions>"
        )
    });
    format!("<entryConditionLogic>and</entryConditionLogic>{condition}")
}

/// Files as [`town`] takes them.
pub(crate) fn files(files: &[(String, String)]) -> Vec<(&str, String)> {
    files
        .iter()
        .map(|(path, text)| (path.as_str(), text.clone()))
        .collect()
}
