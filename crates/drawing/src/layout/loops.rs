//! Loops: the body below, the line back on its left, the way on after the last turn on its right.

use super::Layout;
use super::block::Block;
use crate::What;
use crate::plan::Sequence;

impl Layout<'_> {
    /// Puts the body of a loop below its card, and the exit below that.
    pub(super) fn turn(&self, block: &mut Block, element: usize, body: Option<&Sequence>) {
        let Some(body) = body else {
            block.exits = vec![(0, block.height)];
            return;
        };
        let (half, middle) = (block.right, self.sizes.card_height / 2);
        let mut turn = self.of(What::ForEach(element));
        turn.exits = vec![(0, turn.height)];
        self.continued(&mut turn, body);
        let top = block.height + self.sizes.gap_down / 2;
        block.line(vec![(0, block.height), (0, top)], false);
        let exits = std::mem::take(&mut turn.exits);
        block.add(turn, 0, top);
        self.back(
            block,
            (half, middle),
            exits.iter().map(|(x, y)| (*x, y + top)),
        );
        self.on(block, element, (half, middle));
    }

    /// The line back to the loop's card.
    fn back(
        &self,
        block: &mut Block,
        (half, middle): (i32, i32),
        exits: impl Iterator<Item = (i32, i32)>,
    ) {
        let left = block.left - self.sizes.gap_across / 2;
        let bar = block.height + self.sizes.gap_down / 2;
        for (n, (x, y)) in exits.enumerate() {
            let mut points = vec![(x, y), (x, bar), (left, bar)];
            if n == 0 {
                points.extend([(left, middle), (-half, middle)]);
                block.reach(left);
                block.height = bar;
            }
            block.line(points, n == 0);
        }
    }

    /// The line on, from the card past the body.
    fn on(&self, block: &mut Block, element: usize, (half, middle): (i32, i32)) {
        let label = self.of(What::AfterLast(element));
        let (label_half, label_height) = (label.right, label.height);
        let x = block.right.max(half) + self.sizes.gap_across / 2 + label_half;
        let top = middle + self.sizes.gap_down / 2;
        let bar = (block.height + self.sizes.gap_down / 2).max(top + label_height + 8);
        block.line(vec![(half, middle), (x, middle), (x, top)], false);
        block.line(vec![(x, top + label_height), (x, bar), (0, bar)], false);
        block.add(label, x, top);
        block.exits = vec![(0, bar)];
        block.height = bar;
    }
}
