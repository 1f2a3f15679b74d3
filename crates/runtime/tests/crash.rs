//! Durability: each scenario is stopped at its 1st, 2nd, … n-th store write, opened again and
//! finished; its end must be that of the undisturbed play: nothing lost, nothing doubled.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

use std::fs;
use std::path::{Path, PathBuf};

use segue_runtime::scenario::{self, Act, Player, Projects, Scenario, StandIn, Step, World};
use segue_store::{Options, Store};
use tempfile::TempDir;

/// Up to so many writes a scenario is stopped at each of them; beyond it at so many, spread evenly.
const STOPS_MAX: u64 = 24;

#[test]
fn small_scenarios_survive_a_stop_at_every_write() {
    let n_stops =
        survive(&here("scenarios/life"), u64::MAX) + survive(&here("scenarios/wake"), u64::MAX);
    assert!(n_stops > 200, "only {n_stops} stops");
}

#[test]
fn faults_and_resumes_survive_stops() {
    survive(&here("scenarios/faults"), STOPS_MAX);
    survive(&here("scenarios/resume"), STOPS_MAX);
}

#[test]
fn timers_fire_once_whenever_the_program_stops() {
    let n_stops =
        survive(&here("scenarios/later"), STOPS_MAX) + survive(&here("scenarios/waits"), STOPS_MAX);
    assert!(n_stops > 200, "only {n_stops} stops");
}

#[test]
fn the_other_subjects_survive_stops() {
    let subjects = [
        "assignees",
        "evaluation",
        "events",
        "forms",
        "outside",
        "paths",
        "pending",
        "saves",
        "screens",
        "triggers",
        "values",
        "versions",
    ];
    for subject in subjects {
        survive(&here("scenarios").join(subject), STOPS_MAX / 4);
    }
}

#[test]
fn the_examples_survive_stops() {
    survive(&here("../../../examples/purchase-request"), STOPS_MAX);
    survive(
        &here("../../../examples/incident-management"),
        STOPS_MAX / 3,
    );
}

/// Plays all scenarios below `folder` with stops; gives the number of stops.
fn survive(folder: &Path, stops_max: u64) -> u64 {
    let mut n_stops = 0;
    for path in scenario::find(folder).unwrap() {
        let text = fs::read_to_string(&path).unwrap();
        let file = scenario::read(&path, &text).unwrap();
        let mut projects = Projects::default();
        for scenario in &file.scenarios {
            let scenario = only_effects(scenario);
            if !has_answers_in_turn(&scenario) {
                n_stops += Stopped::new(&path, &scenario, &mut projects).at_each_write(stops_max);
            }
        }
    }
    n_stops
}

/// Steps that are refused or only look have no effect.
fn only_effects(scenario: &Scenario) -> Scenario {
    let has_effect = |step: &&Step| !matches!(step.act, Act::Refused { .. } | Act::Expect(_));
    let steps = scenario.steps.iter().filter(has_effect).cloned().collect();
    Scenario {
        steps,
        ..scenario.clone()
    }
}

/// Calls that leave the process are made again after a crash: answers in turn would shift.
fn has_answers_in_turn(scenario: &Scenario) -> bool {
    let several = |(_, answers): &(_, Vec<StandIn>)| answers.len() > 1;
    scenario.setup.actions.iter().any(several)
}

struct Stopped<'a> {
    player: Player<'a>,
    folder: TempDir,
    /// The world before the first step; each play goes on from a copy of it.
    begun: World,
}

impl<'a> Stopped<'a> {
    fn new(path: &'a Path, scenario: &'a Scenario, projects: &'a mut Projects) -> Self {
        let mut player = Player {
            path,
            scenario,
            projects,
            is_covered: false,
            office: None,
        };
        let folder = folder();
        let begun = player
            .begin(open(&folder.path().join("begun.db"), None))
            .unwrap();
        Stopped {
            player,
            folder,
            begun,
        }
    }

    fn at_each_write(mut self, stops_max: u64) -> u64 {
        let (expected, n_opening, n_writes) = self.undisturbed();
        let stride = n_writes.div_ceil(stops_max).max(1);
        let stops = (1..=n_writes).step_by(usize::try_from(stride).unwrap());
        let mut n_stops = 0;
        for stop in stops {
            let found = self.stopped_at(n_opening + stop);
            let (file, name) = (self.player.path.display(), &self.player.scenario.name);
            assert_eq!(
                found, expected,
                "{file}: {name}: stopped at write {stop} of {n_writes}"
            );
            n_stops += 1;
        }
        n_stops
    }

    /// How it ends by itself, how many writes opening takes, and how many the play.
    fn undisturbed(&mut self) -> (Vec<String>, u64, u64) {
        let path = self.copy();
        let mut world = self.begun.fork(open(&path, None)).unwrap();
        let n_opening = world.n_writes();
        self.play(&mut world);
        let n_writes = world.n_writes() - n_opening;
        (world.ending(), n_opening, n_writes)
    }

    fn stopped_at(&mut self, write: u64) -> Vec<String> {
        let path = self.copy();
        let mut world = self.begun.fork(open(&path, Some(write))).unwrap();
        let again = path.clone();
        world.survive(Box::new(move || open(&again, None)));
        self.play(&mut world);
        self.player
            .verify(&world)
            .unwrap_or_else(|trouble| panic!("{trouble:?}"));
        world.ending()
    }

    fn play(&mut self, world: &mut World) {
        let scenario = self.player.scenario;
        for (index, step) in scenario.steps.iter().enumerate() {
            if let Err(trouble) = self.player.step(world, index, step) {
                let line = step.at.line;
                panic!(
                    "{}: {}: line {line}: {trouble:?}",
                    self.player.path.display(),
                    scenario.name
                );
            }
        }
    }

    /// A copy of the database before the first step.
    fn copy(&self) -> PathBuf {
        let to = self.folder.path().join("play.db");
        for suffix in ["", "-wal", "-shm"] {
            let name = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
            let (from, to) = (name(&self.folder.path().join("begun.db")), name(&to));
            let _ = fs::remove_file(&to);
            if suffix != "-shm" && from.exists() {
                fs::copy(from, to).unwrap();
            }
        }
        to
    }
}

/// In memory where that can be: these stops lose no power, so the disk proves nothing.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

fn open(path: &Path, stop_after_writes: Option<u64>) -> Store {
    Store::open(
        path,
        &Options {
            stop_after_writes,
            ..Options::default()
        },
    )
    .unwrap()
}

fn here(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder)
}
