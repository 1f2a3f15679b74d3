//! Data sources of flow tests. The platform lets an Apex class make the records; here a file named
//! for the class gives them, in the form in which the platform's tools export records.

use segue_language::{Text, Value, Values};
use serde_json::{Map, Value as Json};

use super::{Reading, TestRecord};
use crate::document::Node;
use crate::{FileId, Place, Problem, Problems, Project, SourceFile, suggest};

/// The ending of such files.
const ENDING: &str = ".testdata.json";

/// A data file, as the sources know it.
pub(super) type DataFile<'a> = (FileId, &'a SourceFile);

/// Whether a file of that name gives records to flow tests.
pub fn is_test_data(name: &str) -> bool {
    name.ends_with(ENDING)
}

impl Reading<'_> {
    /// The records of the test's data sources. Those of an object whose key fields agree are one:
    /// what is said later counts.
    pub(super) fn records(
        &self,
        data: &[DataFile<'_>],
        project: &mut Project,
        problems: &mut Problems,
    ) -> Vec<TestRecord> {
        let mut records: Vec<TestRecord> = Vec::new();
        for source in self.root.children("flowTestDataSources") {
            let Some(file) = self.data_file(source, data, problems) else {
                continue;
            };
            for record in self.records_in(file, project, problems) {
                records.push(record);
            }
        }
        for keys in self.root.children("isolatedObjectExternalKeys") {
            if let Some((object, fields)) = self.keys(keys, problems) {
                join(&mut records, &object, &fields);
            }
        }
        records
    }

    fn data_file<'d>(
        &self,
        source: &Node,
        data: &'d [DataFile<'d>],
        problems: &mut Problems,
    ) -> Option<DataFile<'d>> {
        let kind = self.needed(source, "dataSourceType", problems)?;
        if kind.word() != "ApexClass" {
            let place = kind.place();
            problems.push(Problem::wrong_test_value(&place, &kind.tag, "ApexClass"));
            return None;
        }
        let class = self.needed(source, "apexClass", problems)?;
        let name = format!("{}{ENDING}", class.word());
        let found = data.iter().find(|(_, file)| file.file_name() == name);
        if found.is_none() {
            let stems = data.iter().map(|(_, file)| file.stem());
            let suggestion = suggest(class.word(), stems);
            problems.push(
                Problem::unsupported_in_test(
                    &class.place(),
                    &format!("the Apex class `{}` as a source of records", class.word()),
                    &format!("put its records into `{name}` beside the test"),
                )
                .with_suggestion(suggestion),
            );
        }
        found.copied()
    }

    fn needed<'n>(&self, node: &'n Node, tag: &str, problems: &mut Problems) -> Option<&'n Node> {
        let found = node.child(tag).filter(|found| !found.word().is_empty());
        if found.is_none() {
            let place = node.tag_place();
            problems.push(Problem::missing_element(&place, tag, &node.tag));
        }
        found
    }

    fn records_in(
        &self,
        (id, file): DataFile<'_>,
        project: &mut Project,
        problems: &mut Problems,
    ) -> Vec<TestRecord> {
        let whole = Place::start_of(id);
        let wrong = || {
            let expected =
                "a list `records` of records, each with `attributes` that name its `type`";
            Problem::wrong_test_value(&whole, file.file_name(), expected)
        };
        let json = match serde_json::from_str::<Json>(&file.text) {
            Ok(json) => json,
            Err(error) => {
                let problem = Problem::wrong_test_value(&whole, file.file_name(), "JSON");
                problems.push(problem.with_help(error.to_string()));
                return Vec::new();
            }
        };
        let Some(written) = json.get("records").unwrap_or(&json).as_array() else {
            problems.push(wrong());
            return Vec::new();
        };
        let mut records = Vec::new();
        for record in written {
            let fields = record.as_object();
            let attributes = fields.and_then(|fields| fields.get("attributes"));
            let text =
                |name: &str| attributes.and_then(|attributes| attributes.get(name)?.as_str());
            let (Some(fields), Some(object)) = (fields, text("type")) else {
                problems.push(wrong());
                continue;
            };
            let values = self.record_in((id, file), object, fields, project, problems);
            records.push(TestRecord {
                object: object.into(),
                reference: text("referenceId").map(|name| format!("@{name}").into()),
                values,
            });
        }
        records
    }

    fn record_in(
        &self,
        (id, file): DataFile<'_>,
        object: &str,
        fields: &Map<String, Json>,
        project: &mut Project,
        problems: &mut Problems,
    ) -> Values {
        project.add_use(object, &[], self.infer);
        if project.objects.get(object).is_none() && !self.infer {
            let place = place_of(id, &file.text, object);
            problems.push(super::as_error(Problem::unknown_object(
                &place, object, None,
            )));
            return Values::new();
        }
        let mut types = Vec::new();
        let place = |name: &str| place_of(id, &file.text, name);
        let values = self.values_of(&object.into(), fields, place, &mut types, problems);
        project.add_use(object, &types, self.infer);
        values
    }

    /// The object and the key fields of an isolated object.
    fn keys(&self, node: &Node, problems: &mut Problems) -> Option<(Text, Vec<Text>)> {
        let object = self.needed(node, "objectType", problems)?;
        self.needed(node, "keyFields", problems)?;
        let Some(known) = self.project.objects.get(object.word()) else {
            let mut names = self.project.objects.iter().map(|object| &*object.name);
            let suggestion = suggest(object.word(), &mut names);
            let problem = Problem::unknown_object(&object.place(), object.word(), suggestion);
            problems.push(super::as_error(problem));
            return None;
        };
        let mut fields = Vec::new();
        for key in node.children("keyFields") {
            let name = key.word();
            match known.field(name) {
                Some(field) if field.lookup.is_some() => {
                    let expected = "a field of its own: a lookup identifies no record";
                    problems.push(Problem::wrong_test_value(&key.place(), name, expected));
                }
                Some(field) => fields.push(field.name.clone()),
                None => {
                    let names = known.fields.iter().map(|field| &*field.name);
                    let suggestion = suggest(name, names);
                    let problem =
                        Problem::unknown_field(&key.place(), &known.name, name, suggestion);
                    problems.push(super::as_error(problem));
                }
            }
        }
        Some((known.name.clone(), fields))
    }
}

/// Makes one record of those of an object that have the same keys.
fn join(records: &mut Vec<TestRecord>, object: &str, keys: &[Text]) {
    let mut joined: Vec<TestRecord> = Vec::new();
    for record in std::mem::take(records) {
        let is_it = |known: &&mut TestRecord| {
            let is_same = |key: &Text| known.value(key) == record.value(key);
            known.object.eq_ignore_ascii_case(object)
                && record.object.eq_ignore_ascii_case(object)
                && keys.iter().all(is_same)
        };
        match joined.iter_mut().find(is_it) {
            Some(known) => known.take(record),
            None => joined.push(record),
        }
    }
    *records = joined;
}

impl TestRecord {
    fn value(&self, field: &str) -> Option<&Value> {
        let mut values = self.values.iter();
        let found = values.find(|(name, _)| name.eq_ignore_ascii_case(field));
        found.map(|(_, value)| value)
    }

    /// Takes over what `other` says.
    fn take(&mut self, other: TestRecord) {
        for (name, value) in other.values {
            self.values
                .retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
            self.values.push((name, value));
        }
        self.reference = self.reference.take().or(other.reference);
    }
}

/// Where a data file first names something.
fn place_of(file: FileId, text: &str, name: &str) -> Place {
    let at = text.find(&format!("\"{name}\"")).map_or(0, |at| at + 1);
    Place::new(file, at..at + if at == 0 { 0 } else { name.len() })
}
