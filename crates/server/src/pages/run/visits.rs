//! The visits of stages that the page of a run shows: a run that goes round and round has more of
//! them than a page should hold.

use std::collections::BTreeSet;

use segue_engine::Run;

/// Steps of one page, so that it stays small; one visit of a stage is shown whole in any case.
const STEPS_MAX: usize = 30;

/// Visits of stages, by their place in the run.
#[derive(Clone, Debug, Default)]
pub(super) struct Visits {
    shown: BTreeSet<usize>,
    /// How many came before them: the page before this one ends there.
    pub(super) n_earlier: usize,
    /// Whether later ones are left out.
    pub(super) is_past: bool,
}

impl Visits {
    /// The newest visits, or those before a place. Of every stage the newest visit is among the
    /// newest ones: the drawing leads to its steps.
    pub(super) fn of(run: &Run, before: Option<usize>) -> Visits {
        let n_all = run.stages.len();
        let to = before.map_or(n_all, |before| before.min(n_all));
        let (mut from, mut n_steps) = (to, 0);
        while from > 0 {
            n_steps += run.stages[from - 1].steps.len();
            if n_steps > STEPS_MAX && from < to {
                break;
            }
            from -= 1;
        }
        let mut shown: BTreeSet<usize> = (from..to).collect();
        if before.is_none() {
            let mut seen = BTreeSet::new();
            let newest = (0..n_all).rev();
            shown.extend(newest.filter(|n| seen.insert(run.stages[*n].stage)));
        }
        Visits {
            shown,
            n_earlier: from,
            is_past: to < n_all,
        }
    }

    pub(super) fn has(&self, place: usize) -> bool {
        self.shown.contains(&place)
    }
}
