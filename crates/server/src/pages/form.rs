//! Fields of forms as templates show them, and what a browser sends back. The name of an input
//! says how its answers are read, so that a form needs nothing else to be understood.

mod answers;
pub(crate) mod shown;

pub(crate) use answers::answers;
pub(crate) use shown::{Drawing, as_input, draw, sentence, step};

use askama::Template;

use super::rich_text::Markup;

/// A field that a template shows.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "field.html")]
pub(crate) struct Field {
    /// Id in the page; errors and help have ids that begin with it.
    pub(crate) id: String,
    /// Name of its input.
    pub(crate) name: String,
    pub(crate) label: Markup,
    pub(crate) help: Option<Markup>,
    /// What is wrong with the answer.
    pub(crate) error: Option<String>,
    pub(crate) required: bool,
    pub(crate) read_only: bool,
    pub(crate) control: Control,
}

/// What a field looks like.
#[derive(Clone, Debug)]
pub(crate) enum Control {
    /// Rich text.
    Display(Markup),
    /// A one-line input.
    Input(Input),
    LongText(String),
    Checkbox(bool),
    Radio(Vec<Choice>),
    Picklist(Vec<Choice>),
    Checkboxes(Vec<Choice>),
    Section(Section),
    Repeater(Vec<Vec<Field>>),
    Table(Table),
    /// Something that only its own program can show: what it was given, what it may leave.
    Component(Component),
}

impl Default for Control {
    fn default() -> Self {
        Control::Display(Markup::default())
    }
}

/// A one-line input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    /// Type of the element.
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    /// Least step of a number; empty for none.
    pub(crate) step: String,
    /// Shown beside it, such as a currency.
    pub(crate) unit: &'static str,
}

/// One of several.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: Markup,
    pub(crate) is_chosen: bool,
}

/// Columns of fields under a header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    pub(crate) columns: Vec<Column>,
}

/// A column of a section.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// Twelfths of the section's width.
    pub(crate) width: u8,
    pub(crate) fields: Vec<Field>,
}

/// A table whose rows can be selected.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// `radio`, `checkbox`, or empty when nothing can be selected.
    pub(crate) selects: &'static str,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) is_chosen: bool,
    pub(crate) cells: Vec<String>,
}

/// A component that is not shown by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Component {
    pub(crate) extension: String,
    /// What it was given: names and values.
    pub(crate) inputs: Vec<(String, String)>,
    /// What it may leave.
    pub(crate) outputs: Vec<Field>,
}

impl Field {
    /// The attributes that bind help and error to the input.
    fn described_by(&self) -> String {
        let help = self.help.as_ref().map(|_| format!("{}-help", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        let ids: Vec<String> = help.into_iter().chain(error).collect();
        ids.join(" ")
    }
}
