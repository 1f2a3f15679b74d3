//! What stands side by side: the ways out of an element, and strands that meet before the others.

use super::Layout;
use super::block::Block;
use crate::What;
use crate::plan::{EndId, Ending, Strand};

impl Layout<'_> {
    /// Puts strands side by side below a block, each with a line from the end of its axis.
    pub(super) fn fork(&self, block: &mut Block, element: Option<usize>, strands: &[Strand]) {
        let blocks = strands.iter().map(|strand| self.strand(element, strand));
        let (from, bar) = (block.height, block.height + self.sizes.gap_down / 2);
        let top = block.height + self.sizes.gap_down;
        for (x, (tops, strand)) in self.spread(blocks.collect()) {
            let has_head = !strand.shapes.is_empty();
            for entry in tops {
                let x = x + entry;
                block.line(vec![(0, from), (0, bar), (x, bar), (x, top)], has_head);
            }
            block.add(strand, x, top);
        }
    }

    /// A strand, and the axes at which the ways in it begin.
    fn strand(&self, element: Option<usize>, strand: &Strand) -> (Vec<i32>, Block) {
        match strand {
            Strand::Way(n, sequence) => {
                let way = What::Way(element, *n);
                let ways = element.map_or(&self.model.start, |n| &self.model.elements[n].ways);
                if ways[*n].label.is_none() {
                    return (vec![0], self.sequence(sequence));
                }
                let mut block = self.of(way);
                block.exits = vec![(0, block.height)];
                self.continued(&mut block, sequence);
                (vec![0], block)
            }
            Strand::Group(strands, then) => {
                let blocks = strands.iter().map(|strand| self.strand(element, strand));
                let mut group = Block::default();
                let mut tops = Vec::new();
                for (x, (entries, strand)) in self.spread(blocks.collect()) {
                    tops.extend(entries.into_iter().map(|entry| x + entry));
                    group.add(strand, x, 0);
                }
                self.continued(&mut group, then);
                (tops, group)
            }
        }
    }

    /// The axes of blocks side by side, with the middle of the outer ones at 0.
    fn spread(&self, blocks: Vec<(Vec<i32>, Block)>) -> Vec<(i32, (Vec<i32>, Block))> {
        let mut axes = Vec::new();
        let mut x = 0;
        for (_, block) in &blocks {
            axes.push(x - block.left);
            x += block.right - block.left + self.sizes.gap_across;
        }
        let (first, last) = (axes.first().copied(), axes.last().copied());
        let middle = (first.unwrap_or(0) + last.unwrap_or(0)) / 2;
        let axes = axes.into_iter().map(|axis| axis - middle);
        axes.zip(blocks).collect()
    }

    /// What a path ends in.
    pub(super) fn ending(&self, id: EndId) -> Block {
        match self.plan.ending(id) {
            Ending::Open => Block::exit(),
            Ending::End => self.of(What::End),
            Ending::GoTo(target) => self.of(What::GoTo(*target)),
            Ending::Path(sequence) => self.sequence(sequence),
        }
    }
}
