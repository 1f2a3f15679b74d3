//! Requests: what may be asked of the runtime. Each is one turn.

use segue_engine::StepResult;
use segue_flow::Submission;
use segue_language::{Text, Values};
use segue_store::Presence;

use crate::approvals::ApprovalRequest;
use crate::{
    Actor, CallEnded, InterviewChange, MailClaim, MailOutcome, NewAssignee, PartRef, PeopleChange,
    Proviso, RunRef,
};

/// Something asked from outside; carried out in one transaction.
#[derive(Clone, Debug)]
pub enum Request {
    /// Carry out a request when a proviso holds, in the same turn.
    Provided {
        /// What must hold.
        proviso: Proviso,
        /// The request.
        request: Box<Request>,
    },
    /// Create a record; starts what its creation triggers.
    CreateRecord {
        /// API name of the object.
        object: Text,
        /// Its fields.
        fields: Values,
        /// Who creates it: becomes CreatedById and the default OwnerId.
        by: Actor,
    },
    /// Create a record as if it had been there before: starts nothing.
    SeedRecord {
        /// API name of the object.
        object: Text,
        /// Its fields.
        fields: Values,
        /// Who is said to have created it.
        by: Actor,
    },
    /// Update a record; starts what its change triggers.
    UpdateRecord {
        /// API name of the object.
        object: Text,
        /// Its id.
        id: Text,
        /// New values.
        fields: Values,
        /// Who updates it.
        by: Actor,
    },
    /// Delete a record.
    DeleteRecord {
        /// API name of the object.
        object: Text,
        /// Its id.
        id: Text,
        /// Who deletes it.
        by: Actor,
    },
    /// Run an autolaunched or evaluation flow to its end.
    RunFlow {
        /// API name of the flow.
        flow: Text,
        /// Input variables by name.
        inputs: Values,
        /// Who calls it.
        by: Actor,
    },
    /// Start a run of the active version of an orchestration.
    StartRun {
        /// API name of the orchestration.
        orchestration: Text,
        /// Input variables by name.
        inputs: Values,
        /// Who starts it.
        by: Actor,
        /// Idempotency key: the same key of the same caller gives the same run.
        key: Option<Text>,
    },
    /// Show the current screen of a work item's flow; begins its interview when there is none.
    OpenWork {
        /// The work item.
        item: PartRef,
        /// Who looks at it: its assignee or an active member of it.
        by: Actor,
    },
    /// Show the current screen to whoever has the work item open. Nothing goes on, ends or fails by
    /// that: what would is refused with the code `would-go-on`, and with `not-opened` what somebody
    /// else or nobody has open.
    LookAtWork {
        /// The work item.
        item: PartRef,
        /// Who looks at it.
        by: Actor,
    },
    /// Answer the current screen of a work item's flow.
    AnswerScreen {
        /// The work item.
        item: PartRef,
        /// Who answers.
        by: Actor,
        /// The answers and the button.
        submission: Submission,
    },
    /// Answer all screens of a work item's flow at once, from the current one to the end.
    DoWork {
        /// The work item.
        item: PartRef,
        /// Who answers: its assignee or an active member of it.
        by: Actor,
        /// Answers of the screens that take some, in order.
        answers: Vec<Values>,
    },
    /// Complete a work item all at once, without its screens.
    CompleteItem {
        /// The work item.
        item: PartRef,
        /// Who completes it.
        by: Actor,
        /// Outputs of its screen flow.
        outputs: Values,
    },
    /// Take a work item of a group or queue for oneself.
    Claim {
        /// The work item.
        item: PartRef,
        /// Who takes it: an active member.
        by: Actor,
    },
    /// Give a work item back to the group or queue that had it last.
    Release {
        /// The work item.
        item: PartRef,
        /// Who gives it back: its assignee.
        by: Actor,
    },
    /// Give a work item to somebody else.
    Reassign {
        /// The work item.
        item: PartRef,
        /// Who gets it.
        to: NewAssignee,
        /// Who decides that.
        by: Actor,
    },
    /// Decide an approval, take a submission back, lock a record.
    Approval(ApprovalRequest),
    /// Suspend a run.
    Suspend {
        /// The run.
        run: RunRef,
        /// Who suspends it.
        by: Actor,
    },
    /// Resume a suspended or failed run.
    Resume {
        /// The run.
        run: RunRef,
        /// Who resumes it.
        by: Actor,
        /// Why it is forced, when it is.
        forced: Option<Text>,
    },
    /// Cancel a run.
    Cancel {
        /// The run.
        run: RunRef,
        /// Who cancels it.
        by: Actor,
        /// Why, in her words.
        reason: Option<Text>,
    },
    /// Publish an orchestration event: evaluate now, or end a step.
    PublishEvent {
        /// The run.
        run: RunRef,
        /// The step run that it ends, and how.
        step: Option<(PartRef, StepResult)>,
        /// Who publishes it.
        by: Actor,
    },
    /// A call came back.
    CallEnded(CallEnded),
    /// Claim mails that are due, to send them.
    ClaimMails(MailClaim),
    /// Say what became of claimed mails.
    SettleMails(Vec<MailOutcome>),
    /// Give a mail that was given up another chance.
    RetryMail {
        /// Its number.
        mail: i64,
        /// Who decides that.
        by: Actor,
    },
    /// Activate or deactivate a user.
    SetUserActive {
        /// User name or id.
        user: Text,
        /// What to make of it.
        active: bool,
        /// Who decides that.
        by: Actor,
    },
    /// Change users, groups and queues; with a line in the audit log.
    ChangePeople(Box<PeopleChange>),
    /// Try an interview again that no run asked for, or cancel it; with a line in the audit log.
    ChangeInterview(InterviewChange),
    /// Say whether one is there to be offered work; said again, it shows that one still is.
    SetPresence {
        /// Who says so.
        by: Actor,
        /// Whether she is there.
        status: Presence,
    },
    /// Accept a work item that is on offer: it is one's own from then on.
    AcceptOffer {
        /// The work item.
        item: PartRef,
        /// Who accepts it: whoever has the offer.
        by: Actor,
    },
    /// Let a work item pass that is on offer: somebody else is asked.
    DeclineOffer {
        /// The work item.
        item: PartRef,
        /// Who declines it: whoever has the offer.
        by: Actor,
    },
}
