//! `expect`: what should be.

use crate::scenario::document::{Kind, Node};
use crate::scenario::fields::{Fields, Problems, list, named, text, texts};
use crate::scenario::model::{Expectation, Given, Mail, OpenWork, Spot};
use crate::scenario::problem::Problem;

use super::setup::given;

const RUN_STATUSES: [&str; 5] = ["In Progress", "Suspended", "Completed", "Canceled", "Error"];
const SUBMISSION_STATUSES: [&str; 7] = [
    "In Progress",
    "Approved",
    "Rejected",
    "Canceled",
    "Recalled",
    "Errored",
    "Suspended",
];
const STAGE_STATUSES: [&str; 6] = [
    "In Progress",
    "Completed",
    "Suspended",
    "Canceled",
    "Discontinued",
    "Error",
];
const STEP_STATUSES: [&str; 5] = [
    "Not Started",
    "In Progress",
    "Completed",
    "Discontinued",
    "Error",
];

/// Reads the body of `expect`.
pub(super) fn expectation(body: &Node, problems: &mut Problems) -> Option<Expectation> {
    let mut fields = Fields::of(body, "expect", problems)?;
    let mut expected = Expectation {
        run: fields.text("run", problems),
        ..Expectation::default()
    };
    of_run(&mut expected, &mut fields, problems);
    let speaks_of_a_run = speaks_of_a_run(&expected);
    of_world(&mut expected, &mut fields, problems);
    fields.finish(problems);
    if speaks_of_a_run && expected.run.is_none() {
        problems.add(Problem::missing_key(body.at, "run", "expect"));
    }
    Some(expected)
}

fn of_run(expected: &mut Expectation, fields: &mut Fields<'_>, problems: &mut Problems) {
    expected.status = fields.text("status", problems);
    if let Some(status) = &expected.status {
        known_word(status, "status of a run", &RUN_STATUSES, problems);
    }
    expected.submission = fields.text("submission", problems);
    if let Some(status) = &expected.submission {
        known_word(
            status,
            "status of a submission",
            &SUBMISSION_STATUSES,
            problems,
        );
    }
    expected.stage = fields.take("stage").map(|node| (node.at, node.scalar()));
    expected.open_work = fields
        .take("open_work")
        .map(|node| (node.at, open_work(node, problems)));
    expected.stages = statuses(
        fields,
        "stages",
        "status of a stage",
        &STAGE_STATUSES,
        problems,
    );
    expected.steps = statuses(
        fields,
        "steps",
        "status of a step",
        &STEP_STATUSES,
        problems,
    );
    expected.outputs = fields
        .take("outputs")
        .map_or_else(Vec::new, |node| given(node, "outputs", problems));
    expected.history = fields
        .take("history")
        .map(|node| (node.at, texts(node, "history", problems)));
    expected.history_count = counts(fields, "history_count", problems);
    expected.error = fields.text("error", problems);
    expected.recoverable = fields
        .take("recoverable")
        .and_then(|node| flag(node, problems));
    expected.why = fields
        .take("why")
        .map_or_else(Vec::new, |node| why(node, problems));
}

fn of_world(expected: &mut Expectation, fields: &mut Fields<'_>, problems: &mut Problems) {
    expected.records = fields
        .take("records")
        .map_or_else(Vec::new, |node| records(node, problems));
    expected.mail = fields
        .take("mail")
        .map(|node| (node.at, mails(node, problems)));
    expected.mail_count = fields.take("mail_count").and_then(|node| {
        let count = number(node, "mail_count", problems)?;
        Some((node.at, count))
    });
    expected.failed_flows = fields
        .take("failed_flows")
        .map(|node| (node.at, texts(node, "failed_flows", problems)));
    expected.calls = counts(fields, "calls", problems);
}

fn speaks_of_a_run(expected: &Expectation) -> bool {
    expected.status.is_some()
        || expected.submission.is_some()
        || expected.stage.is_some()
        || expected.open_work.is_some()
        || !expected.stages.is_empty()
        || !expected.steps.is_empty()
        || !expected.outputs.is_empty()
        || expected.history.is_some()
        || !expected.history_count.is_empty()
        || expected.error.is_some()
        || expected.recoverable.is_some()
        || !expected.why.is_empty()
}

fn known_word(spot: &Spot, what: &str, known: &[&str], problems: &mut Problems) {
    if !known.contains(&spot.text.as_str()) {
        problems.add(Problem::bad_word(spot.at, what, &spot.text, known));
    }
}

fn statuses(
    fields: &mut Fields<'_>,
    key: &'static str,
    what: &str,
    known: &[&str],
    problems: &mut Problems,
) -> Vec<(Spot, Option<String>)> {
    let Some(node) = fields.take(key) else {
        return Vec::new();
    };
    let mut statuses = Vec::new();
    for (name, node) in named(node, key, problems) {
        if node.kind == Kind::Null {
            statuses.push((name, None));
        } else if let Some(word) = text(node, what, problems) {
            known_word(&word, what, known, problems);
            statuses.push((name, Some(word.text)));
        }
    }
    statuses
}

fn counts(fields: &mut Fields<'_>, key: &'static str, problems: &mut Problems) -> Vec<(Spot, u64)> {
    let Some(node) = fields.take(key) else {
        return Vec::new();
    };
    let entries = named(node, key, problems);
    entries
        .into_iter()
        .filter_map(|(name, n)| Some((name, number(n, key, problems)?)))
        .collect()
}

fn number(node: &Node, what: &str, problems: &mut Problems) -> Option<u64> {
    let number = node.scalar().and_then(|text| text.parse().ok());
    if number.is_none() {
        problems.add(Problem::wrong_type(
            node.at,
            what,
            "a whole number",
            node.noun(),
        ));
    }
    number
}

fn flag(node: &Node, problems: &mut Problems) -> Option<(crate::scenario::Place, bool)> {
    if let Kind::Boolean(answer) = node.kind {
        return Some((node.at, answer));
    }
    problems.add(Problem::wrong_type(
        node.at,
        "recoverable",
        "true or false",
        node.noun(),
    ));
    None
}

fn why(node: &Node, problems: &mut Problems) -> Vec<Spot> {
    match &node.kind {
        Kind::List(_) => texts(node, "why", problems),
        _ => text(node, "why", problems).into_iter().collect(),
    }
}

fn open_work(node: &Node, problems: &mut Problems) -> Vec<OpenWork> {
    let items = list(node, "open_work", problems);
    items
        .iter()
        .filter_map(|item| open_item(item, problems))
        .collect()
}

fn open_item(node: &Node, problems: &mut Problems) -> Option<OpenWork> {
    if let Some(step) = node.scalar() {
        return Some(OpenWork {
            step,
            assignee: None,
        });
    }
    let mut fields = Fields::of(node, "an open work item", problems)?;
    let step = fields.need_text("step", problems);
    let assignee = fields.text("assignee", problems).map(|spot| spot.text);
    fields.finish(problems);
    Some(OpenWork {
        step: step?.text,
        assignee,
    })
}

fn records(node: &Node, problems: &mut Problems) -> Vec<(Spot, Option<Given>)> {
    named(node, "records", problems)
        .into_iter()
        .map(|(name, node)| match node.kind {
            Kind::Null => (name, None),
            _ => (name, Some(given(node, "a record", problems))),
        })
        .collect()
}

fn mails(node: &Node, problems: &mut Problems) -> Vec<Mail> {
    let items = list(node, "mail", problems);
    items
        .iter()
        .filter_map(|item| mail(item, problems))
        .collect()
}

fn mail(node: &Node, problems: &mut Problems) -> Option<Mail> {
    let mut fields = Fields::of(node, "a mail", problems)?;
    let mut part = |key| fields.text(key, problems).map(|spot| spot.text);
    let mail = Mail {
        at: node.at,
        to: part("to"),
        subject: part("subject"),
        body: part("body"),
    };
    fields.finish(problems);
    Some(mail)
}
