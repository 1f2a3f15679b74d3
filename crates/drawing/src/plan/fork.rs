//! Ways side by side, and which of them meet before the others do.

use super::sequence::Below;
use super::{Exit, Inside, Planner, Sequence, Strand};

/// Strands among which the best ones to meet are looked for; of more, all that can meet do.
const COMPARED_MAX: usize = 64;

/// A strand and the connectors that are open at its end.
struct Loose {
    strand: Strand,
    exits: Vec<Exit>,
}

impl Planner<'_> {
    pub(super) fn fork(&mut self, node: usize) -> Below {
        let mut strands = self.strands(node);
        let children = self.chart.children(node).iter().copied();
        let meetings: Vec<usize> = children.filter(|child| !self.placed[*child]).collect();
        let mut rest = meetings.into_iter();
        let mut ahead = Vec::new();
        for meeting in rest.by_ref() {
            let Some((first, last)) = self.meeting(&strands, meeting) else {
                self.insert(meeting);
                continue;
            };
            if (first, last) == (0, strands.len() - 1) || self.is_deepest() {
                ahead.push(meeting);
                break;
            }
            self.group(&mut strands, (first, last), meeting);
        }
        ahead.extend(rest);
        let exits = strands.iter_mut().flat_map(|loose| loose.exits.drain(..));
        Below {
            exits: exits.collect(),
            inside: Inside::Fork(strands.into_iter().map(|loose| loose.strand).collect()),
            meetings: ahead,
        }
    }

    fn strands(&mut self, node: usize) -> Vec<Loose> {
        let targets: Vec<Option<usize>> = self.ways(node).iter().map(|way| way.to).collect();
        let guarded = self.guarded(node, &targets);
        let strands = targets.into_iter().enumerate();
        let strands = strands.map(|(n, to)| {
            let (sequence, exits) = match to {
                Some(target) if guarded == Some(target) => self.passage(node, to),
                _ => self.deeper(|planner| planner.strand(node, to)),
            };
            let strand = Strand::Way(n, sequence);
            Loose { strand, exits }
        });
        strands.collect()
    }

    /// What the only way leads to that goes on: it then stands below all ways rather than below
    /// its own, so that one check after the other does not make a staircase.
    fn guarded(&self, node: usize, targets: &[Option<usize>]) -> Option<usize> {
        let going_on = |to: &&Option<usize>| to.is_some_and(|to| self.comes_below(node, to));
        let mut going_on = targets.iter().filter(going_on);
        let only = going_on.next().copied().flatten();
        only.filter(|_| going_on.next().is_none() && targets.len() > 1)
    }

    /// A way that leads to one node: what belongs to it alone stands in it.
    pub(super) fn strand(&mut self, from: usize, to: Option<usize>) -> (Sequence, Vec<Exit>) {
        match to {
            Some(target) if self.chart.is_private(from, target) && !self.placed[target] => {
                if self.is_deepest() {
                    self.later.push_back(target);
                    return (self.chip_to(target), Vec::new());
                }
                self.sequence(target)
            }
            _ => self.passage(from, to),
        }
    }

    fn chip_to(&mut self, target: usize) -> Sequence {
        let end = Some(self.go_to(target));
        let items = Vec::new();
        Sequence { items, end }
    }

    /// A way with nothing in it.
    fn passage(&mut self, from: usize, to: Option<usize>) -> (Sequence, Vec<Exit>) {
        let (end, exits) = self.lead(from, to);
        let items = Vec::new();
        let end = Some(end);
        (Sequence { items, end }, exits)
    }

    /// The strands that meet at a node, first and last: as many of its connectors as possible
    /// without closing others. Strands that end stand between and beside them as well, unless
    /// they are more: then what follows is better near to what leads to it.
    fn meeting(&mut self, strands: &[Loose], node: usize) -> Option<(usize, usize)> {
        let weights: Vec<(i64, bool)> = strands.iter().map(|s| s.weight(node)).collect();
        let n_exits: usize = strands.iter().map(|loose| loose.exits.len()).sum();
        self.n_operations += (n_exits + strands.len()) as u64;
        let all: Vec<usize> = (0..weights.len()).filter(|n| weights[*n].1).collect();
        let (first, last) = (*all.first()?, *all.last()?);
        let (mut from, mut to) = (first, last);
        if last - first < COMPARED_MAX {
            (from, to) = heaviest(&weights, first, last);
        }
        let beside = || strands[..from].iter().chain(&strands[to + 1..]);
        let is_all = beside().all(|loose| loose.exits.is_empty());
        let n_filled = beside().filter(|loose| loose.is_filled()).count();
        match is_all && n_filled <= to + 1 - from {
            true => Some((0, strands.len() - 1)),
            false => Some((from, to)),
        }
    }

    /// Lets strands meet at a node, which stands below them before the others meet.
    fn group(&mut self, strands: &mut Vec<Loose>, (from, to): (usize, usize), node: usize) {
        let inner: Vec<Loose> = strands.drain(from..=to).collect();
        let mut grouped = Vec::new();
        for loose in inner {
            self.close(loose.exits.into_iter().filter(|e| e.target != node));
            grouped.push(loose.strand);
        }
        // Chips to it from strands outside have to know that it has its place.
        self.placed[node] = true;
        for loose in strands.iter_mut() {
            let exits = std::mem::take(&mut loose.exits);
            let (here, others) = exits.into_iter().partition(|e| e.target == node);
            let here: Vec<Exit> = here;
            loose.exits = others;
            self.close(here);
        }
        let (then, exits) = self.deeper(|planner| planner.sequence(node));
        let strand = Strand::Group(grouped, then);
        strands.insert(from, Loose { strand, exits });
    }
}

impl Loose {
    /// Whether there are elements in it.
    fn is_filled(&self) -> bool {
        match &self.strand {
            Strand::Way(_, sequence) => !sequence.items.is_empty(),
            Strand::Group(..) => true,
        }
    }

    /// How many more of its connectors lead to a node than elsewhere, and whether any does.
    fn weight(&self, node: usize) -> (i64, bool) {
        let n_here = self.exits.iter().filter(|e| e.target == node).count() as i64;
        (2 * n_here - self.exits.len() as i64, n_here > 0)
    }
}

/// The longest among the heaviest runs of strands that hold a connector to where they meet.
fn heaviest(weights: &[(i64, bool)], first: usize, last: usize) -> (usize, usize) {
    let mut best = (i64::MIN, 0, 0, 0);
    for from in first..=last {
        let mut sum = 0;
        for (to, (weight, _)) in weights.iter().enumerate().take(last + 1).skip(from) {
            sum += weight;
            let is_bounded = weights[from].1 && weights[to].1;
            if is_bounded && (sum, to - from) > (best.0, best.1) {
                best = (sum, to - from, from, to);
            }
        }
    }
    (best.2, best.3)
}
