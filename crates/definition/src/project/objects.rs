//! Objects: their fields, rules and record types, from one file or from the files of a folder.

use segue_language::{FieldSource, ObjectType, Summary, SummaryOperation, Type};

use super::loading::Loading;
use super::prefix::free_prefix;
use crate::compile::{FormulaFile, Notes, ObjectFormulas};
use crate::document::Node;
use crate::sections::value_set::{ValueSets, fields_of};
use crate::sections::{Kind, field, object, record_type, rule};
use crate::{Place, Problem};

impl Loading<'_> {
    pub(super) fn read_objects(&mut self) {
        let mut notes = Notes::default();
        self.each(Kind::Object, |loading, stem, root| {
            loading.change_object(stem, |object, sets| {
                object::overlay(object, root, sets, &mut notes);
            });
        });
        self.read_fields(&mut notes);
        self.read_rules(&mut notes);
        self.apply_standard_sets();
        self.add_record_types();
        self.type_summaries();
        self.check_formulas(&mut notes);
        self.check_summaries(&mut notes);
        self.take(notes);
    }

    fn read_fields(&mut self, notes: &mut Notes) {
        self.each(Kind::Field, |loading, _, root| {
            loading.change_object_of(root, |object, sets| {
                if let Some(field) = field::field(root, sets, notes) {
                    object::add_field(object, field);
                }
                for part in field::coordinates(root) {
                    object::add_field(object, part);
                }
                if object::is_master_detail(root) {
                    object::drop_owner(object);
                }
            });
        });
    }

    fn read_rules(&mut self, notes: &mut Notes) {
        self.each(Kind::Rule, |loading, stem, root| {
            loading.change_object_of(root, |object, _| {
                rule::put_rule(object, root, stem, notes);
            });
        });
        self.each(Kind::RecordType, |loading, stem, root| {
            loading.change_object_of(root, |object, _| {
                record_type::put_record_type(object, root, stem);
            });
        });
    }

    /// Formulas are compiled when all fields are known, for what is wrong with them.
    fn check_formulas(&mut self, notes: &mut Notes) {
        let objects = self.project.objects.clone();
        let mut formulas = ObjectFormulas::new(crate::compile::Schema { objects: &objects });
        self.each(Kind::Field, |loading, _, root| {
            let source = loading.project.sources.get(root.file);
            if let Some(object) = object_of(&source.path) {
                let file = FormulaFile {
                    object,
                    source: &source.text,
                };
                formulas.field(&file, root, notes);
            }
        });
        self.each(Kind::Rule, |loading, _, root| {
            let source = loading.project.sources.get(root.file);
            if let Some(object) = object_of(&source.path) {
                let file = FormulaFile {
                    object,
                    source: &source.text,
                };
                formulas.rule(&file, root, notes);
            }
        });
        self.each(Kind::Object, |loading, stem, root| {
            let file = FormulaFile {
                object: stem,
                source: &loading.project.sources.get(root.file).text,
            };
            for field in root.children("fields") {
                formulas.field(&file, field, notes);
            }
            let rules = root.children("validationRules");
            for rule in rules.filter(|rule| rule.text_of("active") != Some("false")) {
                formulas.rule(&file, rule, notes);
            }
        });
    }

    /// Record types are records, too.
    fn add_record_types(&mut self) {
        let mut objects = self.project.objects.iter();
        if objects.any(|object| !object.record_types.is_empty()) {
            self.change_object("RecordType", |_, _| {});
        }
    }

    /// The smallest and largest dates are dates.
    fn type_summaries(&mut self) {
        let mut typed = Vec::new();
        for object in self.project.objects.iter() {
            for field in &object.fields {
                if let FieldSource::Summary(summary) = &field.source
                    && let Some(found) = self.summarized_type(summary)
                    && found != field.value_type
                {
                    typed.push((object.name.clone(), field.name.clone(), found));
                }
            }
        }
        for (object, field, value_type) in typed {
            self.change_object(&object, |object, _| {
                let mut fields = object.fields.iter_mut();
                if let Some(field) = fields.find(|known| known.name == field) {
                    field.value_type = value_type;
                }
            });
        }
    }

    fn summarized_type(&self, summary: &Summary) -> Option<Type> {
        if matches!(
            summary.operation,
            SummaryOperation::Count | SummaryOperation::Sum
        ) {
            return None;
        }
        let details = self.schema().object(&summary.details)?;
        let field = details.field(summary.field.as_ref()?)?;
        let is_moment = matches!(field.value_type, Type::Date | Type::DateTime);
        is_moment.then(|| field.value_type.clone())
    }

    fn check_summaries(&mut self, notes: &mut Notes) {
        self.each(Kind::Field, |loading, _, root| {
            if let Some(object) = object_of(&loading.project.sources.get(root.file).path) {
                loading.check_summary(object, root, notes);
            }
        });
        self.each(Kind::Object, |loading, stem, root| {
            for field in root.children("fields") {
                loading.check_summary(stem, field, notes);
            }
        });
    }

    /// A summary needs details that belong to the object that has it.
    fn check_summary(&self, object: &str, node: &Node, notes: &mut Notes) {
        let name = node.text_of("fullName").unwrap_or_default();
        let declared = self.project.objects.get(object);
        let Some(field) = declared.and_then(|object| object.field(name)) else {
            return;
        };
        let FieldSource::Summary(summary) = &field.source else {
            return;
        };
        let details = self.schema().object(&summary.details);
        let key = details.and_then(|details| details.field(&summary.key)?.lookup.as_ref());
        let is_detail = key.is_some_and(|lookup| {
            lookup.is_master && lookup.to.iter().any(|to| to.eq_ignore_ascii_case(object))
        });
        let place = node.place_of("summaryForeignKey");
        if !is_detail {
            let problem = Problem::wrong_summary(&place, &summary.details, &summary.key, object);
            return notes.add(problem.in_element(name));
        }
        let filtered = summary.filter.comparisons.iter();
        let named = summary.field.iter().chain(filtered.map(|test| &test.field));
        for used in named {
            notes.uses_field(&summary.details, used, Type::Any, place.clone());
        }
    }

    /// Changes the object in whose folder a file stands.
    fn change_object_of(&mut self, root: &Node, change: impl FnOnce(&mut ObjectType, &ValueSets)) {
        let path = &self.project.sources.get(root.file).path;
        match object_of(path).map(str::to_owned) {
            Some(name) => self.change_object(&name, change),
            None => {
                let place = Place::start_of(root.file);
                self.project.problems.push(Problem::no_object(&place));
            }
        }
    }

    /// Changes the object of that name, made at its first mention.
    pub(super) fn change_object(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut ObjectType, &ValueSets),
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
}

/// The object in whose folder a file stands: `objects/Case/fields/X.field-meta.xml`.
fn object_of(path: &str) -> Option<&str> {
    let mut folders = path.rsplit('/').skip(1);
    match folders.next() {
        Some("fields" | "validationRules" | "recordTypes") => folders.next(),
        other => other,
    }
}
