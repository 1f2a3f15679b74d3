//! `segue demo`: a server with a project to try, people to be, and runs in several states.

mod accounts;
mod project;
mod story;

use std::net::TcpListener;
use std::path::PathBuf;

use anyhow::bail;
use segue_definition::{Options, SourceFile, load};
use segue_runtime::{Runtime, system_time};

use self::accounts::Account;
use super::{End, print};
use crate::observe::start_logging;
use crate::serve::{open, serve_runtime};
use crate::settings::{Due, Settings};

/// The port that is tried first.
const PORT: u16 = 8080;
/// How long work may take.
const DUE: &str = "3d, Purchase_Approval = 1d, AIM_IncidentOrchestration.Flow_First_Response = 1h";
/// How many ports are tried.
const PORTS_MAX: u16 = 50;

/// Arguments of `segue demo`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Where to listen; otherwise 8080 or the next port that is free
    #[arg(long)]
    port: Option<u16>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let folder = Folder::new();
    let settings = settings(arguments, folder.0.clone())?;
    start_logging(&settings.log, settings.log_format)?;
    let mut runtime = open(&settings)?;
    deploy(&mut runtime)?;
    let accounts = accounts::make(&mut runtime)?;
    story::tell(&mut runtime)?;
    print(&greeting(&settings.base_url, &accounts));
    serve_runtime(runtime, settings)?;
    Ok(End::Good)
}

/// The files of a project, as if a folder had been read.
fn files(project: project::Files) -> Vec<SourceFile> {
    let files = project.iter();
    files
        .map(|(path, text)| SourceFile::new(*path, (*text).to_owned()))
        .collect()
}

fn deploy(runtime: &mut Runtime) -> anyhow::Result<()> {
    for files_of in [project::OFFICE, project::INCIDENTS] {
        let project = load(files(files_of), &Options::default(), None);
        runtime.deploy(&project, system_time())?;
    }
    Ok(())
}

fn settings(arguments: &Arguments, data: PathBuf) -> anyhow::Result<Settings> {
    let port = match arguments.port {
        Some(port) => port,
        None => free_port()?,
    };
    let listen = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    Ok(Settings {
        data,
        listen,
        base_url: format!("http://{listen}"),
        log: "warn".to_owned(),
        due: Due::read(DUE)?,
        ..Settings::of_defaults()
    })
}

fn free_port() -> anyhow::Result<u16> {
    let mut ports = PORT..PORT + PORTS_MAX;
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    match ports.find(is_free) {
        Some(port) => Ok(port),
        None => bail!("no port from {PORT} on is free; name one with --port"),
    }
}

fn greeting(url: &str, accounts: &[Account]) -> String {
    let mut lines = vec![
        format!("Open {url} and sign in as one of them:"),
        String::new(),
    ];
    let people = accounts.iter();
    lines.extend(people.map(|a| format!("  {:<24} {}   {}", a.user, a.password, a.does)));
    lines.push(String::new());
    lines.push(
        "Create a new hire as hr@example.com, then do each person's work. Without a login the \
         account fails: fill it in, and resume the run as admin@example.com."
            .to_owned(),
    );
    lines.push(
        "Create an incident as manager@example.com and answer it as responder@example.com, qualify \
         it as analyst@example.com; set its status to Resolved to come to its end."
            .to_owned(),
    );
    lines.push("Everything is forgotten when this ends (Ctrl-C).".to_owned());
    lines.join("\n")
}

/// A folder that goes with the program.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let name = format!("segue-demo-{}", crate::random::id());
        Folder(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::project::{Files, INCIDENTS, OFFICE};
    use super::{Options, files, load};

    fn n_files(folder: &str) -> usize {
        let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
        let folder = std::path::Path::new(examples).join(folder);
        let mut read = segue_definition::read_folder(&folder).unwrap();
        read.retain(|file| !file.path.contains("scenarios/"));
        read.len()
    }

    fn loaded(project: Files) -> segue_definition::Project {
        load(files(project), &Options::default(), None)
    }

    #[test]
    fn the_demo_has_all_files_of_its_folders() {
        assert_eq!(n_files("demo"), OFFICE.len());
        assert_eq!(n_files("incident-management"), INCIDENTS.len());
    }

    #[test]
    fn what_the_demo_deploys_is_good() {
        assert!(loaded(OFFICE).problems.iter().next().is_none());
        assert!(!loaded(INCIDENTS).problems.has_errors());
    }
}
