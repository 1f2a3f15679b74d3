//! Carrying out the steps of a scenario.

use segue_language::Text;

use super::trouble::{Done, Trouble};
use super::{Player, approve, complete, expect, records, runs};
use crate::scenario::model::{Act, Spot, Step};
use crate::scenario::names::Thing;
use crate::scenario::world::World;
use crate::{Actor, Request, RunRef, RunView};

/// Whether a step only looks: where it does not find what it looks for, it counts as refused.
const fn is_comparison(act: &Act) -> bool {
    matches!(
        act,
        Act::RunOf { .. } | Act::NoRunOf { .. } | Act::Expect(_)
    )
}

/// Whether a step can leave something behind although it is refused in the end.
pub(super) const fn leaves_something(act: &Act) -> bool {
    matches!(act, Act::Complete { .. } | Act::Deploy(_))
}

/// Whether a step of the past needs no repetition: it only looked, or it was taken back.
pub(super) fn is_without_trace(act: &Act) -> bool {
    match act {
        Act::Refused { step, .. } => leaves_something(&step.act),
        act => is_comparison(act) && !matches!(act, Act::RunOf { .. }),
    }
}

impl Player<'_> {
    /// Carries out a step and all that is due because of it.
    pub(super) fn act(&mut self, world: &mut World, index: usize, step: &Step) -> Done {
        match &step.act {
            Act::Create(new) => records::create(world, new),
            Act::Update { record, fields, by } => {
                records::update(world, record, fields, by.as_ref())
            }
            Act::Delete { record, by } => records::delete(world, record, by.as_ref()),
            Act::Start {
                orchestration,
                name,
                inputs,
                by,
            } => runs::start(world, orchestration, name.as_ref(), inputs, by.as_ref()),
            Act::RunOf {
                record,
                orchestration,
                name,
            } => runs::run_of(world, record, orchestration.as_ref(), name),
            Act::NoRunOf {
                record,
                orchestration,
            } => runs::no_run_of(world, record, orchestration.as_ref()),
            Act::Complete {
                run,
                step,
                by,
                screens,
            } => complete::complete(world, run, step, by.as_ref(), screens),
            Act::Decide(decide) => approve::decide(world, decide),
            Act::Recall { run, by, comments } => {
                approve::recall(world, run, by.as_ref(), comments.as_deref())
            }
            Act::Reassign { run, step, to } => runs::reassign(world, run, step, to),
            Act::Suspend(run) => runs::suspend(world, run),
            Act::Resume { run, forced } => runs::resume(world, run, forced.as_ref()),
            Act::Cancel(run) => runs::cancel(world, run),
            Act::Publish { run, .. } => runs::publish(world, run, &step.act),
            Act::Deploy(folder) => self.deploy(world, folder),
            Act::User {
                username,
                active,
                delegate,
            } => {
                if let Some(delegate) = delegate {
                    approve::name_delegate(world, username, delegate)?;
                }
                active.map_or(Ok(()), |active| user(world, username, active))
            }
            Act::Advance { seconds } => {
                world.advance(*seconds);
                Ok(())
            }
            Act::Refused { step, because } => self.refused(world, index, step, because.as_ref()),
            Act::Expect(expected) => expect::check(world, expected),
        }
    }

    fn refused(
        &mut self,
        world: &mut World,
        index: usize,
        step: &Step,
        because: Option<&Spot>,
    ) -> Done {
        let reason = match self.act(world, index, step) {
            Ok(()) => return Err(Trouble::unmet("a refusal", "the step was carried out")),
            Err(trouble) if trouble.is_refusal || is_comparison(&step.act) => trouble.found,
            Err(trouble) => return Err(trouble),
        };
        if leaves_something(&step.act) {
            self.rewind(world, index)?;
        }
        match because {
            Some(because) if !contains(&reason, &because.text) => {
                let expected = format!("a refusal because `{}`", because.text);
                Err(Trouble::unmet(expected, format!("refused: {reason}")).at(because))
            }
            _ => Ok(()),
        }
    }

    fn deploy(&mut self, world: &mut World, folder: &Spot) -> Done {
        let mut folders = world.folders.clone();
        folders.push(self.folder(folder));
        let infer = self.scenario.setup.infer.unwrap_or(false);
        let versions = self
            .projects
            .versions(&folders, infer)
            .map_err(Trouble::refused)?;
        if let Some(newest) = versions.last() {
            world.deploy(newest).map_err(Trouble::refused)?;
        }
        world.folders = folders;
        world.settle();
        Ok(())
    }
}

/// Wording is not compared by case.
fn contains(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}

/// The user that acts; the system when none is named.
pub(super) fn actor(world: &World, by: Option<&Spot>) -> Result<Actor, Trouble> {
    world.actor(by).map_err(Trouble::refused)
}

/// The run of that name.
pub(super) fn run_named(world: &World, name: &Spot) -> Result<RunView, Trouble> {
    let unknown =
        || Trouble::unmet(format!("a run named `{}`", name.text), "there is none yet").at(name);
    let number = world.names.run(&name.text).ok_or_else(unknown)?;
    world
        .runtime
        .reads()
        .run(RunRef::Number(number))
        .ok_or_else(unknown)
}

pub(super) fn record_named(world: &World, name: &Spot) -> Result<Thing, Trouble> {
    let unknown = || {
        Trouble::unmet(
            format!("a record named `{}`", name.text),
            "there is none yet",
        )
        .at(name)
    };
    world.names.record(&name.text).ok_or_else(unknown)
}

fn user(world: &mut World, username: &Spot, active: bool) -> Done {
    let user = Text::from(username.text.as_str());
    world.ask(Request::SetUserActive {
        user,
        active,
        by: Actor::System,
    })?;
    world.activity.insert(username.text.clone(), active);
    Ok(())
}
