//! `actions.yaml`: actions that live elsewhere, what they take and give, and the HTTP request that
//! carries each out.

mod field;
mod path;

use std::collections::HashMap;

use saphyr::MarkedYaml;
use segue_language::{Action, ActionInput, ActionRequest, BodyForm, HttpMethod, InputPlace, Text};

use self::field::Field;
use super::yaml::{self, Reader, scalar};
use crate::{FileId, Place, Problem, Problems};

/// Actions of one file.
const ACTIONS_MAX: usize = 1_000;
/// Inputs, or outputs, of one action.
const FIELDS_MAX: usize = 200;
/// Longest name of an action, an input or an output.
const NAME_LENGTH_MAX: usize = 80;

const KEYS: [&str; 7] = [
    "label", "endpoint", "method", "path", "body", "inputs", "outputs",
];

/// The actions in `text`: a map with `actions:`, or that block alone.
pub(crate) fn actions(file: FileId, text: &str, problems: &mut Problems) -> Vec<Action> {
    yaml::read(file, text, problems, |reader, document| {
        reader.actions(document)
    })
}

/// An action as its keys say it.
#[derive(Default)]
struct Written {
    label: Option<String>,
    endpoint: Option<String>,
    method: Option<HttpMethod>,
    path: Option<(String, Place)>,
    body: BodyForm,
    inputs: Vec<Field>,
    outputs: Vec<Field>,
}

impl Reader<'_> {
    fn actions(&mut self, document: &MarkedYaml<'_>) -> Vec<Action> {
        let pairs = self.map(document, "actions");
        let block = match pairs.as_slice() {
            [(key, block)] if scalar(key).as_deref() == Some("actions") => block,
            _ => document,
        };
        let mut seen: HashMap<String, Place> = HashMap::new();
        let mut actions = Vec::new();
        let pairs = self.map(block, "actions");
        self.limit(
            block,
            "the file, counted in actions,",
            pairs.len(),
            ACTIONS_MAX,
        );
        for (key, value) in pairs.into_iter().take(ACTIONS_MAX) {
            let Some(name) = self.name(key, is_action_name) else {
                continue;
            };
            let place = self.place(key);
            if let Some(first) = seen.insert(name.to_ascii_lowercase(), place.clone()) {
                let problem = Problem::duplicate_action(&place, &name, &first);
                self.problems.push(problem);
                continue;
            }
            let written = self.written(value);
            actions.push(self.action(key, name, written));
        }
        actions
    }

    fn written(&mut self, value: &MarkedYaml<'_>) -> Written {
        let mut written = Written::default();
        for (key, value) in self.map(value, "an action") {
            match scalar(key).as_deref() {
                Some("label") => written.label = self.text(value),
                Some("endpoint") => written.endpoint = self.text(value),
                Some("method") => written.method = self.method(value),
                Some("path") => {
                    let place = self.place(value);
                    written.path = self.text(value).map(|path| (path, place));
                }
                Some("body") => written.body = self.body(value),
                Some("inputs") => written.inputs = self.fields(value, Field::INPUT_KEYS),
                Some("outputs") => written.outputs = self.fields(value, Field::OUTPUT_KEYS),
                _ => self.unknown_key(key, "action", &KEYS),
            }
        }
        written
    }

    fn action(&mut self, key: &MarkedYaml<'_>, name: String, written: Written) -> Action {
        let method = written.method.unwrap_or_default();
        let (path, place) = match written.path {
            Some((path, place)) => (path, place),
            None => (String::new(), self.place(key)),
        };
        let in_path = self.names_in_path(&path, &place);
        let inputs = written.inputs.into_iter();
        let inputs = inputs.map(|field| self.input(field, &in_path, method));
        let inputs: Vec<ActionInput> = inputs.collect();
        self.check_path(&in_path, &inputs, &place);
        let outputs = written.outputs.into_iter();
        let outputs = outputs.map(|field| self.output(field)).collect();
        let endpoint = written.endpoint;
        if endpoint.is_none() && !path.is_empty() {
            self.missing(key, "endpoint", "an action");
        }
        Action {
            label: written.label.unwrap_or_else(|| name.clone()),
            name: Text::from(name),
            inputs,
            outputs,
            request: endpoint.map(|endpoint| ActionRequest {
                endpoint: Text::from(endpoint),
                method,
                path,
                body: written.body,
            }),
        }
    }

    fn check_path(&mut self, in_path: &[String], inputs: &[ActionInput], place: &Place) {
        let has = |name: &String| {
            let mut inputs = inputs.iter();
            inputs.any(|input| input.place == InputPlace::Path(name.clone()))
        };
        for name in in_path.iter().filter(|name| !has(name)) {
            let expected = "a path whose {…} name inputs";
            let found = format!("{{{name}}}");
            let known = inputs.iter().map(|input| &*input.name);
            let meant = crate::suggest(name, known).map(|name| format!("{{{name}}}"));
            self.problems
                .push(Problem::invalid_value(place, &found, expected, meant));
        }
    }

    fn method(&mut self, value: &MarkedYaml<'_>) -> Option<HttpMethod> {
        let method = scalar(value).and_then(|word| HttpMethod::named(&word));
        if method.is_none() {
            let known = HttpMethod::ALL.map(HttpMethod::name);
            self.invalid_word(value, "GET, POST, PUT, PATCH or DELETE", &known);
        }
        method
    }

    fn body(&mut self, value: &MarkedYaml<'_>) -> BodyForm {
        match scalar(value).as_deref() {
            Some("json") => BodyForm::Json,
            Some("form") => BodyForm::Form,
            _ => {
                self.invalid_word(value, "json or form", &["json", "form"]);
                BodyForm::Json
            }
        }
    }

    fn name(&mut self, key: &MarkedYaml<'_>, is_good: fn(&str) -> bool) -> Option<String> {
        let name = scalar(key).filter(|name| name.len() <= NAME_LENGTH_MAX && is_good(name));
        if name.is_none() {
            self.invalid(
                key,
                "a name: a letter, then letters, digits and underscores, 80 at most",
            );
        }
        name
    }

    fn limit(&mut self, node: &MarkedYaml<'_>, what: &str, size: usize, limit: usize) {
        if size > limit {
            let place = self.place(node);
            self.problems
                .push(Problem::too_large(&place, what, size, limit));
        }
    }
}

/// Actions may have a namespace or an endpoint in front: `ns__Name`, `Billing.create`.
fn is_action_name(name: &str) -> bool {
    name.split('.').all(is_word)
}

fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
