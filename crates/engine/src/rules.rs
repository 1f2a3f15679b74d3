//! The rules, one file for each command and each consequence, and the loop that lets one follow
//! from the other.

mod answer;
mod cancel_run;
mod choose_outcome;
mod close_work_items;
mod complete_stage;
mod complete_work_item;
mod discontinue_steps;
mod end_step_by_event;
mod enter_stage;
mod evaluate_stage;
mod fail_run;
mod fail_stage;
mod finish_step;
mod follow_path;
mod hold_result;
mod note;
mod open_work_item;
mod override_approval;
mod prepare_call;
mod reassign_work_item;
mod recall_run;
mod release_results;
mod restart_steps;
mod resume_run;
mod start_run;
mod start_step;
mod suspend_run;
mod test_gate;

use crate::pass::Move;
use crate::transition::Transition;
use crate::{Command, Rejection};

/// Carries out a command and everything that follows from it within the turn.
pub(crate) fn carry_out(tx: &mut Transition<'_>, command: Command) -> Result<(), Rejection> {
    let first = decide(tx, command)?;
    follow_up(tx, first);
    Ok(())
}

fn decide(tx: &mut Transition<'_>, command: Command) -> Result<Move, Rejection> {
    match command {
        Command::Start {
            starter,
            inputs,
            trigger,
        } => start_run::start_run(tx, starter, inputs, trigger),
        Command::Answer(pass, answer) => Ok(answer::answer(tx, pass, answer)),
        Command::FinishStep {
            step,
            activation,
            result,
        } => finish_step::finish_step(tx, step, activation, result),
        Command::CompleteWorkItem { item, by, result } => {
            complete_work_item::complete_work_item(tx, item, by, result)
        }
        Command::OverrideApproval { item, by, outputs } => {
            override_approval::override_approval(tx, item, by, outputs)
        }
        Command::ReassignWorkItem { item, to } => {
            reassign_work_item::reassign_work_item(tx, item, to)
        }
        Command::Wake => Ok(evaluate_stage::wake(tx)),
        Command::EndStepByEvent { step, result } => {
            Ok(end_step_by_event::end_step_by_event(tx, step, result))
        }
        Command::Suspend => suspend_run::suspend_run(tx),
        Command::Resume {
            forced,
            window_seconds,
        } => resume_run::resume_run(tx, forced, window_seconds),
        Command::Cancel { reason } => cancel_run::cancel_run(tx, reason),
        Command::Recall { by, comments } => recall_run::recall_run(tx, by, comments),
        Command::Note(text) => note::note(tx, text),
    }
}

/// Lets one move follow from the other until the run waits, ends or asks. Bounded, because every
/// stage entered, outcome taken and step started is counted against a limit.
fn follow_up(tx: &mut Transition<'_>, first: Move) {
    let mut next = first;
    loop {
        next = match next {
            Move::Rest => return,
            Move::Ask(asked, question) => return tx.ask(asked, question),
            Move::Follow(path) => follow_path::follow_path(tx, path),
            Move::Evaluate => evaluate_stage::begin(tx),
            Move::Restart(step) => restart_steps::restart_steps(tx, step),
            Move::Open(step) => evaluate_stage::open(tx, step),
            Move::Settle => evaluate_stage::settle(tx),
            Move::Change(step) => evaluate_stage::change(tx, step),
        }
    }
}
