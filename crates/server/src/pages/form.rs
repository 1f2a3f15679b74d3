//! Fields of forms as templates show them, and what a browser sends back. The name of an input
//! says how its answers are read, so that a form needs nothing else to be understood.

mod answers;
mod control;
mod sent;
pub(crate) mod shown;
mod told;

pub(crate) use answers::{answers, file_ids, searched, without_item};
pub(crate) use control::{
    Board, Button, Card, Choice, Column, Component, Control, File, Files, Input, Item, Lookup, Row,
    Section, Slider, Stack, Table, Toggle, Told, Typed,
};
pub(crate) use sent::{Sent, Upload};
pub(crate) use shown::{Drawing, Offered, as_input, draw, sentence, step};
pub(crate) use told::{find, told};

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
    /// What else is to be said, such as what somebody else has written meanwhile.
    pub(crate) note: Option<String>,
    pub(crate) required: bool,
    pub(crate) read_only: bool,
    pub(crate) control: Control,
}

impl Field {
    /// The attributes that bind help, note and error to the input.
    fn described_by(&self) -> String {
        let parts = [
            (self.help.is_some(), "help"),
            (self.note.is_some(), "note"),
            (self.error.is_some(), "error"),
        ];
        let there = parts.iter().filter(|(is_there, _)| *is_there);
        let ids: Vec<String> = there
            .map(|(_, part)| format!("{}-{part}", self.id))
            .collect();
        ids.join(" ")
    }

    /// API name of the field that its input stands for.
    pub(crate) fn api_name(&self) -> &str {
        self.name.split('.').nth(1).unwrap_or_default()
    }
}
