//! Screens as people see them, and what people do on them.

use segue_language::{Text, Value, Values};
use serde::{Deserialize, Serialize};

/// A screen as a person sees it now.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownScreen {
    /// API name of the flow.
    pub flow: Text,
    /// Label of the flow: the header, where the screen shows one.
    pub flow_label: String,
    /// API name of the screen.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Fields in shown order; hidden ones are left out unless they can become visible here.
    pub fields: Vec<ShownField>,
    /// Whether any field takes an answer.
    pub takes_answers: bool,
    /// May go back.
    pub can_go_back: bool,
    /// May go on or finish.
    pub can_go_on: bool,
    /// May pause.
    pub can_pause: bool,
    /// Whether nothing follows: the button to go on says Finish.
    pub is_last: bool,
    /// Shows the flow's label.
    pub show_header: bool,
    /// Shows the buttons.
    pub show_footer: bool,
    /// Help for the whole screen.
    pub help: Option<String>,
    /// What is said after a pause.
    pub paused_text: Option<String>,
    /// Labels of the buttons, where they are not the usual ones.
    pub buttons: Buttons,
    /// Errors of the last submission: `(field, message)`.
    pub errors: Vec<(Text, String)>,
    /// Fields that took what an action found in place of their last answer.
    pub renewed: Vec<Text>,
}

/// Labels of a screen's buttons; none is the usual one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Buttons {
    /// Next or Finish.
    pub next: Option<String>,
    /// Previous.
    pub back: Option<String>,
    /// Pause.
    pub pause: Option<String>,
}

/// A field as a person sees it now.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownField {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Help.
    pub help: Option<String>,
    /// What it is, in one word: `text`, `number`, `radio`, `display`, `section`, `component`…
    pub style: &'static str,
    /// Extension name of a component.
    pub extension: Option<Text>,
    /// Must be answered.
    pub required: bool,
    /// Cannot be answered.
    pub read_only: bool,
    /// A click on it runs an action.
    pub can_click: bool,
    /// The field of an object that it stands for: API names of both.
    pub record_field: Option<(Text, Text)>,
    /// Whether it is visible with the values as they stand.
    pub visible: bool,
    /// Present value; rendered text of a display field.
    pub value: Value,
    /// Choices.
    pub choices: Vec<ShownChoice>,
    /// Several of the choices can be chosen.
    pub takes_several: bool,
    /// Inputs of a component, computed.
    pub inputs: Values,
    /// Fields of a section (all columns) or of a repeater.
    pub fields: Vec<ShownField>,
    /// The items of a repeater: the fields of each, as they are there.
    pub rows: Vec<Vec<ShownField>>,
    /// Columns of a section from left to right: twelfths of its width, and how many of its
    /// fields each holds.
    pub columns: Vec<(u8, usize)>,
    /// Decimal places of a number.
    pub scale: Option<u8>,
    /// Names of outputs of a component that the flow knows of.
    pub leaves: Vec<Text>,
    /// Picklists of a component, each of which depends on the one before.
    pub levels: Vec<ShownLevel>,
    /// The field by which a board has its columns, and the columns that are always there: values
    /// and labels.
    pub grouping: Option<(Text, Vec<(Text, String)>)>,
}

/// One of several picklists, each of which depends on the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownLevel {
    /// The output that it leaves.
    pub output: Text,
    /// Label.
    pub label: String,
    /// Must be answered.
    pub required: bool,
    /// What can be chosen now: values and labels.
    pub choices: Vec<(Text, String)>,
}

/// One choice as a person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownChoice {
    /// API name of the choice, or of the choice set that made it.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Stored value.
    pub value: Value,
    /// Whether a text that the person adds is stored instead.
    pub takes_text: bool,
    /// What that text is asked by; empty where nothing is said.
    pub prompt: String,
}

/// What a person did on a screen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// Answers by field API name: a typed value, a text to be read as one, a collection for
    /// multiple choices, a record of outputs for a component.
    pub answers: Values,
    /// Which button.
    pub go: Go,
}

/// Which button was pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Go {
    /// Next or Finish.
    #[default]
    Next,
    /// Previous.
    Previous,
    /// Pause.
    Pause,
    /// None yet: the answers are kept as a draft, and the screen is shown as they make it.
    Refresh,
    /// An action button, by the API name of its field: its action runs, and the screen stays.
    Click(Text),
}
