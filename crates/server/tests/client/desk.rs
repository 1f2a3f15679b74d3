//! A server with a queue of work, and a folder from which it is asked.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use segue_definition::{Options as LoadOptions, SourceFile, load, read_folder};
use segue_language::{Text, Timestamp};
use segue_runtime::{Runtime, RuntimeOptions, system_time};
use segue_store::{Options, Role, Store, StoreError, Token};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// All that anybody may.
const EVERYTHING: &str = "run-flows manage-flow manage-orchestration-runs reassign-work-items \
                          view-all-data modify-all-data manage-users force-resume";
const FOREVER: Timestamp = Timestamp(i64::MAX);

/// A running server, and the folder that is asked from.
pub(crate) struct Desk {
    folder: TempDir,
    server: Child,
    url: String,
    environment: Vec<(&'static str, String)>,
}

/// What a verb said, and its exit code.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

/// Starts a server: `bob@x.org` may do everything, `ann@x.org` nothing but look.
pub(crate) fn desk() -> Desk {
    desk_with(Vec::new())
}

/// The same with settings in the server's environment.
pub(crate) fn desk_with(environment: Vec<(&'static str, String)>) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    prepare(&folder.path().join("kept"));
    let (server, url) = serve(folder.path(), &environment);
    Desk {
        folder,
        server,
        url,
        environment,
    }
}

fn serve(folder: &Path, environment: &[(&'static str, String)]) -> (Child, String) {
    let mut server = program()
        .args(["serve", "--listen", "127.0.0.1:0", "--data", "kept"])
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .current_dir(folder)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stderr.take().unwrap()).lines();
    let listening = lines.find_map(|line| {
        let line = line.unwrap();
        Some(line.split_once("listening on ")?.1.to_owned())
    });
    // What it logs later is read, so that it never waits for us.
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    (server, listening.expect("it says where it listens"))
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.env_clear();
    command
}

/// A command of somebody with a token, or without one.
pub(crate) fn segue(desk: &Desk, token: Option<&str>) -> Command {
    let mut command = program();
    command.current_dir(desk.folder.path());
    command.env("SEGUE_URL", &desk.url);
    if let Some(token) = token {
        command.env("SEGUE_TOKEN", token);
    }
    command
}

impl Desk {
    /// Kills the server where it stands, and starts it again.
    pub(crate) fn kill_and_restart(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
        (self.server, self.url) = serve(self.folder.path(), &self.environment);
    }

    /// Asks with the token of somebody; the words are parted by blanks.
    pub(crate) fn run(&self, who: &str, words: &str) -> Said {
        self.ask(who, &words.split_whitespace().collect::<Vec<_>>())
    }

    /// Asks with the token of somebody.
    pub(crate) fn ask(&self, who: &str, words: &[&str]) -> Said {
        let token = format!("token of {who}");
        Said::of(segue(self, Some(&token)).args(words).output().unwrap())
    }

    /// Id of the first work item.
    pub(crate) fn item(&self) -> String {
        let work = self.run("bob@x.org", "work --json").json();
        work["work_items"][0]["id"].as_str().unwrap().to_owned()
    }

    /// Writes a file of the folder.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Said {
    pub(crate) fn of(output: Output) -> Said {
        Said {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// Both outputs, with every moment made the same.
    pub(crate) fn everything(&self) -> String {
        let mut text = String::new();
        for line in self.out.lines() {
            text += &format!("{}\n", timeless(line));
        }
        for line in self.err.lines() {
            text += &format!("! {}\n", timeless(line));
        }
        text
    }

    /// The output, which is JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("{self:?}"))
    }
}

/// A line with each moment of it made the same.
fn timeless(line: &str) -> String {
    const MOMENT: &str = "2026-01-01T00:00:00Z";
    let is_moment = |text: &str| {
        let shape = text
            .bytes()
            .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
        shape.eq(*b"0000-00-00T00:00:00Z")
    };
    let mut line = line.to_owned();
    for at in 0..line.len().saturating_sub(MOMENT.len() - 1) {
        if line.get(at..at + MOMENT.len()).is_some_and(is_moment) {
            line.replace_range(at..at + MOMENT.len(), MOMENT);
        }
    }
    line
}

fn prepare(data: &Path) {
    std::fs::create_dir_all(data).unwrap();
    let store = Store::open(&data.join("segue.sqlite"), &Options::default()).unwrap();
    let mut runtime = Runtime::open(store, RuntimeOptions::default()).unwrap();
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests/scenarios");
    let mut files = read_folder(&scenarios.join("base")).unwrap();
    let text = include_str!("../../src/cases/Ask_Desk.flow-meta.xml");
    files.push(SourceFile::new("flows/Ask_Desk.flow-meta.xml", text));
    let project = load(files, &LoadOptions::default(), None);
    runtime.deploy(&project, system_time()).unwrap();
    let of = |name: &str| runtime.store().user(name).unwrap().unwrap().id;
    let (bob, ann) = (of("bob@x.org"), of("ann@x.org"));
    let done = runtime.aside::<_, StoreError>(|tx| {
        tx.put_role(&Role {
            name: Text::from("everything"),
            label: "Everything".to_owned(),
            permissions: EVERYTHING.to_owned(),
        })?;
        tx.grant_role(&bob, "everything")?;
        for (name, person, scope) in [
            ("bob@x.org", &bob, "manage"),
            ("ann@x.org", &ann, "manage"),
            ("reader", &bob, "read"),
        ] {
            tx.insert_token(&Token {
                n: 0,
                hash: Sha256::digest(format!("token of {name}")).into(),
                person: person.clone(),
                label: name.to_owned(),
                scopes: scope.to_owned(),
                created: Timestamp(0),
                expires: FOREVER,
                used: None,
            })?;
        }
        Ok(())
    });
    done.unwrap();
}
