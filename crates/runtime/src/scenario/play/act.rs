//! Carrying out the steps of a scenario.

use segue_engine::{AssigneeKind, StepResult};
use segue_language::{Text, Type, Values};

use super::{Player, approve, complete, expect};
use crate::scenario::model::{Act, Given, NewAssignee as To, NewRecord, Spot, Step};
use crate::scenario::names::Thing;
use crate::scenario::world::World;
use crate::{Actor, NewAssignee, PartRef, Refusal, Reply, Request, RunRef, RunView};

/// Why a step did not go as the scenario wants.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// What should have been.
    pub expected: String,
    /// What was.
    pub found: String,
    /// The run that it is about.
    pub run: Option<i64>,
    /// Its line, when it is not the step's.
    pub line: Option<usize>,
    /// Whether the step was refused, rather than something else being wrong.
    pub is_refusal: bool,
}

impl Trouble {
    /// The step was refused.
    pub(super) fn refused(found: impl Into<String>) -> Self {
        let expected = "a step that is carried out".to_owned();
        Trouble {
            expected,
            found: found.into(),
            run: None,
            line: None,
            is_refusal: true,
        }
    }

    /// The step was carried out, but something is not as it should be.
    pub(super) fn unmet(expected: impl Into<String>, found: impl Into<String>) -> Self {
        let (expected, found) = (expected.into(), found.into());
        Trouble {
            expected,
            found,
            run: None,
            line: None,
            is_refusal: false,
        }
    }

    pub(super) fn of(mut self, run: i64) -> Self {
        self.run = Some(run);
        self
    }

    pub(super) fn at(mut self, spot: &Spot) -> Self {
        self.line = Some(spot.at.line);
        self
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Trouble::refused(refusal.to_string())
    }
}

type Done = Result<(), Trouble>;

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
            Act::Create(new) => create(world, new),
            Act::Update { record, fields, by } => update(world, record, fields, by.as_ref()),
            Act::Delete { record, by } => delete(world, record, by.as_ref()),
            Act::Start {
                orchestration,
                name,
                inputs,
                by,
            } => start(world, orchestration, name.as_ref(), inputs, by.as_ref()),
            Act::RunOf {
                record,
                orchestration,
                name,
            } => run_of(world, record, orchestration.as_ref(), name),
            Act::NoRunOf {
                record,
                orchestration,
            } => no_run_of(world, record, orchestration.as_ref()),
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
            Act::Reassign { run, step, to } => reassign(world, run, step, to),
            Act::Suspend(run) => suspend(world, run),
            Act::Resume { run, forced } => resume(world, run, forced.as_ref()),
            Act::Cancel(run) => cancel(world, run),
            Act::Publish { run, .. } => publish(world, run, &step.act),
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

fn record_named(world: &World, name: &Spot) -> Result<Thing, Trouble> {
    let unknown = || {
        Trouble::unmet(
            format!("a record named `{}`", name.text),
            "there is none yet",
        )
        .at(name)
    };
    world.names.record(&name.text).ok_or_else(unknown)
}

fn create(world: &mut World, new: &NewRecord) -> Done {
    let fields = world
        .fields(&new.object.text, &new.fields)
        .map_err(Trouble::refused)?;
    let object = Text::from(new.object.text.as_str());
    let by = actor(world, new.by.as_ref())?;
    let reply = world.ask(Request::CreateRecord {
        object: object.clone(),
        fields,
        by,
    })?;
    if let (Reply::Created { id }, Some(name)) = (reply, &new.name) {
        world.names.give_record(&name.text, Thing { object, id });
    }
    Ok(())
}

fn update(world: &mut World, record: &Spot, fields: &Given, by: Option<&Spot>) -> Done {
    let Thing { object, id } = record_named(world, record)?;
    let fields = world.fields(&object, fields).map_err(Trouble::refused)?;
    let by = actor(world, by)?;
    world.ask(Request::UpdateRecord {
        object,
        id,
        fields,
        by,
    })?;
    Ok(())
}

fn delete(world: &mut World, record: &Spot, by: Option<&Spot>) -> Done {
    let Thing { object, id } = record_named(world, record)?;
    let by = actor(world, by)?;
    world.ask(Request::DeleteRecord { object, id, by })?;
    Ok(())
}

fn start(
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

fn run_of(world: &World, record: &Spot, orchestration: Option<&Spot>, name: &Spot) -> Done {
    let runs = runs_of(world, record, orchestration)?;
    let Some(newest) = runs.last() else {
        let expected = format!("a run that `{}` started", record.text);
        return Err(Trouble::unmet(expected, "there is none").at(record));
    };
    give_run(world, name, *newest);
    Ok(())
}

fn no_run_of(world: &World, record: &Spot, orchestration: Option<&Spot>) -> Done {
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

fn reassign(world: &mut World, run: &Spot, step: &Spot, to: &To) -> Done {
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

fn suspend(world: &mut World, run: &Spot) -> Done {
    let run = RunRef::Number(run_named(world, run)?.number);
    world.ask(Request::Suspend {
        run,
        by: Actor::System,
    })?;
    Ok(())
}

fn resume(world: &mut World, run: &Spot, forced: Option<&String>) -> Done {
    let run = RunRef::Number(run_named(world, run)?.number);
    let forced = forced.map(|reason| reason.as_str().into());
    world.ask(Request::Resume {
        run,
        by: Actor::System,
        forced,
    })?;
    Ok(())
}

fn cancel(world: &mut World, run: &Spot) -> Done {
    let run = RunRef::Number(run_named(world, run)?.number);
    world.ask(Request::Cancel {
        run,
        by: Actor::System,
        reason: None,
    })?;
    Ok(())
}

fn publish(world: &mut World, run: &Spot, act: &Act) -> Done {
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
