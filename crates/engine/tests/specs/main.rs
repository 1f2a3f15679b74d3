//! The rules of orchestrations as stories: a definition, what happens, and the log that follows.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod approving;
mod background;
mod between;
mod canceling;
mod deciding;
mod entry;
mod events;
mod explaining;
mod external;
mod fault_paths;
mod formulas;
mod going_to;
mod interactive;
mod limits;
mod milestones;
mod numbering;
mod random;
mod reassigning;
mod recalling;
mod resuming;
mod rows;
mod stage_exit;
mod starting;
mod subscribing;
mod support;
mod suspending;
mod table;
mod telling_history;
mod values;
