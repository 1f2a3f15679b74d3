//! Projects: all definitions of a set of files, checked together.

mod checking;
mod compiling;
mod declaring;
mod infer;
mod loading;
mod objects;
mod prefix;
mod versions;

use std::collections::BTreeMap;
use std::sync::Arc;

use segue_engine::Orchestration;
use segue_flow::Flow;
use segue_language::{Action, Text};

use self::loading::Loading;
use crate::{
    CustomMetadata, EmailAlert, FileId, Objects, People, PermissionSet, Problems, SourceFile,
    Sources,
};

/// How a project is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Adds the objects and fields that flows use but nothing declares.
    pub infer: bool,
}

/// A checked project.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Orchestrations, in order of their files.
    pub orchestrations: Vec<Definition<Orchestration>>,
    /// Flows, in order of their files.
    pub flows: Vec<Definition<Flow>>,
    /// Objects: those of the files, and the standard ones that are used.
    pub objects: Objects,
    /// Texts of custom labels, by name.
    pub labels: BTreeMap<Text, String>,
    /// Users, groups and queues.
    pub people: People,
    /// Permission sets and profiles, by name in small letters.
    pub permission_sets: BTreeMap<String, PermissionSet>,
    /// Email alerts of objects.
    pub alerts: Vec<EmailAlert>,
    /// Records of custom metadata.
    pub custom_metadata: Vec<CustomMetadata>,
    /// Actions that live elsewhere, by name.
    pub actions: Vec<Arc<Action>>,
    /// What is wrong.
    pub problems: Problems,
    /// The files.
    pub sources: Sources,
}

/// An orchestration or a flow, and where it comes from.
#[derive(Clone, Debug)]
pub struct Definition<T> {
    /// The checked definition.
    pub item: Arc<T>,
    /// API name.
    pub name: Text,
    /// Whether it is in force.
    pub status: Status,
    /// Version of the platform's behavior.
    pub api_version: u16,
    /// Its file.
    pub file: FileId,
    /// The text of its file.
    pub text: Arc<str>,
}

/// Status of a definition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// In force.
    #[default]
    Active,
    /// Not in force yet.
    Draft,
    /// No longer in force.
    Obsolete,
    /// Not complete yet.
    InvalidDraft,
    /// Being reviewed.
    UnderReview,
}

impl Status {
    /// The status of that metadata name, compared without regard to case; a definition that says
    /// nothing is active.
    pub fn named(name: Option<&str>) -> Status {
        match name.map(str::to_ascii_lowercase).as_deref() {
            Some("draft") => Status::Draft,
            Some("obsolete") => Status::Obsolete,
            Some("invaliddraft") => Status::InvalidDraft,
            Some("underreview") => Status::UnderReview,
            _ => Status::Active,
        }
    }

    /// The metadata name.
    pub fn name(self) -> &'static str {
        match self {
            Status::Active => "Active",
            Status::Draft => "Draft",
            Status::Obsolete => "Obsolete",
            Status::InvalidDraft => "InvalidDraft",
            Status::UnderReview => "UnderReview",
        }
    }
}

impl Project {
    /// The declared action of that name, compared without regard to case.
    pub fn action(&self, name: &str) -> Option<&Arc<Action>> {
        let mut all = self.actions.iter();
        all.find(|action| action.name.eq_ignore_ascii_case(name))
    }

    /// Adds actions, each in place of one of the same name.
    pub(crate) fn add_actions(&mut self, actions: Vec<Action>) {
        for action in actions {
            let is_other = |known: &Arc<Action>| !known.name.eq_ignore_ascii_case(&action.name);
            self.actions.retain(is_other);
            self.actions.push(Arc::new(action));
        }
    }

    /// The orchestration of that name, compared without regard to case.
    pub fn orchestration(&self, name: &str) -> Option<&Definition<Orchestration>> {
        let mut all = self.orchestrations.iter();
        all.find(|definition| definition.name.eq_ignore_ascii_case(name))
    }

    /// The flow of that name, compared without regard to case.
    pub fn flow(&self, name: &str) -> Option<&Definition<Flow>> {
        let mut all = self.flows.iter();
        all.find(|definition| definition.name.eq_ignore_ascii_case(name))
    }
}

/// Reads `files` into a project. `base` is what was deployed before: its objects, labels and
/// people are there too, and its flows can be called.
pub fn load(files: Vec<SourceFile>, options: &Options, base: Option<&Project>) -> Project {
    let mut loading = Loading::new(files, base);
    loading.read_value_sets();
    loading.read_objects();
    loading.read_custom_metadata();
    loading.read_people_and_labels();
    loading.compile_flows();
    loading.add_used_objects();
    loading.check(options);
    if options.infer {
        loading.infer();
    }
    loading.finish()
}
