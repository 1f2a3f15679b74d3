//! What a flow that nobody calls did: elements that began, and interviews that came to their end.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use segue_flow::{ElementKind, Flow};
use segue_language::Text;
use segue_runtime::{Probe, Probed, Runtime};

use crate::play::Ended;
use crate::triggers::Fired;

/// Sees one flow run.
#[derive(Default)]
pub(crate) struct Watch {
    begun: Arc<Mutex<BTreeSet<(Text, usize)>>>,
    ended: Arc<Mutex<Vec<Vec<Probed>>>>,
}

impl Watch {
    pub(crate) fn look_at(&self, runtime: &mut Runtime, flow: &Flow) {
        let begun = self.begun.clone();
        runtime.set_trace(Box::new(move |flow, _, element| {
            let mut begun = begun.lock().expect("nothing panics while it notes");
            begun.insert((flow.name.clone(), element.0));
        }));
        runtime.set_probe(Probe {
            flow: flow.name.clone(),
            at_start: Vec::new(),
            criteria: Vec::new(),
            visited: self.begun.clone(),
            begun: Arc::default(),
            answers: self.ended.clone(),
        });
    }

    fn has_begun(&self, flow: &Flow, element: usize) -> bool {
        let begun = self.begun.lock().expect("nothing panics while it notes");
        begun.contains(&(flow.name.clone(), element))
    }

    fn n_ended(&self) -> usize {
        self.ended
            .lock()
            .expect("nothing panics while it notes")
            .len()
    }

    /// The first elements of the start and of each path that is taken later.
    fn firsts(flow: &Flow) -> impl Iterator<Item = usize> {
        let later = flow.paths.iter().filter_map(|path| path.next);
        flow.start.into_iter().chain(later).map(|id| id.0)
    }

    /// Whether every path began, and as many interviews ended.
    pub(crate) fn has_seen_all(&self, flow: &Flow) -> bool {
        let n_paths = Self::firsts(flow).count().max(1);
        Self::firsts(flow).all(|first| self.has_begun(flow, first)) && self.n_ended() >= n_paths
    }

    /// How it ended, all in all.
    pub(crate) fn verdict(&self, flow: &Flow, asked: &Fired, failed: &[String]) -> Ended {
        let mut elements = flow.elements.iter().enumerate();
        let refuses = elements.any(|(n, element)| {
            matches!(element.kind, ElementKind::CustomError(_)) && self.has_begun(flow, n)
        });
        if refuses {
            return Ended::AtErrorOfItsOwn;
        }
        match (asked, failed) {
            (Fired::Refused(why), _) => Ended::Stuck(why.clone()),
            (_, [why, ..]) => Ended::Stuck(why.clone()),
            _ if self.has_seen_all(flow) => Ended::Finished,
            _ => Ended::Stuck(self.missed(flow)),
        }
    }

    fn missed(&self, flow: &Flow) -> String {
        let not_begun = Self::firsts(flow).filter(|first| !self.has_begun(flow, *first));
        let names: Vec<&str> = not_begun.map(|n| &*flow.elements[n].name).collect();
        let n_ended = self.n_ended();
        format!("never began: {names:?}; {n_ended} interviews ended")
    }
}
