//! Sequences: an element, what stands below it, and on where its paths meet again.

use super::{Ending, Exit, Inside, Item, Planner, Sequence};
use crate::Look;

/// What stands below an element, the connectors that are open there, and the nodes at which they
/// meet, in order.
pub(super) struct Below {
    pub(super) inside: Inside,
    pub(super) exits: Vec<Exit>,
    pub(super) meetings: Vec<usize>,
}

impl Planner<'_> {
    /// Plans everything that `first` dominates; the connectors that lead out of it stay open.
    pub(super) fn sequence(&mut self, first: usize) -> (Sequence, Vec<Exit>) {
        let mut sequence = Sequence::default();
        // Nodes at which paths of this sequence meet, the next one last.
        let mut ahead: Vec<usize> = Vec::new();
        let mut exits = Vec::new();
        let mut next = Some(first);
        while let Some(node) = next.take() {
            self.placed[node] = true;
            let fault = self.fault(node);
            let below = self.below(node);
            sequence.items.push(Item {
                element: self.element(node),
                fault,
                inside: below.inside,
            });
            exits = below.exits;
            ahead.extend(below.meetings.into_iter().rev());
            next = self.next(&mut ahead, &mut exits);
        }
        (sequence, exits)
    }

    /// The next node at which open connectors meet; all others are closed then.
    fn next(&mut self, ahead: &mut Vec<usize>, exits: &mut Vec<Exit>) -> Option<usize> {
        while let Some(node) = ahead.pop() {
            self.n_operations += exits.len() as u64 + 1;
            if exits.iter().any(|exit| exit.target == node) {
                let open = std::mem::take(exits);
                self.close(open.into_iter().filter(|exit| exit.target != node));
                return Some(node);
            }
            self.insert(node);
        }
        None
    }

    /// Plans a node whose connectors have all become Go Tos in place of the first of them.
    pub(super) fn insert(&mut self, node: usize) {
        let chips = std::mem::take(&mut self.chips[node]);
        let before = self.depth;
        let place = chips.first().map(|(end, depth)| (*end, before.max(*depth)));
        let Some((end, depth)) = place.filter(|(_, depth)| *depth < super::DEPTH_MAX) else {
            self.later.push_back(node);
            return;
        };
        self.depth = depth + 1;
        let (sequence, exits) = self.sequence(node);
        self.close(exits);
        self.depth = before;
        self.endings[end.0] = Ending::Path(sequence);
    }

    /// The fault path of a node: what belongs to it alone, else a Go To.
    fn fault(&mut self, node: usize) -> Option<Sequence> {
        let target = self.chart.fault(node)?;
        if self.chart.is_claimed(target) {
            return Some(self.chip(target));
        }
        self.chart.claim(target);
        if self.is_deepest() {
            self.later.push_back(target);
            return Some(self.chip(target));
        }
        let (sequence, exits) = self.deeper(|planner| planner.sequence(target));
        self.close(exits);
        Some(sequence)
    }

    fn chip(&mut self, target: usize) -> Sequence {
        Sequence {
            items: Vec::new(),
            end: Some(self.end(Ending::GoTo(target))),
        }
    }

    fn below(&mut self, node: usize) -> Below {
        let element = self.element(node).map(|n| &self.model.elements[n]);
        let is_loop = element.is_some_and(|element| element.look == Look::Loop);
        if is_loop {
            return self.turns(node);
        }
        if crate::is_choice(self.ways(node)) {
            return self.fork(node);
        }
        let to = self.ways(node).first().and_then(|way| way.to);
        let (end, exits) = self.lead(node, to);
        Below {
            inside: Inside::Nothing(end),
            exits,
            meetings: self.chart.children(node).to_vec(),
        }
    }

    /// A loop: its body with the ways back to it, then where it goes on.
    fn turns(&mut self, node: usize) -> Below {
        let element = self.element(node).map(|n| &self.model.elements[n]);
        let body = element.and_then(|element| element.body);
        let inside = body.map(|body| {
            self.is_turning[node] = true;
            let (sequence, exits) = self.deeper(|planner| planner.strand(node, Some(body)));
            self.is_turning[node] = false;
            let out = exits.into_iter().filter(|exit| exit.target != node);
            self.close(out);
            sequence
        });
        let to = self.ways(node).first().and_then(|way| way.to);
        let (end, exits) = self.lead(node, to);
        let children = self.chart.children(node).iter().copied();
        Below {
            inside: Inside::Body(inside, end),
            exits,
            meetings: children.filter(|child| !self.placed[*child]).collect(),
        }
    }
}
