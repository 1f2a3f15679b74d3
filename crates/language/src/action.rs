//! Actions that live elsewhere: what they take and give, and the request that carries them out.

use serde::{Deserialize, Serialize};

use crate::Text;

/// An action that another system carries out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// API name, as steps and flows call it.
    pub name: Text,
    /// For people.
    pub label: String,
    /// What it takes.
    pub inputs: Vec<ActionInput>,
    /// What it gives.
    pub outputs: Vec<ActionOutput>,
    /// The request that carries it out; without one only a stand-in can.
    pub request: Option<ActionRequest>,
}

/// The HTTP request of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRequest {
    /// Name of the endpoint that it goes to; the administrator says where that is.
    pub endpoint: Text,
    /// Method.
    pub method: HttpMethod,
    /// Path below the endpoint's; `{name}` takes the place of an input.
    pub path: String,
    /// How the body is written.
    pub body: BodyForm,
}

/// An input of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionInput {
    /// API name.
    pub name: Text,
    /// Its type.
    pub kind: ActionType,
    /// A collection of that type.
    pub is_list: bool,
    /// The call fails without it.
    pub is_required: bool,
    /// Where the request has it.
    pub place: InputPlace,
}

/// An output of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionOutput {
    /// API name.
    pub name: Text,
    /// Its type.
    pub kind: ActionType,
    /// A collection of that type.
    pub is_list: bool,
    /// Where the reply has it.
    pub source: OutputSource,
}

/// Where a request has an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InputPlace {
    /// `{name}` of the path.
    Path(String),
    /// A parameter of the query.
    Query(String),
    /// A header.
    Header(String),
    /// A property of the body, from the outermost in; no property is the whole body.
    Body(Vec<String>),
}

/// Where a reply has an output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutputSource {
    /// A property of the body, from the outermost in; no property is the whole body.
    Body(Vec<String>),
    /// The status code.
    Status,
    /// A header.
    Header(String),
}

/// What an input or output of an action may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ActionType {
    /// Text.
    Text,
    /// A decimal number.
    Number,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// A time of day.
    Time,
    /// Anything else: a text of JSON.
    Json,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BodyForm {
    /// A JSON document.
    #[default]
    Json,
    /// Names and values as a form has them.
    Form,
}

/// Methods that an action may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HttpMethod {
    /// Reads.
    Get,
    /// Does something.
    #[default]
    Post,
    /// Puts something in its place.
    Put,
    /// Changes something.
    Patch,
    /// Takes something away.
    Delete,
}

impl Action {
    /// The input of that name, compared without regard to case.
    pub fn input(&self, name: &str) -> Option<&ActionInput> {
        let mut inputs = self.inputs.iter();
        inputs.find(|input| input.name.eq_ignore_ascii_case(name))
    }

    /// The output of that name, compared without regard to case.
    pub fn output(&self, name: &str) -> Option<&ActionOutput> {
        let mut outputs = self.outputs.iter();
        outputs.find(|output| output.name.eq_ignore_ascii_case(name))
    }
}

impl ActionType {
    /// All types.
    pub const ALL: [ActionType; 7] = [
        ActionType::Text,
        ActionType::Number,
        ActionType::Boolean,
        ActionType::Date,
        ActionType::DateTime,
        ActionType::Time,
        ActionType::Json,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            ActionType::Text => "Text",
            ActionType::Number => "Number",
            ActionType::Boolean => "Boolean",
            ActionType::Date => "Date",
            ActionType::DateTime => "DateTime",
            ActionType::Time => "Time",
            ActionType::Json => "Json",
        }
    }

    /// The type of that name, compared without regard to case.
    pub fn named(name: &str) -> Option<ActionType> {
        let mut all = ActionType::ALL.into_iter();
        all.find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

impl HttpMethod {
    /// All methods.
    pub const ALL: [HttpMethod; 5] = [
        HttpMethod::Get,
        HttpMethod::Post,
        HttpMethod::Put,
        HttpMethod::Patch,
        HttpMethod::Delete,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            HttpMethod::Get => "GET",
            HttpMethod::Post => "POST",
            HttpMethod::Put => "PUT",
            HttpMethod::Patch => "PATCH",
            HttpMethod::Delete => "DELETE",
        }
    }

    /// The method of that name, compared without regard to case.
    pub fn named(name: &str) -> Option<HttpMethod> {
        let mut all = HttpMethod::ALL.into_iter();
        all.find(|method| method.name().eq_ignore_ascii_case(name))
    }

    /// Whether asking twice does the same as asking once.
    pub fn is_idempotent(self) -> bool {
        match self {
            HttpMethod::Get | HttpMethod::Put | HttpMethod::Delete => true,
            HttpMethod::Post | HttpMethod::Patch => false,
        }
    }

    /// Whether its request has a body.
    pub fn has_body(self) -> bool {
        match self {
            HttpMethod::Post | HttpMethod::Put | HttpMethod::Patch => true,
            HttpMethod::Get | HttpMethod::Delete => false,
        }
    }
}
