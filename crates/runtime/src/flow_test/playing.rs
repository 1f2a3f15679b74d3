//! Playing one flow test.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use segue_definition::{FlowTest, Mock, RecordThen, TestAssertion, TestBeginning};
use segue_flow::{Examined, FlowKind};
use segue_language::{Text, Timestamp, Value, Values};
use segue_store::{Options, Store};

use crate::clock::Stopwatch;
use crate::scenario::{Coverage, Failure, Played, Status, shown};
use crate::{Actor, Probe, Probed, Reply, Request, Runtime, RuntimeOptions, StandIns};

/// When a flow test is played.
const CLOCK: &str = "2026-03-02T09:00:00Z";

/// How far time passes until a scheduled path has run: ten years.
const WAIT_SECONDS: i64 = 10 * 366 * 86_400;

/// Jobs that may follow; beyond it something goes in a circle without end.
const JOBS_MAX: usize = 2_000;

/// Jobs carried out in one transaction.
const BATCH_JOBS: usize = 256;

type Visited = Arc<Mutex<BTreeSet<(Text, usize)>>>;
type Answers = Arc<Mutex<Vec<Vec<Probed>>>>;
type Ended<T> = Result<T, (Status, Box<Failure>)>;

/// Plays `test`, which stands in `file`; adds to `coverage` what it reached.
pub fn play(test: &FlowTest, file: &str, coverage: Option<&mut Coverage>) -> Played {
    let watch = Stopwatch::start();
    let played = catch_unwind(AssertUnwindSafe(|| Playing::begin(test)?.play(coverage)));
    let ended = played.unwrap_or_else(|_| {
        let found = "internal error: the program panicked, see standard error";
        Err(error(test, "a program that works", found))
    });
    let (status, failure) = match ended {
        Ok(()) => (Status::Passed, None),
        Err((status, failure)) => (status, Some(*failure)),
    };
    Played {
        file: file.to_owned(),
        scenario: test.label.clone(),
        line: test.line,
        status,
        seconds: watch.seconds(),
        failure,
    }
}

struct Playing<'t> {
    test: &'t FlowTest,
    runtime: Runtime,
    clock: Timestamp,
    visited: Visited,
    begun: Answers,
    answers: Answers,
}

impl<'t> Playing<'t> {
    fn begin(test: &'t FlowTest) -> Ended<Self> {
        let cannot = |fault: String| error(test, "a flow test that can begin", &fault);
        let store = Store::in_memory(&Options::default());
        let store = store.map_err(|fault| cannot(fault.to_string()))?;
        let runtime = Runtime::open(store, RuntimeOptions::default());
        let mut runtime = runtime.map_err(|fault| cannot(fault.to_string()))?;
        let clock: jiff::Timestamp = CLOCK.parse().expect("the constant is a moment");
        let deployed = runtime.deploy(&test.project, clock.into());
        deployed.map_err(|fault| cannot(fault.to_string()))?;
        let visited = Visited::default();
        let (begun, answers) = (Answers::default(), Answers::default());
        let seen = visited.clone();
        runtime.set_trace(Box::new(move |flow, _, element| {
            let mut seen = seen.lock().expect("nothing panics while it notes");
            seen.insert((flow.name.clone(), element.0));
        }));
        runtime.set_stand_ins(stand_ins(test.mocks.clone()));
        let criteria = |is_at_start: bool| {
            let asserted = test.assertions.iter();
            let asserted = asserted.filter(|one| one.is_at_start == is_at_start);
            asserted.map(|one| one.criteria.clone()).collect()
        };
        runtime.set_probe(Probe {
            flow: test.flow.clone(),
            at_start: criteria(true),
            criteria: criteria(false),
            visited: visited.clone(),
            begun: begun.clone(),
            answers: answers.clone(),
        });
        Ok(Playing {
            test,
            runtime,
            clock: clock.into(),
            visited,
            begun,
            answers,
        })
    }

    fn play(mut self, coverage: Option<&mut Coverage>) -> Ended<()> {
        let happened = self.happen();
        if let Some(coverage) = coverage {
            self.cover(coverage);
        }
        happened?;
        self.judge()
    }

    /// Compares what the test asserts with what the flow left.
    fn judge(&self) -> Ended<()> {
        let answers = self.answers.lock().expect("nothing panics while it notes");
        let Some(last) = answers.last() else {
            let expected = "a flow that runs to its end";
            return Err(failed(self.test.line, expected, self.why_not()));
        };
        let begun = self.begun.lock().expect("nothing panics while it notes");
        // Those at the start stand first.
        let all = begun.last().into_iter().flatten().chain(last);
        let asserted = self.test.assertions.iter().zip(all);
        for (number, (assertion, answer)) in asserted.enumerate() {
            if let Some(found) = unmet(assertion, answer) {
                let (status, mut failure) = failed(assertion.line, &expected(assertion), found);
                failure.step = number + 1;
                return Err((status, failure));
            }
        }
        Ok(())
    }

    /// Lets happen what the test says.
    fn happen(&mut self) -> Ended<()> {
        self.seed()?;
        match &self.test.beginning {
            TestBeginning::Inputs(inputs) => {
                let request = Request::RunFlow {
                    flow: self.test.flow.clone(),
                    inputs: inputs.clone(),
                    by: Actor::System,
                };
                self.ask(request, "a flow that does not fail")?;
                self.run_due()
            }
            TestBeginning::Record {
                object,
                initial,
                then,
                path,
            } => {
                self.trigger(object, initial, then)?;
                let n_ended = self.n_ended();
                self.run_due()?;
                match path {
                    Some(path) => self.wait_for(path, n_ended),
                    None => Ok(()),
                }
            }
        }
    }

    /// Lets the records be there that the test's data sources give; those that another one names
    /// are there before it.
    fn seed(&mut self) -> Ended<()> {
        let mut ids: Vec<(Text, Text)> = Vec::new();
        for record in &self.test.records {
            let mut fields = record.values.clone();
            for (_, value) in &mut fields {
                let text = value.as_text();
                let named = text.and_then(|text| ids.iter().find(|(name, _)| name == text));
                if let Some((_, id)) = named {
                    *value = Value::Text(id.clone());
                }
            }
            let request = Request::SeedRecord {
                object: record.object.clone(),
                fields,
                by: Actor::System,
            };
            let reply = self.ask(request, "records that can be there before")?;
            if let (Reply::Created { id }, Some(name)) = (reply, &record.reference) {
                ids.push((name.clone(), id));
            }
        }
        Ok(())
    }

    fn trigger(&mut self, object: &Text, initial: &Values, then: &RecordThen) -> Ended<()> {
        let by = Actor::System;
        let (object, fields) = (object.clone(), initial.clone());
        let saved = "a save that is not refused";
        if *then == RecordThen::Nothing {
            let request = Request::CreateRecord { object, fields, by };
            return self.ask(request, saved).map(drop);
        }
        let seed = Request::SeedRecord {
            object: object.clone(),
            fields,
            by: Actor::System,
        };
        let Reply::Created { id } = self.ask(seed, "a record that can be there before")? else {
            return Ok(());
        };
        let request = match then {
            RecordThen::Changed(fields) => Request::UpdateRecord {
                object,
                id,
                fields: fields.clone(),
                by,
            },
            RecordThen::Nothing | RecordThen::Deleted => Request::DeleteRecord { object, id, by },
        };
        self.ask(request, saved).map(drop)
    }

    fn ask(&mut self, request: Request, expected: &str) -> Ended<Reply> {
        let reply = self.runtime.execute(request, self.clock);
        reply.map_err(|refusal| failed(self.test.line, expected, refusal.to_string()))
    }

    /// Carries out what is due now.
    fn run_due(&mut self) -> Ended<()> {
        let mut n_jobs = 0;
        while self.runtime.next_due().is_some_and(|due| due <= self.clock) {
            let n_troubles = self.runtime.troubles().len();
            let outcome = self.runtime.batch(Vec::new(), BATCH_JOBS, self.clock);
            n_jobs += outcome.n_jobs;
            if n_jobs > JOBS_MAX {
                let found = format!("more than {JOBS_MAX} jobs follow from it");
                return Err(failed(self.test.line, "jobs that come to an end", found));
            }
            if outcome.n_jobs == 0 && self.runtime.troubles().len() > n_troubles {
                break;
            }
        }
        Ok(())
    }

    /// Lets time pass until the flow has ended once more.
    fn wait_for(&mut self, path: &Text, n_before: usize) -> Ended<()> {
        let end = self.clock.plus_seconds(WAIT_SECONDS);
        while self.n_ended() == n_before
            && let Some(due) = self.runtime.next_due().filter(|due| *due <= end)
        {
            self.clock = self.clock.max(due);
            self.run_due()?;
            if self.runtime.next_due().is_some_and(|next| next <= due) {
                break;
            }
        }
        match self.n_ended() > n_before {
            true => Ok(()),
            false => {
                let expected = format!("the scheduled path `{path}` runs");
                let found = "it has not run in ten years".to_owned();
                Err(failed(self.test.line, &expected, found))
            }
        }
    }

    fn n_ended(&self) -> usize {
        let answers = self.answers.lock().expect("nothing panics while it notes");
        answers.len()
    }

    /// Why the flow has not run although nothing failed.
    fn why_not(&self) -> String {
        let name = &self.test.flow;
        let flow = self.test.project.flow(name);
        let is_triggered =
            flow.is_some_and(|flow| matches!(flow.item.kind, FlowKind::RecordTriggered(_)));
        match (is_triggered, self.runtime.troubles().last()) {
            (_, Some(trouble)) => trouble.clone(),
            (true, None) => {
                format!("flow `{name}` has not run: the record does not meet its entry conditions")
            }
            (false, None) => format!("flow `{name}` has not run"),
        }
    }

    fn cover(&self, coverage: &mut Coverage) {
        for definition in &self.test.project.flows {
            coverage.declare_flow(&definition.item);
        }
        let seen = self.visited.lock().expect("nothing panics while it notes");
        for (name, element) in seen.iter() {
            if let Some(flow) = self.test.project.flow(name) {
                coverage.see_element(name, &flow.item.elements[*element].name);
            }
        }
    }
}

/// Answers for what is mocked; everything else is as it is.
fn stand_ins(mocks: Vec<Mock>) -> StandIns {
    Box::new(move |call| {
        let mock = mocks.iter().find(|mock| mock.call == call.name)?;
        Some(Ok(mock.outputs.clone()))
    })
}

/// What an assertion wants, in words.
fn expected(assertion: &TestAssertion) -> String {
    match (&assertion.message, assertion.written.as_slice()) {
        (Some(message), _) => message.clone(),
        (None, [(left, operator)]) => format!("`{left}` {operator} what stands beside it"),
        (None, _) => "conditions that hold".to_owned(),
    }
}

/// What was found where an assertion does not hold.
fn unmet(assertion: &TestAssertion, answer: &Probed) -> Option<String> {
    let Examined { holds, sides } = match answer {
        Ok(examined) => examined,
        Err(message) => return Some(message.clone()),
    };
    let written = assertion.written.iter().zip(sides);
    let found = written.map(|((name, operator), (left, right))| {
        format!("{name} is {} ({operator} {})", shown(left), shown(right))
    });
    (!holds).then(|| found.collect::<Vec<_>>().join("; "))
}

fn failed(line: usize, expected: &str, found: String) -> (Status, Box<Failure>) {
    let failure = Failure {
        line,
        expected: expected.to_owned(),
        found,
        ..Failure::default()
    };
    (Status::Failed, Box::new(failure))
}

fn error(test: &FlowTest, expected: &str, found: &str) -> (Status, Box<Failure>) {
    let (_, failure) = failed(test.line, expected, found.to_owned());
    (Status::Error, failure)
}
