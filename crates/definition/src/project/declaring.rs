//! What files declare: value sets, objects and their fields, people, labels.

use super::loading::Loading;
use super::prefix::free_prefix;
use crate::compile::{self, Notes};
use crate::sections::value_set::{ValueSets, fields_of, value_set};
use crate::sections::{Kind, field, group, labels, object, queue};

impl Loading<'_> {
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
}

/// The object in whose folder a field stands: `objects/Case/fields/X.field-meta.xml`.
fn object_of_field(path: &str) -> Option<&str> {
    let mut folders = path.rsplit('/').skip(1);
    match folders.next() {
        Some("fields") => folders.next(),
        other => other,
    }
}
