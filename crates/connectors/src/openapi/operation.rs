//! One operation as one action.

use segue_language::{Action, ActionRequest, BodyForm, HttpMethod, Text};
use serde_json::Value as Json;

use super::budget::Budget;
use super::document::Version;
use super::names::api_name;
use super::parameters::Inputs;
use super::responses;

/// Longest label.
const LABEL_LENGTH_MAX: usize = 200;

/// An operation where it stands.
pub(super) struct Operation<'d> {
    pub(super) document: &'d Json,
    pub(super) version: Version,
    pub(super) method: &'d str,
    pub(super) path: &'d str,
    /// The path item that holds it.
    pub(super) item: &'d Json,
    pub(super) operation: &'d Json,
}

impl<'d> Operation<'d> {
    /// The action that it is, named without its endpoint.
    ///
    /// # Errors
    /// Why it cannot be called.
    pub(super) fn read(
        &self,
        budget: &mut Budget,
        notices: &mut Vec<String>,
    ) -> Result<Action, String> {
        let method = HttpMethod::named(self.method);
        let method = method.ok_or("the method cannot be called")?;
        self.check_path()?;
        let mut inputs = Inputs::new(self, budget, notices);
        inputs.parameters()?;
        let form = match method.has_body() {
            true => inputs.body()?,
            false => BodyForm::Json,
        };
        inputs.check_path()?;
        let inputs = inputs.inputs;
        let outputs = responses::outputs(self, budget, notices);
        Ok(Action {
            name: Text::from(self.name()),
            label: self.label(),
            inputs,
            outputs,
            request: Some(ActionRequest {
                endpoint: Text::from(""),
                method,
                path: self.path.to_owned(),
                body: form,
            }),
        })
    }

    fn name(&self) -> String {
        let id = self.operation.get("operationId").and_then(Json::as_str);
        match id {
            Some(id) => api_name(id),
            None => api_name(&format!("{} {}", self.method, self.path)),
        }
    }

    fn label(&self) -> String {
        let summary = self.operation.get("summary").and_then(Json::as_str);
        let label = summary.map_or_else(|| format!("{} {}", self.method, self.path), str::to_owned);
        label
            .chars()
            .filter(|c| !c.is_control())
            .take(LABEL_LENGTH_MAX)
            .collect()
    }

    fn check_path(&self) -> Result<(), String> {
        let is_odd =
            |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\' | '%');
        let leads_elsewhere = self.path.split('/').any(|part| part == "." || part == "..");
        match !self.path.starts_with('/') || self.path.contains(is_odd) || leads_elsewhere {
            true => Err("the path has ?, #, % or dots, or does not begin with /".to_owned()),
            false => Ok(()),
        }
    }

    /// Media types by name of a `content`, the JSON ones first.
    pub(super) fn media(content: Option<&'d Json>) -> Vec<(String, &'d Json)> {
        let content = content.and_then(Json::as_object);
        let mut media: Vec<(String, &Json)> = content
            .into_iter()
            .flatten()
            .map(|(kind, media)| (plain(kind), media))
            .collect();
        media.sort_by_key(|(kind, _)| !is_json(kind));
        media
    }
}

/// A media type without its parameters.
pub(super) fn plain(kind: &str) -> String {
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().to_ascii_lowercase()
}

/// Whether a media type is JSON.
pub(super) fn is_json(kind: &str) -> bool {
    kind == "application/json"
        || kind.ends_with("+json")
        || kind == "*/*"
        || kind == "application/*"
}
