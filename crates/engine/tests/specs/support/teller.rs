//! Carrying out the lines of a story.

use std::sync::Arc;

use segue_engine::transition_table::Status;
use segue_engine::{
    Answer, Command, Event, Orchestration, Outcome, PartId, Question, Rejection, Run, StepResult,
    StepRun, Trigger, approval_status, entries, explain, handle, limits, submission_status,
    subscriptions, violations,
};
use segue_language::{Text, Timestamp};

use super::coverage::Coverage;
use super::lines;
use super::oracle::Oracle;
use super::words::{unquoted, words};
use super::world::{OBJECT, World, assignee_kind};

/// Stage runs that the end of a log shows.
const STATE_LINES_MAX: usize = 12;

/// Tells a run what happens, and writes down what follows.
pub(crate) struct Teller {
    pub(crate) orchestration: Arc<Orchestration>,
    pub(crate) world: World,
    pub(crate) run: Run,
    pub(crate) history: Vec<(Event, Timestamp)>,
    pub(crate) coverage: Coverage,
    oracle: Oracle,
    pub(crate) now: Timestamp,
    log: Vec<String>,
    /// The run as a fold of the history, and how much of that was folded.
    folded: Run,
    n_folded: usize,
    /// Leaves out what would be too long to read.
    quiet: bool,
}

impl Teller {
    pub(crate) fn new(orchestration: Orchestration) -> Self {
        let orchestration = Arc::new(orchestration);
        Teller {
            world: World::new(orchestration.clone()),
            orchestration,
            run: Run::default(),
            history: vec![],
            coverage: Coverage::default(),
            oracle: Oracle::default(),
            now: Timestamp(1_000_000_000_000_000),
            log: vec![],
            folded: Run::default(),
            n_folded: 0,
            quiet: false,
        }
    }

    /// A teller that writes nothing down but the history.
    pub(crate) fn quiet(orchestration: Orchestration) -> Self {
        Teller {
            quiet: true,
            ..Teller::new(orchestration)
        }
    }

    /// Carries out one line.
    pub(crate) fn tell(&mut self, line: &str) {
        let words = words(line);
        if self.world.hear(&words) {
            return;
        }
        self.log.push(format!("> {line}"));
        match words.as_slice() {
            ["advance", time] => self.now = self.now.plus_seconds(seconds(time)),
            ["quiet"] => self.quiet = true,
            ["loud"] => self.quiet = false,
            ["why"] => self.write_why(),
            ["history"] => self.write_history(),
            ["moves", number] => self.pretend_moves(number.parse().unwrap()),
            ["submission"] => self.write_submission(),
            ["subscriptions"] => self.write_subscriptions(),
            _ => match self.command(&words) {
                Some(command) => self.turn(command),
                None => self.log.push("  there is no such part".to_owned()),
            },
        }
    }

    /// The whole log, with the state at its end.
    pub(crate) fn into_log(mut self) -> String {
        let state = lines::state(&self.orchestration, &self.run);
        let n_more = state.len().saturating_sub(STATE_LINES_MAX);
        self.log.extend(state.into_iter().take(STATE_LINES_MAX));
        self.log
            .extend((n_more > 0).then(|| format!("  and {n_more} more")));
        self.log.join("\n") + "\n"
    }

    fn command(&self, words: &[&str]) -> Option<Command> {
        Some(match words {
            ["start", rest @ ..] => self.start(rest),
            ["finish" | "fail", step, rest @ ..] => self.job_end(words[0], step, rest)?,
            ["complete", step, "by", user, outputs @ ..] => {
                let result = StepResult::Finished(self.world.values(outputs));
                let (item, by) = (self.item(step)?, Text::from(*user));
                Command::CompleteWorkItem { item, by, result }
            }
            ["break", step, message] => {
                let (item, by) = (self.item(step)?, Text::from("lead"));
                Command::CompleteWorkItem {
                    item,
                    by,
                    result: failed(message),
                }
            }
            ["reassign", step, to] => {
                let (kind, name) = to.split_once(':').unwrap();
                let to = self
                    .world
                    .resolve(assignee_kind(kind), &name.into())
                    .unwrap();
                let item = self.item(step)?;
                Command::ReassignWorkItem { item, to }
            }
            ["event", step, rest @ ..] => self.event(step, rest)?,
            ["override", step, "by", user, outputs @ ..] => Command::OverrideApproval {
                item: self.item(step)?,
                by: Text::from(*user),
                outputs: self.world.values(outputs),
            },
            ["recall", "by", user, rest @ ..] => Command::Recall {
                by: Text::from(*user),
                comments: rest.first().map(|text| Text::from(unquoted(text))),
            },
            ["wake"] => Command::Wake,
            ["suspend"] => Command::Suspend,
            ["resume", rest @ ..] => resume(rest),
            ["cancel"] => Command::Cancel { reason: None },
            _ => panic!("nobody understands {words:?}"),
        })
    }

    /// `finish STEP #1 x=1` or `fail STEP #1 "message"`; without a number, of the present
    /// activation.
    fn job_end(&self, word: &str, step: &str, words: &[&str]) -> Option<Command> {
        let run = self.step(step)?;
        let named = words.first().and_then(|word| word.strip_prefix('#'));
        let activation = named.map_or(run.activation, |number| number.parse().unwrap());
        let rest = &words[usize::from(named.is_some())..];
        let result = match word {
            "fail" => failed(rest.last().unwrap()),
            _ => StepResult::Finished(self.world.values(rest)),
        };
        Some(Command::FinishStep {
            step: run.part,
            activation,
            result,
        })
    }

    fn event(&self, step: &str, words: &[&str]) -> Option<Command> {
        let result = match words {
            ["fails", message] => failed(message),
            _ => StepResult::Finished(self.world.values(words)),
        };
        let step = if step == "unknown" {
            PartId(999)
        } else {
            self.step(step)?.part
        };
        Some(Command::EndStepByEvent { step, result })
    }

    /// `by USER`, `about ID`, `before Field=value …`, and inputs.
    fn start(&self, words: &[&str]) -> Command {
        let word_after = |name: &str| {
            let place = words.iter().position(|word| *word == name)?;
            words.get(place + 1).copied()
        };
        let before = words.iter().position(|word| *word == "before");
        let inputs = &words[..before.unwrap_or(words.len())];
        let trigger = word_after("about").map(|id| Trigger {
            object: OBJECT.into(),
            id: id.into(),
            prior: before.map(|place| self.world.with(id, &words[place + 1..])),
            first: Some(self.world.with(id, &[])),
        });
        let starter = word_after("by").unwrap_or("starter").into();
        Command::Start {
            starter,
            inputs: self.world.values(inputs),
            trigger,
        }
    }

    /// The newest run of a step; `draft@1` is the first one.
    fn step(&self, name: &str) -> Option<&StepRun> {
        let (name, number) = name.split_once('@').unwrap_or((name, ""));
        let steps = self.run.stages.iter().flat_map(|stage| &stage.steps);
        let mut named = steps.filter(|run| *self.orchestration.step(run.step).name == *name);
        match number.parse::<usize>() {
            Ok(number) => named.nth(number - 1),
            Err(_) => named.next_back(),
        }
    }

    fn item(&self, step: &str) -> Option<PartId> {
        if step == "unknown" {
            return Some(PartId(999));
        }
        Some(self.step(step)?.items.last()?.part)
    }

    /// One turn: the command, and the answers to all that is asked.
    fn turn(&mut self, command: Command) {
        let before = self.run.clone();
        let mut shadow = self.run.clone();
        let mut events = Vec::new();
        let mut next = Some(command);
        while let Some(command) = next.take() {
            match handle(
                &self.orchestration,
                &mut self.run,
                &self.world,
                command,
                self.now,
            ) {
                Ok(outcome) => next = self.take_in(outcome, &mut shadow, &mut events),
                Err(rejection) => self.refused(&rejection, &before, &events),
            }
        }
        let broken = violations(&self.orchestration, Some(&before), &events, &self.run);
        assert!(broken.is_empty(), "{broken:#?}\n{}", self.log.join("\n"));
        for (event, at) in &self.history[self.n_folded..] {
            self.folded.apply(event, *at);
        }
        self.n_folded = self.history.len();
        assert_eq!(
            self.folded, self.run,
            "the fold of the history is not the run"
        );
    }

    /// Writes down an outcome and answers its question.
    fn take_in(
        &mut self,
        outcome: Outcome,
        shadow: &mut Run,
        all: &mut Vec<Event>,
    ) -> Option<Command> {
        let quiet = self.quiet;
        for event in outcome.events {
            let from = Status::of(shadow, event.subject());
            self.oracle
                .watch(&self.orchestration, shadow, &event, |run| {
                    explain(&self.orchestration, run, &self.world, self.now)
                });
            shadow.apply(&event, self.now);
            self.coverage
                .note(from, &event, Status::of(shadow, event.subject()));
            if !quiet {
                let line = lines::event(&self.orchestration, shadow, &event, self.now);
                self.log.push(format!("  {line}"));
            }
            self.history.push((event.clone(), self.now));
            all.push(event);
        }
        for effect in &outcome.effects {
            let line = lines::effect(&self.orchestration, &self.run, effect);
            self.log.extend((!quiet).then(|| format!("  {line}")));
        }
        let (pass, question) = outcome.question?;
        Some(Command::Answer(pass, self.answer(question)))
    }

    fn answer(&mut self, question: Question) -> Answer {
        let (asked, answer) = match question {
            Question::Evaluate { flow, inputs } => {
                let said = self.world.said(&flow);
                (
                    format!("{flow} {} {said:?}", lines::values(&inputs)),
                    Answer::Evaluated(said),
                )
            }
            Question::Run {
                step,
                flow,
                inputs,
                run_as,
            } => {
                let name = lines::step_name(&self.orchestration, &self.run, step);
                let run_as = run_as
                    .map(|(_, name)| format!(" as {name}"))
                    .unwrap_or_default();
                let result = self.world.result(&name);
                let asked = format!("{name} v{}{run_as} {}", flow.0, lines::values(&inputs));
                (asked, Answer::Ran(result))
            }
            Question::Resolve { kind, name } => {
                let found = self.world.resolve(kind, &name);
                (
                    format!("{} {name}", kind.label().to_lowercase()),
                    Answer::Resolved(found),
                )
            }
        };
        let quiet = self.quiet;
        self.log.extend((!quiet).then(|| format!("  ? {asked}")));
        answer
    }

    fn refused(&mut self, rejection: &Rejection, before: &Run, events: &[Event]) {
        assert!(events.is_empty(), "an answer was refused: {rejection}");
        assert_eq!(self.run, *before, "a refused command changed the run");
        self.log
            .push(format!("  refused {}: {rejection}", rejection.code()));
    }

    fn write_why(&mut self) {
        let why = explain(&self.orchestration, &self.run, &self.world, self.now).to_string();
        self.log.extend(why.lines().map(|line| format!("  {line}")));
    }

    /// Every entry with all that it tells.
    fn write_history(&mut self) {
        let events = self.history.iter().map(|(event, at)| (event, *at));
        let entries = entries(&self.orchestration, events);
        self.log.extend(
            entries
                .iter()
                .map(|entry| format!("  {}", lines::history(entry))),
        );
    }

    /// As if the run had made so many automatic moves before.
    fn pretend_moves(&mut self, number: u32) {
        (self.run.n_moves, self.folded.n_moves) = (number, number);
    }

    /// The status of the submission and of each of its items.
    fn write_submission(&mut self) {
        let status = submission_status(&self.orchestration, &self.run);
        let mut line = format!("  {}", status.label());
        for step in self.run.stages.iter().flat_map(|stage| &stage.steps) {
            let name = &self.orchestration.step(step.step).name;
            for item in &step.items {
                let status = approval_status(step, item).api_name();
                line += &format!("; {name} {} {status}", item.assignee.name);
            }
        }
        self.log.push(line);
    }

    fn write_subscriptions(&mut self) {
        for subscription in subscriptions(&self.orchestration, &self.run) {
            let (id, fields) = (&subscription.record, subscription.fields.join(" "));
            self.log
                .push(format!("  {} {id}: {fields}", subscription.object));
        }
    }
}

fn failed(message: &str) -> StepResult {
    StepResult::Failed(unquoted(message).into())
}

fn resume(words: &[&str]) -> Command {
    let forced = match words {
        ["forced", reason, ..] => Some(Text::from(unquoted(reason))),
        _ => None,
    };
    let window = words.iter().position(|word| *word == "within");
    let window_seconds = window.map_or(limits::RESUME_WINDOW_SECONDS, |place| {
        seconds(words[place + 1])
    });
    Command::Resume {
        forced,
        window_seconds,
    }
}

/// `3d`, `12h`, `5s`.
fn seconds(text: &str) -> i64 {
    let (number, unit) = text.split_at(text.len() - 1);
    let unit = match unit {
        "d" => 86_400,
        "h" => 3_600,
        _ => 1,
    };
    number.parse::<i64>().unwrap() * unit
}
