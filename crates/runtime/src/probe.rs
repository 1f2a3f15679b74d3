//! Probes: what a test asks of a flow whenever an interview of it begins or ends.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use segue_flow::{ElementId, Environment, Examined, FlowCriteria, Interview, Unexamined};
use segue_language::{Record, Text, Unloaded};

/// Lookups that are read for one question.
const LOOKUPS_MAX: usize = 100;

/// Asks a flow whether criteria hold at its start and at its end.
#[derive(Debug)]
pub struct Probe {
    /// API name of the flow.
    pub flow: Text,
    /// What is asked at the start.
    pub at_start: Vec<FlowCriteria>,
    /// What is asked at the end.
    pub criteria: Vec<FlowCriteria>,
    /// Elements that have begun, by flow and number; whoever traces the runtime fills it.
    pub visited: Arc<Mutex<BTreeSet<(Text, usize)>>>,
    /// One list of answers for each interview that has begun, in order.
    pub begun: Arc<Mutex<Vec<Vec<Probed>>>>,
    /// One list of answers for each interview that has ended, in order.
    pub answers: Arc<Mutex<Vec<Vec<Probed>>>>,
}

/// When an interview is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    /// Before its first element.
    Start,
    /// When it has ended.
    End,
}

/// The answer to one question; a sentence when there is none.
pub type Probed = Result<Examined, String>;

impl Probe {
    /// Asks an interview that begins or has ended.
    pub(crate) fn ask(
        &self,
        point: Point,
        interview: &mut Interview,
        environment: &Environment,
        read: &mut dyn FnMut(&Unloaded) -> Option<Record>,
    ) {
        if !interview.flow().name.eq_ignore_ascii_case(&self.flow) {
            return;
        }
        let (criteria, kept) = match point {
            Point::Start => (&self.at_start, &self.begun),
            Point::End => (&self.criteria, &self.answers),
        };
        let answers = criteria
            .iter()
            .map(|criteria| self.examine(interview, environment, criteria, read))
            .collect();
        let mut all = kept.lock().expect("nothing panics while it notes");
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
