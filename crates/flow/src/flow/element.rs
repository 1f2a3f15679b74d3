//! Elements: what a flow does, one after the other.

use segue_language::{Sort, Text};
use serde::{Deserialize, Serialize};

use super::{
    Assigned, CompiledFormula, CompiledTemplate, FlowCriteria, Operand, RecordFilter, Reference,
    Screen, Slot, Stored, Transform, Wait,
};

/// Index of an element in [`super::Flow::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ElementId(pub usize);

/// One element and where it leads.
#[derive(Clone, Debug)]
pub struct Element {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// What it does.
    pub kind: ElementKind,
    /// Next element; none ends the interview (or the turn of the enclosing loop is *not* ended:
    /// loops are left only through their own connectors).
    pub next: Option<ElementId>,
    /// Where a fault leads.
    pub fault: Option<ElementId>,
    /// What the file calls the way to `next`: the default outcome of a decision, the default path
    /// of a wait; empty when it has no name.
    pub next_label: String,
}

/// What an element does.
#[derive(Clone, Debug)]
pub enum ElementKind {
    /// Sets variables.
    Assignment(Vec<AssignmentItem>),
    /// Chooses a way; [`Element::next`] is the default outcome.
    Decision(Vec<Outcome>),
    /// Walks through a collection; [`Element::next`] is "no more values".
    Loop(Loop),
    /// Reads records.
    GetRecords(Box<GetRecords>),
    /// Creates records.
    CreateRecords(Box<CreateRecords>),
    /// Updates records.
    UpdateRecords(Box<UpdateRecords>),
    /// Deletes records.
    DeleteRecords(Box<DeleteRecords>),
    /// Undoes what the transaction wrote so far.
    RollBackRecords,
    /// Calls an action.
    Action(Box<ActionCall>),
    /// Calls a flow.
    Subflow(Box<SubflowCall>),
    /// Shows a screen.
    Screen(Box<Screen>),
    /// Sorts a collection.
    SortCollection(SortCollection),
    /// Filters a collection.
    FilterCollection(Box<FilterCollection>),
    /// Makes a value of others.
    Transform {
        /// What it makes.
        transform: Box<Transform>,
        /// Slot of the element's own name.
        output_slot: Slot,
    },
    /// Makes a record of each item of a collection.
    MapCollection(Box<MapCollection>),
    /// Refuses the triggering change, or shows an error.
    CustomError(Vec<ErrorMessage>),
    /// Waits for a moment or an event; [`Element::next`] is where it goes on without one.
    Wait(Wait),
    /// Read and kept, not executed: running into it is a fault that names it.
    Unsupported(String),
}

/// `target operator value`.
#[derive(Clone, Debug)]
pub struct AssignmentItem {
    /// What is set.
    pub target: Reference,
    /// How.
    pub operator: AssignmentOperator,
    /// With what.
    pub value: Operand,
}

/// How an assignment combines the old value with the new (semantics 19.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as in the metadata")]
pub enum AssignmentOperator {
    Assign,
    Add,
    Subtract,
    AddItem,
    AddAtStart,
    AssignCount,
    RemoveFirst,
    RemoveBeforeFirst,
    RemoveAfterFirst,
    RemoveAll,
    RemoveUncommon,
    RemovePosition,
}

/// One outcome of a decision.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Slot of its boolean.
    pub slot: Slot,
    /// When it is taken.
    pub criteria: FlowCriteria,
    /// Only when the record did not meet the criteria before its change.
    pub changed_to_meet: bool,
    /// Where it leads.
    pub next: Option<ElementId>,
}

/// A loop.
#[derive(Clone, Debug)]
pub struct Loop {
    /// What is walked through.
    pub collection: Operand,
    /// From the last to the first.
    pub descending: bool,
    /// Where the current item is put: a variable, or the loop's own slot.
    pub item: Reference,
    /// First element of the body.
    pub body: Option<ElementId>,
}

/// Get Records.
#[derive(Clone, Debug)]
pub struct GetRecords {
    /// API name of the object.
    pub object: Text,
    /// Which records.
    pub filter: RecordFilter,
    /// Order.
    pub sort: Option<Sort>,
    /// At most so many.
    pub limit: Option<Operand>,
    /// Only the first record.
    pub first_only: bool,
    /// Where the rows go.
    pub output: RowsOutput,
    /// Set the outputs to null when nothing is found.
    pub null_when_none: bool,
    /// Records that are read with them, each behind those that it belongs to.
    pub related: Vec<RelatedRecords>,
}

/// Records that are read with the records that they belong to.
#[derive(Clone, Debug)]
pub struct RelatedRecords {
    /// The related records that they belong to, by their place; none is the element's own rows.
    pub within: Option<usize>,
    /// API name of their object.
    pub object: Text,
    /// Which of them.
    pub filter: RecordFilter,
    /// Order.
    pub sort: Option<Sort>,
    /// At most so many for each record.
    pub limit: Option<Operand>,
    /// Only the first of each record.
    pub first_only: bool,
    /// What links them.
    pub link: RelatedLink,
    /// API name under which a record holds them.
    pub name: Text,
}

/// What links records with those that they belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelatedLink {
    /// A field of theirs leads to the record.
    Child(Text),
    /// A field of the record leads to them.
    Parent(Text),
}

/// Where found rows go.
#[derive(Clone, Debug)]
pub enum RowsOutput {
    /// Under the element's own name.
    Element(Slot),
    /// Into a record or record collection variable.
    Variable(Reference),
    /// Fields of the first row into variables.
    Fields(Vec<Stored>),
}

/// Create Records.
#[derive(Clone, Debug)]
pub struct CreateRecords {
    /// What is created.
    pub source: NewRecords,
    /// How it is found out what is there already, and is updated in place of being created.
    pub matching: Option<Matching>,
    /// Where the new id goes: a variable, or the element's own slot.
    pub id_to: Option<Reference>,
}

/// How records that are there already are found.
#[derive(Clone, Debug)]
pub enum Matching {
    /// By a filter; when it finds none, the new record is created.
    Filter {
        /// API name of the object.
        object: Text,
        /// Which records.
        filter: RecordFilter,
        /// What is done when it finds one.
        one: OnMatch,
        /// What is done when it finds several.
        several: OnMatch,
    },
    /// Each by the value of one of its own fields: an external id, or the Id.
    Field {
        /// API name of the field.
        field: Text,
        /// One that fails undoes all.
        all_or_none: bool,
    },
}

/// What is done with the records that a filter found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnMatch {
    /// They stay as they are.
    Keep,
    /// All are updated.
    UpdateAll,
    /// The first one is updated.
    UpdateFirst,
    /// The one that was changed last is updated.
    UpdateLatest,
    /// It is a fault.
    Fail,
}

/// What is created.
#[derive(Clone, Debug)]
pub enum NewRecords {
    /// One record with these fields.
    Fields {
        /// API name of the object.
        object: Text,
        /// Its fields.
        fields: Vec<Assigned>,
    },
    /// A record or a record collection; ids are put into it.
    From(Reference),
}

/// Update Records.
#[derive(Clone, Debug)]
pub enum UpdateRecords {
    /// A record or a record collection: its changed fields.
    From(Reference),
    /// All records that a filter finds.
    Where {
        /// API name of the object.
        object: Text,
        /// Which records.
        filter: RecordFilter,
        /// New values.
        fields: Vec<Assigned>,
    },
}

/// Delete Records.
#[derive(Clone, Debug)]
pub enum DeleteRecords {
    /// A record or a record collection.
    From(Reference),
    /// All records that a filter finds.
    Where {
        /// API name of the object.
        object: Text,
        /// Which records.
        filter: RecordFilter,
    },
}

/// An action call.
#[derive(Clone, Debug)]
pub struct ActionCall {
    /// Action name, such as `emailSimple` or the Apex class.
    pub name: Text,
    /// Action type, such as `apex`, `emailSimple`, `quickAction`.
    pub action_type: Text,
    /// Inputs.
    pub inputs: Vec<Assigned>,
    /// Outputs put into references.
    pub outputs: Vec<Stored>,
    /// Slot of the element's own name, when outputs are stored automatically.
    pub output_slot: Option<Slot>,
}

/// A subflow call.
#[derive(Clone, Debug)]
pub struct SubflowCall {
    /// API name of the flow.
    pub flow: Text,
    /// Inputs.
    pub inputs: Vec<Assigned>,
    /// Outputs put into references.
    pub outputs: Vec<Stored>,
    /// Slot of the element's own name, when outputs are stored automatically.
    pub output_slot: Option<Slot>,
}

/// Collection Sort.
#[derive(Clone, Debug)]
pub struct SortCollection {
    /// The collection, sorted in place.
    pub collection: Reference,
    /// Fields in order of weight; an empty field sorts the values themselves.
    pub by: Vec<SortKey>,
    /// Keep at most so many.
    pub limit: Option<Operand>,
}

/// One field of a sort.
#[derive(Clone, Debug)]
pub struct SortKey {
    /// The field.
    pub sort: Sort,
    /// Where nulls go.
    pub nulls_last: bool,
}

/// Collection Filter; the result is under the element's own name.
#[derive(Clone, Debug)]
pub struct FilterCollection {
    /// The collection, left as it is.
    pub collection: Operand,
    /// Where the current item is while its test runs.
    pub item: Reference,
    /// The test.
    pub test: FilterTest,
    /// Slot of the result.
    pub output_slot: Slot,
}

/// The test of a collection filter.
#[derive(Clone, Debug)]
pub enum FilterTest {
    /// Conditions on the current item.
    Criteria(FlowCriteria),
    /// A formula on the current item.
    Formula(CompiledFormula),
}

/// A collection processor that makes a record of each item; the result is under the element's own
/// name.
#[derive(Clone, Debug)]
pub struct MapCollection {
    /// The collection, left as it is.
    pub collection: Operand,
    /// Where the current item is while its record is made.
    pub item: Reference,
    /// API name of the object of the records made.
    pub object: Text,
    /// Fields of a made record.
    pub fields: Vec<Assigned>,
    /// Slot of the result.
    pub output_slot: Slot,
}

/// One message of a custom error.
#[derive(Clone, Debug)]
pub struct ErrorMessage {
    /// The text.
    pub text: CompiledTemplate,
    /// The field that it belongs to; none is the page.
    pub field: Option<Text>,
}
