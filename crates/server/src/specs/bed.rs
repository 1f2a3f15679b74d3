//! A server to ask, people in it, and clients that speak for them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;
use segue_definition::{Options as LoadOptions, SourceFile, load, read_folder};
use segue_language::{Text, Timestamp};
use segue_runtime::{Runtime, RuntimeOptions, Writer};
use segue_store::{Group, Options, Stamp, Store, Tx, User};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::identity;
use crate::{App, Settings, router};

pub(super) const PASSWORD: &str = "correct horse";
const NOON: i64 = 1_772_452_800_000_000;

/// A server with its own clock.
pub(super) struct Bed {
    pub(super) app: App,
    router: Router,
    writer: Option<Writer>,
    clock: Arc<AtomicI64>,
    /// What the first administrator is made with.
    pub(super) invitation: String,
    /// The stored form of [`PASSWORD`].
    stored: String,
    _folder: TempDir,
}

/// An answer that was read to its end.
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

impl Bed {
    pub(super) fn new() -> Bed {
        Bed::start(&[], Settings::of_defaults())
    }

    /// A server with other settings.
    pub(super) fn set(settings: Settings) -> Bed {
        Bed::start(&[], settings)
    }

    /// A server with the project of the runtime's scenarios and these files.
    pub(super) fn with_project(files: &[(&str, &str)]) -> Bed {
        let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests/scenarios");
        let mut all = read_folder(&scenarios.join("base")).unwrap();
        let own = files.iter();
        all.extend(own.map(|(path, text)| SourceFile::new(*path, *text)));
        Bed::start(&all, Settings::of_defaults())
    }

    /// A server with the projects of these scenarios of the runtime.
    pub(super) fn with_scenarios(names: &[&str]) -> Bed {
        let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests/scenarios");
        let folders = names.iter().map(|name| scenarios.join(name));
        let files = folders.flat_map(|folder| read_folder(&folder).unwrap());
        Bed::start(&files.collect::<Vec<_>>(), Settings::of_defaults())
    }

    fn start(files: &[SourceFile], settings: Settings) -> Bed {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("segue.sqlite");
        let store = Store::open(&path, &Options::default()).unwrap();
        let mut runtime = Runtime::open(store, RuntimeOptions::default()).unwrap();
        if !files.is_empty() {
            let project = load(files.to_vec(), &LoadOptions::default(), None);
            runtime.deploy(&project, Timestamp(NOON)).unwrap();
        }
        let invitation = identity::prepare(&mut runtime).unwrap().unwrap();
        let clock = Arc::new(AtomicI64::new(NOON));
        let told = clock.clone();
        let tell: segue_runtime::Clock = Arc::new(move || Timestamp(told.load(Ordering::Relaxed)));
        let (app, writer) = App::start(runtime, settings, tell).unwrap();
        Bed {
            router: router(&app),
            app,
            writer: Some(writer),
            clock,
            invitation,
            stored: identity::hash_password(PASSWORD).unwrap(),
            _folder: folder,
        }
    }

    pub(super) fn advance(&self, minutes: i64) {
        self.clock
            .fetch_add(minutes * 60_000_000, Ordering::Relaxed);
    }

    /// An active person with a password and roles.
    pub(super) async fn person(&self, name: &'static str, roles: &'static [&'static str]) -> Text {
        let (stored, at) = (self.stored.clone(), self.app.now());
        let made = self.app.aside(move |tx| -> segue_store::Result<Text> {
            let user = User {
                username: Text::from(name),
                last_name: Text::from(name),
                is_active: true,
                ..User::default()
            };
            let id = tx.put_user(&user, &Stamp { at, by: "" })?;
            tx.put_password(&id, &stored, at)?;
            for role in roles {
                tx.grant_role(&id, role)?;
            }
            Ok(id)
        });
        made.await.unwrap().unwrap()
    }

    /// Sends a request with these headers and, when there is one, a body of JSON.
    pub(super) async fn send(
        &self,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Answered {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let json = ("content-type", "application/json");
        let headers: Vec<_> = headers.iter().copied().chain([json]).collect();
        self.send_text((method, path), &headers, &body).await
    }

    /// Sends a request as it stands.
    pub(super) async fn send_text(
        &self,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answered {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// The body of an answer that does not end by itself.
    pub(super) async fn stream(
        &self,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
    ) -> Body {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.into_body()
    }

    /// Sends a form in the name of a session.
    pub(super) async fn form(&self, path: &str, cookie: &str, form: &str) -> Answered {
        let headers = [
            ("cookie", cookie),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.send_text(("POST", path), &headers, form).await
    }

    /// Writes something that no request is about.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> segue_store::Result<T> + Send + 'static,
    ) -> T {
        let written = self.app.aside(work);
        written.await.unwrap().unwrap()
    }

    /// The files of the database.
    pub(super) fn files(&self) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(self._folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Everything that is stored, but when sessions and tokens were last used.
    pub(super) async fn state(&self) -> [u8; 32] {
        let read = self
            .app
            .look(|reads| reads.store().content(&["seen", "used"]).unwrap());
        read.await.unwrap()
    }

    /// Gives a user another name.
    pub(super) async fn rename(&self, id: &Text, name: &str) {
        let (id, name, at) = (id.clone(), Text::from(name), self.app.now());
        self.write(move |tx| {
            let user = User {
                first_name: Some(name.clone()),
                last_name: name,
                ..tx.user(&id)?.unwrap()
            };
            tx.put_user(&user, &Stamp { at, by: "" })
        })
        .await;
    }

    /// Says how an object is shared with everybody.
    pub(super) async fn share(&self, object: &'static str, sharing: &'static str) {
        self.write(move |tx| tx.share_object(object, sharing)).await;
    }

    /// A group or queue with these members.
    pub(super) async fn circle(&self, is_queue: bool, name: &str, members: Vec<Text>) -> Text {
        let (name, at) = (Text::from(name), self.app.now());
        self.write(move |tx| {
            let stamp = Stamp { at, by: "" };
            let id = tx.put_group(
                &Group {
                    id: Text::default(),
                    is_queue,
                    label: name.clone(),
                    name,
                    email: None,
                    mails_members: false,
                },
                &stamp,
            )?;
            for member in &members {
                tx.add_member(&id, member, &stamp)?;
            }
            Ok(id)
        })
        .await
    }

    /// Signs a person in; gives the cookie.
    pub(super) async fn sign_in(&self, name: &str) -> String {
        let answered = self.try_to_sign_in(name, PASSWORD).await;
        assert_eq!(answered.status, StatusCode::OK, "{}", answered.body);
        cookie(&answered)
    }

    pub(super) async fn try_to_sign_in(&self, name: &str, password: &str) -> Answered {
        let login = serde_json::json!({ "user": name, "password": password });
        self.send(("POST", "/api/v1/login"), &[], Some(login)).await
    }

    /// Sends a request in the name of a session.
    pub(super) async fn as_session(
        &self,
        at: (&str, &str),
        cookie: &str,
        body: Option<Value>,
    ) -> Answered {
        let headers = [("cookie", cookie), ("sec-fetch-site", "same-origin")];
        self.send(at, &headers, body).await
    }

    /// Sends a request with a token.
    pub(super) async fn as_token(&self, at: (&str, &str), token: &str) -> Answered {
        let bearer = format!("Bearer {token}");
        self.send(at, &[("authorization", &bearer)], None).await
    }

    /// Makes a token for whoever has the session.
    pub(super) async fn token(&self, cookie: &str, scope: &str) -> String {
        let new = serde_json::json!({ "label": "test", "scope": scope, "days": 30 });
        let made = self.as_session(("POST", "/api/v1/tokens"), cookie, Some(new));
        let made = made.await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        made.body["token"].as_str().unwrap().to_owned()
    }
}

impl Drop for Bed {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            writer.stop();
        }
    }
}

/// The cookie that an answer sets, as a browser sends it back.
pub(super) fn cookie(answered: &Answered) -> String {
    let set = answered.headers[header::SET_COOKIE].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

async fn read(response: Response) -> Answered {
    let (parts, body) = response.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let is_endless = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    let bytes = if is_endless {
        Bytes::new()
    } else {
        body.collect().await.unwrap().to_bytes()
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answered {
        status: parts.status,
        headers: parts.headers,
        body: serde_json::from_slice(&bytes).unwrap_or(Value::String(text)),
    }
}
