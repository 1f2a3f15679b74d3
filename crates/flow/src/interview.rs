//! Interviews: one execution of a flow.

use std::sync::Arc;

use segue_language::{
    Filter, FlowVersion, Query, Record, Text, TimeZone, Timestamp, Unloaded, Value, Values,
};
use serde::{Deserialize, Serialize};

use segue_language::Path;

use crate::Flow;

/// What an interview may know of the world while it advances.
pub struct Environment<'a> {
    /// The time of this turn.
    pub now: Timestamp,
    /// Zone of dates.
    pub zone: &'a TimeZone,
    /// Globals except `$Record`, `$Record__Prior` and `$Flow`: `$User.Id`, `$Label.X`,
    /// `$Organization.Name`, `$Permission.X`. None is unknown and reads as null.
    pub globals: &'a dyn Fn(&Path) -> Option<Value>,
}

/// One execution of a flow, with the subflows it is in.
#[derive(Debug)]
pub struct Interview {}

/// How an interview begins.
#[derive(Debug)]
pub struct Beginning {
    /// The flow.
    pub flow: Arc<Flow>,
    /// Its version.
    pub version: FlowVersion,
    /// `$Flow.InterviewGuid`.
    pub guid: Text,
    /// Input variables; unknown names are a fault.
    pub inputs: Values,
    /// `$Record`, in a record-triggered flow.
    pub record: Option<Arc<Record>>,
    /// `$Record__Prior`.
    pub prior: Option<Arc<Record>>,
}

/// What an interview needs before it can go on, or how it ended.
#[derive(Debug, PartialEq)]
pub enum Need {
    /// Rows of a query: answer [`Answer::Rows`].
    Rows(Query),
    /// A lookup followed: answer [`Answer::Related`].
    Related(Unloaded),
    /// Records created: answer [`Answer::Created`] with their ids in order, or a fault.
    Create(Vec<Record>),
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
}

/// A screen as a person sees it now.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownScreen {
    /// API name of the flow.
    pub flow: Text,
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
    /// Errors of the last submission: `(field, message)`.
    pub errors: Vec<(Text, String)>,
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
    /// Whether it is visible with the values as they stand.
    pub visible: bool,
    /// Present value; rendered text of a display field.
    pub value: Value,
    /// Choices.
    pub choices: Vec<ShownChoice>,
    /// Inputs of a component, computed.
    pub inputs: Values,
    /// Fields of a section (all columns) or of a repeater.
    pub fields: Vec<ShownField>,
    /// Decimal places of a number.
    pub scale: Option<u8>,
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
}

/// What a person did on a screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Submission {
    /// Answers by field API name: a typed value, a text to be read as one, a collection for
    /// multiple choices, a record of outputs for a component.
    pub answers: Values,
    /// Which button.
    pub go: Go,
}

/// Which button was pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Go {
    /// Next or Finish.
    #[default]
    Next,
    /// Previous.
    Previous,
    /// Pause.
    Pause,
}
