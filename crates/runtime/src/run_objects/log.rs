//! `FlowOrchestrationLog`: one row for each line of a run's history.

use segue_engine::{AssigneeKind, Event, HistoryEntry, PartId, entries};
use segue_language::{Record, Timestamp, Value};
use segue_store::{LOG_PREFIX, part_id, run_id};

use super::Row;
use crate::turn::{LoadedRun, Reading, Stop};

/// Rows of a run, with what happened to it in this turn.
pub(super) fn rows(
    reading: Reading<'_>,
    loaded: &LoadedRun,
    fresh: &[Event],
) -> Result<Vec<Record>, Stop> {
    let turns = reading
        .view
        .history(loaded.number)
        .map_err(|error| Stop::Broken(error.to_string()))?;
    let stored = turns
        .iter()
        .flat_map(|turn| turn.events.iter().map(|event| (event, turn.at)));
    let events: Vec<(&Event, Timestamp)> = stored
        .chain(fresh.iter().map(|event| (event, reading.now)))
        .collect();
    // Entries have no time of their own: each event is told alone.
    let orchestration = &loaded.deployed.orchestration;
    let times = events
        .iter()
        .filter(|(event, _)| event.milestone().is_some())
        .map(|(_, at)| *at);
    let lines = entries(orchestration, events.iter().copied());
    let rows = (1..).zip(lines.iter().zip(times));
    Ok(rows
        .map(|(number, (line, at))| row(reading, loaded, line, (PartId(number), at)))
        .collect())
}

fn row(
    reading: Reading<'_>,
    loaded: &LoadedRun,
    line: &HistoryEntry,
    (number, at): (PartId, Timestamp),
) -> Record {
    let id = part_id(LOG_PREFIX, loaded.number, number);
    let mut row = Row::new("FlowOrchestrationLog", id, &reading.deployed.system_user);
    row.text("Name", &format!("FOL-{:08}-{}", loaded.number.0, number.0));
    row.text("Kind", line.kind);
    row.put("Timestamp", Value::DateTime(at));
    row.put(
        "OrchestrationInstanceId",
        Value::Text(run_id(loaded.number)),
    );
    row.text("OrchestrationName", &loaded.deployed.orchestration.name);
    row.put(
        "OrchestrationVersion",
        Value::integer(loaded.deployed.ordinal),
    );
    row.text("StageName", line.stage.as_deref().unwrap_or_default());
    row.text("StepName", line.step.as_deref().unwrap_or_default());
    row.text("Actor", line.actor.as_deref().unwrap_or_default());
    if let Some(assignee) = &line.assignee {
        row.text("Assignee", &assignee.name);
        row.text("AssigneeType", assignee_type(assignee.kind));
    }
    row.text("Comments", line.comments.as_deref().unwrap_or_default());
    row.text(
        "Context",
        line.related_record.as_deref().unwrap_or_default(),
    );
    let duration = line.duration_seconds.map_or(Value::Null, Value::integer);
    row.put("Duration", duration);
    row.times(at, at);
    row.0
}

fn assignee_type(kind: AssigneeKind) -> &'static str {
    match kind {
        AssigneeKind::User => "User",
        AssigneeKind::Group => "Group",
        AssigneeKind::Queue => "Queue",
        AssigneeKind::Resource => "Invalid",
    }
}
