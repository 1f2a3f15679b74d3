//! Segue's own YAML files: maps, lists and texts with their places, and what is wrong with them.

use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};

use crate::yaml::{self, Offsets, SUGGESTIONS_MAX, shortened};
use crate::{FileId, Place, Problem, Problems, suggest};

/// A key and its value.
pub(super) type Pair<'a> = (&'a MarkedYaml<'a>, &'a MarkedYaml<'a>);

/// Reads one file and collects its problems.
pub(super) struct Reader<'r> {
    file: FileId,
    offsets: Offsets,
    pub(super) problems: &'r mut Problems,
}

/// Reads `text` with `read`; what is no YAML is a problem and nothing else.
pub(super) fn read<T: Default>(
    file: FileId,
    text: &str,
    problems: &mut Problems,
    read: impl FnOnce(&mut Reader<'_>, &MarkedYaml<'_>) -> T,
) -> T {
    // What this refuses, such as aliases, would grow while it is loaded.
    if yaml::parse(file, text, problems).is_none() {
        return T::default();
    }
    let mut reader = Reader {
        file,
        offsets: Offsets::of(text),
        problems,
    };
    match MarkedYaml::load_from_str(text) {
        Ok(documents) => documents
            .first()
            .map(|document| read(&mut reader, document))
            .unwrap_or_default(),
        Err(fault) => {
            let place = reader.point(*fault.marker());
            let problem = Problem::malformed_yaml(&place, fault.info());
            reader.problems.push(problem);
            T::default()
        }
    }
}

impl Reader<'_> {
    pub(super) fn map<'a>(&mut self, node: &'a MarkedYaml<'a>, what: &str) -> Vec<Pair<'a>> {
        match &node.data {
            YamlData::Mapping(entries) => entries.iter().collect(),
            YamlData::Value(Scalar::Null) => Vec::new(),
            _ => {
                self.invalid(node, &format!("a map for {what}"));
                Vec::new()
            }
        }
    }

    pub(super) fn list<'a>(
        &mut self,
        node: &'a MarkedYaml<'a>,
        what: &str,
    ) -> Vec<&'a MarkedYaml<'a>> {
        match &node.data {
            YamlData::Sequence(items) => items.iter().collect(),
            YamlData::Value(Scalar::Null) => Vec::new(),
            _ => {
                self.invalid(node, &format!("a list for {what}"));
                Vec::new()
            }
        }
    }

    pub(super) fn text(&mut self, node: &MarkedYaml<'_>) -> Option<String> {
        let text = scalar(node);
        if text.is_none() {
            self.invalid(node, "a text");
        }
        text
    }

    pub(super) fn flag(&mut self, node: &MarkedYaml<'_>) -> Option<bool> {
        match &node.data {
            YamlData::Value(Scalar::Boolean(flag)) => Some(*flag),
            _ => {
                self.invalid(node, "true or false");
                None
            }
        }
    }

    pub(super) fn invalid(&mut self, node: &MarkedYaml<'_>, expected: &str) {
        self.invalid_word(node, expected, &[]);
    }

    /// A text that is none of those that may stand there.
    pub(super) fn invalid_word(&mut self, node: &MarkedYaml<'_>, expected: &str, known: &[&str]) {
        let place = self.place(node);
        let found =
            scalar(node).map_or_else(|| "something else".to_owned(), |text| shortened(&text));
        let suggestion = suggest(&found, known.iter().copied());
        self.problems
            .push(Problem::invalid_value(&place, &found, expected, suggestion));
    }

    pub(super) fn unknown_key(&mut self, key: &MarkedYaml<'_>, parent: &str, known: &[&str]) {
        let place = self.place(key);
        let name = shortened(&scalar(key).unwrap_or_default());
        let is_one_of_few = self.problems.len() < SUGGESTIONS_MAX;
        let suggestion = is_one_of_few
            .then(|| suggest(&name, known.iter().copied()))
            .flatten();
        self.problems
            .push(Problem::unknown_key(&place, &name, parent, suggestion));
    }

    pub(super) fn missing(&mut self, node: &MarkedYaml<'_>, key: &str, parent: &str) {
        let place = self.place(node);
        self.problems
            .push(Problem::missing_key(&place, key, parent));
    }

    pub(super) fn place(&self, node: &MarkedYaml<'_>) -> Place {
        let start = self.byte(node.span.start.index());
        let end = self.byte(node.span.end.index());
        Place::new(self.file, start..end.max(start))
    }

    fn point(&self, marker: Marker) -> Place {
        let at = self.byte(marker.index());
        Place::new(self.file, at..at)
    }

    fn byte(&self, character: usize) -> usize {
        self.offsets.byte(character)
    }
}

/// The text, number or flag that a node is.
pub(super) fn scalar(node: &MarkedYaml<'_>) -> Option<String> {
    match &node.data {
        YamlData::Value(Scalar::String(text)) => Some(text.to_string()),
        YamlData::Value(Scalar::Integer(number)) => Some(number.to_string()),
        YamlData::Value(Scalar::Boolean(flag)) => Some(flag.to_string()),
        _ => None,
    }
}
