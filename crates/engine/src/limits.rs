//! The limits of a run. Beyond each there is an error in the history, never a hang.

/// Automatic moves (a stage entered, an outcome taken, a step started) in one turn.
pub const MOVES_PER_TURN_MAX: u32 = 2_000;

/// Automatic moves in one run.
pub const MOVES_PER_RUN_MAX: u32 = 50_000;

/// Stage runs, step runs and work items of one run.
pub const PARTS_MAX: u16 = u16::MAX - 1;

/// Characters of the combined inputs of one call.
pub const INPUT_CHARACTERS_MAX: usize = 32_768;

/// Characters of a result that is held for later.
pub const HELD_CHARACTERS_MAX: usize = 100_000;

/// Seconds within which a failed run can be resumed, unless configured otherwise: 14 days.
pub const RESUME_WINDOW_SECONDS: i64 = 14 * 86_400;

/// How deep formulas and templates may refer to one another.
pub(crate) const REFERENCE_DEPTH_MAX: u8 = 32;
