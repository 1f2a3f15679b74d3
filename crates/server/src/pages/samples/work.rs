//! Work items and the inbox.

use segue_engine::{AssigneeKind, CloseReason, RunStatus};
use segue_language::Text;
use segue_store::SavedView;

use super::screens::fields;
use super::{NOW, THEN, ago, frame, record};
use crate::pages::inbox::{Asked, DonePage, InboxPage, Line, Outcome};
use crate::pages::presence;
use crate::pages::rich_text::clean;
use crate::pages::work_item::{Guide, GuideState as State, Over, Place, Screen};
use crate::queries::drafts::Told;
use crate::queries::items::{
    ClosedItem, Holder, Inbox, Item, ItemLine, Kind, NextItem, Person, StageLine,
};
use crate::queries::takers::Taker;

fn holder(is_me: bool) -> Holder {
    Holder {
        id: Text::from("00G000000000001AAA"),
        label: if is_me { "You" } else { "Support" }.to_owned(),
        kind: if is_me {
            AssigneeKind::User
        } else {
            AssigneeKind::Queue
        },
        is_me,
        is_stood_in_for: false,
        n_open: 2,
    }
}

pub(super) fn stages() -> Vec<StageLine> {
    let stage = |label: &str, status| StageLine {
        label: label.to_owned(),
        status,
    };
    vec![
        stage("First response", "Completed"),
        stage("Investigation", "In Progress"),
        stage("Resolution", "Not Started"),
    ]
}

fn person() -> Person {
    Person {
        name: "Mia Manager".to_owned(),
        is_me: false,
    }
}

fn closed(reason: CloseReason) -> ClosedItem {
    ClosedItem {
        at: THEN,
        by: Some(person()),
        reason,
        error: Some(Text::from("No supplier.")),
    }
}

fn item() -> Item {
    Item {
        id: Text::from("0jf000000000001AAA"),
        label: "Respond".to_owned(),
        run: Text::from("FO-00000001"),
        run_id: Text::from("0jE000000000001AAA"),
        run_status: RunStatus::InProgress,
        orchestration: "Incident".to_owned(),
        stages: stages(),
        holder: holder(false),
        created: THEN,
        due: Some(NOW),
        instructions: "Answer the <b>customer</b>.".to_owned(),
        record: Some(record()),
        closed: None,
        worker: None,
        is_entitled: true,
        is_approval: true,
        can_release: true,
        sees_run: true,
        next: vec![NextItem {
            id: Text::from("0jf000000000002AAA"),
            label: "Close".to_owned(),
        }],
    }
}

pub(super) fn line(is_me: bool) -> Line {
    Line {
        item: ItemLine {
            id: Text::from(if is_me {
                "0jf000000000001AAA"
            } else {
                "0jf000000000002AAA"
            }),
            label: "Respond".to_owned(),
            stage: "First response".to_owned(),
            orchestration: "Incident".to_owned(),
            due: Some(NOW),
            worker: (!is_me).then(|| "Mia <Manager>".to_owned()),
            has_draft: is_me,
            holder: holder(is_me),
            created: THEN,
            record: Some(record()),
            is_approval: is_me,
            can_release: is_me,
        },
        age: ago(),
        due: is_me.then(ago),
    }
}

pub(super) fn states() -> Vec<State> {
    let over = |reason, was_late| {
        State::Closed(Over {
            closed: closed(reason),
            at: ago(),
            was_late,
        })
    };
    let screen = Screen {
        name: Text::from("Impact"),
        label: "Record the impact".to_owned(),
        header: Some("Respond".to_owned()),
        fields: fields(),
        can_go_back: true,
        can_go_on: true,
        can_pause: true,
        next: "<Go> on".to_owned(),
        takes_files: true,
        kept: Some(ago()),
        ..Screen::default()
    };
    vec![
        State::Start,
        State::TakenUp(person()),
        State::Screen(Box::new(screen)),
        State::Stuck("1 / <0> divides by zero".to_owned()),
        State::Paused(clean("Come <script>x</script>back.")),
        State::Waits("at `Three days` for 2026-03-05T09:00:00Z".to_owned()),
        State::Watch,
        over(CloseReason::User, true),
        over(CloseReason::Failed, false),
        over(CloseReason::StageCompleted, false),
    ]
}

pub(super) fn guide(state: State, place: Place) -> Guide {
    Guide {
        item: item(),
        state,
        place,
        typed: vec![Told {
            field: "Why".to_owned(),
            label: "Why <i>not</i>".to_owned(),
            text: "</textarea><script>".to_owned(),
        }],
    }
}

pub(super) fn takers() -> Vec<Taker> {
    vec![Taker {
        key: "user:agent@example.com".to_owned(),
        label: "Agent <one>".to_owned(),
        kind: "People",
    }]
}

pub(super) fn done() -> DonePage {
    let outcome = |refusal: Option<&str>| Outcome {
        id: Text::from("0jf000000000001AAA"),
        label: "Respond".to_owned(),
        refusal: refusal.map(str::to_owned),
    };
    DonePage {
        frame: frame(),
        title: "Claimed".to_owned(),
        outcomes: vec![outcome(None), outcome(Some("It is <gone>."))],
        back: "/inbox".to_owned(),
    }
}

pub(super) fn inbox(lines: Vec<Line>) -> InboxPage {
    InboxPage {
        frame: frame(),
        asked: Asked::default(),
        inbox: Inbox {
            holders: vec![holder(true), holder(false)],
            kinds: vec![Kind {
                name: Text::from("Incident"),
                label: "Incident".to_owned(),
            }],
            record: Some(record()),
            lines: Vec::new(),
            next: Some(1),
        },
        lines,
        views: vec![SavedView {
            name: "<Late>".to_owned(),
            query: "age=3".to_owned(),
            is_default: true,
        }],
        takers: takers(),
        presence: Some(presence::sample(NOW)),
        has_due: true,
    }
}
