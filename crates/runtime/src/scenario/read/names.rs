//! Names inside a scenario: each is given once, and before it is used.

use std::collections::BTreeSet;

use crate::scenario::fields::Problems;
use crate::scenario::model::{Act, Decide, Expectation, Scenario, Spot, Step};
use crate::scenario::problem::Problem;

/// Two scenarios of a file need two names.
pub(super) fn unique_scenarios(scenarios: &[Scenario], problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for scenario in scenarios {
        if !seen.insert(&scenario.name) {
            problems.add(Problem::duplicate_name(
                scenario.at,
                "scenario",
                &scenario.name,
            ));
        }
    }
}

/// Checks the names of records and runs in one scenario.
pub(super) fn check(scenario: &Scenario, problems: &mut Problems) {
    let mut names = Names {
        records: BTreeSet::new(),
        runs: BTreeSet::new(),
        problems,
    };
    for record in &scenario.setup.records {
        if let Some(name) = &record.name {
            names.give_record(name);
        }
    }
    for step in &scenario.steps {
        names.step(step);
    }
}

struct Names<'a> {
    records: BTreeSet<String>,
    runs: BTreeSet<String>,
    problems: &'a mut Problems,
}

impl Names<'_> {
    fn step(&mut self, step: &Step) {
        match &step.act {
            Act::Create(record) => self.maybe_give_record(record.name.as_ref()),
            Act::Update { record, .. } | Act::Delete { record, .. } => self.use_record(record),
            Act::Start { name, .. } => self.maybe_give_run(name.as_ref()),
            Act::RunOf { record, name, .. } => {
                self.use_record(record);
                self.runs.insert(name.text.clone());
            }
            Act::NoRunOf { record, .. } => self.use_record(record),
            Act::Complete { run, .. }
            | Act::Decide(Decide { run, .. })
            | Act::Recall { run, .. }
            | Act::Reassign { run, .. }
            | Act::Suspend(run)
            | Act::Resume { run, .. }
            | Act::Cancel(run)
            | Act::Publish { run, .. } => self.use_run(run),
            Act::Refused { step, .. } => self.step(step),
            Act::Expect(expected) => self.expectation(expected),
            Act::Deploy(_) | Act::User { .. } | Act::Advance { .. } => {}
        }
    }

    fn expectation(&mut self, expected: &Expectation) {
        if let Some(run) = &expected.run {
            self.use_run(run);
        }
        for (record, _) in &expected.records {
            self.use_record(record);
        }
    }

    fn maybe_give_record(&mut self, name: Option<&Spot>) {
        if let Some(name) = name {
            self.give_record(name);
        }
    }

    fn give_record(&mut self, name: &Spot) {
        if !self.records.insert(name.text.clone()) {
            self.problems
                .add(Problem::duplicate_name(name.at, "record", &name.text));
        }
    }

    fn maybe_give_run(&mut self, name: Option<&Spot>) {
        if let Some(name) = name
            && !self.runs.insert(name.text.clone())
        {
            self.problems
                .add(Problem::duplicate_name(name.at, "run", &name.text));
        }
    }

    fn use_record(&mut self, name: &Spot) {
        if !self.records.contains(&name.text) {
            let known: Vec<&str> = self.records.iter().map(String::as_str).collect();
            self.problems
                .add(Problem::unknown_name(name.at, &name.text, "record", &known));
        }
    }

    fn use_run(&mut self, name: &Spot) {
        if !self.runs.contains(&name.text) {
            let known: Vec<&str> = self.runs.iter().map(String::as_str).collect();
            self.problems
                .add(Problem::unknown_name(name.at, &name.text, "run", &known));
        }
    }
}
