//! The history of a run as lines.

use segue_engine::{Event, Run, entry};
use segue_language::{Text, Timestamp};

use crate::turn::LoadedRun;
use crate::{HistoryLine, Reads};

/// Who did what nobody asked for.
const SYSTEM: &str = "Automated Process";

/// One line for each event, in order.
pub(super) fn lines(reads: &Reads<'_>, loaded: &LoadedRun) -> Vec<HistoryLine> {
    let turns = reads.view.history(loaded.number).unwrap_or_default();
    let mut run = Run::default();
    let mut lines = Vec::new();
    for turn in turns {
        let actor = actor_name(reads, turn.actor.as_ref());
        for event in turn.events {
            run.apply(&event, turn.at);
            lines.push(HistoryLine {
                turn: turn.sequence,
                at: turn.at,
                actor: actor.clone(),
                milestone: event.milestone(),
                entry: entry(&loaded.deployed.orchestration, &run, &event, turn.at),
                event,
            });
        }
    }
    lines
}

/// When a run was last suspended: its state does not keep that, its history does.
pub(super) fn suspended_at(reads: &Reads<'_>, loaded: &LoadedRun) -> Option<Timestamp> {
    let turns = reads.view.history(loaded.number).ok()?;
    let is_suspension = |event: &Event| matches!(event, Event::RunSuspended);
    let turn = turns
        .iter()
        .rfind(|turn| turn.events.iter().any(is_suspension))?;
    Some(turn.at)
}

fn actor_name(reads: &Reads<'_>, actor: Option<&Text>) -> Text {
    let Some(id) = actor else {
        return SYSTEM.into();
    };
    let user = reads.view.user(id).ok().flatten();
    user.map_or_else(|| id.clone(), |user| user.username)
}
