//! Random orchestrations and random commands: after each turn the fold of the history is the run
//! and no invariant is broken, and together they reach every row of the transition table.

mod choices;
mod orchestrations;
mod stories;

use std::cell::RefCell;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use segue_engine::{Event, GateExplanation, Run, RunStatus, explain};

use crate::support::coverage::Coverage;
use crate::support::definition::read;
use crate::support::teller::Teller;
use choices::Choices;

/// Orchestrations in one test run.
const MODELS: u32 = 2_000;

/// A run with more than these has gone round in circles, and would only cost time.
const STAGE_RUNS_MAX: usize = 100;

#[test]
fn any_sequence_of_commands_keeps_the_invariants_and_reaches_every_transition() {
    let config = Config {
        cases: MODELS,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, seeded());
    let reached = RefCell::new(Coverage::default());
    let bytes = (vec(any::<u8>(), 0..160), vec(any::<u8>(), 0..160));
    let outcome = runner.run(&bytes, |(model, story)| {
        let coverage = tell(&model, &story).map_err(TestCaseError::fail)?;
        reached.borrow_mut().0.extend(coverage.0);
        Ok(())
    });
    assert!(outcome.is_ok(), "{}", outcome.unwrap_err());
    let missing = reached.borrow().missing();
    assert!(missing.is_empty(), "never reached: {missing:#?}");
}

/// The same models in every run, unless `SEGUE_SEED` says otherwise.
fn seeded() -> TestRng {
    let seed: u64 = std::env::var("SEGUE_SEED")
        .ok()
        .map_or(1, |text| text.parse().unwrap());
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
}

/// Tells a random story to a random orchestration. What failed comes back as texts that can be
/// pasted into a spec.
fn tell(model: &[u8], story: &[u8]) -> Result<Coverage, String> {
    let text = orchestrations::orchestration(&mut Choices::new(model));
    let mut teller = Teller::quiet(read(&text));
    let mut lines = Vec::new();
    let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut choices = Choices::new(story);
        lines.push("record T1 Size=1 Color=red OwnerName=lead".to_owned());
        lines.push("start about T1".to_owned());
        lines.iter().for_each(|line| teller.tell(line));
        while !choices.is_empty() && !teller.run.status.is_final() {
            let circles = teller.run.stages.len() > STAGE_RUNS_MAX;
            let forced = || r#"resume forced "it went round in circles""#.to_owned();
            let mut random = || stories::line(&mut choices, &teller.orchestration);
            lines.push(if circles { forced() } else { random() });
            teller.tell(lines.last().unwrap());
            if circles {
                break;
            }
            settle(&mut teller);
        }
        pause(&mut teller);
        comes_back(&teller);
    }));
    told.map(|()| teller.coverage).map_err(|panic| {
        let why = panic.downcast_ref::<String>().cloned().unwrap_or_default();
        format!(
            "{why}\n--- orchestration\n{text}--- story\n{}",
            lines.join("\n")
        )
    })
}

/// Once a run has been woken nothing more can happen by itself: waking it again changes nothing,
/// no requirement that it waits for holds, and suspending it does no harm.
fn settle(teller: &mut Teller) {
    teller.tell("wake");
    let n_events = teller.history.len();
    teller.tell("wake");
    assert_eq!(
        teller.history.len(),
        n_events,
        "waking twice is not waking once"
    );
    if teller.run.status == RunStatus::InProgress {
        let why = explain(
            &teller.orchestration,
            &teller.run,
            &teller.world,
            teller.now,
        );
        for part in why.parts {
            let enabled = matches!(part.gate, GateExplanation::Requirements { holds: true, .. });
            assert!(!enabled, "{} could move", part.name);
        }
    }
}

/// Suspending a run that waits, and resuming it, leaves it exactly as it was.
fn pause(teller: &mut Teller) {
    if teller.run.status == RunStatus::InProgress {
        let before = teller.run.clone();
        teller.tell("suspend");
        teller.tell("resume");
        assert_eq!(
            teller.run, before,
            "suspending and resuming has changed the run"
        );
    }
}

/// The run and each of its events come back from the form in which they are stored.
fn comes_back(teller: &Teller) {
    let bytes = postcard::to_stdvec(&teller.run).unwrap();
    assert_eq!(postcard::from_bytes::<Run>(&bytes).unwrap(), teller.run);
    for (event, _) in &teller.history {
        let bytes = postcard::to_stdvec(event).unwrap();
        assert_eq!(postcard::from_bytes::<Event>(&bytes).unwrap(), *event);
    }
}
