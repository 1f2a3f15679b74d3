//! Record triggers: which saved change of a record starts an orchestration or a flow.

mod fires;

use std::sync::Arc;

use crate::{Criteria, Formula, Path, Record, Text, Unloaded, Value};

/// The start of a record-triggered orchestration or flow.
#[derive(Clone, Debug)]
pub struct RecordTrigger {
    /// API name of the object.
    pub object: Text,
    /// Fires when a record is created.
    pub on_create: bool,
    /// Fires when a record is updated.
    pub on_update: bool,
    /// Fires when a record is deleted.
    pub on_delete: bool,
    /// Before or after the save.
    pub moment: Moment,
    /// What the record must meet; none is always.
    pub condition: TriggerCondition,
    /// Only when the record did not meet the condition before; a creation counts as such.
    pub changed_to_meet: bool,
    /// 1 to 2,000; see decisions.md for the order.
    pub order: Option<u16>,
    /// Whether what it starts is not started again for a record that it is at work on.
    pub once_at_a_time: bool,
}

/// When a record trigger fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before the record is written; the flow may change it.
    BeforeSave,
    /// After the record is written, in the same transaction.
    AfterSave,
}

/// What the record must meet.
#[derive(Clone, Debug)]
pub enum TriggerCondition {
    /// Nothing.
    Always,
    /// Field comparisons; the left side is a field path of the record, the right side a literal
    /// or a `$Record`/`$Record__Prior`/global path.
    Criteria(Criteria<Path, TriggerOperand>),
    /// A formula over `$Record`, `$Record__Prior` and globals.
    Formula(Formula),
}

/// Right side of a start filter.
#[derive(Clone, Debug, PartialEq)]
pub enum TriggerOperand {
    /// A literal.
    Literal(Value),
    /// A reference.
    Reference(Path),
}

/// A saved change of a record.
#[derive(Clone, Debug)]
pub struct RecordChange {
    /// What happened to it.
    pub kind: ChangeKind,
    /// The record after the change; a deleted one as it was.
    pub record: Arc<Record>,
    /// The record before it; none at creation.
    pub prior: Option<Arc<Record>>,
}

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// Fields were written.
    Updated,
    /// It is gone.
    Deleted,
}

/// What a trigger has to know beyond the record.
#[derive(Clone, Copy, Debug)]
pub enum TriggerQuestion<'a> {
    /// The value of a global such as `$User.Id`.
    Global(&'a Path),
    /// The record to which a lookup leads, or null.
    Lookup(&'a Unloaded),
}
