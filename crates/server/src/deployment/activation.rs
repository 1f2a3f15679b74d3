//! Activation: what it would break is looked at first; a version with errors is not activated.

use segue_definition::{Options, Project, SourceFile, load};
use segue_runtime::{Activated, Activation, ActivationError, Deployer, Reads};
use segue_store::FlowSource;

use super::{Base, Located, read_base};
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::problem::{Answer, Problem};

/// What an activation would mean.
#[derive(Debug, Default)]
pub(crate) struct Outlook {
    /// What is wrong with the version itself.
    pub(crate) own: Vec<Located>,
    /// Errors that other definitions would have from then on.
    pub(crate) broken: Vec<Located>,
    /// Changes of records start it.
    is_record_triggered: bool,
}

/// What stands where an activation begins.
struct Before {
    base: Base,
    versions: Vec<FlowSource>,
}

/// Looks at what an activation would mean.
///
/// # Errors
/// There is no such version.
pub(crate) async fn outlook(app: &App, wanted: &Activation) -> Answer<Outlook> {
    let (name, now) = (wanted.name.clone(), app.now());
    let before = app.look(move |reads| before(reads, &name, now)).await??;
    let wanted = wanted.clone();
    let looked = tokio::task::spawn_blocking(move || look(&before, &wanted)).await;
    looked.map_err(|error| Problem::internal(&error.to_string()))?
}

/// Puts a version in force, or none.
///
/// # Errors
/// There is no such version, it has errors, or the caller may not.
pub(crate) async fn activate(
    app: &App,
    caller: &Caller,
    address: String,
    wanted: Activation,
) -> Answer<(Activated, Outlook)> {
    let outlook = outlook(app, &wanted).await?;
    if outlook.own.iter().any(Located::is_error) {
        return Err(has_errors(&wanted, &outlook.own));
    }
    if outlook.is_record_triggered {
        caller.require(Permission::ViewAllData)?;
    }
    let by = Deployer {
        user: Some(caller.user.clone()),
        address,
    };
    let now = app.now();
    let activated = app
        .at_writer(move |runtime| runtime.activate(&wanted, &by, now))
        .await?;
    match activated {
        Ok(activated) => Ok((activated, outlook)),
        Err(ActivationError::Unknown(wanted)) => Err(unknown(&wanted)),
        Err(ActivationError::Store(error)) => Err(error.into()),
    }
}

fn before(reads: &Reads<'_>, name: &str, now: segue_language::Timestamp) -> Answer<Before> {
    let mut versions = reads.store().flow_sources()?;
    versions.retain(|version| version.name.eq_ignore_ascii_case(name));
    Ok(Before {
        base: read_base(reads, now)?,
        versions,
    })
}

fn look(before: &Before, wanted: &Activation) -> Answer<Outlook> {
    let chosen = match wanted.number {
        None if before.versions.is_empty() => return Err(unknown(wanted)),
        None => None,
        Some(number) => {
            let mut versions = before.versions.iter();
            let chosen = versions.find(|version| version.number == number);
            Some(chosen.ok_or_else(|| unknown(wanted))?)
        }
    };
    let active = before.versions.iter().find(|version| version.active);
    let today = loaded(before.base.files.clone(), &before.base);
    let then = loaded(files(&before.base, active, chosen), &before.base);
    Ok(compared(&today, &then, chosen))
}

fn loaded(files: Vec<SourceFile>, base: &Base) -> Project {
    let people = Project {
        people: base.people().clone(),
        ..Project::default()
    };
    load(files, &Options { infer: true }, Some(&people))
}

/// What is in force with `chosen` in place of `active`.
fn files(base: &Base, active: Option<&FlowSource>, chosen: Option<&FlowSource>) -> Vec<SourceFile> {
    let mut files = base.files.clone();
    if let Some(active) = active {
        files.retain(|file| *file.path != *active.path || *file.text != *active.text);
    }
    files.extend(chosen.map(|chosen| SourceFile::new(&*chosen.path, chosen.text.as_str())));
    files
}

fn compared(today: &Project, then: &Project, chosen: Option<&FlowSource>) -> Outlook {
    let known = Located::all(today);
    let is_new = |problem: &Located| problem.is_error() && !known.contains(problem);
    let is_own = |problem: &Located| chosen.is_some_and(|chosen| problem.file == *chosen.path);
    let (own, others): (Vec<_>, Vec<_>) = Located::all(then).into_iter().partition(is_own);
    Outlook {
        own,
        broken: others.into_iter().filter(is_new).collect(),
        is_record_triggered: chosen.is_some_and(|chosen| is_record_triggered(then, chosen)),
    }
}

fn is_record_triggered(project: &Project, chosen: &FlowSource) -> bool {
    let orchestration = project.orchestration(&chosen.name);
    let flow = project.flow(&chosen.name);
    orchestration.is_some_and(|orchestration| orchestration.item.trigger.is_some())
        || flow.is_some_and(|flow| flow.item.starts_by_itself())
}

fn has_errors(wanted: &Activation, problems: &[Located]) -> Problem {
    let errors = problems.iter().filter(|problem| problem.is_error());
    let detail = format!("This version of `{}` has errors.", wanted.name);
    let problem = Problem::invalid(detail);
    errors.fold(problem, |problem, error| {
        let place = format!("{}:{}:{}", error.file, error.line, error.column);
        problem.at(place, &error.message)
    })
}

fn unknown(wanted: &Activation) -> Problem {
    match wanted.number {
        Some(number) => Problem::unknown("version", &format!("{number} of {}", wanted.name)),
        None => Problem::unknown("definition", &wanted.name),
    }
}
