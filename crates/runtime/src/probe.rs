//! Probes: what a test asks of a flow whenever an interview of it ends.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use segue_flow::{ElementId, Environment, Examined, FlowCriteria, Interview, Unexamined};
use segue_language::{Record, Text, Unloaded};

/// Lookups that are read for one question.
const LOOKUPS_MAX: usize = 100;

/// Asks a flow whether criteria hold at its end.
#[derive(Debug)]
pub struct Probe {
    /// API name of the flow.
    pub flow: Text,
    /// What is asked.
    pub criteria: Vec<FlowCriteria>,
    /// Elements that have begun, by flow and number; whoever traces the runtime fills it.
    pub visited: Arc<Mutex<BTreeSet<(Text, usize)>>>,
    /// One list of answers for each interview that has ended, in order.
    pub answers: Arc<Mutex<Vec<Vec<Probed>>>>,
}

/// The answer to one question; a sentence when there is none.
pub type Probed = Result<Examined, String>;

impl Probe {
    /// Asks an interview that has ended.
    pub(crate) fn ask(
        &self,
        interview: &mut Interview,
        environment: &Environment,
        read: &mut dyn FnMut(&Unloaded) -> Option<Record>,
    ) {
        if !interview.flow().name.eq_ignore_ascii_case(&self.flow) {
            return;
        }
        let answers = self.criteria.iter();
        let answers = answers
            .map(|criteria| self.examine(interview, environment, criteria, read))
            .collect();
        let mut all = self.answers.lock().expect("nothing panics while it notes");
        all.push(answers);
    }

    fn examine(
        &self,
        interview: &mut Interview,
        environment: &Environment,
        criteria: &FlowCriteria,
        read: &mut dyn FnMut(&Unloaded) -> Option<Record>,
    ) -> Probed {
        let visited = |element: ElementId| {
            let seen = self.visited.lock().expect("nothing panics while it notes");
            seen.contains(&(self.flow.clone(), element.0))
        };
        for _ in 0..LOOKUPS_MAX {
            match interview.examine(environment, criteria, &visited) {
                Ok(examined) => return Ok(examined),
                Err(Unexamined::Fault(message)) => return Err(message),
                Err(Unexamined::Lookup(lookup)) => interview.keep_related(read(&lookup)),
            }
        }
        Err(format!("it leads over more than {LOOKUPS_MAX} lookups"))
    }
}
