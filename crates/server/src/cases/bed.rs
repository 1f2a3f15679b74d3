//! A server with a project, people and their tokens.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use segue_definition::{Options as LoadOptions, SourceFile, load, read_folder};
use segue_language::{Text, Timestamp};
use segue_runtime::{Runtime, Writer, system_time};
use segue_store::{Options, Stamp, Store, Token, Tx, User};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::app::App;
use crate::identity::{ensure_roles, hash_of};
use crate::routes::router;
use crate::settings::Settings;

/// A user, the user's roles, and the scope of the user's token.
const PEOPLE: [(&str, &[&str], &str); 6] = [
    ("admin@x.org", &["administrator"], "manage"),
    ("ann@x.org", &["worker"], "manage"),
    ("bob@x.org", &["worker"], "manage"),
    ("cleo@x.org", &["worker"], "manage"),
    ("idler@x.org", &[], "manage"),
    ("reader@x.org", &["administrator"], "read"),
];

/// A server to ask.
pub(super) struct Bed {
    router: Router,
    pub(super) app: App,
    writer: Writer,
    folder: TempDir,
}

/// What a server answered.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) json: Value,
}

impl Bed {
    /// A server with the project of the cases.
    pub(super) fn new() -> Bed {
        Bed::with(Settings::of_defaults())
    }

    /// The same with the approval processes of the scenarios.
    pub(super) fn with_approvals() -> Bed {
        let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests/scenarios");
        let more = read_folder(&scenarios.join("approvals")).unwrap();
        Bed::with_files(more)
    }

    /// The same with other settings.
    pub(super) fn with(settings: Settings) -> Bed {
        Bed::made(settings, Vec::new())
    }

    /// The same with more files in its project.
    pub(super) fn with_files(more: Vec<SourceFile>) -> Bed {
        Bed::made(Settings::of_defaults(), more)
    }

    fn made(settings: Settings, more: Vec<SourceFile>) -> Bed {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("segue.sqlite");
        let mut store = Store::open(&path, &Options::default()).unwrap();
        let tx = store.begin().unwrap();
        ensure_roles(&tx).unwrap();
        for (name, roles, scope) in PEOPLE {
            add_person(&tx, name, roles, scope);
        }
        let committed = tx.commit().unwrap();
        store.await_durable(committed).unwrap();
        let settings = Settings {
            key_file: folder.path().join("segue.key"),
            ..settings
        };
        let mut runtime = Runtime::open(store, settings.runtime_options()).unwrap();
        let files = files().into_iter().chain(more).collect();
        let project = load(files, &LoadOptions::default(), None);
        runtime.deploy(&project, system_time()).unwrap();
        Bed::of(runtime, settings, folder)
    }

    fn of(runtime: Runtime, settings: Settings, folder: TempDir) -> Bed {
        let (app, writer) = App::start(runtime, settings, Arc::new(system_time)).unwrap();
        Bed {
            router: router(&app),
            app,
            writer,
            folder,
        }
    }

    /// The same server after its process ended and another one was started.
    pub(super) fn started_again(self, settings: Settings) -> Bed {
        let Bed {
            app,
            writer,
            folder,
            ..
        } = self;
        app.begin_ending();
        drop(writer.stop());
        let store = Store::open(&folder.path().join("segue.sqlite"), &Options::default());
        let runtime = Runtime::open(store.unwrap(), settings.runtime_options()).unwrap();
        Bed::of(runtime, settings, folder)
    }

    /// Everything that it answers.
    pub(super) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Where its database is.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(super) async fn get(&self, who: &str, path: &str) -> Told {
        self.ask(request(who, Method::GET, path, None)).await
    }

    pub(super) async fn post(&self, who: &str, path: &str, body: Value) -> Told {
        self.ask(request(who, Method::POST, path, Some(body))).await
    }

    pub(super) async fn patch(&self, who: &str, path: &str, body: Value) -> Told {
        self.ask(request(who, Method::PATCH, path, Some(body)))
            .await
    }

    /// Puts without a body.
    pub(super) async fn put(&self, who: &str, path: &str) -> Told {
        self.ask(request(who, Method::PUT, path, None)).await
    }

    pub(super) async fn put_json(&self, who: &str, path: &str, body: Value) -> Told {
        self.ask(request(who, Method::PUT, path, Some(body))).await
    }

    pub(super) async fn delete(&self, who: &str, path: &str) -> Told {
        self.ask(request(who, Method::DELETE, path, None)).await
    }

    /// Sends any request.
    pub(super) async fn ask(&self, request: Request<Body>) -> Told {
        let response = self.raw(request).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Told {
            status: parts.status,
            headers: parts.headers,
            json: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        }
    }

    /// A page, or any other text.
    pub(super) async fn page(&self, who: &str, path: &str) -> String {
        let response = self.raw(request(who, Method::GET, path, None)).await;
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    /// What is answered to a form, sent as a page sends it: status and text.
    pub(super) async fn form(&self, who: &str, path: &str, form: &str) -> (StatusCode, String) {
        let mut asked = request(who, Method::POST, path, None);
        *asked.body_mut() = form.to_owned().into();
        let kind = header::HeaderValue::from_static("application/x-www-form-urlencoded");
        asked.headers_mut().insert(header::CONTENT_TYPE, kind);
        let response = self.raw(asked).await;
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    /// Id of a user.
    pub(super) async fn person(&self, name: &'static str) -> String {
        let id = self.app.look(move |reads| reads.person_id(name)).await;
        id.unwrap().unwrap().to_string()
    }

    /// Sends any request; the body of the answer is not read.
    pub(super) async fn raw(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Starts a run of `Ask_Desk` and gives its id.
    pub(super) async fn start(&self, who: &str) -> String {
        let path = "/api/v1/orchestrations/Ask_Desk/runs";
        let told = self.post(who, path, json!({})).await;
        assert_eq!(told.status, StatusCode::CREATED, "{told:?}");
        told.text("/id")
    }

    /// Starts a run and gives the id of its work item.
    pub(super) async fn work(&self) -> String {
        let run = self.start("admin@x.org").await;
        let told = self
            .get("admin@x.org", &format!("/api/v1/runs/{run}"))
            .await;
        told.text("/stages/0/steps/0/work_items/0/id")
    }
}

impl Told {
    /// The text at a JSON pointer.
    pub(super) fn text(&self, pointer: &str) -> String {
        let found = self.json.pointer(pointer).and_then(Value::as_str);
        found
            .unwrap_or_else(|| panic!("{pointer} in {}", self.json))
            .to_owned()
    }

    /// Status and code of a problem.
    pub(super) fn problem(&self) -> (u16, String) {
        assert_eq!(
            self.headers[header::CONTENT_TYPE],
            "application/problem+json"
        );
        (self.status.as_u16(), self.text("/code"))
    }
}

/// A request of somebody; of nobody when `who` is empty.
pub(super) fn request(who: &str, method: Method, path: &str, body: Option<Value>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !who.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer token of {who}"));
    }
    match body {
        Some(body) => request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string())),
        None => request.body(Body::empty()),
    }
    .unwrap()
}

/// The problem that an answer must be.
pub(super) fn problem(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn add_person(tx: &Tx<'_>, name: &str, roles: &[&str], scope: &str) {
    let (at, by) = (system_time(), "");
    let user = User {
        username: name.into(),
        last_name: name.into(),
        email: Some(name.into()),
        is_active: true,
        ..User::default()
    };
    let person = tx.put_user(&user, &Stamp { at, by }).unwrap();
    for role in roles {
        tx.grant_role(&person, role).unwrap();
    }
    tx.insert_token(&Token {
        n: 0,
        hash: hash_of(&format!("token of {name}")),
        person: Text::from(&*person),
        label: "cases".to_owned(),
        scopes: scope.to_owned(),
        created: at,
        expires: Timestamp(i64::MAX),
        used: None,
    })
    .unwrap();
}

/// The project of the scenarios of the runtime, and an orchestration that anybody can start.
fn files() -> Vec<SourceFile> {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests/scenarios");
    let mut files = read_folder(&scenarios.join("base")).unwrap();
    files.extend(read_folder(&scenarios.join("../projects/calls")).unwrap());
    let text = include_str!("Ask_Desk.flow-meta.xml");
    files.push(SourceFile::new("flows/Ask_Desk.flow-meta.xml", text));
    files
}
