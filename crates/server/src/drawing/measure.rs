//! Sizes of shapes. Fixed, so that a drawing is the same everywhere.

use segue_engine::{Orchestration, StageId};

use super::shape::Kind;

/// Between a shape and the one below it.
pub(super) const GAP_DOWN: i32 = 32;
/// Between branches side by side.
pub(super) const GAP_ACROSS: i32 = 28;
/// Around the whole drawing.
pub(super) const MARGIN: i32 = 16;

pub(super) const STAGE_WIDTH: i32 = 248;
pub(super) const STAGE_HEAD: i32 = 40;
pub(super) const STEP_HEIGHT: i32 = 44;
pub(super) const STEP_GAP: i32 = 8;
pub(super) const PADDING: i32 = 10;

/// Width and height of a shape.
pub(super) fn size(orchestration: &Orchestration, kind: Kind) -> (i32, i32) {
    match kind {
        Kind::Start | Kind::End => (64, 28),
        Kind::Stage(stage) => (STAGE_WIDTH, stage_height(orchestration, stage)),
        Kind::Decision(_) => (200, 76),
        Kind::Outcome(..) => (184, 26),
        Kind::GoTo(_) => (200, 28),
        Kind::Fault => (60, 22),
    }
}

fn stage_height(orchestration: &Orchestration, stage: StageId) -> i32 {
    let n_steps = orchestration.stage(stage).steps.len();
    let n_steps = i32::try_from(n_steps).expect("steps are numbered by u16");
    STAGE_HEAD + n_steps * (STEP_HEIGHT + STEP_GAP) + PADDING - STEP_GAP.min(n_steps * STEP_GAP)
}
