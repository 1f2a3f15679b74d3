//! Stories: what the world answers line by line, and what the interview asks each time.

pub(crate) mod printed;

use std::sync::Arc;

use expect_test::Expect;
use segue_flow::{
    Answer, Beginning, Environment, Flow, Frozen, Go, Interview, Need, Occurrence, Submission,
};
use segue_language::{FlowVersion, Path, Record, TimeZone, Timestamp, Value};

use crate::text::{self, Cursor, Token, as_record, named_values, tokens, value};

/// Runs the story over the flows (the first one is started) and compares what was asked. Runs it
/// once more with the interview stored and read back before every answer: that changes nothing.
pub(crate) fn check(flows: &str, story: &str, expected: Expect) {
    let flows = read_flows(flows);
    let log = tell(&flows, story, false);
    expected.assert_eq(&log);
    assert_eq!(log, tell(&flows, story, true), "stored before every answer");
}

/// Flows are separated by their `flow NAME` lines.
pub(crate) fn read_flows(text: &str) -> Vec<Arc<Flow>> {
    let mut parts: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.trim().starts_with("flow "), parts.last_mut()) {
            (true, _) | (_, None) => parts.push(format!("{line}\n")),
            (_, Some(part)) => part.push_str(&format!("{line}\n")),
        }
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.map(|part| Arc::new(text::flow(part))).collect()
}

fn tell(flows: &[Arc<Flow>], story: &str, is_stored: bool) -> String {
    let mut log = String::new();
    let mut interview = None;
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        log.push_str(&format!("> {line}\n"));
        let tokens = tokens(line);
        let mut cursor = Cursor::new(&tokens);
        let answer = match cursor.skip("start") {
            true => match start(flows, &mut cursor) {
                Ok(started) => {
                    interview = Some(started);
                    Answer::Begin
                }
                Err(fault) => {
                    log.push_str(&printed::fault(&fault));
                    continue;
                }
            },
            false => answer(flows, &mut cursor),
        };
        let mut current = interview.take().expect("the story starts");
        if is_stored {
            current = store_and_read(flows, &current);
        }
        log.push_str(&printed::need(&advance(&mut current, answer)));
        if let Some(record) = current.record() {
            let changes: Vec<_> = record.changes().collect();
            if !changes.is_empty() {
                log.push_str(&format!("  $Record is {}\n", printed::record(record)));
            }
        }
        interview = Some(current);
    }
    log
}

/// One advance at 2026-03-02 09:00 UTC; `$User.Name` is Ann.
pub(crate) fn advance(interview: &mut Interview, answer: Answer) -> Need {
    let globals = |path: &Path| (path.to_string() == "$User.Name").then(|| Value::text("Ann"));
    let now = Timestamp(1_772_442_000_000_000);
    interview.advance(&Environment::new(now, &TimeZone::UTC, &globals), answer)
}

/// `start name = "x" record {…} prior {…}`.
fn start(flows: &[Arc<Flow>], cursor: &mut Cursor) -> Result<Interview, segue_flow::Fault> {
    let mut record_of = |word: &str| {
        let found = cursor.skip(word);
        found.then(|| Arc::new(as_record(value(cursor))))
    };
    let record = record_of("record");
    let prior = record_of("prior");
    Interview::start(Beginning {
        flow: flows[0].clone(),
        version: FlowVersion(1),
        guid: "guid-1".into(),
        inputs: named_values(cursor),
        record,
        prior,
    })
}

/// An interview of a flow that takes no inputs.
pub(crate) fn begin(flow: &Arc<Flow>) -> Interview {
    let begun = Interview::start(Beginning {
        flow: flow.clone(),
        version: FlowVersion(1),
        guid: "guid-1".into(),
        inputs: Vec::new(),
        record: None,
        prior: None,
    });
    begun.expect("a flow without inputs")
}

fn answer(flows: &[Arc<Flow>], cursor: &mut Cursor) -> Answer {
    match cursor.word().as_str() {
        "again" => Answer::Begin,
        "rows" => Answer::Rows(records(cursor)),
        "related" => Answer::Related(records(cursor).pop()),
        "created" => Answer::Created(words(cursor).into_iter().map(Into::into).collect()),
        "done" => Answer::Done,
        "outputs" => Answer::Outputs(named_values(cursor)),
        "flow" => {
            let name = cursor.word();
            let found = flows.iter().find(|flow| *flow.name == *name);
            Answer::Flow(found.expect("a flow of the story").clone(), FlowVersion(2))
        }
        "occurred" => Answer::Occurred(Occurrence {
            place: cursor.word().parse().expect("a place"),
            outputs: named_values(cursor),
        }),
        "fault" => Answer::Fault(cursor.word()),
        "next" => submission(Go::Next, cursor),
        "previous" => submission(Go::Previous, cursor),
        "pause" => submission(Go::Pause, cursor),
        "refresh" => submission(Go::Refresh, cursor),
        "click" => {
            let button = cursor.word();
            submission(Go::Click(button.into()), cursor)
        }
        other => panic!("no answer `{other}`"),
    }
}

fn submission(go: Go, cursor: &mut Cursor) -> Answer {
    Answer::Screen(Submission {
        answers: named_values(cursor),
        go,
    })
}

fn records(cursor: &mut Cursor) -> Vec<Record> {
    let mut records = Vec::new();
    while !cursor.is_at_end() {
        records.push(as_record(value(cursor)));
    }
    records
}

fn words(cursor: &mut Cursor) -> Vec<String> {
    let mut words = Vec::new();
    while let Some(Token::Word(_) | Token::Quoted(_)) = cursor.peek() {
        words.push(cursor.word());
    }
    words
}

/// Through the stored form and back.
pub(crate) fn store_and_read(flows: &[Arc<Flow>], interview: &Interview) -> Interview {
    let bytes = postcard::to_allocvec(&interview.freeze()).expect("an interview can be stored");
    let frozen: Frozen = postcard::from_bytes(&bytes).expect("an interview can be read back");
    let thawed = frozen.thaw(&|name, _| flows.iter().find(|flow| *flow.name == *name).cloned());
    thawed.expect("the flows are there")
}

/// How many bytes the stored form takes.
pub(crate) fn stored_size(interview: &Interview) -> usize {
    let bytes = postcard::to_allocvec(&interview.freeze()).expect("an interview can be stored");
    bytes.len()
}
