//! A checked orchestration: every name resolved to an ordinal.

use segue_language::{Criteria, Formula, Path, RecordTrigger, Template, Text, Type, Value};
use serde::{Deserialize, Serialize};

macro_rules! ordinal {
    ($(#[$doc:meta] $name:ident),*) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u16);

        impl $name {
            /// As an index.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )*};
}

ordinal! {
    /// Index into [`Orchestration::stages`].
    StageId,
    /// Index into [`Orchestration::steps`]: unique over all stages, in file order.
    StepId,
    /// Index into [`Orchestration::decisions`].
    DecisionId,
    /// Index of an outcome over all decisions; the outcomes of one decision are contiguous.
    OutcomeId
}

/// A checked orchestration.
#[derive(Clone, Debug)]
pub struct Orchestration {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Version of the platform's behaviour, such as 58.
    pub api_version: u16,
    /// Which change of a record starts it.
    pub trigger: Option<Box<RecordTrigger>>,
    /// Input variables and internal ones (which keep their default).
    pub variables: Vec<Variable>,
    /// Constants.
    pub constants: Vec<(Text, Value)>,
    /// Formulas.
    pub formulas: Vec<(Text, CompiledFormula)>,
    /// Text templates.
    pub templates: Vec<(Text, CompiledTemplate)>,
    /// Where a run begins.
    pub start: Next,
    /// Stages in file order.
    pub stages: Vec<Stage>,
    /// Steps of all stages; those of one stage are contiguous and in file order.
    pub steps: Vec<Step>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// What an approval process has besides; none for an orchestration.
    pub approval: Option<Box<ApprovalProcess>>,
}

/// What an approval process has besides its stages.
#[derive(Clone, Debug, Default)]
pub struct ApprovalProcess {
    /// Where the recall path begins, when it has one.
    pub recall: Option<Next>,
}

/// A variable of an orchestration.
#[derive(Clone, Debug)]
pub struct Variable {
    /// API name.
    pub name: Text,
    /// Its type.
    pub value_type: Type,
    /// Given by whoever starts the run.
    pub is_input: bool,
    /// Value when none is given.
    pub default: Option<Value>,
}

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Next {
    /// The path ends.
    End,
    /// A stage.
    Stage(StageId),
    /// A decision.
    Decision(DecisionId),
}

/// A stage.
#[derive(Clone, Debug)]
pub struct Stage {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Its first step and how many it has.
    pub steps: std::ops::Range<u16>,
    /// When it is done.
    pub exit: Gate,
    /// Where its connector leads.
    pub next: Next,
    /// Where its fault path begins, when it has one.
    pub fault: Option<Next>,
}

/// When a step may start, or a step or stage is done.
#[derive(Clone, Debug)]
pub enum Gate {
    /// By the default of its kind: a step starts with its stage; an interactive step is done when
    /// its screen flow is finished; a stage is done when all its steps are Completed.
    Default,
    /// Requirements, at most ten.
    Requirements(EngineCriteria),
    /// An evaluation flow that answers true.
    Evaluation(Call),
}

/// A flow (or action) to call and what to give it.
#[derive(Clone, Debug)]
pub struct Call {
    /// API name.
    pub name: Text,
    /// Inputs, without the platform's own (`ActionInput__…`).
    pub inputs: Vec<(Text, Operand)>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Description.
    pub description: String,
    /// Its stage.
    pub stage: StageId,
    /// Who does it.
    pub kind: StepKind,
    /// The flow or action and its inputs.
    pub call: Call,
    /// When it may start.
    pub entry: Gate,
}

/// Who does a step.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// An autolaunched flow.
    Background {
        /// `requiresAsyncProcessing`: a job of its own whatever the flow holds.
        asynchronous: bool,
        /// User to run as; the automated process otherwise.
        run_as: Option<AssigneeSource>,
    },
    /// A person, through a screen flow.
    Interactive(Box<Interactive>),
    /// Another system.
    External,
}

/// What an interactive step has besides its flow.
#[derive(Clone, Debug)]
pub struct Interactive {
    /// Who gets the work item; none is a fault of the definition that `check` reports.
    pub assignee: Option<AssigneeSource>,
    /// Id of the context record.
    pub related_record: Option<Operand>,
    /// When it is done.
    pub exit: Gate,
    /// Subject of the mail, when it is not the default one.
    pub mail_subject: Option<Operand>,
    /// Body of the mail, when it is not the default one.
    pub mail_body: Option<Operand>,
    /// No mail at all.
    pub mail_off: bool,
    /// What an approval step has besides; none for any other.
    pub approval: Option<Box<Approval>>,
}

/// What an approval step has besides an interactive one: it needs a decision.
#[derive(Clone, Debug, Default)]
pub struct Approval {
    /// The related record is locked as long as the work item is open.
    pub locks_record: bool,
    /// The approver may change the locked record.
    pub assignee_may_edit: bool,
    /// Every member of the group or queue has to approve.
    pub unanimous: bool,
    /// The evaluation flow that approves without a person when it answers true.
    pub automatic: Option<Call>,
}

/// How an assignee is found.
#[derive(Clone, Debug)]
pub struct AssigneeSource {
    /// What the name names.
    pub kind: AssigneeKind,
    /// A user name, an API name of a group or queue, or an id.
    pub name: Operand,
}

/// What an assignee's name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AssigneeKind {
    /// A user.
    User,
    /// A group.
    Group,
    /// A queue.
    Queue,
    /// Whatever the value turns out to be at run time.
    Resource,
}

/// A decision.
#[derive(Clone, Debug)]
pub struct Decision {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Number of its first outcome.
    pub first: OutcomeId,
    /// Outcomes in order.
    pub outcomes: Vec<DecisionOutcome>,
    /// Label of the default outcome.
    pub default_label: String,
    /// Where the default outcome leads.
    pub default: Next,
}

/// One outcome of a decision.
#[derive(Clone, Debug)]
pub struct DecisionOutcome {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// When it is taken.
    pub criteria: EngineCriteria,
    /// Only when the triggering record was *changed to* meet the criteria.
    pub changed_to_meet: bool,
    /// Where it leads.
    pub next: Next,
}

/// Conditions of an orchestration.
pub type EngineCriteria = Criteria<Reference, Operand>;

/// A value to compute.
#[derive(Clone, Debug)]
pub enum Operand {
    /// A literal.
    Literal(Value),
    /// What a reference holds.
    Reference(Reference),
    /// A formula of its own.
    Formula(Box<CompiledFormula>),
    /// Text with merge fields.
    Template(Box<CompiledTemplate>),
}

/// Something a condition or an input can read.
#[derive(Clone, Debug, PartialEq)]
pub enum Reference {
    /// `Step.Status`.
    StepStatus(StepId),
    /// `Step.Outputs.variable.Field`: the path begins with the variable.
    StepOutput(StepId, Vec<Text>),
    /// `Stage.Status`.
    StageStatus(StageId),
    /// A stage as a boolean, and for *was visited* and *has error*.
    Stage(StageId),
    /// A step, for *has error*.
    Step(StepId),
    /// A decision, for *was visited*.
    Decision(DecisionId),
    /// Whether an outcome was taken.
    Outcome(OutcomeId),
    /// A variable and a path into it.
    Variable(usize, Vec<Text>),
    /// A constant.
    Constant(usize),
    /// A formula.
    Formula(usize),
    /// A text template.
    Template(usize),
    /// `$Record` and a path into it.
    Record(Vec<Text>),
    /// `$Record__Prior` and a path into it.
    Prior(Vec<Text>),
    /// `$Orchestration.Instance`: the run's id.
    RunId,
    /// Any other global.
    Global(Path),
    /// A name that does not exist; `check` reported it, it reads as null.
    Dangling(Path),
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

impl Orchestration {
    /// The stage of that number.
    pub fn stage(&self, id: StageId) -> &Stage {
        &self.stages[id.index()]
    }

    /// The step of that number.
    pub fn step(&self, id: StepId) -> &Step {
        &self.steps[id.index()]
    }

    /// What an approval step has besides an interactive one; none for any other step.
    pub fn approval(&self, id: StepId) -> Option<&Approval> {
        match &self.step(id).kind {
            StepKind::Interactive(interactive) => interactive.approval.as_deref(),
            StepKind::Background { .. } | StepKind::External => None,
        }
    }

    /// The decision of that number.
    pub fn decision(&self, id: DecisionId) -> &Decision {
        &self.decisions[id.index()]
    }
}
