//! The graph of a model: which nodes belong together, and which dominates which.

use super::dominators::Region;
use crate::Model;

/// Nodes and where they lead. The node behind the last element is the start.
pub(super) struct Chart {
    /// Where each node leads, fault paths left out.
    after: Vec<Vec<usize>>,
    faults: Vec<Option<usize>>,
    /// The root of the region that each node belongs to.
    regions: Vec<Option<usize>>,
    /// The nodes that each dominates at once, in the order in which paths come to them.
    children: Vec<Vec<usize>>,
    /// The node that dominates each at once.
    above: Vec<Option<usize>>,
    /// First and last number of each node's part of the tree of dominators.
    spans: Vec<(usize, usize)>,
    /// Connectors that lead to each node, ways back to it from what it dominates left out.
    n_before: Vec<usize>,
    /// Place of each node in its region.
    places: Vec<usize>,
    pub(super) n_operations: u64,
}

impl Chart {
    pub(super) fn of(model: &Model) -> Chart {
        let ways = model.elements.iter().map(|element| {
            let body = element.body.into_iter();
            let ways = element.ways.iter().filter_map(|way| way.to);
            body.chain(ways).collect()
        });
        let start = model.start.iter().filter_map(|way| way.to).collect();
        let after: Vec<Vec<usize>> = ways.chain([start]).collect();
        let n_nodes = after.len();
        let faults = model.elements.iter().map(|element| element.fault);
        Chart {
            faults: faults.chain([None]).collect(),
            after,
            regions: vec![None; n_nodes],
            children: vec![Vec::new(); n_nodes],
            above: vec![None; n_nodes],
            spans: vec![(0, 0); n_nodes],
            n_before: vec![0; n_nodes],
            places: vec![0; n_nodes],
            n_operations: 0,
        }
    }

    pub(super) fn start(&self) -> usize {
        self.after.len() - 1
    }

    pub(super) fn fault(&self, node: usize) -> Option<usize> {
        self.faults[node]
    }

    pub(super) fn is_claimed(&self, node: usize) -> bool {
        self.regions[node].is_some()
    }

    /// Whether two nodes belong to one region: only there paths meet.
    pub(super) fn is_together(&self, one: usize, other: usize) -> bool {
        self.regions[one] == self.regions[other]
    }

    /// The nodes that a node dominates at once.
    pub(super) fn children(&self, node: usize) -> &[usize] {
        &self.children[node]
    }

    /// Whether a node is reached through one connector only, which comes from that other one.
    pub(super) fn is_private(&self, from: usize, node: usize) -> bool {
        self.n_before[node] == 1 && self.above[node] == Some(from)
    }

    /// Makes a region of what is reached from `root` and belongs to none, fault paths left out.
    pub(super) fn claim(&mut self, root: usize) {
        let mut region = self.walk(root);
        let dominators = region.dominators();
        for at in region.order.iter().skip(1) {
            let above = region.nodes[dominators[*at]];
            self.children[above].push(region.nodes[*at]);
            self.above[region.nodes[*at]] = Some(above);
        }
        self.number(root);
        for (node, before) in region.nodes.iter().zip(&region.before) {
            let comes_from = |place: &&usize| !self.dominates(*node, region.nodes[**place]);
            self.n_before[*node] = before.iter().filter(comes_from).count();
        }
        self.n_operations += region.n_operations;
    }

    /// Everything that nothing leads to, then everything else: where to begin with what is left.
    pub(super) fn unreached(&self) -> Vec<usize> {
        let mut has_before = vec![false; self.after.len()];
        for node in 0..self.after.len() {
            for target in self.after[node].iter().chain(&self.faults[node]) {
                has_before[*target] |= *target != node;
            }
        }
        let all = 0..self.start();
        let (roots, others): (Vec<_>, Vec<_>) = all.partition(|node| !has_before[*node]);
        roots.into_iter().chain(others).collect()
    }

    fn dominates(&self, one: usize, other: usize) -> bool {
        let ((from, to), (at, _)) = (self.spans[one], self.spans[other]);
        (from..=to).contains(&at)
    }

    /// A depth-first walk over what belongs to no region yet.
    fn walk(&mut self, root: usize) -> Region {
        let mut region = Region::default();
        self.enter(&mut region, root, root);
        let mut open = vec![(root, 0)];
        while let Some((node, n_seen)) = open.last_mut() {
            self.n_operations += 1;
            let node = *node;
            let Some(target) = self.after[node].get(*n_seen).copied() else {
                region.order.push(self.places[node]);
                open.pop();
                continue;
            };
            *n_seen += 1;
            if self.regions[target].is_none() {
                self.enter(&mut region, target, node);
                open.push((target, 0));
            }
            if self.is_together(target, root) {
                region.before[self.places[target]].push(self.places[node]);
            }
        }
        region.order.reverse();
        region
    }

    fn enter(&mut self, region: &mut Region, node: usize, parent: usize) {
        let root = region.nodes.first().copied().unwrap_or(node);
        self.regions[node] = Some(root);
        self.places[node] = region.nodes.len();
        region.nodes.push(node);
        region.before.push(Vec::new());
        region.parents.push(self.places[parent]);
    }

    /// Numbers the tree of dominators below `root`.
    fn number(&mut self, root: usize) {
        let mut n_nodes = 0;
        let mut open = vec![(root, 0)];
        while let Some((node, n_seen)) = open.last_mut() {
            self.n_operations += 1;
            let node = *node;
            if *n_seen == 0 {
                self.spans[node].0 = n_nodes;
                n_nodes += 1;
            }
            match self.children[node].get(*n_seen).copied() {
                Some(child) => {
                    *n_seen += 1;
                    open.push((child, 0));
                }
                None => {
                    self.spans[node].1 = n_nodes - 1;
                    open.pop();
                }
            }
        }
    }
}
