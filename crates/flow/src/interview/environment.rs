//! What an interview may know of the world, and how far it may go in one advance.

use std::cell::Cell;

use segue_language::{FlowVersion, Path, TimeZone, Timestamp, Value};

use crate::{ElementId, Flow};

/// What an interview may know of the world while it advances.
pub struct Environment<'a> {
    /// The time of this turn.
    pub now: Timestamp,
    /// Zone of dates.
    pub zone: &'a TimeZone,
    /// Globals except `$Record`, `$Record__Prior`, `$Flow`, `$GlobalConstant` and `$System`:
    /// `$User.Id`, `$Label.X`, `$Organization.Name`, `$Permission.X`. None is unknown and reads
    /// as null.
    pub globals: &'a dyn Fn(&Path) -> Option<Value>,
    /// How far one advance may go.
    pub limits: Limits,
    /// What the advances of a transaction have cost together, when that is what is limited.
    pub spent: Option<&'a Cell<u64>>,
    /// Told of each element as it begins; coverage reads it.
    pub trace: Option<&'a Trace<'a>>,
}

/// Told of each element as it begins.
pub type Trace<'a> = dyn Fn(&Flow, FlowVersion, ElementId) + 'a;

impl<'a> Environment<'a> {
    /// An environment with the usual limits and without a trace.
    pub fn new(
        now: Timestamp,
        zone: &'a TimeZone,
        globals: &'a dyn Fn(&Path) -> Option<Value>,
    ) -> Self {
        Environment {
            now,
            zone,
            globals,
            limits: Limits::default(),
            spent: None,
            trace: None,
        }
    }
}

/// How far one advance may go. Beyond it the interview fails; no fault connector takes that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Cost units, about 125 nanoseconds each: an element, a value copied, 16 bytes of text made.
    pub cost_max: u64,
    /// Elements executed.
    pub elements_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            cost_max: 2_000_000,
            elements_max: 100_000,
        }
    }
}
