//! A run of an approval process as its submission: who submitted what, and who decided what.

use segue_engine::{
    APPROVAL_COMMENTS, ApprovalStatus, AssigneeKind, CloseReason, Event, PartId, StepRun, WorkItem,
    approval_status, submission_status,
};
use segue_language::{Text, Timestamp, Value};
use segue_runtime::{HistoryLine, RunView, submission_name, submitted_record, submitter_of};
use segue_store::{RunNumber, StoreError, WORK_ITEM_PREFIX, part_id};

use super::can_recall;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::eyes::{Eyes, see};
use crate::queries::runs::seen;
use crate::queries::work::username;

/// A submission with all that was decided.
#[derive(Clone, Debug)]
pub(crate) struct Submission {
    /// Its name, such as `AS-000000001`.
    pub(crate) name: Text,
    pub(crate) status: ApprovalStatus,
    /// User name of whoever submitted it.
    pub(crate) submitter: Text,
    /// Id of the record; empty for none.
    pub(crate) record: Text,
    /// What the submitter said.
    pub(crate) comments: Option<Text>,
    /// Whether the caller may take it back now.
    pub(crate) can_recall: bool,
    /// What was to be approved, in order.
    pub(crate) reviews: Vec<Review>,
    /// Who took it back.
    pub(crate) recall: Option<Deed>,
}

/// A work item of an approval step.
#[derive(Clone, Debug)]
pub(crate) struct Review {
    /// Id of the work item.
    pub(crate) item: Text,
    /// API name of the step.
    pub(crate) step: Text,
    /// Label of the step.
    pub(crate) label: String,
    pub(crate) status: ApprovalStatus,
    /// Name of the user, group or queue who has or had it.
    pub(crate) assignee: Text,
    /// Who decided: several where all have to.
    pub(crate) deeds: Vec<Deed>,
}

/// What somebody did.
#[derive(Clone, Debug)]
pub(crate) struct Deed {
    pub(crate) how: How,
    /// User name.
    pub(crate) by: Text,
    pub(crate) at: Timestamp,
    pub(crate) comments: Option<Text>,
}

/// In whose place somebody did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// In her own.
    Herself,
    /// As the delegate of the approver.
    Delegate,
    /// In place of the approver, as an approval admin.
    Override,
}

impl How {
    /// The word for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            How::Herself => "approver",
            How::Delegate => "delegate",
            How::Override => "override",
        }
    }
}

/// The submission that a run is, when the caller may see it; none when it is none.
pub(crate) async fn submission(
    app: &App,
    caller: &Caller,
    run: &Text,
) -> Answer<Option<Submission>> {
    let run = run.clone();
    see(app, caller, move |eyes| {
        let view = seen(eyes, &run)?.view;
        Ok(submission_of(eyes, &view)?)
    })
    .await
}

/// The same for a run that is known to be seen.
pub(crate) fn submission_of(
    eyes: &Eyes<'_>,
    view: &RunView,
) -> Result<Option<Submission>, StoreError> {
    if view.orchestration.approval.is_none() {
        return Ok(None);
    }
    let number = RunNumber(view.number);
    let history = eyes.reads.history(view.number);
    let comments = view.run.inputs.iter();
    let mut comments = comments.filter(|(name, _)| name.eq_ignore_ascii_case("submissionComments"));
    Ok(Some(Submission {
        name: submission_name(eyes.reads.store(), number)?,
        status: submission_status(&view.orchestration, &view.run),
        submitter: username(eyes.reads, &submitter_of(&view.run)),
        record: submitted_record(&view.run),
        comments: comments.next().and_then(|(_, value)| words(value)),
        can_recall: can_recall(eyes, view),
        reviews: reviews(eyes, view, &history),
        recall: history.iter().find_map(|line| recall(eyes, line)),
    }))
}

fn reviews(eyes: &Eyes<'_>, view: &RunView, history: &[HistoryLine]) -> Vec<Review> {
    let steps = view.run.stages.iter().flat_map(|stage| &stage.steps);
    let steps = steps.filter(|step| view.orchestration.approval(step.step).is_some());
    let items = steps.flat_map(|step| step.items.iter().map(move |item| (step, item)));
    let review = |(step, item): (&StepRun, &WorkItem)| {
        let definition = view.orchestration.step(step.step);
        Review {
            item: part_id(WORK_ITEM_PREFIX, RunNumber(view.number), item.part),
            step: definition.name.clone(),
            label: definition.label.clone(),
            status: approval_status(step, item),
            assignee: item.assignee.name.clone(),
            deeds: deeds(eyes, (step, item), history),
        }
    };
    items.map(review).collect()
}

fn deeds(
    eyes: &Eyes<'_>,
    (step, item): (&StepRun, &WorkItem),
    history: &[HistoryLine],
) -> Vec<Deed> {
    let is_override = |line: &HistoryLine| matches!(&line.event, Event::ApprovalOverridden { item: of, .. } if *of == item.part);
    let overrides = history.iter().any(is_override);
    let own = history.iter();
    own.filter_map(|line| {
        let (by, comments) = decision(line, (step, item.part))?;
        Some(Deed {
            how: match overrides && item.closed.as_ref().is_some_and(|it| it.at == line.at) {
                true => How::Override,
                false => how(item, by),
            },
            by: username(eyes.reads, by),
            at: line.at,
            comments,
        })
    })
    .collect()
}

/// Who decided by that event, and with which comments.
fn decision<'l>(
    line: &'l HistoryLine,
    (step, item): (&StepRun, PartId),
) -> Option<(&'l Text, Option<Text>)> {
    match &line.event {
        Event::ApprovalGiven {
            item: of,
            by,
            comments,
        } if *of == item => Some((by, comments.clone())),
        Event::WorkItemCompleted {
            item: of,
            reason: CloseReason::User,
            by: Some(by),
        } if *of == item => {
            let mut outputs = step.outputs.iter();
            let said = outputs.find(|(name, _)| name.eq_ignore_ascii_case(APPROVAL_COMMENTS));
            Some((by, said.and_then(|(_, value)| words(value))))
        }
        _ => None,
    }
}

/// What is assigned to one user is decided by that user, or by her delegate.
fn how(item: &WorkItem, by: &Text) -> How {
    match item.assignee.kind == AssigneeKind::User && item.assignee.id != *by {
        true => How::Delegate,
        false => How::Herself,
    }
}

fn recall(eyes: &Eyes<'_>, line: &HistoryLine) -> Option<Deed> {
    let Event::RunRecalled { by, comments } = &line.event else {
        return None;
    };
    Some(Deed {
        how: How::Herself,
        by: username(eyes.reads, by),
        at: line.at,
        comments: comments.clone(),
    })
}

/// Text that says something.
fn words(value: &Value) -> Option<Text> {
    let text = value.as_text()?;
    (!text.trim().is_empty()).then(|| text.clone())
}
