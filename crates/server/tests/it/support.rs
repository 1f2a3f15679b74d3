//! An office: the demo project served from memory, and people who send requests by name.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use segue_definition::{Options as LoadOptions, load, read_folder};
use segue_language::{Text, Timestamp};
use segue_runtime::{Runtime, RuntimeOptions, Writer};
use segue_server::{App, Settings, router};
use segue_store::{Options, Role, Store, Token, Tx};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

const NOW: Timestamp = Timestamp(1_772_442_000_000_000);
const FOREVER: Timestamp = Timestamp(i64::MAX);

/// A server with the demo deployed, on which it is always the same moment.
pub(crate) struct Office {
    router: Router,
    writer: Option<Writer>,
    _folder: tempfile::TempDir,
}

/// A part of a form: its name, the name of its file, its content.
pub(crate) type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

/// What the server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Where it leads.
    pub(crate) to: String,
    /// Whether and under which name it is to be kept.
    pub(crate) disposition: String,
    pub(crate) body: String,
}

/// Opens an office.
pub(crate) fn office() -> Office {
    office_where(|_| {})
}

/// Opens an office that also has the project of a folder.
pub(crate) fn office_with(folder: &str) -> Office {
    open_office(&["examples/demo", folder], |_| {})
}

/// Opens an office in which something else was stored before.
pub(crate) fn office_where(store_it: impl FnOnce(&Tx<'_>)) -> Office {
    open_office(&["examples/demo"], store_it)
}

fn open_office(projects: &[&str], store_it: impl FnOnce(&Tx<'_>)) -> Office {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("segue.sqlite");
    let store = Store::open(&path, &Options::default()).expect("a database");
    let mut runtime = Runtime::open(store, RuntimeOptions::default()).expect("opens");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for project in projects {
        let files = read_folder(&root.join(project)).expect("a project");
        let project = load(files, &LoadOptions { infer: false }, None);
        runtime.deploy(&project, NOW).expect("deploys");
    }
    let_in(&mut runtime);
    let stored = runtime.aside::<_, segue_store::StoreError>(|tx| {
        store_it(tx);
        Ok(())
    });
    stored.expect("stored");
    let clock = Arc::new(|| NOW);
    let (app, writer) = App::start(runtime, Settings::of_defaults(), clock).expect("starts");
    Office {
        router: router(&app),
        writer: Some(writer),
        _folder: folder,
    }
}

/// Everybody of the demo works and has a token that is her user name.
fn let_in(runtime: &mut Runtime) {
    let people = [
        "admin",
        "hr",
        "it",
        "helpdesk",
        "manager",
        "finance",
        "controller",
    ];
    let users = people.map(|name| {
        let user = runtime.store().user(&format!("{name}@example.com"));
        user.expect("read").expect("a user of the demo")
    });
    let done = runtime.aside::<_, segue_store::StoreError>(|tx| {
        tx.put_role(&Role {
            name: Text::from("worker"),
            label: "Worker".to_owned(),
            permissions: "run-flows".to_owned(),
        })?;
        tx.put_role(&Role {
            name: Text::from("lead"),
            label: "Lead".to_owned(),
            permissions: "reassign-work-items manage-orchestration-runs".to_owned(),
        })?;
        tx.grant_role(&users[6].id, "lead")?;
        tx.put_role(&Role {
            name: Text::from("builder"),
            label: "Builder".to_owned(),
            permissions: "manage-flow view-all-data manage-orchestration-runs".to_owned(),
        })?;
        tx.grant_role(&users[0].id, "builder")?;
        for user in &users {
            tx.grant_role(&user.id, "worker")?;
            tx.insert_token(&Token {
                n: 0,
                hash: Sha256::digest(user.username.as_bytes()).into(),
                person: user.id.clone(),
                label: "test".to_owned(),
                scopes: "manage".to_owned(),
                created: NOW,
                expires: FOREVER,
                used: None,
            })?;
        }
        Ok(())
    });
    done.expect("stored");
}

impl Office {
    /// What `who` (a user of the demo) gets to see there.
    pub(crate) async fn get(&self, who: &str, path: &str) -> Answer {
        let request = Request::get(path);
        let request = request.header(header::AUTHORIZATION, bearer(who));
        self.send(request.body(Body::empty()).expect("a request"))
            .await
    }

    /// A form that `who` sends there.
    pub(crate) async fn post(&self, who: &str, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::AUTHORIZATION, bearer(who))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(
            request
                .body(Body::from(form.to_owned()))
                .expect("a request"),
        )
        .await
    }

    /// A form with files that `who` sends there: parts of a name, a file name and a content.
    pub(crate) async fn upload(&self, who: &str, path: &str, parts: &[Part<'_>]) -> Answer {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = match file {
                Some(file) => format!("; filename=\"{file}\""),
                None => String::new(),
            };
            let head = format!(
                "--parted\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--parted--\r\n");
        let request = Request::post(path)
            .header(header::AUTHORIZATION, bearer(who))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=parted");
        self.send(request.body(Body::from(body)).expect("a request"))
            .await
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("answers");
        let status = response.status();
        let to = response.headers().get(header::LOCATION);
        let to = to.map_or("", |to| to.to_str().expect("a path")).to_owned();
        let disposition = response.headers().get(header::CONTENT_DISPOSITION);
        let disposition = disposition.map_or("", |text| text.to_str().expect("a header"));
        let disposition = disposition.to_owned();
        let body = response.into_body().collect().await.expect("a body");
        Answer {
            status,
            to,
            disposition,
            body: String::from_utf8(body.to_bytes().to_vec()).expect("a text"),
        }
    }

    /// A purchase request of 1,000 that Mia Manager has to decide about: paths of its record and
    /// of the work item.
    pub(crate) async fn purchase(&self) -> (String, String) {
        let people = self.get("admin", "/records/Purchase_Request__c/new").await;
        let manager = people.option("Mia Manager");
        let form = format!(
            "v.Name=Laptop&v.Amount__c=1000&v.Supplier__c=Acme&v.Status__c=Submitted\
             &v.Manager__c={manager}"
        );
        let created = self
            .post("admin", "/records/Purchase_Request__c", &form)
            .await;
        assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.body);
        let record = created.to.split('?').next().expect("a path").to_owned();
        let inbox = self.get("manager", "/inbox").await;
        (record, inbox.link("/work/"))
    }
}

impl Office {
    /// Work of the IT desk: a laptop to be handed out. The path of the work item.
    pub(crate) async fn laptop(&self) -> String {
        let form = "v.Name=Nora&v.Login__c=nora";
        self.post("admin", "/records/New_Hire__c", form).await;
        let papers = self.get("hr", "/inbox").await.link("/work/");
        self.post("hr", &format!("{papers}/open"), "").await;
        let form = "screen=Papers&b.Contract_Signed=true&v.Start_Date=2027-01-04&go=next";
        let done = self.post("hr", &papers, form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        self.get("it", "/inbox").await.link("/work/")
    }
}

impl Office {
    /// Work about a part: the form of that name is open for the manager. The path of the work item.
    pub(crate) async fn part(&self, form: &str) -> String {
        let sent = format!("v.Name=One&v.Form__c={form}");
        let created = self.post("admin", "/records/Part__c", &sent).await;
        assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.body);
        let work = self.get("manager", "/inbox").await.link("/work/");
        self.post("manager", &format!("{work}/open"), "").await;
        work
    }

    /// A request of the API that `who` sends there, as JSON.
    pub(crate) async fn ask(&self, who: &str, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header(header::AUTHORIZATION, bearer(who))
            .header(header::CONTENT_TYPE, "application/json");
        self.send(
            request
                .body(Body::from(body.to_owned()))
                .expect("a request"),
        )
        .await
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            writer.stop();
        }
    }
}

impl Answer {
    /// The first link that begins so.
    pub(crate) fn link(&self, begins: &str) -> String {
        let begin = format!("href=\"{begins}");
        let at = self
            .body
            .find(&begin)
            .unwrap_or_else(|| panic!("no {begin} in {}", self.body));
        let rest = &self.body[at + "href=\"".len()..];
        rest[..rest.find('"').expect("an end")].to_owned()
    }

    /// The value of the option with that label.
    pub(crate) fn option(&self, label: &str) -> String {
        let end = format!("\">{label}</option>");
        let at = self
            .body
            .find(&end)
            .unwrap_or_else(|| panic!("no {label} in {}", self.body));
        let before = &self.body[..at];
        before[before.rfind('"').expect("a begin") + 1..].to_owned()
    }

    /// Whether the page says so.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }
}

fn bearer(who: &str) -> String {
    format!("Bearer {who}@example.com")
}
