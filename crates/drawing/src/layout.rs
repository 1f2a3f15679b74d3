//! Gives a plan its places: sizes from the inside out, then everything moved to where it stands.

mod across;
mod block;
mod down;
mod loops;
mod measure;

use self::block::Block;
pub(crate) use self::measure::words;
use crate::plan::{Plan, Sequence, plan};
use crate::{ELEMENTS_MAX, Model, Placed, Shape, Sizes, TooLarge, What};

/// Widest row of what stands aside, unless the drawing is wider.
const ASIDE_WIDTH: i32 = 1_200;

/// Places everything that a model shows.
///
/// # Errors
/// When there are more than [`ELEMENTS_MAX`] elements.
pub fn layout(model: &Model, sizes: &Sizes) -> Result<Placed, TooLarge> {
    if model.elements.len() > ELEMENTS_MAX {
        return Err(TooLarge::Elements(model.elements.len()));
    }
    let plan = plan(model);
    let layout = Layout {
        model,
        sizes,
        plan: &plan,
    };
    let mut block = layout.sequence(&plan.main);
    layout.aside(&mut block);
    let (dx, dy) = (sizes.margin - block.left, sizes.margin);
    let n_parts = (block.shapes.len() + block.lines.len()) as u64;
    Ok(Placed {
        width: block.right - block.left + 2 * sizes.margin,
        height: block.height + 2 * sizes.margin,
        shapes: block.shapes.into_iter().map(|s| s.moved(dx, dy)).collect(),
        lines: block.lines.into_iter().map(|l| l.moved(dx, dy)).collect(),
        n_operations: plan.n_operations + block.n_operations + n_parts,
    })
}

/// What placing needs to know.
struct Layout<'a> {
    model: &'a Model,
    sizes: &'a Sizes,
    plan: &'a Plan,
}

impl Layout<'_> {
    /// A block of one shape.
    fn of(&self, what: What) -> Block {
        let (width, height) = self.size(what);
        Block::of(Shape {
            x: 0,
            y: 0,
            width,
            height,
            what,
        })
    }

    /// Puts what has no place in the drawing below it, in rows.
    fn aside(&self, block: &mut Block) {
        let widest = (block.right - block.left).max(ASIDE_WIDTH);
        let (left, mut x, mut top) = (
            block.left,
            block.left,
            block.height + 2 * self.sizes.gap_down,
        );
        for (reason, sequence) in &self.plan.aside {
            let piece = self.headed(What::Heading(*reason), sequence);
            let width = piece.right - piece.left;
            if x > left && x + width > left + widest {
                (x, top) = (left, block.height + 2 * self.sizes.gap_down);
            }
            let dx = x - piece.left;
            block.add(piece, dx, top);
            x += width + 2 * self.sizes.gap_across;
        }
    }

    fn headed(&self, heading: What, sequence: &Sequence) -> Block {
        let mut piece = self.of(heading);
        let top = piece.height + self.sizes.gap_down / 2;
        piece.add(self.sequence(sequence), 0, top);
        piece
    }
}
