//! What an interview asks of the world, and what the world gives back.

use std::sync::Arc;

use segue_language::{Filter, FlowVersion, Query, Record, Text, Unloaded, Values};
use serde::{Deserialize, Serialize};

use super::{Occurrence, ShownScreen, Submission, Waits};
use crate::Flow;

/// What an interview needs before it can go on, or how it ended.
#[derive(Debug, PartialEq)]
pub enum Need {
    /// Rows of a query: answer [`Answer::Rows`].
    Rows(Query),
    /// A lookup followed: answer [`Answer::Related`].
    Related(Unloaded),
    /// Records created, with all their fields: those that were only read count as far as they can
    /// be written. Answer [`Answer::Created`] with their ids in order, or a fault.
    Create(Vec<Record>),
    /// Records updated where they are found by the value of a field of theirs, else created: answer
    /// [`Answer::Created`] with the ids in order, an empty one for each that failed where not all
    /// must succeed, or a fault.
    Upsert {
        /// The records; those that were read before hold their changes only.
        records: Vec<Record>,
        /// API name of the field.
        field: Text,
        /// One that fails undoes all.
        all_or_none: bool,
    },
    /// Records updated, each by its Id, changed fields only: answer [`Answer::Done`] or a fault.
    Update(Vec<Record>),
    /// All records that a filter finds updated: answer [`Answer::Done`] or a fault.
    UpdateWhere {
        /// API name of the object.
        object: Text,
        /// Which records.
        filter: Filter,
        /// New values.
        fields: Values,
    },
    /// Records deleted, each by its Id: answer [`Answer::Done`] or a fault.
    Delete(Vec<Record>),
    /// All records that a filter finds deleted: answer [`Answer::Done`] or a fault.
    DeleteWhere {
        /// API name of the object.
        object: Text,
        /// Which records.
        filter: Filter,
    },
    /// What the transaction wrote so far undone: answer [`Answer::Done`].
    RollBack,
    /// An action called: answer [`Answer::Outputs`] or a fault.
    Act {
        /// Action name.
        name: Text,
        /// Action type.
        action_type: Text,
        /// Inputs.
        inputs: Values,
    },
    /// An action of a screen carried out by itself, and undone as a whole when it fails: answer
    /// [`Answer::Outputs`] or a fault, which the screen then tells.
    ScreenAction {
        /// Action name: of a flow, when the type is `flow`.
        name: Text,
        /// Action type.
        action_type: Text,
        /// Inputs.
        inputs: Values,
    },
    /// The active version of a flow: answer [`Answer::Flow`], [`Answer::Outputs`] (a stand-in took
    /// its place) or a fault.
    Subflow {
        /// API name of the flow.
        flow: Text,
        /// Inputs, for a stand-in.
        inputs: Values,
    },
    /// A screen answered: answer [`Answer::Screen`].
    Screen(Box<ShownScreen>),
    /// One of these events: answer [`Answer::Occurred`] with the first that comes, or a fault.
    Wait(Box<Waits>),
    /// The interview ended; these are its output variables.
    Finished(Values),
    /// The interview failed for good.
    Failed(Fault),
}

/// What the world gives back.
#[derive(Debug)]
pub enum Answer {
    /// Nothing: the first advance, or asking again for what was needed last.
    Begin,
    /// Rows of a query.
    Rows(Vec<Record>),
    /// The record a lookup leads to; none when it is empty or gone.
    Related(Option<Record>),
    /// Ids of created records.
    Created(Vec<Text>),
    /// Done.
    Done,
    /// Outputs of an action or of a stand-in.
    Outputs(Values),
    /// A subflow's definition.
    Flow(Arc<Flow>, FlowVersion),
    /// What a person did on a screen.
    Screen(Submission),
    /// An event that it waited for.
    Occurred(Occurrence),
    /// It failed; a fault connector may take it.
    Fault(String),
}

/// Why an interview failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// API name of the element; empty for the start.
    pub element: Text,
    /// API name of the flow that holds the element.
    pub flow: Text,
    /// One sentence.
    pub message: String,
    /// Messages of a custom error by field; an empty field is the page.
    pub custom: Vec<(Text, String)>,
    /// A limit was passed: no fault connector takes it, that of a flow further out neither. It is
    /// not stored: what passed a limit goes on nowhere.
    #[serde(skip)]
    pub is_limit: bool,
}
