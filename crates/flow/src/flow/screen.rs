//! Screens and their fields.

use segue_language::{FieldType, Text, Type};

use super::{
    Assigned, CompiledFormula, CompiledTemplate, FlowCriteria, Operand, Reference, Slot, Stored,
};

/// A screen.
#[derive(Clone, Debug)]
pub struct Screen {
    /// Fields in shown order; sections hold more.
    pub fields: Vec<ScreenField>,
    /// May go back.
    pub allow_back: bool,
    /// May go on or finish.
    pub allow_finish: bool,
    /// May pause.
    pub allow_pause: bool,
    /// Shows the flow's label.
    pub show_header: bool,
    /// Shows the buttons.
    pub show_footer: bool,
    /// Help for the whole screen.
    pub help: Option<CompiledTemplate>,
    /// Shown after a pause.
    pub paused_text: Option<CompiledTemplate>,
    /// What clicks run, in file order.
    pub actions: Vec<ScreenAction>,
    /// Which clicks run them: the first of a field whose conditions hold.
    pub clicks: Vec<Click>,
    /// Labels of the buttons next (or finish), back and pause, when they are not the usual ones.
    pub buttons: [Option<String>; 3],
}

/// An action of a screen: it runs while the screen stays.
#[derive(Clone, Debug)]
pub struct ScreenAction {
    /// API name.
    pub name: Text,
    /// Slot of what became of it: a record with `IsSuccess`, `InProgress`, `ErrorMessage` and
    /// `Results`, a record of its outputs.
    pub slot: Slot,
    /// Action name: of a flow, when the type is `flow`.
    pub action: Text,
    /// Action type.
    pub action_type: Text,
    /// Inputs.
    pub inputs: Vec<Assigned>,
}

/// A click on a field that runs an action.
#[derive(Clone, Debug)]
pub struct Click {
    /// API name of the field.
    pub field: Text,
    /// Place of the action among those of the screen.
    pub action: usize,
    /// Only when they hold.
    pub criteria: Option<FlowCriteria>,
}

/// One field of a screen.
#[derive(Clone, Debug)]
pub struct ScreenField {
    /// API name.
    pub name: Text,
    /// Slot of its value: the answer, or the outputs of a component as a record.
    pub slot: Slot,
    /// What people see.
    pub label: CompiledTemplate,
    /// Help for the field.
    pub help: Option<CompiledTemplate>,
    /// What it is.
    pub kind: FieldKind,
    /// Must be answered.
    pub required: bool,
    /// Shown, but cannot be answered.
    pub read_only: bool,
    /// The same while one of these is true.
    pub locks: Vec<Operand>,
    /// When it is shown; hidden fields hold null.
    pub visible: Option<FlowCriteria>,
    /// Shown only while this is true, too.
    pub shown: Option<Operand>,
    /// What an answer must meet.
    pub validation: Option<Validation>,
    /// Takes its default again when the screen is shown again, instead of the stored answer.
    pub resets: bool,
}

/// What an answer must meet.
#[derive(Clone, Debug)]
pub struct Validation {
    /// Must be true.
    pub formula: CompiledFormula,
    /// Shown when it is not.
    pub message: CompiledTemplate,
}

/// What a field is.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// Text without an answer; rich text.
    DisplayText(CompiledTemplate),
    /// A typed answer.
    Input {
        /// How it looks.
        style: InputStyle,
        /// Type of the answer.
        value_type: Type,
        /// Answer at first.
        default: Option<Operand>,
        /// Decimal places of a number.
        scale: Option<u8>,
    },
    /// One or several of a list.
    Choices {
        /// How it looks.
        style: ChoiceStyle,
        /// Type of the answer.
        value_type: Type,
        /// Slots of the choices and choice sets, in shown order.
        choices: Vec<Slot>,
        /// Choice selected at first, by its slot.
        default_choice: Option<Slot>,
        /// Value selected at first, when it is not given as a choice.
        default: Option<Operand>,
    },
    /// A group of columns, with a header or without.
    Section {
        /// Shows its label.
        header: bool,
        /// Columns from left to right.
        columns: Vec<Column>,
    },
    /// Fields repeated as often as the person wants.
    Repeater {
        /// The fields of each item.
        fields: Vec<ScreenField>,
        /// Records whose items are there at first.
        source: Option<Operand>,
    },
    /// A component by its extension name, such as `flowruntime:datatable`.
    Component(Box<Component>),
    /// A field of a record variable: the answer goes into the record.
    RecordField {
        /// The record's field.
        target: Reference,
        /// Type of the answer.
        value_type: Type,
        /// What its object says of it; none where no object is known.
        field: Option<Box<ObjectField>>,
    },
}

/// What an object says of a field that stands on a screen.
#[derive(Clone, Debug)]
pub struct ObjectField {
    /// The field.
    pub field: FieldType,
    /// Where the value is on which its own values depend.
    pub controlling: Option<Reference>,
    /// What the active record types of the object make of a picklist.
    pub types: Option<FieldTypes>,
}

/// What record types make of a picklist.
#[derive(Clone, Debug)]
pub struct FieldTypes {
    /// Where the API name of the record's type is.
    pub name: Reference,
    /// API names of the types, and the values that each allows; none allows all.
    pub values: Vec<(Text, Option<Vec<Text>>)>,
}

/// A column of a section.
#[derive(Clone, Debug)]
pub struct Column {
    /// Twelfths of the section's width.
    pub width: u8,
    /// Its fields.
    pub fields: Vec<ScreenField>,
}

/// How an input looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as people see it")]
pub enum InputStyle {
    Text,
    LongText,
    Password,
    Number,
    Currency,
    Date,
    DateTime,
    Time,
    Checkbox,
}

/// How choices look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as people see it")]
pub enum ChoiceStyle {
    RadioButtons,
    Picklist,
    CheckboxGroup,
    MultiSelectPicklist,
}

impl ChoiceStyle {
    /// Whether several may be chosen: the answer is then one text joined by `;`.
    pub fn is_multiple(self) -> bool {
        matches!(
            self,
            ChoiceStyle::CheckboxGroup | ChoiceStyle::MultiSelectPicklist
        )
    }
}

/// A screen component.
#[derive(Clone, Debug)]
pub struct Component {
    /// Extension name.
    pub extension: Text,
    /// Inputs.
    pub inputs: Vec<Assigned>,
    /// Outputs put into references; with automatic outputs they are fields of the slot's record.
    pub outputs: Vec<Stored>,
    /// Names of outputs that the flow knows of.
    pub leaves: Vec<Text>,
    /// Choices of a component that takes them.
    pub choices: Vec<Slot>,
    /// Several of them may be chosen: the answer is then one text joined by `;`.
    pub multiple: bool,
    /// What is chosen at first.
    pub default: Option<Operand>,
    /// Picklists of an object that depend on each other, of a component that shows them.
    pub levels: Vec<Level>,
    /// The field by whose values a board has its columns.
    pub grouping: Option<Box<Grouping>>,
}

/// The field by whose values records stand in columns.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// API name.
    pub field: Text,
    /// Its values and labels in their order, as far as its object says them.
    pub values: Vec<(Text, String)>,
}

/// One of several picklists, each of which depends on the one before.
#[derive(Clone, Debug)]
pub struct Level {
    /// The output that it leaves.
    pub output: Text,
    /// What its object says of it.
    pub field: FieldType,
    /// The input with its label.
    pub label: Text,
    /// The input that says whether it must be answered.
    pub required: Text,
}
