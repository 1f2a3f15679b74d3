//! The steps by which files become a project.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::infer::{add_standard_objects, infer};
use super::prefix::free_prefix;
use super::{Definition, Project, Status};
use crate::compile::{self, FieldUse, Notes, Schema};
use crate::document::{Document, Node};
use crate::sections::value_set::{ValueSets, fields_of, value_set};
use crate::sections::{Kind, field, group, labels, object, people, queue, vocabulary};
use crate::{FileId, Place, Problem, SourceFile};

/// A project on its way.
pub(super) struct Loading<'b> {
    pub(super) base: Option<&'b Project>,
    pub(super) documents: Vec<(Kind, Document)>,
    sets: ValueSets,
    pub(super) uses: Vec<FieldUse>,
    pub(super) project: Project,
}

impl<'b> Loading<'b> {
    /// Reads all files into documents.
    pub(super) fn new(mut files: Vec<SourceFile>, base: Option<&'b Project>) -> Self {
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
        }
        for file in files {
            loading.read(file);
        }
        loading
    }

    fn read(&mut self, file: SourceFile) {
        let kind = Kind::of(&file).filter(|_| !file.is_below("staticresources"));
        let text = file.text.clone();
        let id = self.project.sources.add(file);
        match kind {
            None => {}
            Some(Kind::People) => {
                let read = people::people(id, &text, &mut self.project.problems);
                self.project.people.merge(read);
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
    fn each(&mut self, wanted: Kind, mut read: impl FnMut(&mut Self, &str, &Node)) {
        let documents = std::mem::take(&mut self.documents);
        for (kind, document) in &documents {
            if *kind == wanted {
                let source = self.project.sources.get(document.file).clone();
                read(self, source.stem(), &document.root);
            }
        }
        self.documents = documents;
    }

    pub(super) fn read_value_sets(&mut self) {
        self.each(Kind::GlobalValueSet, |loading, stem, root| {
            let set = value_set(root, "customValue");
            loading.sets.insert(stem.to_owned(), set);
        });
        self.each(Kind::StandardValueSet, |loading, stem, root| {
            let set = value_set(root, "standardValue");
            loading.sets.insert(stem.to_owned(), set);
        });
    }

    pub(super) fn read_objects(&mut self) {
        let mut notes = Notes::default();
        self.each(Kind::Object, |loading, stem, root| {
            loading.change_object(stem, |object, sets| {
                object::overlay(object, root, sets, &mut notes);
            });
        });
        self.read_fields(&mut notes);
        self.apply_standard_sets();
        self.check_computed_fields(&mut notes);
        self.take(notes);
    }

    /// Formulas of fields are compiled when all fields are known, for what is wrong with them.
    fn check_computed_fields(&mut self, notes: &mut Notes) {
        self.each(Kind::Field, |loading, _, root| {
            let file = loading.project.sources.get(root.file);
            if let Some(object) = object_of_field(&file.path) {
                compile::field_formula(object, root, &file.text, loading.schema(), notes);
            }
        });
        self.each(Kind::Object, |loading, stem, root| {
            let file = loading.project.sources.get(root.file);
            for field in root.children("fields") {
                compile::field_formula(stem, field, &file.text, loading.schema(), notes);
            }
        });
    }

    fn schema(&self) -> Schema<'_> {
        Schema {
            objects: &self.project.objects,
        }
    }

    fn read_fields(&mut self, notes: &mut Notes) {
        self.each(Kind::Field, |loading, _, root| {
            let path = &loading.project.sources.get(root.file).path;
            let Some(name) = object_of_field(path).map(str::to_owned) else {
                return;
            };
            loading.change_object(&name, |object, sets| {
                if let Some(field) = field::field(root, sets, notes) {
                    object::add_field(object, field);
                }
                if object::is_master_detail(root) {
                    object::drop_owner(object);
                }
            });
        });
    }

    /// Changes the object of that name, made at its first mention.
    fn change_object(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut segue_language::ObjectType, &ValueSets),
    ) {
        let mut object = match self.project.objects.get(name) {
            Some(object) => (**object).clone(),
            None => object::blank(name),
        };
        if object.key_prefix.is_empty() {
            object.key_prefix = free_prefix(name, &self.project.objects);
        }
        change(&mut object, &self.sets);
        self.project.objects.put(object);
    }

    fn apply_standard_sets(&mut self) {
        let mut names = Vec::new();
        self.each(Kind::StandardValueSet, |_, stem, _| {
            names.push(stem.to_owned())
        });
        for set in names {
            for (object, field) in fields_of(&set) {
                self.apply_standard_set(&set, &object, &field);
            }
        }
    }

    fn apply_standard_set(&mut self, set: &str, object: &str, field: &str) {
        let is_known =
            self.project.objects.get(object).is_some() || crate::standard_object(object).is_some();
        if !is_known {
            return;
        }
        self.change_object(object, |object, sets| {
            let values = &sets[set];
            let mut fields = object.fields.iter_mut();
            if let Some(field) = fields.find(|own| own.name.eq_ignore_ascii_case(field)) {
                field.picklist.clone_from(&values.values);
                field.default = values.default.clone().map(segue_language::Value::Text);
            }
        });
    }

    pub(super) fn read_people_and_labels(&mut self) {
        self.each(Kind::Queue, |loading, stem, root| {
            let read = queue::queue(stem, root);
            loading.project.people.add_queue(read);
        });
        self.each(Kind::Group, |loading, stem, root| {
            let read = group::group(stem, root);
            loading.project.people.add_group(read);
        });
        self.each(Kind::Labels, |loading, _, root| {
            loading.project.labels.extend(labels::labels(root));
        });
    }

    pub(super) fn compile_flows(&mut self) {
        let mut seen: FxHashMap<String, FileId> = FxHashMap::default();
        self.each(Kind::Flow, |loading, stem, root| {
            let name = flow_name(stem);
            match seen.get(&name.to_ascii_lowercase()) {
                Some(first) => loading.duplicate_flow(name, root, *first),
                None => {
                    seen.insert(name.to_ascii_lowercase(), root.file);
                    loading.compile_flow(name, root);
                }
            }
        });
    }

    fn duplicate_flow(&mut self, name: &str, root: &Node, first: FileId) {
        let place = root.place_of("label");
        let problem = Problem::duplicate_flow(&place, name, &Place::start_of(first));
        self.project.problems.push(problem);
    }

    fn compile_flow(&mut self, name: &str, root: &Node) {
        let text = self.project.sources.get(root.file).text.clone();
        let mut notes = Notes::default();
        vocabulary::check(root, &mut notes);
        let schema = self.schema();
        let process = root.text_of("processType").unwrap_or_default();
        if matches!(process, "Orchestrator" | "AppProcess") {
            let item = compile::orchestration(name, root, &text, schema, &mut notes);
            let definition = definition(item, name, root, text);
            self.project.orchestrations.push(definition);
        } else {
            let compile = match process {
                "ApprovalWorkflow" => compile::approval,
                _ => compile::flow,
            };
            let item = compile(name, root, &text, schema, &mut notes);
            let definition = definition(item, name, root, text);
            self.project.flows.push(definition);
        }
        self.take(notes);
    }

    fn take(&mut self, notes: Notes) {
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
            let variables = root.children("variables");
            let named = variables.filter_map(|variable| variable.text_of("apexClass"));
            classes.extend(named.map(str::to_owned));
        });
        self.uses.retain(|use_| !classes.contains(&*use_.object));
    }

    pub(super) fn infer(&mut self) {
        infer(&mut self.project.objects, &self.uses);
    }

    pub(super) fn finish(mut self) -> Project {
        self.project.objects.sort();
        self.soften_drafts();
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

fn definition<T>(item: T, name: &str, root: &Node, text: Arc<str>) -> Definition<T> {
    Definition {
        item: Arc::new(item),
        name: name.into(),
        status: Status::named(root.text_of("status")),
        api_version: compile::api_version(root),
        file: root.file,
        text,
    }
}

/// Old files have the number of their version behind the name: `Name-3`.
fn flow_name(stem: &str) -> &str {
    match stem.rsplit_once('-') {
        Some((name, version)) if version.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => stem,
    }
}

/// The object in whose folder a field stands: `objects/Case/fields/X.field-meta.xml`.
fn object_of_field(path: &str) -> Option<&str> {
    let mut folders = path.rsplit('/').skip(1);
    match folders.next() {
        Some("fields") => folders.next(),
        other => other,
    }
}
