//! The steps by which files become a project.

use rustc_hash::FxHashSet;

use super::infer::{add_standard_objects, infer};
use super::{Project, Status};
use crate::built_in;
use crate::compile::{FieldUse, Notes, Schema};
use crate::document::{Document, Node};
use crate::sections::value_set::ValueSets;
use crate::sections::{Kind, actions, people};
use crate::yaml::{self, Form};
use crate::{Place, Problem, SourceFile};

/// A project on its way.
pub(super) struct Loading<'b> {
    pub(super) base: Option<&'b Project>,
    pub(super) documents: Vec<(Kind, Document)>,
    pub(super) sets: ValueSets,
    pub(super) uses: Vec<FieldUse>,
    pub(super) project: Project,
}

impl<'b> Loading<'b> {
    /// Reads all files into documents.
    pub(super) fn new(mut files: Vec<SourceFile>, base: Option<&'b Project>) -> Self {
        built_in::add(&mut files, base);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut loading = Loading {
            base,
            documents: Vec::new(),
            sets: ValueSets::default(),
            uses: Vec::new(),
            project: Project::default(),
        };
        if let Some(base) = base {
            loading.project.objects = base.objects.clone();
            loading.project.labels = base.labels.clone();
            loading.project.people = base.people.clone();
            loading.project.actions = base.actions.clone();
            loading.project.permission_sets = base.permission_sets.clone();
            loading.project.alerts = base.alerts.clone();
            loading.project.custom_metadata = base.custom_metadata.clone();
        }
        for file in files {
            loading.read(file);
        }
        loading
    }

    fn read(&mut self, file: SourceFile) {
        let kind = Kind::of(&file).filter(|_| !file.is_below("staticresources"));
        let (text, fault) = (file.text.clone(), file.fault);
        let form = Form::of(file.file_name());
        let id = self.project.sources.add(file);
        if let Some(fault) = fault {
            let problem = Problem::unreadable(&Place::start_of(id), fault);
            return self.project.problems.push(problem);
        }
        match kind {
            None => {}
            Some(Kind::People) => {
                let read = people::people(id, &text, &mut self.project.problems);
                self.project.people.merge(read);
            }
            Some(Kind::Actions) => {
                let read = actions::actions(id, &text, &mut self.project.problems);
                self.project.add_actions(read);
            }
            Some(kind) if form.is_some() => {
                let read =
                    form.and_then(|form| yaml::read(id, &text, form, &mut self.project.problems));
                if let Some(document) = read {
                    self.keep(kind, document);
                }
            }
            Some(kind) => match Document::read(id, &text) {
                Ok(document) => self.keep(kind, document),
                Err(problem) => self.project.problems.push(*problem),
            },
        }
    }

    fn keep(&mut self, kind: Kind, document: Document) {
        let root = &document.root;
        if *root.tag == *kind.root() {
            self.documents.push((kind, document));
        } else {
            let place = root.tag_place();
            let problem = Problem::unexpected_root(&place, &root.tag, kind.root());
            self.project.problems.push(problem);
        }
    }

    /// Documents of one kind, with the stem of their file. The documents leave `self`, so that
    /// the rest of it can be changed meanwhile.
    pub(super) fn each(&mut self, wanted: Kind, mut read: impl FnMut(&mut Self, &str, &Node)) {
        let documents = std::mem::take(&mut self.documents);
        for (kind, document) in &documents {
            if *kind == wanted {
                let source = self.project.sources.get(document.file).clone();
                read(self, source.stem(), &document.root);
            }
        }
        self.documents = documents;
    }

    pub(super) fn schema(&self) -> Schema<'_> {
        Schema {
            objects: &self.project.objects,
        }
    }

    pub(super) fn take(&mut self, notes: Notes) {
        self.project.problems.append(notes.problems);
        self.uses.extend(notes.uses);
    }

    pub(super) fn add_used_objects(&mut self) {
        self.forget_apex_types();
        add_standard_objects(&mut self.project.objects, &self.uses);
    }

    /// Types of Apex classes look like objects, but are none.
    fn forget_apex_types(&mut self) {
        let mut classes = FxHashSet::default();
        self.each(Kind::Flow, |_, _, root| {
            let typed = ["variables", "transforms"].into_iter();
            let typed = typed.flat_map(|tag| root.children(tag));
            let named = typed.filter_map(|typed| typed.text_of("apexClass"));
            classes.extend(named.map(str::to_owned));
        });
        self.uses.retain(|use_| !classes.contains(&*use_.object));
    }

    pub(super) fn infer(&mut self) {
        infer(&mut self.project.objects, &self.uses);
        add_standard_objects(&mut self.project.objects, &self.uses);
    }

    pub(super) fn finish(mut self) -> Project {
        self.project.objects.sort();
        self.soften_drafts();
        yaml::translate(&mut self.project.problems, &self.project.sources);
        self.project.problems.sort();
        self.project
    }

    /// A status other than Active turns errors into warnings.
    fn soften_drafts(&mut self) {
        for (kind, document) in &self.documents {
            let status = Status::named(document.root.text_of("status"));
            if *kind == Kind::Flow && status != Status::Active {
                self.project.problems.soften(document.file);
            }
        }
    }
}
