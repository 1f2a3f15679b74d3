//! Checking: files become a project over what is deployed, or a list of problems.

use segue_definition::{Findings, Options, Project, SourceFile, Status, from_root, human, load};

use super::{Base, Located};

/// Problems that are warnings in `segue check` but keep a project from being deployed.
const UNDECLARED: [&str; 2] = ["unknown-object", "unknown-field"];

/// What somebody offers to deploy.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offer {
    /// Its files.
    pub(crate) files: Vec<SourceFile>,
    /// Adds the objects and fields that they use but nothing declares.
    pub(crate) infer: bool,
}

/// A project that was checked.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) project: Project,
    /// Definitions that would get a new version: `(API name, its number)`.
    pub(crate) changes: Vec<(String, i64)>,
}

/// Checks an offer over what is deployed.
pub(crate) fn check(mut offer: Offer, base: &Base) -> Checked {
    from_root(&mut offer.files);
    let options = Options { infer: offer.infer };
    let own_people = load(people_files(&offer.files), &options, None).people;
    let deployed = base.project();
    let mut project = load(offer.files, &options, Some(&deployed));
    if !offer.infer {
        UNDECLARED
            .iter()
            .for_each(|code| project.problems.harden(code));
    }
    // Those who are there already stay as somebody made them since.
    project.people = own_people;
    Checked {
        changes: changes(&project, base),
        project,
    }
}

impl Checked {
    /// Whether it cannot be deployed.
    pub(crate) fn has_errors(&self) -> bool {
        self.project.problems.has_errors()
    }

    /// What is wrong with it.
    pub(crate) fn problems(&self) -> Vec<Located> {
        Located::all(&self.project)
    }

    /// What is wrong with it, for people.
    pub(crate) fn explained(&self) -> String {
        let findings = Findings {
            projects: vec![(&self.project.problems, &self.project.sources)],
            working_directory: std::path::Path::new(""),
        };
        human(&findings, false)
    }

    /// Whether it says who people are or who belongs to what: no matter of definitions alone.
    pub(super) fn has_people(&self) -> bool {
        let people = &self.project.people;
        !people.users.is_empty()
            || people.groups.iter().any(|group| group.members.is_some())
            || people.queues.iter().any(|queue| queue.members.is_some())
    }

    /// Whether changes of records will start something of it.
    pub(super) fn is_record_triggered(&self) -> bool {
        let flows = self.project.flows.iter();
        let mut flows = flows.filter(|flow| flow.status == Status::Active);
        let orchestrations = self.project.orchestrations.iter();
        let mut orchestrations = orchestrations.filter(|o| o.status == Status::Active);
        flows.any(|flow| flow.item.starts_by_itself())
            || orchestrations.any(|orchestration| orchestration.item.trigger.is_some())
    }
}

fn people_files(files: &[SourceFile]) -> Vec<SourceFile> {
    const ENDINGS: [&str; 5] = [
        "people.yaml",
        ".queue-meta.xml",
        ".queue",
        ".group-meta.xml",
        ".group",
    ];
    let says_who = |file: &&SourceFile| ENDINGS.iter().any(|ending| file.path.ends_with(ending));
    files.iter().filter(says_who).cloned().collect()
}

/// Definitions whose text is another than that of their newest version.
fn changes(project: &Project, base: &Base) -> Vec<(String, i64)> {
    let flows = project.flows.iter().map(|flow| (&flow.name, &flow.text));
    let orchestrations = project.orchestrations.iter();
    let orchestrations = orchestrations.map(|o| (&o.name, &o.text));
    let changed = flows.chain(orchestrations).filter_map(|(name, text)| {
        match base.newest.get(&name.to_ascii_lowercase()) {
            Some((known, _)) if **known == **text => None,
            Some((_, number)) => Some((name.to_string(), number + 1)),
            None => Some((name.to_string(), 1)),
        }
    });
    changed.collect()
}
