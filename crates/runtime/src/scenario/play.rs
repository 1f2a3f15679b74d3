//! Playing scenarios: each on a fresh database, step by step.

mod act;
mod answers;
mod approve;
mod complete;
mod expect;
mod invariants;
mod lines;
mod records;
mod runs;
mod trouble;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use segue_store::{Options, Store};

use super::coverage::Coverage;
use super::model::{Scenario, ScenarioFile, Spot, Step};
use super::office::Office;
use super::projects::Projects;
use super::report::{Failure, Played, Status};
use super::world::World;
use crate::clock::Stopwatch;

pub(super) use lines::milestones;
pub use trouble::Trouble;

/// How scenarios are played.
#[derive(Clone, Debug, Default)]
pub struct Play {
    /// Only scenarios whose name or file contains this.
    pub filter: Option<String>,
    /// Whether to measure coverage.
    pub coverage: bool,
    /// Who may do what; none where nobody knows.
    pub office: Option<Office>,
}

impl Play {
    /// Plays the scenarios of a file; adds to `coverage` what they reached.
    pub fn file(
        &self,
        file: &ScenarioFile,
        projects: &mut Projects,
        coverage: &mut Coverage,
    ) -> Vec<Played> {
        let name = file.path.to_string_lossy().into_owned();
        let chosen = file
            .scenarios
            .iter()
            .filter(|scenario| self.chooses(&name, scenario));
        chosen
            .map(|scenario| self.scenario(&name, file, scenario, projects, coverage))
            .collect()
    }

    fn chooses(&self, file: &str, scenario: &Scenario) -> bool {
        let fits = |filter: &String| {
            scenario.name.contains(filter.as_str()) || file.contains(filter.as_str())
        };
        self.filter.as_ref().is_none_or(fits)
    }

    fn scenario(
        &self,
        name: &str,
        file: &ScenarioFile,
        scenario: &Scenario,
        projects: &mut Projects,
        coverage: &mut Coverage,
    ) -> Played {
        let watch = Stopwatch::start();
        let mut player = Player {
            path: &file.path,
            scenario,
            projects,
            is_covered: self.coverage,
            office: self.office.clone(),
        };
        let played = catch_unwind(AssertUnwindSafe(|| player.play(coverage)));
        let (status, failure) = match played {
            Ok(Ok(())) => (Status::Passed, None),
            Ok(Err((status, failure))) => (status, Some(failure)),
            Err(_) => (Status::Error, Some(player.broke())),
        };
        Played {
            file: name.to_owned(),
            scenario: scenario.name.clone(),
            line: scenario.at.line,
            status,
            seconds: watch.seconds(),
            failure,
        }
    }
}

/// Plays one scenario, also again from its beginning.
pub struct Player<'a> {
    /// File of the scenario: its folders are relative to it.
    pub path: &'a Path,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Compiled projects.
    pub projects: &'a mut Projects,
    /// Whether elements are noted.
    pub is_covered: bool,
    /// Who may do what; none where nobody knows.
    pub office: Option<Office>,
}

type Ended = Result<(), (Status, Failure)>;

impl Player<'_> {
    fn play(&mut self, coverage: &mut Coverage) -> Ended {
        let begun = self.begin_in_memory();
        let mut world = begun.map_err(|fault| (Status::Error, self.cannot_begin(&fault)))?;
        let mut ended = Ok(());
        for (index, step) in self.scenario.steps.iter().enumerate() {
            if let Err(trouble) = self.step(&mut world, index, step) {
                ended = Err((Status::Failed, failure(index, step, trouble, &world)));
                break;
            }
        }
        if let (Ok(()), Err(trouble), Some(last)) = (
            &ended,
            invariants::no_failure(&world).and_then(|()| invariants::verify(&world)),
            self.scenario.steps.last(),
        ) {
            let index = self.scenario.steps.len() - 1;
            ended = Err((Status::Failed, failure(index, last, trouble, &world)));
        }
        if self.is_covered {
            world.cover(coverage);
        }
        ended
    }

    fn begin_in_memory(&mut self) -> Result<World, String> {
        let store = Store::in_memory(&Options::default()).map_err(|fault| fault.to_string())?;
        self.begin(store)
    }

    /// The world before the first step, on that store.
    ///
    /// # Errors
    /// What cannot be deployed or created.
    pub fn begin(&mut self, store: Store) -> Result<World, String> {
        let setup = &self.scenario.setup;
        let folders: Vec<PathBuf> = setup.project.iter().map(|spot| self.folder(spot)).collect();
        let versions = self
            .projects
            .versions(&folders, setup.infer.unwrap_or(false))?;
        let told = (self.office.clone(), self.is_covered);
        World::begin(store, self.scenario, folders, &versions, told)
    }

    /// Carries out one step and checks what must always hold after it.
    ///
    /// # Errors
    /// Why the scenario does not go on.
    pub fn step(&mut self, world: &mut World, index: usize, step: &Step) -> Result<(), Trouble> {
        match self.act(world, index, step) {
            Ok(()) => invariants::check(world),
            Err(trouble) => Err(trouble),
        }
    }

    /// Makes the world again as it was before step `index`: what a refused step leaves behind is
    /// gone, because everything that happened before it happens again in the same way.
    fn rewind(&mut self, world: &mut World, index: usize) -> Result<(), Trouble> {
        let mut again = self.begin_in_memory().map_err(Trouble::refused)?;
        let before = self.scenario.steps[..index].iter().enumerate();
        for (earlier, step) in before.filter(|(_, step)| !act::is_without_trace(&step.act)) {
            self.act(&mut again, earlier, step)?;
        }
        again.folded = std::mem::take(&mut world.folded);
        again.n_failures_told.set(world.n_failures_told.get());
        *world = again;
        Ok(())
    }

    /// Checks the database as `segue verify` does.
    ///
    /// # Errors
    /// What does not hold together.
    pub fn verify(&self, world: &World) -> Result<(), Trouble> {
        invariants::verify(world)
    }

    fn folder(&self, spot: &Spot) -> PathBuf {
        let base = self.path.parent().unwrap_or(Path::new(""));
        tidy(&base.join(&spot.text))
    }

    /// A panic ends its scenario, not the others.
    fn broke(&self) -> Failure {
        Failure {
            line: self.scenario.at.line,
            expected: "a program that works".to_owned(),
            found: "internal error: the program panicked, see standard error".to_owned(),
            ..Failure::default()
        }
    }

    fn cannot_begin(&self, fault: &str) -> Failure {
        Failure {
            line: self.scenario.at.line,
            expected: "a scenario that can begin".to_owned(),
            found: fault.to_owned(),
            ..Failure::default()
        }
    }
}

/// A path without `x/..` in it, so that problems are shown as people would write them.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        let is_named = matches!(
            tidied.components().next_back(),
            Some(std::path::Component::Normal(_))
        );
        match part {
            std::path::Component::ParentDir if is_named => {
                tidied.pop();
            }
            std::path::Component::CurDir => {}
            part => tidied.push(part),
        }
    }
    if tidied.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        tidied
    }
}

fn failure(index: usize, step: &Step, trouble: Trouble, world: &World) -> Failure {
    let run = trouble.run.or_else(|| world.newest_run());
    Failure {
        step: index + 1,
        line: trouble.line.unwrap_or(step.at.line),
        expected: trouble.expected,
        found: trouble.found,
        history: run.map_or_else(Vec::new, |run| lines::history(world, run)),
        why: run.map_or_else(Vec::new, |run| lines::why(world, run)),
    }
}
