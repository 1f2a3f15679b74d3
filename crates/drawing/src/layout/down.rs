//! What stands below each other, and fault paths beside it.

use super::Layout;
use super::block::Block;
use crate::plan::{EndId, Inside, Item, Sequence};
use crate::{Line, What};

/// What leaves so far beside the axis goes straight down: so small a bend looks like a mistake.
const NEARLY: i32 = 6;

/// Part of a sequence's height, and how far it reaches to the right there.
struct Stretch {
    from: i32,
    to: i32,
    right: i32,
}

impl Layout<'_> {
    /// A sequence: its first shape at the top, on its axis.
    pub(super) fn sequence(&self, sequence: &Sequence) -> Block {
        if let Some(end) = sequence.end {
            return self.ending(end);
        }
        let mut block = Block::default();
        let mut tops = Vec::new();
        let mut stretches = Vec::new();
        for (n, item) in sequence.items.iter().enumerate() {
            let top = if n == 0 { 0 } else { self.join(&mut block) };
            let piece = self.item(item);
            let (width, height) = self.size(head(item));
            let (middle, right) = (top + height, piece.right);
            block.add(piece, 0, top);
            stretches.push(Stretch {
                from: top,
                to: middle,
                right: width / 2,
            });
            // Until the next one begins: lines that meet have their place there.
            let to = block.height + self.sizes.gap_down;
            stretches.push(Stretch {
                from: middle,
                to,
                right,
            });
            tops.push((item, top));
        }
        self.faults(&mut block, &tops, stretches);
        block
    }

    /// Leads all exits together below everything; gives back where what follows begins.
    pub(super) fn join(&self, block: &mut Block) -> i32 {
        let top = block.height + self.sizes.gap_down;
        let bar = top - self.sizes.gap_down / 2;
        for (x, y) in std::mem::take(&mut block.exits) {
            match x {
                _ if x.abs() <= NEARLY => block.line(vec![(x, y), (x, top)], true),
                _ => block.line(vec![(x, y), (x, bar), (0, bar), (0, top)], true),
            }
        }
        top
    }

    /// Puts a sequence below what leads to it.
    pub(super) fn continued(&self, block: &mut Block, sequence: &Sequence) {
        let below = self.sequence(sequence);
        self.put_below(block, below);
    }

    /// Puts how a path ends below its last element.
    pub(super) fn ended(&self, block: &mut Block, end: EndId) {
        let below = self.ending(end);
        self.put_below(block, below);
    }

    fn put_below(&self, block: &mut Block, below: Block) {
        if below.shapes.is_empty() {
            return;
        }
        let top = self.join(block);
        block.add(below, 0, top);
    }

    fn item(&self, item: &Item) -> Block {
        let mut block = self.of(head(item));
        match &item.inside {
            Inside::Nothing(end) => {
                block.exits = vec![(0, block.height)];
                self.ended(&mut block, *end);
            }
            Inside::Fork(strands) => self.fork(&mut block, item.element, strands),
            Inside::Body(body, end) => {
                let element = item.element.expect("the start is no loop");
                self.turn(&mut block, element, body.as_ref());
                self.ended(&mut block, *end);
            }
        }
        block
    }

    /// Puts each fault path to the right of its element: as near as what stands below leaves room,
    /// the upper ones further away, so that no line crosses a path.
    fn faults(&self, block: &mut Block, items: &[(&Item, i32)], mut stretches: Vec<Stretch>) {
        let mut skyline: Vec<Stretch> = Vec::new();
        for (item, top) in items.iter().rev() {
            for _ in 0..2 {
                skyline.extend(stretches.pop());
            }
            let Some(path) = &item.fault else { continue };
            let element = item.element.expect("the start has no fault path");
            let path = self.sequence(path);
            block.n_operations += skyline.len() as u64;
            let to = top + path.height.max(self.sizes.card_height) + self.sizes.gap_down;
            let right = claim(&mut skyline, *top, to);
            let reach = self.fault(block, element, (path, right, *top));
            skyline.push(Stretch {
                from: *top,
                to,
                right: reach,
            });
        }
    }

    /// Draws a fault path right of `right`; gives back how far it reaches.
    fn fault(&self, block: &mut Block, element: usize, at: (Block, i32, i32)) -> i32 {
        let (path, right, top) = at;
        let middle = top + self.sizes.card_height / 2;
        let half = self.size(What::Element(element)).0 / 2;
        let mut label = self.of(What::Fault(element));
        let label_width = label.right - label.left;
        // Right of the label in any case, and its first shape at the height of the card's head.
        let room = half + label_width + 2 * self.sizes.padding + self.sizes.gap_across;
        let first = path
            .shapes
            .first()
            .copied()
            .expect("a fault path begins with a shape");
        let x = (right + self.sizes.gap_across - path.left).max(room + first.width / 2);
        let dy = middle - (first.y + first.height.min(self.sizes.card_height) / 2);
        let end = x + first.x - first.width / 2;
        block.lines.push(Line {
            points: vec![(half, middle), (end, middle)],
            is_fault: true,
            has_head: true,
        });
        label.exits.clear();
        let (label_x, label_y) = (
            half + self.sizes.padding + label_width / 2,
            label.height / 2,
        );
        block.add(label, label_x, middle - label_y);
        let reach = x + path.right;
        let mut path = path;
        path.exits.clear();
        block.add(path, x, dy);
        reach
    }
}

/// The shape that an item begins with.
fn head(item: &Item) -> What {
    item.element.map_or(What::Start, What::Element)
}

/// Takes a part of the height out of a skyline, the topmost last; gives back how far it reached.
fn claim(skyline: &mut Vec<Stretch>, from: i32, to: i32) -> i32 {
    let mut right = 0;
    while let Some(stretch) = skyline.pop_if(|stretch| stretch.from < to) {
        right = right.max(stretch.right);
        if stretch.to > to {
            skyline.push(Stretch {
                from: to,
                ..stretch
            });
            break;
        }
    }
    debug_assert!(
        skyline.iter().all(|stretch| stretch.from >= from),
        "it grows upwards"
    );
    right
}
