//! Commands to a run: decided by the engine, questions answered at once, effects collected.

use std::sync::Arc;

use segue_engine::{Command, Effect, Outcome, PartId, handle};
use segue_store::PartNumber;

use super::{Reading, RunChange, Stop, TouchedRun, Turn, TurnFacts};
use crate::Refusal;
use crate::jobs::Work;

impl Turn<'_> {
    /// Carries out `command` on the run at `index` of [`Turn::runs`], and all that follows from it
    /// inside the transaction.
    pub(crate) fn command(&mut self, index: usize, command: Command) -> Result<(), Stop> {
        let run = self.runs[index].loaded.number;
        let served = self.serves.replace(run);
        let done = self.command_and_answer(index, command);
        self.serves = served;
        done
    }

    fn command_and_answer(&mut self, index: usize, command: Command) -> Result<(), Stop> {
        let mut outcome = self.decide(index, command)?;
        loop {
            let question = outcome.question.take();
            self.take_in(index, outcome)?;
            let Some((pass, question)) = question else {
                return Ok(());
            };
            let answer = self.answer(index, question)?;
            outcome = self.decide(index, Command::Answer(pass, answer))?;
        }
    }

    fn decide(&mut self, index: usize, command: Command) -> Result<Outcome, Stop> {
        let touched = &mut self.runs[index];
        let deployed = Arc::clone(&touched.loaded.deployed);
        let facts = TurnFacts {
            reading: Reading {
                view: self.tx,
                deployed: &self.world.deployed,
                people: &self.world.people,
                reads: &self.reads,
                user: &self.user,
                runs: &[],
                now: self.now,
                is_raw: false,
            },
            run: touched.loaded.number,
            deployed: &deployed,
        };
        handle(
            &deployed.orchestration,
            &mut touched.loaded.run,
            &facts,
            command,
            self.now,
        )
        .map_err(|rejection| Stop::Refused(Refusal::Rejected(rejection)))
    }

    fn take_in(&mut self, index: usize, outcome: Outcome) -> Result<(), Stop> {
        let touched = &mut self.runs[index];
        if touched.events.is_empty() {
            touched.events = outcome.events;
        } else {
            touched.events.extend(outcome.events);
        }
        for effect in outcome.effects {
            self.take_effect(index, effect)?;
        }
        Ok(())
    }

    fn take_effect(&mut self, index: usize, effect: Effect) -> Result<(), Stop> {
        let touched = &mut self.runs[index];
        let run = touched.loaded.number;
        match effect {
            Effect::StartFlow {
                step,
                activation,
                flow,
                inputs,
                run_as,
            } => self.jobs.push((
                run.0,
                Work::Flow {
                    step,
                    activation,
                    flow,
                    inputs,
                    run_as,
                },
            )),
            Effect::CallAction {
                step,
                activation,
                action,
                inputs,
            } => self.jobs.push((
                run.0,
                Work::Call {
                    step,
                    activation,
                    action,
                    inputs,
                },
            )),
            Effect::CancelJob { step, activation } => self.cancel_job(index, step, activation),
            Effect::OpenWorkItem {
                item,
                step,
                assignee,
                related_record,
                inputs,
            } => touched.changes.push(RunChange::Opened {
                item,
                step,
                assignee,
                related_record,
                inputs,
            }),
            Effect::MoveWorkItem { item, from, to } => {
                self.mails.retain(|mail| mail.item != Some((run, item)));
                touched.changes.push(RunChange::Moved { item, from, to });
                self.forget_interview(PartNumber::new(run, item))?;
            }
            Effect::CloseWorkItem { item, assignee } => {
                touched.changes.push(RunChange::Closed { item, assignee });
                self.mails.retain(|mail| mail.item != Some((run, item)));
            }
            Effect::Notify {
                item,
                step,
                assignee,
                subject,
                body,
            } => self.notify(index, (item, step), &assignee, (subject, body))?,
        }
        Ok(())
    }

    /// At once: who gets an item may begin an interview of her own in the same turn.
    fn forget_interview(&self, item: PartNumber) -> Result<(), Stop> {
        self.stored(self.tx.delete_interview(item))?;
        self.forget_waiting(item)
    }
}

impl Turn<'_> {
    fn cancel_job(&mut self, index: usize, step: PartId, activation: u16) {
        let touched = &mut self.runs[index];
        let run = touched.loaded.number;
        let canceled = Some((step, activation));
        self.jobs
            .retain(|(of, work)| *of != run.0 || work.step() != canceled);
        let change = RunChange::JobCanceled { step, activation };
        touched.changes.push(change);
    }
}

impl TouchedRun {
    /// Whether anything happened to it.
    pub(crate) fn is_changed(&self) -> bool {
        !self.events.is_empty()
    }
}
