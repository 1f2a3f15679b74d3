//! What fields look like.

use super::Field;
use crate::pages::rich_text::Markup;

/// What a field looks like.
#[derive(Clone, Debug)]
pub(crate) enum Control {
    /// Rich text.
    Display(Markup),
    /// A one-line input.
    Input(Input),
    LongText(String),
    Checkbox(bool),
    /// A checkbox that says in words what it is now.
    Toggle(Toggle),
    Slider(Slider),
    Radio(Vec<Choice>),
    Picklist(Vec<Choice>),
    Checkboxes(Vec<Choice>),
    Section(Section),
    /// Several inputs under one name: an address, a person's name.
    Group(Vec<Field>),
    /// Items with the same fields, and a blank one.
    Repeater(Vec<Item>),
    Table(Table),
    Board(Board),
    /// Records to be searched.
    Lookup(Lookup),
    Files(Files),
    /// A picture by its name: pictures of a project live elsewhere.
    Image(String),
    /// Something that only its own program can show: what it was given, what it may leave.
    Component(Component),
    /// A button that runs something while the form stays.
    Button(Button),
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
    pub(crate) placeholder: String,
}

impl Input {
    /// Whether what it takes is short.
    pub(crate) fn is_short(&self) -> bool {
        ["number", "date", "time", "datetime-local"].contains(&self.kind)
    }
}

/// A checkbox with words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Toggle {
    pub(crate) is_on: bool,
    pub(crate) on: String,
    pub(crate) off: String,
}

/// A number between two others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slider {
    pub(crate) least: String,
    pub(crate) most: String,
    pub(crate) step: String,
    pub(crate) value: String,
}

/// One of several.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: Markup,
    pub(crate) is_chosen: bool,
    /// A text that is stored in place of the choice.
    pub(crate) typed: Option<Typed>,
}

/// An item of a repeater.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    /// Id of the record that it stands for; empty where there is none.
    pub(crate) id: String,
    pub(crate) fields: Vec<Field>,
}

/// A text that belongs to a choice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) name: String,
    /// What it is asked by; empty where nothing is said.
    pub(crate) prompt: String,
    pub(crate) text: String,
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
    /// What the rows are searched for: name of the input, and the text.
    pub(crate) search: Option<(String, String)>,
    /// Rows that are not shown.
    pub(crate) n_more: usize,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) is_chosen: bool,
    pub(crate) cells: Vec<String>,
}

/// Cards in columns, of which some can be selected.
#[derive(Clone, Debug, Default)]
pub(crate) struct Board {
    pub(crate) columns: Vec<Stack>,
    /// `radio`, `checkbox`, or empty when nothing can be selected.
    pub(crate) selects: &'static str,
    /// Nothing is selected.
    pub(crate) is_open: bool,
}

/// A column of a board.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stack {
    pub(crate) label: String,
    pub(crate) cards: Vec<Card>,
    /// Cards that are not shown.
    pub(crate) n_more: usize,
}

impl Stack {
    /// How many cards it has.
    pub(crate) fn size(&self) -> usize {
        self.cards.len() + self.n_more
    }
}

/// A card of a board.
#[derive(Clone, Debug, Default)]
pub(crate) struct Card {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Labels and values.
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) is_chosen: bool,
}

/// Records to be searched by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lookup {
    /// Name of the input of the search, and its text.
    pub(crate) search: (String, String),
    /// The chosen ones, then those found.
    pub(crate) choices: Vec<Choice>,
    pub(crate) has_more: bool,
    /// More than one can be chosen.
    pub(crate) is_multiple: bool,
}

impl Lookup {
    /// Whether nothing is chosen.
    pub(crate) fn is_open(&self) -> bool {
        !self.choices.iter().any(|choice| choice.is_chosen)
    }
}

/// Files to be attached.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    pub(crate) attached: Vec<File>,
    /// Types of files that are offered, as the element takes them.
    pub(crate) accept: String,
    pub(crate) is_multiple: bool,
}

/// A file that was attached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) size: String,
}

/// A button that runs something while the form stays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Button {
    /// Where a press is sent while the page stays.
    pub(crate) action: String,
    /// It can be pressed.
    pub(crate) is_live: bool,
    /// What came of the last press.
    pub(crate) told: Told,
}

/// What came of pressing a button.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Told {
    /// Nothing yet.
    #[default]
    Nothing,
    Done,
    Failed(String),
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
