//! Answering the engine's questions one by one.

use segue_engine::{Answer, Command, Event, Outcome, Run, handle};
use segue_language::Timestamp;

use super::definition::read;
use super::world::World;

/// A run whose questions are answered by the spec itself.
pub(crate) struct Told {
    pub(crate) run: Run,
    pub(crate) world: World,
    events: Vec<Event>,
}

impl Told {
    pub(crate) fn new(text: &str) -> Self {
        let world = World::new(read(text).into());
        Told {
            run: Run::default(),
            world,
            events: vec![],
        }
    }

    pub(crate) fn start(&mut self) -> Outcome {
        self.say(Command::Start {
            starter: "anna".into(),
            inputs: vec![],
            trigger: None,
        })
    }

    pub(crate) fn say(&mut self, command: Command) -> Outcome {
        let orchestration = self.world.orchestration.clone();
        let at = Timestamp::default();
        let outcome = handle(&orchestration, &mut self.run, &self.world, command, at).unwrap();
        self.events.extend(outcome.events.clone());
        outcome
    }

    pub(crate) fn answer(&mut self, asked: Outcome, answer: Answer) -> Outcome {
        let (pass, _) = asked.question.unwrap();
        self.say(Command::Answer(pass, answer))
    }

    pub(crate) fn count(&self, is: impl Fn(&Event) -> bool) -> usize {
        self.events.iter().filter(|event| is(event)).count()
    }
}
