//! A sample of each page on which people work; one test renders them all.

mod screens;

use segue_engine::{AssigneeKind, CloseReason, RunStatus};
use segue_language::{Text, Timestamp};
use segue_store::SavedView;

use super::form::File;
use super::inbox::{Asked, DonePage, InboxPage, Line, Outcome};
use super::layout::{Frame, Section};
use super::moment::Moment;
use super::problem::ProblemPage;
use super::records::{self, ObjectsPage, RecordFormPage, RecordListPage, RecordPage};
use super::rich_text::clean;
use super::work_item::{Guide, GuideState as State, Over, Place, Screen, WorkItemPage};
use crate::problem::Problem;
use crate::queries::drafts::Told;
use crate::queries::items::{
    ClosedItem, Holder, Inbox, Item, ItemLine, Kind, NextItem, Person, StageLine,
};
use crate::queries::records::{
    Act, Column, Detail, FieldValue, FilterField, ObjectLine, RecordLine, RecordList, RecordName,
    RelatedRun,
};
use crate::queries::takers::Taker;

use screens::fields;

const THEN: Timestamp = Timestamp(1_772_442_000_000_000);
const NOW: Timestamp = Timestamp(1_772_528_400_000_000);

fn frame() -> Frame {
    Frame::new(Section::Inbox, "agent@example.com").telling("good", "Saved.")
}

fn ago() -> Moment {
    Moment { at: THEN, now: NOW }
}

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
        n_open: 2,
    }
}

fn record() -> RecordName {
    RecordName {
        object: Text::from("Incident"),
        id: Text::from("0In000000000001AAA"),
        name: "The <mail> server is down".to_owned(),
    }
}

fn stages() -> Vec<StageLine> {
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

fn line(is_me: bool) -> Line {
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
            can_release: is_me,
        },
        age: ago(),
        due: is_me.then(ago),
    }
}

fn states() -> Vec<State> {
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

fn guide(state: State) -> Guide {
    Guide {
        item: item(),
        state,
        place: Place::Record,
        typed: vec![Told {
            field: "Why".to_owned(),
            label: "Why <i>not</i>".to_owned(),
            text: "</textarea><script>".to_owned(),
        }],
    }
}

fn object() -> ObjectLine {
    ObjectLine {
        name: Text::from("Incident"),
        label: "Incident".to_owned(),
        creates: true,
    }
}

fn detail() -> Detail {
    Detail {
        object: object(),
        id: record().id,
        name: record().name,
        fields: vec![FieldValue {
            label: "Owner".to_owned(),
            text: String::new(),
            link: Some(record()),
            is_long: true,
        }],
        activity: vec![Act {
            at: THEN,
            milestone: "End Stage",
            subject: "First <response>".to_owned(),
            actor: Some(Text::from("agent@example.com")),
        }],
        files: vec![File {
            id: "069000000000001AAA".to_owned(),
            name: "<b>.pdf".to_owned(),
            size: "2 kB".to_owned(),
        }],
        created: Some(THEN),
        updated: Some(THEN),
        can_edit: true,
        can_delete: true,
        sees_runs: true,
        locked: Some("Locked.".to_owned()),
        runs: vec![RelatedRun {
            id: Text::from("0jE000000000001AAA"),
            name: Text::from("FO-00000001"),
            orchestration: "Incident".to_owned(),
            status: "In Progress",
            can_recall: true,
            started: THEN,
            stages: stages(),
        }],
        work: vec![line(true).item],
    }
}

fn record_list(lines: Vec<RecordLine>) -> RecordListPage {
    RecordListPage {
        frame: frame(),
        list: RecordList {
            object: object(),
            columns: vec![Column {
                field: Text::from("Status"),
                label: "Status".to_owned(),
                is_number: false,
            }],
            filters: vec![FilterField {
                name: Text::from("Status"),
                label: "Status".to_owned(),
                choices: vec![(Text::from("New"), "New".to_owned())],
            }],
            has_owner: true,
            lines,
            next: Some(crate::queries::records::Start::Skip(50)),
            is_cut: true,
        },
        asked: records::Asked::default(),
    }
}

fn takers() -> Vec<Taker> {
    vec![Taker {
        key: "user:agent@example.com".to_owned(),
        label: "Agent <one>".to_owned(),
        kind: "People",
    }]
}

fn done() -> DonePage {
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

fn inbox(lines: Vec<Line>) -> InboxPage {
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
        presence: Some(super::presence::sample(NOW)),
        has_due: true,
    }
}

/// Every page and fragment, by name.
fn samples() -> Vec<(&'static str, String)> {
    fn html(template: &impl askama::Template) -> String {
        template.render().expect("renders")
    }
    let record_line = RecordLine {
        id: record().id,
        name: record().name,
        cells: vec!["New".to_owned()],
    };
    let form = RecordFormPage {
        frame: frame(),
        object: Text::from("Incident"),
        label: "Incident".to_owned(),
        record: Some((record().id, record().name)),
        fields: fields(),
        held: vec![("w.Subject".to_owned(), "\"><script>".to_owned())],
        is_conflict: true,
        faults: vec!["It cannot be saved.".to_owned()],
    };
    let one = RecordPage {
        frame: frame(),
        detail: detail(),
        guide: Some(guide(State::Start)),
        open: None,
        asked: Default::default(),
        now: NOW,
    };
    let objects = ObjectsPage {
        frame: frame(),
        objects: vec![object()],
    };
    let mut samples = vec![
        ("inbox", html(&inbox(vec![line(true), line(false)]))),
        ("inbox, empty", html(&inbox(Vec::new()))),
        ("inbox, several at once", html(&done())),
        ("objects", html(&objects)),
        ("records", html(&record_list(vec![record_line]))),
        ("records, none", html(&record_list(Vec::new()))),
        ("record", html(&one)),
        ("form", html(&form)),
        (
            "problem",
            html(&ProblemPage::of(&Problem::unknown("run", "x"))),
        ),
    ];
    for state in states() {
        let page = WorkItemPage {
            frame: frame(),
            created: ago(),
            guide: guide(state),
            takers: takers(),
        };
        samples.push(("work item", html(&page)));
    }
    samples
}

#[test]
fn every_page_renders_and_keeps_its_promises() {
    for (name, html) in samples() {
        assert!(html.contains("<h1>"), "{name} has a title: {html}");
        for forbidden in ["<script>", " style=", " onclick", "The <mail> server"] {
            assert!(
                !html.contains(forbidden),
                "{name} holds `{forbidden}`: {html}"
            );
        }
        let ids = ids(&html);
        for (at, id) in ids.iter().enumerate() {
            assert!(
                !ids[at + 1..].contains(id),
                "{name} has the id `{id}` twice"
            );
        }
        for wanted in referred(&html) {
            assert!(
                ids.contains(&wanted),
                "{name} refers to `{wanted}`, which is not there"
            );
        }
    }
}

fn ids(html: &str) -> Vec<&str> {
    values(html, " id=\"")
}

/// Ids that labels, descriptions and links within the page name.
fn referred(html: &str) -> Vec<&str> {
    let names = [
        " for=\"",
        " aria-describedby=\"",
        " aria-labelledby=\"",
        "href=\"#",
    ];
    let values = names.iter().flat_map(|name| values(html, name));
    values.flat_map(str::split_whitespace).collect()
}

fn values<'h>(html: &'h str, begin: &str) -> Vec<&'h str> {
    let rests = html.split(begin).skip(1);
    rests
        .map(|rest| rest.split('"').next().unwrap_or_default())
        .collect()
}
