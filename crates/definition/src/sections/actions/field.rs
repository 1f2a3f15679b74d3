//! Inputs and outputs of actions: `name: Text`, or `name: {type: Text, list: true, …}`.

use saphyr::{MarkedYaml, YamlData};
use segue_language::{
    ActionInput, ActionOutput, ActionType, HttpMethod, InputPlace, OutputSource, Text,
};

use super::{FIELDS_MAX, Reader, is_word, scalar};
use crate::{Place, Problem};

/// Properties in properties.
const NESTED_MAX: usize = 16;
const PLACES: [&str; 4] = ["path", "query", "header", "body"];

/// An input or output as its keys say it.
pub(super) struct Field {
    name: String,
    kind: ActionType,
    is_list: bool,
    is_required: bool,
    /// Where the request has it: a word of [`PLACES`].
    place: Option<(String, Place)>,
    /// Its name there.
    alias: Option<String>,
    /// Where the reply has it.
    from: Option<String>,
}

impl Field {
    pub(super) const INPUT_KEYS: &[&str] = &["type", "list", "required", "in", "as"];
    pub(super) const OUTPUT_KEYS: &[&str] = &["type", "list", "from"];
}

impl Reader<'_> {
    pub(super) fn fields(&mut self, value: &MarkedYaml<'_>, keys: &[&str]) -> Vec<Field> {
        let pairs = self.map(value, "inputs or outputs");
        self.limit(
            value,
            "an action, counted in names,",
            pairs.len(),
            FIELDS_MAX,
        );
        let pairs = pairs.into_iter().take(FIELDS_MAX);
        let mut fields: Vec<Field> = Vec::new();
        for (key, value) in pairs {
            let Some(name) = self.name(key, is_word) else {
                continue;
            };
            if fields
                .iter()
                .any(|known| known.name.eq_ignore_ascii_case(&name))
            {
                self.invalid(key, "a name that stands there once");
                continue;
            }
            fields.push(self.field(name, value, keys));
        }
        fields
    }

    fn field(&mut self, name: String, value: &MarkedYaml<'_>, keys: &[&str]) -> Field {
        let mut field = Field {
            name,
            kind: ActionType::Text,
            is_list: false,
            is_required: false,
            place: None,
            alias: None,
            from: None,
        };
        if !matches!(value.data, YamlData::Mapping(_)) {
            field.kind = self.kind(value);
            return field;
        }
        for (key, value) in self.map(value, "an input or output") {
            let word = scalar(key).unwrap_or_default();
            match word.as_str() {
                _ if !keys.contains(&word.as_str()) => self.unknown_key(key, "field", keys),
                "type" => field.kind = self.kind(value),
                "list" => field.is_list = self.flag(value).unwrap_or_default(),
                "required" => field.is_required = self.flag(value).unwrap_or_default(),
                "in" => field.place = self.in_request(value),
                "as" => field.alias = self.text(value),
                _ => field.from = self.text(value),
            }
        }
        field
    }

    fn kind(&mut self, value: &MarkedYaml<'_>) -> ActionType {
        let kind = scalar(value).and_then(|word| ActionType::named(&word));
        if kind.is_none() {
            let known = ActionType::ALL.map(ActionType::name);
            self.invalid_word(
                value,
                "Text, Number, Boolean, Date, DateTime, Time or Json",
                &known,
            );
        }
        kind.unwrap_or(ActionType::Text)
    }

    fn in_request(&mut self, value: &MarkedYaml<'_>) -> Option<(String, Place)> {
        let word = scalar(value).filter(|word| PLACES.contains(&word.as_str()));
        if word.is_none() {
            self.invalid_word(value, "path, query, header or body", &PLACES);
        }
        let place = self.place(value);
        word.map(|word| (word, place))
    }

    /// Without a word of its own an input is where the path names it, else in the body, or in the
    /// query of a method that has no body.
    pub(super) fn input(
        &mut self,
        field: Field,
        in_path: &[String],
        method: HttpMethod,
    ) -> ActionInput {
        let alias = field.alias.unwrap_or_else(|| field.name.clone());
        let is_in_path = in_path.contains(&alias);
        let (word, place) = match &field.place {
            Some((word, place)) => (word.as_str(), Some(place)),
            None if is_in_path => ("path", None),
            None if method.has_body() => ("body", None),
            None => ("query", None),
        };
        if let Some(place) = place {
            let wrong = match word {
                "path" if !is_in_path => Some("an input that the path names in {…}"),
                "body" if !method.has_body() => Some("query: this method has no body"),
                _ => None,
            };
            if let Some(expected) = wrong {
                self.problems
                    .push(Problem::invalid_value(place, word, expected, None));
            }
        }
        ActionInput {
            kind: field.kind,
            is_list: field.is_list,
            is_required: field.is_required || word == "path",
            place: match word {
                "path" => InputPlace::Path(alias),
                "query" => InputPlace::Query(alias),
                "header" => InputPlace::Header(alias),
                _ => InputPlace::Body(properties(&alias)),
            },
            name: Text::from(field.name),
        }
    }

    pub(super) fn output(&mut self, field: Field) -> ActionOutput {
        let from = field.from.as_deref().unwrap_or(&field.name);
        let source = match from.split_once('.') {
            _ if from == "$status" => OutputSource::Status,
            _ if from == "$body" => OutputSource::Body(Vec::new()),
            Some(("$header", name)) => OutputSource::Header(name.to_owned()),
            _ => OutputSource::Body(properties(from)),
        };
        ActionOutput {
            name: Text::from(field.name),
            kind: field.kind,
            is_list: field.is_list,
            source,
        }
    }
}

/// `a.b` is the property `b` of the property `a`; `$body` is the whole body.
fn properties(path: &str) -> Vec<String> {
    if path == "$body" {
        return Vec::new();
    }
    path.splitn(NESTED_MAX, '.').map(str::to_owned).collect()
}
