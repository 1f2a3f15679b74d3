//! Resources: everything in a flow that has a name and a value.

use segue_language::{Sort, Text, Type};

use super::{
    CompiledFormula, CompiledTemplate, ElementId, Operand, RecordFilter, Stored, Validation,
};

/// A named thing with a value.
#[derive(Clone, Debug)]
pub struct Resource {
    /// API name.
    pub name: Text,
    /// What it is.
    pub kind: ResourceKind,
    /// Type of its value.
    pub value_type: Type,
}

/// What a resource is and where its value comes from.
#[derive(Clone, Debug)]
pub enum ResourceKind {
    /// A variable; its value lives in the interview.
    Variable(Variable),
    /// A constant.
    Constant(Operand),
    /// A formula, computed when read.
    Formula(CompiledFormula),
    /// A text template, rendered when read.
    TextTemplate(CompiledTemplate),
    /// A choice of a screen field; its value is the choice's value.
    Choice(Choice),
    /// Choices made from records, a collection or a picklist.
    ChoiceSet(Box<ChoiceSet>),
    /// A flow stage; its value is its own name.
    Stage {
        /// Shown to people.
        label: String,
        /// Place among the stages.
        order: i64,
        /// Active at start.
        active: bool,
    },
    /// What an element leaves under its own name: rows found, an output record, the loop's
    /// current item, an action's outputs (as a record of that element's name).
    ElementOutput(ElementId),
    /// A screen field: its value, or its outputs as a record for components.
    ScreenField,
    /// A decision's outcome: true once taken.
    Outcome,
    /// The item that a transform is at.
    EachItem,
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Can be given by the caller.
    pub is_input: bool,
    /// Is given back to the caller.
    pub is_output: bool,
    /// Value at start.
    pub default: Option<Operand>,
    /// Decimal places of a number, when stated.
    pub scale: Option<u8>,
}

/// One choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What people see.
    pub label: CompiledTemplate,
    /// What is stored; the label when absent.
    pub value: Option<Operand>,
    /// A text that the person adds, stored instead of the value.
    pub user_input: Option<Box<UserInput>>,
}

/// A text that a person adds to a choice.
#[derive(Clone, Debug, Default)]
pub struct UserInput {
    /// What is asked for.
    pub prompt: CompiledTemplate,
    /// Must be added once the choice is taken.
    pub required: bool,
    /// What it must meet.
    pub validation: Option<Validation>,
}

/// A set of choices made at run time.
#[derive(Clone, Debug)]
pub enum ChoiceSet {
    /// From records.
    Records {
        /// API name of the object.
        object: Text,
        /// Which records.
        filter: RecordFilter,
        /// Order.
        sort: Option<Sort>,
        /// At most so many.
        limit: Option<u32>,
        /// Field shown to people.
        display_field: Text,
        /// Field stored; Id when absent.
        value_field: Option<Text>,
        /// Fields of the chosen record put into references.
        outputs: Vec<Stored>,
    },
    /// From a record collection.
    Collection {
        /// The collection.
        collection: Operand,
        /// Field shown to people.
        display_field: Text,
        /// Field stored.
        value_field: Option<Text>,
    },
    /// From the values of a picklist field.
    Picklist {
        /// API name of the object.
        object: Text,
        /// API name of the field.
        field: Text,
        /// `(value, label)`, as far as the project declares them.
        values: Vec<(Text, String)>,
    },
}
