//! Work done at once: all screens from the current one on are answered in one turn, so that nothing is
//! stored between them.

use segue_flow::{Answer, Go, Interview, ShownScreen, Submission};
use segue_language::{Text, Values};

use super::Work;
use crate::interview_driver::Driven;
use crate::turn::{Stop, Turn};
use crate::{Actor, PartRef, Refusal, Reply};

/// Screens of one completion; a form that shows more has no end.
const SCREENS_MAX: usize = 100;

impl Turn<'_> {
    /// Answers the screens of a work item's flow, from the current one to the end; `answers` are for
    /// the screens that take some, in order. Where answers are missing or wrong the work stops at
    /// that screen, as if it had been reached one by one.
    pub(crate) fn do_work(
        &mut self,
        item: &PartRef,
        by: &Actor,
        answers: &[Values],
    ) -> Result<Reply, Stop> {
        let work = self.take_up(item, by)?.assigned()?;
        if let Some(outputs) = self.stood_in(&work)? {
            return self.finish_work(&work, outputs);
        }
        let mut interview = match self.current_interview(&work)? {
            Ok(interview) => interview,
            Err(message) => return self.fail_work(&work, message),
        };
        let mut answers = answers.iter();
        let mut answer = Answer::Begin;
        for _ in 0..=SCREENS_MAX {
            let person = self.actor.clone();
            let driven = self.as_user(person, false, |turn| {
                turn.undoable(|turn| turn.drive(&mut interview, answer))
            });
            let screen = match driven {
                Ok(Driven::Shows(screen)) => screen,
                ended => return self.walked(&work, &interview, ended, true),
            };
            if !screen.errors.is_empty() {
                self.keep_interview(&work, &interview)?;
                return Ok(Reply::Screen(screen));
            }
            let submission = submission(&screen, &mut answers);
            self.require_seen_answers(&interview, &submission)?;
            answer = Answer::Screen(submission);
        }
        let too_long = format!("the work shows more than {SCREENS_MAX} screens");
        Err(Refusal::Invalid(too_long).into())
    }

    /// The interview that the person has open, else a new one; or why there is none.
    fn current_interview(&mut self, work: &Work) -> Result<Result<Interview, Text>, Stop> {
        match self.stored_interview(work)? {
            Some((person, interview)) if person == self.actor => Ok(Ok(interview)),
            Some(_) | None => self.new_interview(work),
        }
    }
}

fn submission<'v>(
    screen: &ShownScreen,
    answers: &mut impl Iterator<Item = &'v Values>,
) -> Submission {
    let given = if screen.takes_answers {
        answers.next()
    } else {
        None
    };
    Submission {
        answers: given.cloned().unwrap_or_default(),
        go: Go::Next,
    }
}
