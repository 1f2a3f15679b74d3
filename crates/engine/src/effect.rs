//! Effects and questions: what is to be done because of what happened.

use segue_language::Text;

use crate::{Assignee, AssigneeKind, Event, FlowVersion, PartId, Pass, Values};

/// What one command caused.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What happened, in order; already applied to the run.
    pub events: Vec<Event>,
    /// What is to be done, in the same transaction or because of it.
    pub effects: Vec<Effect>,
    /// What must be answered inside the transaction before anything else follows.
    pub question: Option<(Pass, Question)>,
}

/// What the evaluation needs to know inside the transaction.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Does this evaluation flow (active version) answer true?
    Evaluate {
        /// API name of the evaluation flow.
        flow: Text,
        /// Its inputs.
        inputs: Values,
    },
    /// Run this step's flow now.
    Run {
        /// The step run.
        step: PartId,
        /// The flow version of the step run.
        flow: FlowVersion,
        /// Its inputs.
        inputs: Values,
        /// User to run as; the automated process otherwise.
        run_as: Option<(AssigneeKind, Text)>,
    },
    /// Who is this?
    Resolve {
        /// What the name names.
        kind: AssigneeKind,
        /// The name or id; empty when the reference holds null.
        name: Text,
    },
}

/// Something to be done because of what happened, stored in the same transaction.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Run a background step's flow as a job; its end is a `FinishStep`.
    StartFlow {
        /// The step run.
        step: PartId,
        /// Its activation.
        activation: u16,
        /// The flow version of the step run.
        flow: FlowVersion,
        /// Its inputs.
        inputs: Values,
        /// User to run as; the automated process otherwise.
        run_as: Option<(AssigneeKind, Text)>,
    },
    /// Call an external step's action as a job; its end is a `FinishStep`.
    CallAction {
        /// The step run.
        step: PartId,
        /// Its activation.
        activation: u16,
        /// The action.
        action: Text,
        /// Its inputs.
        inputs: Values,
    },
    /// Forget a job that did not end yet; a result that comes all the same is stale.
    CancelJob {
        /// The step run.
        step: PartId,
        /// Its activation.
        activation: u16,
    },
    /// A work item came into being.
    OpenWorkItem {
        /// The work item.
        item: PartId,
        /// Its step run.
        step: PartId,
        /// Who has it.
        assignee: Assignee,
        /// Id of the context record; empty for none.
        related_record: Text,
        /// Inputs of the screen flow, as they are now.
        inputs: Values,
    },
    /// A work item has another assignee.
    MoveWorkItem {
        /// The work item.
        item: PartId,
        /// Who had it.
        from: Assignee,
        /// Who has it.
        to: Assignee,
    },
    /// A work item is closed.
    CloseWorkItem {
        /// The work item.
        item: PartId,
        /// Who had it.
        assignee: Assignee,
    },
    /// Tell the assignee of a work item by mail.
    Notify {
        /// The work item.
        item: PartId,
        /// Its step run.
        step: PartId,
        /// Who gets the mail.
        assignee: Assignee,
        /// Subject, when it is not the default one.
        subject: Option<String>,
        /// Body, when it is not the default one.
        body: Option<String>,
    },
}
