//! Watching: while somebody edits a project, each change of its folder is deployed.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use segue_definition::{FOLDER_DEPTH_MAX, is_read, read_folder};
use segue_runtime::Deployer;

use super::carrying::{carry_out, checked};
use super::{Checked, Offer};
use crate::app::App;
use crate::commands::say;

/// How often the folder is looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// When each file was changed, and its size.
type Stamps = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Deploys a folder again after each change, until the server ends. What has errors is told, and
/// what was in force stays so.
pub(crate) async fn watch(app: App, folder: PathBuf, infer: bool) {
    // The folder may have changed since the start read it, so the first look deploys, too.
    let mut deployed = None;
    let mut seen = Stamps::new();
    loop {
        tokio::select! {
            () = app.ending() => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
        let now = stamps(&folder).unwrap_or_default();
        // Whoever saves several files is waited for.
        let is_quiet = now == seen;
        seen = now;
        if is_quiet && deployed.as_ref() != Some(&seen) {
            let is_first = deployed.replace(seen.clone()).is_none();
            let outcome = deploy(&app, &folder, infer).await;
            if !is_first || !outcome.is_nothing() {
                tell(&outcome);
            }
        }
    }
}

/// What came of a change.
enum Outcome {
    Deployed(Vec<String>),
    Refused(String),
    Failed(String),
}

impl Outcome {
    fn is_nothing(&self) -> bool {
        matches!(self, Outcome::Deployed(changed) if changed.is_empty())
    }
}

async fn deploy(app: &App, folder: &Path, infer: bool) -> Outcome {
    let files = match read_folder(folder) {
        Ok(files) => files,
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    let checked: Checked = match checked(app, Offer { files, infer }).await {
        Ok(checked) if checked.has_errors() => return Outcome::Refused(checked.explained()),
        Ok(checked) => checked,
        Err(problem) => return Outcome::Failed(problem.detail),
    };
    match carry_out(app, checked, Deployer::default()).await {
        Ok(deployment) => {
            let changed = deployment.changed.iter();
            Outcome::Deployed(changed.map(|(name, n)| format!("{name} {n}")).collect())
        }
        Err(problem) => Outcome::Failed(problem.detail),
    }
}

fn tell(outcome: &Outcome) {
    match outcome {
        nothing if nothing.is_nothing() => say("segue: nothing has changed"),
        Outcome::Deployed(changed) => say(&format!("segue: deployed {}", changed.join(", "))),
        Outcome::Refused(problems) => say(&format!(
            "{problems}segue: nothing was deployed; what was in force stays so"
        )),
        Outcome::Failed(reason) => say(&format!("segue: not deployed: {reason}")),
    }
}

fn stamps(folder: &Path) -> io::Result<Stamps> {
    let mut stamps = Stamps::new();
    collect(folder, "", 0, &mut stamps)?;
    Ok(stamps)
}

fn collect(folder: &Path, below: &str, depth: usize, stamps: &mut Stamps) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (kind, path) = (entry.file_type()?, entry.path());
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if kind.is_dir() && depth < FOLDER_DEPTH_MAX && is_read(&format!("{name}/people.yaml")) {
            collect(&path, &format!("{name}/"), depth + 1, stamps)?;
        } else if kind.is_file() && is_read(&name) {
            let about = entry.metadata()?;
            stamps.insert(path, (about.modified().ok(), about.len()));
        }
    }
    Ok(())
}
