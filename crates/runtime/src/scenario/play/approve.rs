//! `decide` and `recall`: approvals without their form, and submissions that are taken back.

use segue_engine::{AssigneeKind, submission_status};
use segue_language::{Text, Value};

use super::act::{actor, run_named};
use super::complete::open_item;
use super::trouble::Trouble;
use crate::scenario::model::{Decide, Spot};
use crate::scenario::world::World;
use crate::{Actor, ApprovalRequest, Decision, PartRef, Request, RunRef, RunView};

/// Decides the newest open work item of an approval step.
pub(super) fn decide(world: &mut World, decide: &Decide) -> Result<(), Trouble> {
    let view = run_named(world, &decide.run)?;
    let item = open_item(world, &view, &decide.step).map_err(|trouble| trouble.of(view.number))?;
    let by = match &decide.by {
        Some(by) => actor(world, Some(by))?,
        None if item.assignee.kind == AssigneeKind::User => Actor::User(item.assignee.id.clone()),
        None => {
            let (step, whose) = (&decide.step.text, &item.assignee.name);
            let message = format!("`{step}` is assigned to {whose}: say who decides it with `by`");
            return Err(Trouble::refused(message));
        }
    };
    world.ask(Request::Approval(ApprovalRequest::Decide {
        item: PartRef::from((view.number, item.item)),
        by,
        decision: Decision {
            decision: decide.decision.text.as_str().into(),
            comments: decide.comments.as_deref().map(Text::from),
            overrides: decide.overrides,
        },
    }))?;
    Ok(())
}

/// Takes a submission back; without `by` as an admin.
pub(super) fn recall(
    world: &mut World,
    run: &Spot,
    by: Option<&Spot>,
    comments: Option<&str>,
) -> Result<(), Trouble> {
    let run = RunRef::Number(run_named(world, run)?.number);
    let by = actor(world, by)?;
    world.ask(Request::Approval(ApprovalRequest::Recall {
        run,
        by,
        comments: comments.map(Text::from),
        as_admin: false,
    }))?;
    Ok(())
}

/// The status of the submission that a run is; none when it is a run of an orchestration.
pub(super) fn submission(view: &RunView) -> &'static str {
    match view.orchestration.approval {
        Some(_) => submission_status(&view.orchestration, &view.run).label(),
        None => "no submission",
    }
}

/// Names who approves in place of a user.
pub(super) fn name_delegate(
    world: &mut World,
    username: &Spot,
    delegate: &Spot,
) -> Result<(), Trouble> {
    let id = |world: &World, spot: &Spot| {
        let found = world.runtime.reads().person_id(&spot.text);
        found.ok_or_else(|| Trouble::refused(format!("there is no user `{}`", spot.text)).at(spot))
    };
    let (user, delegate) = (id(world, username)?, id(world, delegate)?);
    world.ask(Request::UpdateRecord {
        object: "User".into(),
        id: user,
        fields: vec![("DelegatedApproverId".into(), Value::Text(delegate))],
        by: Actor::System,
    })?;
    Ok(())
}
