//! `ApprovalSubmissionDetail`: what was done in a submission, beside what submission and work items
//! tell themselves.

use segue_engine::{CloseReason, Event, PartId};
use segue_language::{Record, Text, Timestamp, Value};
use segue_store::{APPROVAL_ITEM_PREFIX, Result, SUBMISSION_DETAIL_PREFIX, part_id};

use super::{Row, submission};
use crate::approvals::{detail_name, submission_name};
use crate::turn::{LoadedRun, Reading};

/// One thing that somebody did.
struct Deed {
    action: &'static str,
    by: Option<Text>,
    item: Option<PartId>,
    comments: Option<Text>,
    context: Option<String>,
}

pub(super) fn rows(
    reading: Reading<'_>,
    loaded: &LoadedRun,
    fresh: &[Event],
) -> Result<Vec<Record>> {
    let turns = reading.view.history(loaded.number)?;
    let mut deeds: Vec<(Deed, Timestamp)> = Vec::new();
    let mut holders: Vec<(PartId, Text)> = Vec::new();
    let stored = turns.iter().flat_map(|turn| {
        let actor = turn.actor.clone();
        turn.events
            .iter()
            .map(move |event| (event, turn.at, actor.clone()))
    });
    let all = stored.chain(fresh.iter().map(|event| (event, reading.now, None)));
    for (event, at, actor) in all {
        deeds.extend(deed(event, actor, &holders).map(|deed| (deed, at)));
        hold(event, &mut holders);
    }
    let name = submission_name(reading.view, loaded.number)?;
    let rows = (1_u16..).zip(deeds);
    Ok(rows
        .map(|(number, (deed, at))| row(reading, loaded, (number, &name), (deed, at)))
        .collect())
}

/// Who has an item after an event.
fn hold(event: &Event, holders: &mut Vec<(PartId, Text)>) {
    if let Event::WorkItemOpened { item, assignee, .. }
    | Event::WorkItemReassigned { item, assignee } = event
    {
        holders.retain(|(known, _)| known != item);
        holders.push((*item, assignee.id.clone()));
    }
}

fn deed(event: &Event, actor: Option<Text>, holders: &[(PartId, Text)]) -> Option<Deed> {
    let deed = |action, by, item| Deed {
        action,
        by,
        item,
        comments: None,
        context: None,
    };
    Some(match event {
        Event::WorkItemReassigned { item, .. } => {
            let before = holders.iter().find(|(known, _)| known == item);
            let context = before.map(|(_, id)| format!("Reassigned from {id}"));
            Deed {
                context,
                ..deed("Reassign", actor, Some(*item))
            }
        }
        Event::WorkItemCompleted {
            item,
            reason: CloseReason::User,
            by,
        } => deed("Review", by.clone(), Some(*item)),
        Event::ApprovalGiven { item, by, comments } => Deed {
            comments: comments.clone(),
            ..deed("Review", Some(by.clone()), Some(*item))
        },
        Event::ApprovalOverridden { item, by } => deed("Override", Some(by.clone()), Some(*item)),
        Event::RunRecalled { by, comments } => Deed {
            comments: comments.clone(),
            ..deed("Recall", Some(by.clone()), None)
        },
        Event::RunCanceled => deed("Cancel", actor, None),
        _ => return None,
    })
}

fn row(
    reading: Reading<'_>,
    loaded: &LoadedRun,
    (number, submission_name): (u16, &str),
    (deed, at): (Deed, Timestamp),
) -> Record {
    let id = part_id(SUBMISSION_DETAIL_PREFIX, loaded.number, PartId(number));
    let system_user = &reading.deployed.system_user;
    let mut row = Row::new("ApprovalSubmissionDetail", id, system_user);
    row.text("Name", &detail_name(submission_name, number));
    row.put(
        "ApprovalSubmissionId",
        Value::Text(submission::id(loaded.number)),
    );
    row.text("ActionName", deed.action);
    row.text(
        "ActionPerformedById",
        deed.by.as_deref().unwrap_or_default(),
    );
    row.text("ActionContext", deed.context.as_deref().unwrap_or_default());
    if let Some(item) = deed.item {
        let item = part_id(APPROVAL_ITEM_PREFIX, loaded.number, item);
        row.put("ApprovalWorkItemId", Value::Text(item));
    }
    row.text("Comments", deed.comments.as_deref().unwrap_or_default());
    row.times(at, at);
    row.0
}
