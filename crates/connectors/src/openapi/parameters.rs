//! What an operation takes: parameters of path, query and headers, and its body.

use segue_language::{ActionInput, ActionType, BodyForm, InputPlace, Text};
use serde_json::Value as Json;

use super::budget::Budget;
use super::document::Version;
use super::fields::fields;
use super::names::{api_name, free};
use super::operation::{Operation, is_json, plain};
use super::schema::{Schemas, Shape};
use crate::may_set_header;

/// Inputs of one action.
const INPUTS_MAX: usize = 200;
const FORM: &str = "application/x-www-form-urlencoded";

/// The inputs of an operation as they are found.
pub(super) struct Inputs<'d, 'o> {
    of: &'o Operation<'d>,
    budget: &'o mut Budget,
    notices: &'o mut Vec<String>,
    pub(super) inputs: Vec<ActionInput>,
}

impl<'d, 'o> Inputs<'d, 'o> {
    pub(super) fn new(
        of: &'o Operation<'d>,
        budget: &'o mut Budget,
        notices: &'o mut Vec<String>,
    ) -> Self {
        Inputs {
            of,
            budget,
            notices,
            inputs: Vec::new(),
        }
    }

    /// Parameters of the operation, and those of its path that it does not have itself.
    pub(super) fn parameters(&mut self) -> Result<(), String> {
        for parameter in self.all()? {
            let name = parameter["name"].as_str().unwrap_or_default();
            let is_required = parameter["required"].as_bool().unwrap_or_default();
            let place = match parameter["in"].as_str().unwrap_or_default() {
                "path" => InputPlace::Path(name.to_owned()),
                "query" => InputPlace::Query(name.to_owned()),
                "header" if may_set_header(name) => InputPlace::Header(name.to_owned()),
                "body" | "formData" => continue,
                other => {
                    self.unusable(name, other, is_required)?;
                    continue;
                }
            };
            self.parameter(parameter, name, place, is_required)?;
        }
        Ok(())
    }

    fn all(&mut self) -> Result<Vec<&'d Json>, String> {
        let of_path = self.of.item.get("parameters");
        let own = self.of.operation.get("parameters");
        let mut all: Vec<&Json> = Vec::new();
        for list in [of_path, own] {
            for node in list.and_then(Json::as_array).into_iter().flatten() {
                let found = self.budget.resolve(self.of.document, node);
                let found = found.ok_or("a parameter leads outside the document or nowhere")?;
                let is_same =
                    |known: &&Json| known["name"] == found["name"] && known["in"] == found["in"];
                all.retain(|known| !is_same(known));
                all.push(found);
            }
        }
        Ok(all)
    }

    /// A parameter that cannot be sent: one that is not needed is left out.
    fn unusable(&mut self, name: &str, place: &str, is_required: bool) -> Result<(), String> {
        if name.eq_ignore_ascii_case("authorization") {
            let message = "the header Authorization comes from the endpoint's credential";
            self.notices.push(message.to_owned());
            return Ok(());
        }
        let message = format!("parameter `{name}` in `{place}` cannot be sent");
        match is_required {
            true => Err(message),
            false => {
                self.notices.push(format!("{message}, so it is left out"));
                Ok(())
            }
        }
    }

    fn parameter(
        &mut self,
        parameter: &'d Json,
        name: &str,
        place: InputPlace,
        is_required: bool,
    ) -> Result<(), String> {
        let content = Operation::media(parameter.get("content"));
        let schema = match (self.of.version, content.first()) {
            (Version::Two, _) => Some(parameter),
            (Version::Three, Some((_, media))) => media.get("schema"),
            (Version::Three, None) => parameter.get("schema"),
        };
        let shape = match schema {
            Some(schema) => Schemas::new(self.of.document, self.budget).shape(schema),
            None => Shape::One(ActionType::Text),
        };
        let style = parameter["style"].as_str().unwrap_or("form");
        let is_plain = matches!(style, "form" | "simple");
        let (kind, is_list) = match shape {
            Shape::One(kind) => (kind, false),
            Shape::Many(kind) if is_plain => (kind, true),
            Shape::Many(_) | Shape::Object(_) if content.is_empty() => {
                let place = parameter["in"].as_str().unwrap_or_default();
                return self.unusable(name, place, is_required);
            }
            Shape::Many(_) | Shape::Object(_) => (ActionType::Json, false),
        };
        let is_in_path = matches!(place, InputPlace::Path(_));
        let name = api_name(name);
        self.add(name, kind, is_list, is_required || is_in_path, place)
    }

    fn add(
        &mut self,
        name: String,
        kind: ActionType,
        is_list: bool,
        is_required: bool,
        place: InputPlace,
    ) -> Result<(), String> {
        if self.inputs.len() >= INPUTS_MAX {
            return Err(format!("it has more than {INPUTS_MAX} inputs"));
        }
        let inputs = &self.inputs;
        let is_taken = |name: &str| {
            inputs
                .iter()
                .any(|known| known.name.eq_ignore_ascii_case(name))
        };
        let name = match is_taken(&name) && matches!(place, InputPlace::Body(_)) {
            true => free(&format!("body_{name}"), is_taken),
            false => free(&name, is_taken),
        };
        self.inputs.push(ActionInput {
            name: Text::from(name),
            kind,
            is_list,
            is_required,
            place,
        });
        Ok(())
    }

    /// The body, and how it is written.
    pub(super) fn body(&mut self) -> Result<BodyForm, String> {
        match self.of.version {
            Version::Two => self.body_of_two(),
            Version::Three => self.body_of_three(),
        }
    }

    fn body_of_three(&mut self) -> Result<BodyForm, String> {
        let Some(body) = self.of.operation.get("requestBody") else {
            return Ok(BodyForm::Json);
        };
        let body = self.budget.resolve(self.of.document, body);
        let body = body.ok_or("the body leads outside the document or nowhere")?;
        let is_required = body["required"].as_bool().unwrap_or_default();
        let media = Operation::media(body.get("content"));
        let known = media.iter().find(|(kind, _)| is_json(kind) || kind == FORM);
        let Some((kind, media)) = known else {
            return match is_required && !media.is_empty() {
                true => Err("the body is neither JSON nor a form".to_owned()),
                false => Ok(BodyForm::Json),
            };
        };
        if let Some(schema) = media.get("schema") {
            self.of_schema(schema, is_required)?;
        }
        Ok(match kind == FORM {
            true => BodyForm::Form,
            false => BodyForm::Json,
        })
    }

    fn body_of_two(&mut self) -> Result<BodyForm, String> {
        let mut form = BodyForm::Json;
        for parameter in self.all()? {
            let is_required = parameter["required"].as_bool().unwrap_or_default();
            match parameter["in"].as_str() {
                Some("body") => {
                    if let Some(schema) = parameter.get("schema") {
                        self.of_schema(schema, is_required)?;
                    }
                }
                Some("formData") => {
                    form = BodyForm::Form;
                    self.of_form(parameter, is_required)?;
                }
                _ => {}
            }
        }
        let consumes = self
            .of
            .operation
            .get("consumes")
            .or(self.of.document.get("consumes"));
        let consumes = consumes.and_then(Json::as_array).into_iter().flatten();
        let mut kinds = consumes.filter_map(Json::as_str).map(plain).peekable();
        let has_body = self
            .inputs
            .iter()
            .any(|i| matches!(i.place, InputPlace::Body(_)));
        let is_usable = kinds.peek().is_none() || kinds.any(|kind| is_json(&kind) || kind == FORM);
        match has_body && !is_usable {
            true => Err("the body is neither JSON nor a form".to_owned()),
            false => Ok(form),
        }
    }

    fn of_form(&mut self, parameter: &'d Json, is_required: bool) -> Result<(), String> {
        let name = parameter["name"].as_str().unwrap_or_default();
        if parameter["type"] == "file" {
            return self.unusable(name, "file", is_required);
        }
        let place = InputPlace::Body(vec![name.to_owned()]);
        self.parameter(parameter, name, place, is_required)
    }

    fn of_schema(&mut self, schema: &'d Json, is_required: bool) -> Result<(), String> {
        let shape = Schemas::new(self.of.document, self.budget).shape(schema);
        for field in fields(&shape, |property| !property.is_read_only) {
            let is_required = is_required && field.is_required;
            let place = InputPlace::Body(field.path);
            self.add(field.name, field.kind, field.is_list, is_required, place)?;
        }
        Ok(())
    }

    /// Each name in braces must be a parameter.
    pub(super) fn check_path(&self) -> Result<(), String> {
        let mut rest = self.of.path;
        while let Some((_, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or("the path has a { without a }")?;
            let place = InputPlace::Path(name.to_owned());
            if !self.inputs.iter().any(|input| input.place == place) {
                return Err(format!("the path names `{name}`, which is no parameter"));
            }
            rest = after;
        }
        Ok(())
    }
}
