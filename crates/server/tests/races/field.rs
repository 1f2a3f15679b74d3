//! A field for races: the shipped program on a port of this machine, with people and a project.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use segue_language::{Text, Timestamp};
use segue_runtime::{DATABASE_FILE, Runtime, RuntimeOptions, system_time};
use segue_store::{Role, Stamp, Store, Token, Tx, User};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::http::{Ask, Told, get, post, race};
use super::project;

/// How often each race is run.
pub(crate) const ROUNDS: usize = 50;

pub(crate) const BOSS: &str = "boss@x.org";
pub(crate) const ANN: &str = "ann@x.org";
pub(crate) const BOB: &str = "bob@x.org";

/// The program with its folder. It is stopped and its histories are verified at the end.
pub(crate) struct Field {
    pub(crate) address: String,
    child: Child,
    folder: TempDir,
}

impl Field {
    /// Starts the program on a new database.
    pub(crate) fn new() -> Field {
        let folder = tempfile::tempdir().unwrap();
        prepare(&folder);
        let mut child = Command::new(env!("CARGO_BIN_EXE_segue"))
            .env_clear()
            .env("SEGUE_REQUESTS_PER_SECOND", "0")
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn"])
            .args(["--data", "data", "--project", "project", "--infer"])
            .current_dir(folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut said = Vec::new();
        let address = loop {
            let Some(line) = lines.next() else {
                panic!("the program ended: {said:?}")
            };
            let line = line.unwrap();
            if let Some((_, address)) = line.split_once("listening on http://") {
                break address.to_owned();
            }
            said.push(line);
        };
        // Whatever it says later must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Field {
            address,
            child,
            folder,
        }
    }

    pub(crate) fn ask(&self, ask: &Ask) -> Told {
        ask.send(&self.address)
    }

    /// Asks for something that cannot fail.
    pub(crate) fn must(&self, ask: &Ask) -> Told {
        let told = self.ask(ask);
        assert!(told.is_done(), "{ask:?}: {told:?}");
        told
    }

    pub(crate) fn race(&self, round: usize, asks: &[Ask]) -> Vec<Told> {
        race(&self.address, asks, round)
    }

    /// Starts a run; gives its id.
    pub(crate) fn start(&self, orchestration: &str) -> String {
        let path = format!("/api/v1/orchestrations/{orchestration}/runs");
        self.must(&post(BOSS, path, json!({}))).text("/id")
    }

    /// Opens a work item, so that its only screen is to be answered.
    pub(crate) fn open(&self, who: &str, item: &str) {
        let path = format!("/api/v1/work-items/{item}/open");
        self.must(&post(who, path, json!({})));
    }

    /// Id of the open work item of that step.
    pub(crate) fn item(&self, run: &str, step: &str) -> String {
        let run = self.must(&get(BOSS, format!("/api/v1/runs/{run}")));
        let stages = run.json["stages"].as_array().unwrap().iter();
        let steps = stages.flat_map(|stage| stage["steps"].as_array().unwrap());
        let mut found = steps.filter(|found| found["name"] == step);
        let items = found.next().unwrap()["work_items"].as_array().unwrap();
        items.last().unwrap()["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn status(&self, run: &str) -> String {
        let told = self.must(&get(BOSS, format!("/api/v1/runs/{run}")));
        told.text("/status")
    }

    /// Waits until no job of the run is left that could change its status from `InProgress`.
    pub(crate) fn settled(&self, run: &str) -> String {
        for _ in 0..2_000 {
            let status = self.status(run);
            if status != "InProgress" {
                return status;
            }
            std::thread::yield_now();
        }
        self.status(run)
    }

    /// How often a milestone stands in the history of a run.
    pub(crate) fn count(&self, run: &str, milestone: &str) -> usize {
        let lines = self.history(run);
        lines.iter().filter(|line| *line == milestone).count()
    }

    /// The milestones of a run.
    pub(crate) fn history(&self, run: &str) -> Vec<String> {
        let told = self.must(&get(BOSS, format!("/api/v1/runs/{run}/history")));
        let lines = told.json["history"].as_array().unwrap().iter();
        let lines = lines.map(|line| line["milestone"].as_str().unwrap().to_owned());
        lines.collect()
    }

    /// Ends the program and verifies every history that it left.
    pub(crate) fn finish(mut self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
        let ended = self.child.wait().unwrap();
        assert_eq!(ended.code(), Some(0), "the program ended well");
        let verified = Command::new(env!("CARGO_BIN_EXE_segue"))
            .args(["verify", "--json", "--data"])
            .arg(self.folder.path().join("data"))
            .output()
            .unwrap();
        let found: Value = serde_json::from_slice(&verified.stdout).unwrap_or_default();
        assert!(verified.status.success(), "{found}");
    }
}

impl Drop for Field {
    fn drop(&mut self) {
        // After a test that failed; else it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Who completes a work item all at once.
pub(crate) fn complete(who: &str, item: &str) -> Ask {
    let body = json!({ "screens": [{}] });
    post(who, format!("/api/v1/work-items/{item}/complete"), body)
}

/// Who answers the only screen of a work item that she has opened: that completes it.
pub(crate) fn finish(who: &str, item: &str) -> Ask {
    let path = format!("/api/v1/work-items/{item}/screen");
    post(who, path, json!({ "answers": {} }))
}

/// Who does something to a run.
pub(crate) fn command(who: &str, run: &str, verb: &str) -> Ask {
    post(who, format!("/api/v1/runs/{run}/{verb}"), json!({}))
}

fn prepare(folder: &TempDir) {
    project::write(&folder.path().join("project"));
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    let store = Store::open(&data.join(DATABASE_FILE), &segue_store::Options::default());
    let mut runtime = Runtime::open(store.unwrap(), RuntimeOptions::default()).unwrap();
    let let_in = runtime.aside::<_, segue_store::StoreError>(|tx| {
        role(tx, "works", "run-flows")?;
        let all = "run-flows manage-orchestration-runs reassign-work-items view-all-data \
                   manage-users customize-application modify-all-data manage-approvals";
        role(tx, "leads", all)?;
        person(tx, BOSS, "leads")?;
        person(tx, ANN, "works")?;
        for round in 0..ROUNDS {
            person(tx, &project::leaver(round), "works")?;
        }
        person(tx, BOB, "works")
    });
    let_in.unwrap();
}

fn role(tx: &Tx<'_>, name: &str, permissions: &str) -> Result<(), segue_store::StoreError> {
    tx.put_role(&Role {
        name: Text::from(name),
        label: name.to_owned(),
        permissions: permissions.to_owned(),
    })
}

/// A user with a role and a token.
fn person(tx: &Tx<'_>, name: &str, role: &str) -> Result<(), segue_store::StoreError> {
    let (at, by) = (system_time(), "");
    let user = User {
        username: name.into(),
        last_name: name.into(),
        email: Some(name.into()),
        is_active: true,
        ..User::default()
    };
    let person = tx.put_user(&user, &Stamp { at, by })?;
    tx.grant_role(&person, role)?;
    tx.insert_token(&Token {
        n: 0,
        hash: Sha256::digest(format!("token of {name}").as_bytes()).into(),
        person,
        label: "races".to_owned(),
        scopes: "manage".to_owned(),
        created: at,
        expires: Timestamp(i64::MAX),
        used: None,
    })?;
    Ok(())
}
