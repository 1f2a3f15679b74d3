//! Steps that start runs, find them, and change them.

use segue_engine::{AssigneeKind, StepResult};
use segue_language::{Text, Type, Values};

use super::act::{actor, record_named, run_named};
use super::trouble::{Done, Trouble};
use super::{complete, expect};
use crate::scenario::model::{Act, Given, NewAssignee as To, Spot};
use crate::scenario::names::Thing;
use crate::scenario::world::World;
use crate::{Actor, NewAssignee, PartRef, Reply, Request, RunRef, RunView};

pub(super) fn start(
    world: &mut World,
    orchestration: &Spot,
    name: Option<&Spot>,
    inputs: &Given,
    by: Option<&Spot>,
) -> Done {
    let definition = world.project.orchestration(&orchestration.text);
    let variables = definition.map_or(&[] as &[_], |definition| &definition.item.variables);
    let type_of = |name: &str| -> Type {
        let variable = variables
            .iter()
            .find(|variable| variable.name.eq_ignore_ascii_case(name));
        variable.map_or(Type::Any, |variable| variable.value_type.clone())
    };
    let inputs = world.values(inputs, &type_of).map_err(Trouble::refused)?;
    let by = actor(world, by)?;
    let orchestration = Text::from(orchestration.text.as_str());
    let reply = world.ask(Request::StartRun {
        orchestration,
        inputs,
        by,
        key: None,
    })?;
    if let (Reply::Started { run }, Some(name)) = (reply, name) {
        give_run(world, name, run);
    }
    Ok(())
}

fn give_run(world: &World, name: &Spot, number: i64) {
    if let Some(view) = world.runtime.reads().run(RunRef::Number(number)) {
        let thing = Thing {
            object: "FlowOrchestrationInstance".into(),
            id: view.id,
        };
        world.names.give_run(&name.text, number, thing);
    }
}

fn runs_of(
    world: &World,
    record: &Spot,
    orchestration: Option<&Spot>,
) -> Result<Vec<i64>, Trouble> {
    let thing = record_named(world, record)?;
    let orchestration = orchestration.map(|spot| spot.text.as_str());
    Ok(world.runtime.reads().runs(Some(&thing.id), orchestration))
}

pub(super) fn run_of(
    world: &World,
    record: &Spot,
    orchestration: Option<&Spot>,
    name: &Spot,
) -> Done {
    let runs = runs_of(world, record, orchestration)?;
    let Some(newest) = runs.last() else {
        let expected = format!("a run that `{}` started", record.text);
        return Err(Trouble::unmet(expected, "there is none").at(record));
    };
    give_run(world, name, *newest);
    Ok(())
}

pub(super) fn no_run_of(world: &World, record: &Spot, orchestration: Option<&Spot>) -> Done {
    let runs = runs_of(world, record, orchestration)?;
    let Some(newest) = runs.last() else {
        return Ok(());
    };
    let expected = format!("no run that `{}` started", record.text);
    Err(
        Trouble::unmet(expected, format!("there are {}", runs.len()))
            .at(record)
            .of(*newest),
    )
}

pub(super) fn reassign(world: &mut World, run: &Spot, step: &Spot, to: &To) -> Done {
    let view = run_named(world, run)?;
    let item =
        complete::open_item(world, &view, step).map_err(|trouble| trouble.of(view.number))?;
    let (kind, name) = match to {
        To::User(name) => (AssigneeKind::User, name),
        To::Group(name) => (AssigneeKind::Group, name),
        To::Queue(name) => (AssigneeKind::Queue, name),
    };
    let to = NewAssignee {
        kind,
        name: name.text.as_str().into(),
    };
    let item = PartRef::from((view.number, item.item));
    world.ask(Request::Reassign {
        item,
        to,
        by: Actor::System,
    })?;
    Ok(())
}

pub(super) fn suspend(world: &mut World, run: &Spot) -> Done {
    let run = RunRef::Number(run_named(world, run)?.number);
    world.ask(Request::Suspend {
        run,
        by: Actor::System,
    })?;
    Ok(())
}

pub(super) fn resume(world: &mut World, run: &Spot, forced: Option<&String>) -> Done {
    let run = RunRef::Number(run_named(world, run)?.number);
    let forced = forced.map(|reason| reason.as_str().into());
    world.ask(Request::Resume {
        run,
        by: Actor::System,
        forced,
    })?;
    Ok(())
}

pub(super) fn cancel(world: &mut World, run: &Spot) -> Done {
    let run = RunRef::Number(run_named(world, run)?.number);
    world.ask(Request::Cancel {
        run,
        by: Actor::System,
        reason: None,
    })?;
    Ok(())
}

pub(super) fn publish(world: &mut World, run: &Spot, act: &Act) -> Done {
    let Act::Publish {
        step,
        status,
        outputs,
        by,
        ..
    } = act
    else {
        return Ok(());
    };
    let view = run_named(world, run)?;
    let by = actor(world, by.as_ref())?;
    let step = match step {
        Some(step) => Some(ended_step(world, &view, step, status.as_ref(), outputs)?),
        None => None,
    };
    world.ask(Request::PublishEvent {
        run: RunRef::Number(view.number),
        step,
        by,
    })?;
    Ok(())
}

fn ended_step(
    world: &World,
    view: &RunView,
    step: &Spot,
    status: Option<&Spot>,
    outputs: &Given,
) -> Result<(PartRef, StepResult), Trouble> {
    let Some(step_run) = expect::newest_step(view, &step.text) else {
        let found = format!("the run has no step run `{}`", step.text);
        return Err(Trouble::refused(found).of(view.number).at(step));
    };
    let outputs: Values = world
        .values(outputs, &|_| Type::Any)
        .map_err(Trouble::refused)?;
    let result = match status.map(|status| status.text.as_str()) {
        Some("Error") => StepResult::Failed("ended by an event".into()),
        _ => StepResult::Finished(outputs),
    };
    Ok((PartRef::from((view.number, step_run.part)), result))
}
