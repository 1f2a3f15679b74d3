//! Reading work items: those that somebody may do, and one with all that its page shows.

mod inbox;
mod one;
mod stages;

#[cfg(test)]
pub(crate) use inbox::Kind;
pub(crate) use inbox::{COUNTED_MAX, DueBy, Holder, Inbox, Looking, Order, Wanted, about, inbox};
#[cfg(test)]
pub(crate) use one::NextItem;
pub(crate) use one::{ClosedItem, Item, Person, item};
pub(crate) use stages::{StageLine, stages};

use segue_engine::{AssigneeKind, Event, PartId};
use segue_language::Text;
use segue_runtime::Reads;

/// What a list shows of an open work item.
#[derive(Clone, Debug)]
pub(crate) struct ItemLine {
    /// Its 18-character id.
    pub(crate) id: Text,
    /// Label of its step.
    pub(crate) label: String,
    /// Label of its stage.
    pub(crate) stage: String,
    /// Label of its orchestration.
    pub(crate) orchestration: String,
    /// Who has it.
    pub(crate) holder: Holder,
    /// When it was created.
    pub(crate) created: segue_language::Timestamp,
    /// When it is due.
    pub(crate) due: Option<segue_language::Timestamp>,
    /// Somebody else who walks through its pages now.
    pub(crate) worker: Option<String>,
    /// Whether the viewer has a draft of it.
    pub(crate) has_draft: bool,
    /// The record that it is about.
    pub(crate) record: Option<super::records::RecordName>,
    /// Whether it needs a decision, which can be told at once.
    pub(crate) is_approval: bool,
    /// Whether its person can give it back to the group or queue that it came from.
    pub(crate) can_release: bool,
}

/// The group or queue from which a person took a work item: kind and id.
pub(crate) fn origin(reads: &Reads<'_>, run: i64, item: PartId) -> Option<(AssigneeKind, Text)> {
    let lines = reads.history(run);
    let holders = lines.into_iter().filter_map(|line| match line.event {
        Event::WorkItemOpened {
            item: of, assignee, ..
        }
        | Event::WorkItemReassigned { item: of, assignee }
            if of == item =>
        {
            Some(assignee)
        }
        _ => None,
    });
    let shared = holders.filter(|holder| holder.kind != AssigneeKind::User);
    shared.last().map(|holder| (holder.kind, holder.id))
}
