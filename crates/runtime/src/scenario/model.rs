//! A scenario file as read: what stands before each scenario, its steps, what it expects.

use std::path::PathBuf;

use segue_definition::Access;
use segue_language::{TimeZone, Timestamp};

use super::document::{Node, Place};

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub at: Place,
}

/// Values by name, typed only when they are used.
pub type Given = Vec<(Spot, Node)>;

/// One file of scenarios.
#[derive(Clone, Debug)]
pub struct ScenarioFile {
    /// Where it was read from.
    pub path: PathBuf,
    /// Its scenarios, each with its whole setup.
    pub scenarios: Vec<Scenario>,
}

/// One scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// Where it begins.
    pub at: Place,
    /// What stands before it: the file's setup with its own merged in.
    pub setup: Setup,
    /// What happens.
    pub steps: Vec<Step>,
}

/// What stands before a scenario.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Project folders, as written; later ones are later versions.
    pub project: Vec<Spot>,
    /// Virtual time at the start.
    pub clock: Option<Timestamp>,
    /// Zone of dates.
    pub timezone: Option<TimeZone>,
    /// Declares what flows use and nothing declares.
    pub infer: Option<bool>,
    /// Users, groups and queues.
    pub people: People,
    /// Stand-ins by action or flow name.
    pub actions: Vec<(Spot, Vec<StandIn>)>,
    /// Records that exist before; they start no triggers.
    pub records: Vec<NewRecord>,
}

/// Users, groups and queues.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Users.
    pub users: Vec<User>,
    /// Groups and their members.
    pub groups: Vec<(Spot, Vec<Spot>)>,
    /// Queues and their members.
    pub queues: Vec<(Spot, Vec<Spot>)>,
}

/// A user.
#[derive(Clone, Debug)]
pub struct User {
    /// User name; the mail address too, unless one is given.
    pub username: Spot,
    /// Full name.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// May work.
    pub active: bool,
    /// What she is allowed.
    pub access: Access,
    /// Names of her roles: what she may do in the forms that she fills in. Without them, everything.
    pub roles: Option<Vec<Spot>>,
}

/// One answer of a stand-in.
#[derive(Clone, Debug)]
pub enum StandIn {
    /// Succeeds with these outputs.
    Returns(Given),
    /// Fails with this message.
    Fails(Spot),
}

/// A record to create.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// API name of its object.
    pub object: Spot,
    /// Name that later steps use.
    pub name: Option<Spot>,
    /// Values of its fields.
    pub fields: Given,
    /// User who creates it; the system otherwise.
    pub by: Option<Spot>,
}

/// One step of a scenario.
#[derive(Clone, Debug)]
pub struct Step {
    /// Where it stands.
    pub at: Place,
    /// What it does.
    pub act: Act,
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum Act {
    /// Creates a record.
    Create(NewRecord),
    /// Changes a record.
    Update {
        /// Name of the record.
        record: Spot,
        /// New values.
        fields: Given,
        /// User who does it.
        by: Option<Spot>,
    },
    /// Deletes a record.
    Delete {
        /// Name of the record.
        record: Spot,
        /// User who does it.
        by: Option<Spot>,
    },
    /// Starts an orchestration.
    Start {
        /// API name.
        orchestration: Spot,
        /// Name that later steps use for the run.
        name: Option<Spot>,
        /// Input variables.
        inputs: Given,
        /// User who does it.
        by: Option<Spot>,
    },
    /// Names the newest run that a record started.
    RunOf {
        /// Name of the record.
        record: Spot,
        /// API name of the orchestration; any when left out.
        orchestration: Option<Spot>,
        /// Name that later steps use for the run.
        name: Spot,
    },
    /// The record started no run.
    NoRunOf {
        /// Name of the record.
        record: Spot,
        /// API name of the orchestration; any when left out.
        orchestration: Option<Spot>,
    },
    /// Completes the work item of a step.
    Complete {
        /// Name of the run.
        run: Spot,
        /// API name of the step.
        step: Spot,
        /// User who does it.
        by: Option<Spot>,
        /// Answers, one map per screen.
        screens: Vec<Node>,
    },
    /// Decides the work item of an approval step without its form.
    Decide(Decide),
    /// Takes a submission back.
    Recall {
        /// Name of the run.
        run: Spot,
        /// User who does it; an admin otherwise.
        by: Option<Spot>,
        /// Why.
        comments: Option<String>,
    },
    /// Gives the work item of a step to somebody else.
    Reassign {
        /// Name of the run.
        run: Spot,
        /// API name of the step.
        step: Spot,
        /// Who gets it.
        to: NewAssignee,
    },
    /// Suspends a run.
    Suspend(Spot),
    /// Resumes a run.
    Resume {
        /// Name of the run.
        run: Spot,
        /// Why it is forced, when it is.
        forced: Option<String>,
    },
    /// Cancels a run.
    Cancel(Spot),
    /// Publishes an orchestration event.
    Publish {
        /// Name of the run.
        run: Spot,
        /// API name of a step that the event ends.
        step: Option<Spot>,
        /// How the step ended: Completed or Error.
        status: Option<Spot>,
        /// Outputs of the step.
        outputs: Given,
        /// User who does it.
        by: Option<Spot>,
    },
    /// Deploys new versions of definitions.
    Deploy(Spot),
    /// Changes a user.
    User {
        /// User name.
        username: Spot,
        /// May work; as it is when left out.
        active: Option<bool>,
        /// User name of who approves in her place.
        delegate: Option<Spot>,
    },
    /// Lets time pass.
    Advance {
        /// How long.
        seconds: i64,
    },
    /// Another step, which must be refused.
    Refused {
        /// The step.
        step: Box<Step>,
        /// Contained in the refusal.
        because: Option<Spot>,
    },
    /// Compares what is with what should be.
    Expect(Box<Expectation>),
}

/// A decision without its form.
#[derive(Clone, Debug)]
pub struct Decide {
    /// Name of the run.
    pub run: Spot,
    /// API name of the step.
    pub step: Spot,
    /// User who does it.
    pub by: Option<Spot>,
    /// Approve or Reject.
    pub decision: Spot,
    /// Comments.
    pub comments: Option<String>,
    /// In place of the approver.
    pub overrides: bool,
}

/// Who gets a work item.
#[derive(Clone, Debug)]
pub enum NewAssignee {
    /// A user by user name.
    User(Spot),
    /// A group by API name.
    Group(Spot),
    /// A queue by API name.
    Queue(Spot),
}

/// What should be. Only what is given is compared.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// Name of the run that the run's keys speak of.
    pub run: Option<Spot>,
    /// Status of the run.
    pub status: Option<Spot>,
    /// Status of the submission that the run is.
    pub submission: Option<Spot>,
    /// API name of the current or last stage; none is no stage in progress.
    pub stage: Option<(Place, Option<String>)>,
    /// All open work items, exactly.
    pub open_work: Option<(Place, Vec<OpenWork>)>,
    /// Status of the newest stage run of each name; none is never entered.
    pub stages: Vec<(Spot, Option<String>)>,
    /// Status of the newest step run of each name; none is never created.
    pub steps: Vec<(Spot, Option<String>)>,
    /// `Step.variable` and its value.
    pub outputs: Given,
    /// Milestones in this order, gaps allowed.
    pub history: Option<(Place, Vec<Spot>)>,
    /// How often each milestone stands in the history.
    pub history_count: Vec<(Spot, u64)>,
    /// Fields of records by name; none is a deleted record.
    pub records: Vec<(Spot, Option<Given>)>,
    /// Mail sent, in this order, gaps allowed.
    pub mail: Option<(Place, Vec<Mail>)>,
    /// How many mails were sent in all.
    pub mail_count: Option<(Place, u64)>,
    /// Calls of stand-ins.
    pub calls: Vec<(Spot, u64)>,
    /// Failures of flows that nobody called, since this was asked last: each is contained in one.
    pub failed_flows: Option<(Place, Vec<Spot>)>,
    /// Contained in the run's error.
    pub error: Option<Spot>,
    /// Whether the run's error can be resumed.
    pub recoverable: Option<(Place, bool)>,
    /// Each contained in the explanation of what the run waits for.
    pub why: Vec<Spot>,
}

/// An open work item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWork {
    /// API name of its step.
    pub step: String,
    /// Who has it, when that is compared.
    pub assignee: Option<String>,
}

/// A mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Where it stands.
    pub at: Place,
    /// Among its recipients.
    pub to: Option<String>,
    /// Contained in its subject.
    pub subject: Option<String>,
    /// Contained in its body.
    pub body: Option<String>,
}
