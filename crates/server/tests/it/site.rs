//! A site: a server with a small orchestration of its own, people with roles, and browsers in
//! which they are signed in.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use segue_definition::{Options as LoadOptions, SourceFile, load};
use segue_engine::RunStatus;
use segue_language::{Text, Timestamp, Value};
use segue_runtime::{Actor, Reply, Request as Asked, Runtime, RuntimeOptions, Writer};
use segue_server::{App, Settings, router};
use segue_store::{Options, Role, RunNumber, Session, Store, run_id};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

pub(crate) const NOW: Timestamp = Timestamp(1_772_442_000_000_000);
/// May do everything.
pub(crate) const BOSS: &str = "boss@example.com";
/// Manages runs, and sees no records of others.
pub(crate) const RUNNER: &str = "runner@example.com";
/// Does work.
pub(crate) const WORKER: &str = "worker@example.com";
/// Is not active.
pub(crate) const GONE: &str = "gone@example.com";

const PEOPLE: &str = "users:
  - boss@example.com
  - runner@example.com
  - worker@example.com
  - {username: gone@example.com, active: false}
queues:
  Desk: [worker@example.com]
";

const ROLES: [(&str, &str, &[&str]); 3] = [
    (
        "all",
        "run-flows manage-flow manage-orchestration-runs reassign-work-items view-all-data \
         modify-all-data customize-application manage-users force-resume manage-approvals",
        &[BOSS],
    ),
    (
        "runs",
        "run-flows manage-orchestration-runs reassign-work-items",
        &[RUNNER],
    ),
    ("work", "run-flows", &[WORKER]),
];

/// A label that must never become markup.
pub(crate) const CANARY: &str = "<script>canary()</script>";

/// A server.
pub(crate) struct Site {
    router: Router,
    writer: Option<Writer>,
    _folder: tempfile::TempDir,
}

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// Opens a site after `before` was done on its runtime.
pub(crate) fn site(before: impl FnOnce(&mut Runtime)) -> Site {
    let folder = tempfile::tempdir().expect("a folder");
    let mut runtime = open(folder.path());
    let project = load(files(), &LoadOptions { infer: true }, None);
    let problems: Vec<_> = project.problems.iter().map(|p| &p.message).collect();
    assert!(!project.problems.has_errors(), "{problems:?}");
    runtime.deploy(&project, NOW).expect("deploys");
    let_in(&mut runtime);
    before(&mut runtime);
    let clock = Arc::new(|| NOW);
    let (app, writer) = App::start(runtime, Settings::of_defaults(), clock).expect("starts");
    Site {
        router: router(&app),
        writer: Some(writer),
        _folder: folder,
    }
}

fn open(folder: &Path) -> Runtime {
    let store = Store::open(&folder.join("segue.sqlite"), &Options::default());
    Runtime::open(store.expect("a database"), RuntimeOptions::default()).expect("opens")
}

/// Starts a run: of `Wait`, whose work goes to the queue Desk, or of `Break`, whose work would go to
/// somebody who is not active. Gives its id.
pub(crate) fn start(runtime: &mut Runtime, orchestration: &str) -> String {
    let reply = runtime.execute(
        Asked::StartRun {
            orchestration: orchestration.into(),
            inputs: vec![(Text::from("Reason"), Value::text(CANARY))],
            by: Actor::User(WORKER.into()),
            key: None,
        },
        NOW,
    );
    runtime.run_due(NOW);
    let Ok(Reply::Started { run }) = reply else {
        panic!("{reply:?}")
    };
    run_id(RunNumber(run)).to_string()
}

fn files() -> Vec<SourceFile> {
    vec![
        SourceFile::new("people.yaml", PEOPLE),
        SourceFile::new("flows/Ask.flow-meta.xml", screen_flow()),
        orchestration("Wait", "Queue", "Desk"),
        orchestration("Break", "User", GONE),
    ]
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">"#;

fn screen_flow() -> String {
    format!(
        "{HEAD}<apiVersion>60.0</apiVersion><label>Ask</label><screens><name>Only</name>\
         <label>Only</label><allowBack>true</allowBack><allowFinish>true</allowFinish>\
         <allowPause>true</allowPause><fields><name>Answer</name><dataType>String</dataType>\
         <fieldText>Answer</fieldText><fieldType>InputField</fieldType>\
         <isRequired>true</isRequired></fields><showFooter>true</showFooter>\
         <showHeader>true</showHeader></screens><processType>Flow</processType><start><connector>\
         <targetReference>Only</targetReference></connector></start><status>Active</status></Flow>"
    )
}

fn orchestration(name: &str, kind: &str, who: &str) -> SourceFile {
    let text = format!(
        "{HEAD}<apiVersion>64.0</apiVersion><label>{name} {}</label><orchestratedStages>\
         <name>Only</name><label>Only</label><exitConditionLogic>and</exitConditionLogic>\
         <stageSteps><name>Person</name><actionName>Ask</actionName>\
         <actionType>stepInteractive</actionType><assignees><assignee><stringValue>{who}\
         </stringValue></assignee><assigneeType>{kind}</assigneeType></assignees>\
         <entryConditionLogic>and</entryConditionLogic><label>Ask somebody</label>\
         <stepSubtype>InteractiveStep</stepSubtype></stageSteps></orchestratedStages>\
         <processType>Orchestrator</processType><start><connector>\
         <targetReference>Only</targetReference></connector></start><status>Active</status>\
         <variables><name>Reason</name><dataType>String</dataType>\
         <isCollection>false</isCollection><isInput>true</isInput><isOutput>false</isOutput>\
         </variables></Flow>",
        CANARY.replace('<', "&lt;").replace('>', "&gt;")
    );
    SourceFile::new(format!("flows/{name}.flow-meta.xml"), text)
}

/// Everybody has her role, and a session whose secret is her user name.
fn let_in(runtime: &mut Runtime) {
    let done = runtime.aside::<_, segue_store::StoreError>(|tx| {
        for (name, permissions, people) in ROLES {
            tx.put_role(&Role {
                name: name.into(),
                label: name.to_owned(),
                permissions: permissions.to_owned(),
            })?;
            for username in people {
                let user = tx.user(username)?.expect("a user");
                tx.grant_role(&user.id, name)?;
                tx.insert_session(&Session {
                    n: 0,
                    hash: Sha256::digest(username.as_bytes()).into(),
                    person: user.id,
                    created: NOW,
                    seen: NOW,
                    address: "127.0.0.1".to_owned(),
                    agent: "Browser of the tests".to_owned(),
                })?;
            }
        }
        Ok(())
    });
    done.expect("stored");
}

impl Site {
    /// What somebody gets to see there.
    pub(crate) async fn get(&self, who: &str, path: &str) -> Told {
        self.send(who, Method::GET, path, String::new()).await
    }

    /// A form that somebody sends there.
    pub(crate) async fn post(&self, who: &str, path: &str, form: &str) -> Told {
        self.send(who, Method::POST, path, form.to_owned()).await
    }

    /// A form, and the page to which its answer leads.
    pub(crate) async fn follow(&self, who: &str, path: &str, form: &str) -> Told {
        let told = self.post(who, path, form).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
        self.get(who, &told.to()).await
    }

    async fn send(&self, who: &str, method: Method, path: &str, body: String) -> Told {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::COOKIE, format!("segue={who}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("answers");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        Told {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).expect("a text"),
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            writer.stop();
        }
    }
}

impl Told {
    /// Where it leads.
    pub(crate) fn to(&self) -> String {
        let to = self
            .headers
            .get(header::LOCATION)
            .expect("it leads somewhere");
        to.to_str().expect("a path").to_owned()
    }

    /// Whether the page says so.
    #[track_caller]
    pub(crate) fn must_say(&self, text: &str) {
        assert!(self.body.contains(text), "no {text:?} in {}", self.body);
    }

    /// That the page does not say so.
    #[track_caller]
    pub(crate) fn must_not_say(&self, text: &str) {
        assert!(!self.body.contains(text), "{text:?} in {}", self.body);
    }

    /// What stands between two texts.
    pub(crate) fn between(&self, begin: &str, end: &str) -> String {
        let (_, rest) = self.body.split_once(begin).unwrap_or_else(|| {
            panic!("no {begin:?} in {}", self.body);
        });
        rest.split_once(end).expect("an end").0.to_owned()
    }
}

/// The label of a status, as badges show it.
pub(crate) fn badge(status: RunStatus) -> String {
    format!(">{}</span>", status.label())
}
