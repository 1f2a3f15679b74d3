//! A sample of each page on which people work; one test renders them all.

mod interviews;
mod records;
mod screens;
mod work;

use segue_language::{Text, Timestamp};

use super::layout::{Frame, Section};
use super::moment::Moment;
use super::problem::ProblemPage;
use super::records::{ObjectsPage, RecordFormPage, RecordPage};
use super::work_item::{GuideState as State, Place, WorkItemPage};
use crate::problem::Problem;
use crate::queries::records::{RecordLine, RecordName};

use records::{detail, object, record_list};
use screens::fields;
use work::{done, guide, inbox, line, states, takers};

const THEN: Timestamp = Timestamp(1_772_442_000_000_000);
const NOW: Timestamp = Timestamp(1_772_528_400_000_000);

fn frame() -> Frame {
    Frame::new(Section::Inbox, "agent@example.com").telling("good", "Saved.")
}

fn ago() -> Moment {
    Moment { at: THEN, now: NOW }
}

fn record() -> RecordName {
    RecordName {
        object: Text::from("Incident"),
        id: Text::from("0In000000000001AAA"),
        name: "The <mail> server is down".to_owned(),
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
        guide: Some(guide(State::Start, Place::Record)),
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
    for (name, list, one) in interviews::all() {
        samples.extend([(name, html(&list)), (name, html(&one))]);
    }
    for state in states() {
        let page = WorkItemPage {
            frame: frame(),
            created: ago(),
            guide: guide(state, Place::Alone),
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
