//! References and operands: how elements name what they read and write.

use segue_language::{Criteria, Formula, Path, Template, Text, Value};
use serde::{Deserialize, Serialize};

use super::Transform;

/// Index of a resource in [`super::Flow::resources`] and of its value in an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot(pub usize);

/// Something that can be read (and, when it is a slot, written).
#[derive(Clone, Debug, PartialEq)]
pub enum Reference {
    /// A resource of the flow, and a path into its value.
    Slot(Slot, Vec<Text>),
    /// `$Record` and a path into it; written by before-save flows and `$Record` updates.
    Record(Vec<Text>),
    /// `$Record__Prior` and a path into it.
    Prior(Vec<Text>),
    /// Any other global, asked from the world: `$Flow.CurrentDate`, `$User.Id`, `$Label.X`,
    /// `$GlobalConstant.EmptyString`.
    Global(Path),
}

/// A value to compute.
#[derive(Clone, Debug)]
pub enum Operand {
    /// A literal.
    Literal(Value),
    /// What a reference holds.
    Reference(Reference),
    /// A formula of the element's own.
    Formula(Box<CompiledFormula>),
    /// Text with merge fields, as string literals of labels and defaults may be.
    Template(Box<CompiledTemplate>),
    /// A collection of operands.
    Collection(Vec<Operand>),
    /// A transform that stands where a value does.
    Transform(Box<Transform>),
}

/// A formula and, slot by slot, what its references mean here.
#[derive(Clone, Debug)]
pub struct CompiledFormula {
    /// The formula.
    pub formula: Formula,
    /// One for each of `formula.references()`.
    pub references: Vec<Reference>,
}

/// A template and, slot by slot, what its references mean here.
#[derive(Clone, Debug, Default)]
pub struct CompiledTemplate {
    /// The template.
    pub template: Template,
    /// One for each of `template.references()`.
    pub references: Vec<Reference>,
}

/// Conditions over references.
pub type FlowCriteria = Criteria<Reference, Operand>;

/// Which records, by values to compute.
#[derive(Clone, Debug)]
pub struct RecordFilter {
    /// How the comparisons combine.
    pub logic: segue_language::Logic,
    /// `(field, operator, value)` each.
    pub comparisons: Vec<(Text, segue_language::Operator, Operand)>,
}

/// A name and the value to give to it: an input, a field.
pub type Assigned = (Text, Operand);

/// A name and where to put its value: an output, a field of the first row.
pub type Stored = (Text, Reference);
