//! The structure of a drawing, before anything has a size: what follows what, which ways stand side
//! by side and where they meet, and which connectors become a Go To.
//!
//! Every element is planned exactly once, inside the block of the element that dominates it. A
//! connector to an element that is planned later, further down, stays *open* until that is placed
//! below; when something else is placed below first, it becomes a Go To.

mod chart;
mod dominators;
mod fork;
mod sequence;

use std::collections::VecDeque;

use self::chart::Chart;
use crate::{Aside, Model, Way};

/// Blocks inside blocks; what is nested deeper stands aside.
pub(crate) const DEPTH_MAX: usize = 40;

/// The structure of a drawing.
#[derive(Debug)]
pub(crate) struct Plan {
    /// From the start.
    pub(crate) main: Sequence,
    /// What stands beside that, each with its reason.
    pub(crate) aside: Vec<(Aside, Sequence)>,
    /// How paths end; an [`EndId`] is an index.
    pub(crate) endings: Vec<Ending>,
    /// Parts looked at.
    pub(crate) n_operations: u64,
}

/// Elements that follow each other downwards.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    /// The elements in order.
    pub(crate) items: Vec<Item>,
    /// How it ends when it has no elements; otherwise its last element says that.
    pub(crate) end: Option<EndId>,
}

/// An element with what belongs to its block.
#[derive(Debug)]
pub(crate) struct Item {
    /// The element; none is the start.
    pub(crate) element: Option<usize>,
    /// Its fault path.
    pub(crate) fault: Option<Sequence>,
    /// What stands below it, before the sequence goes on.
    pub(crate) inside: Inside,
}

/// What stands below an element before its sequence goes on.
#[derive(Debug)]
pub(crate) enum Inside {
    /// Nothing; its path ends so.
    Nothing(EndId),
    /// Its ways side by side.
    Fork(Vec<Strand>),
    /// The body of a loop, if it has one; and how its path ends after that.
    Body(Option<Sequence>, EndId),
}

/// What stands side by side below an element.
#[derive(Debug)]
pub(crate) enum Strand {
    /// A way, by its number, and where it leads.
    Way(usize, Sequence),
    /// Strands that meet before the others do.
    Group(Vec<Strand>, Sequence),
}

/// Index of an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EndId(usize);

/// How a path ends.
#[derive(Debug)]
pub(crate) enum Ending {
    /// It leads on to what is placed below.
    Open,
    /// It is the end.
    End,
    /// It goes on at an element that is drawn elsewhere.
    GoTo(usize),
    /// It goes on with what nothing else has a place for.
    Path(Sequence),
}

/// A connector that nothing has been placed below yet.
#[derive(Clone, Copy, Debug)]
struct Exit {
    end: EndId,
    /// Where it leads: a node of the chart.
    target: usize,
    /// How deep it stands.
    depth: usize,
}

/// Plans a drawing.
pub(crate) fn plan(model: &Model) -> Plan {
    let mut planner = Planner {
        chart: Chart::of(model),
        model,
        placed: vec![false; model.elements.len() + 1],
        is_turning: vec![false; model.elements.len() + 1],
        endings: Vec::new(),
        chips: vec![Vec::new(); model.elements.len() + 1],
        later: VecDeque::new(),
        depth: 0,
        n_operations: 0,
    };
    let start = planner.chart.start();
    planner.chart.claim(start);
    let (main, exits) = planner.sequence(start);
    planner.close(exits);
    let aside = planner.aside();
    Plan {
        main,
        aside,
        endings: planner.endings,
        n_operations: planner.n_operations + planner.chart.n_operations,
    }
}

impl Plan {
    /// How a path ends.
    pub(crate) fn ending(&self, id: EndId) -> &Ending {
        &self.endings[id.0]
    }
}

/// What is known while a drawing is planned. Nodes are elements, and behind them the start.
struct Planner<'m> {
    model: &'m Model,
    chart: Chart,
    placed: Vec<bool>,
    /// Loops whose body is being planned: ways back to them are open.
    is_turning: Vec<bool>,
    endings: Vec<Ending>,
    /// For each node that has no place yet the Go Tos to it, and how deep they stand.
    chips: Vec<Vec<(EndId, usize)>>,
    /// Nodes that have no place where they began.
    later: VecDeque<usize>,
    depth: usize,
    n_operations: u64,
}

impl Planner<'_> {
    /// The element of a node; none is the start.
    fn element(&self, node: usize) -> Option<usize> {
        (node != self.chart.start()).then_some(node)
    }

    fn ways(&self, node: usize) -> &[Way] {
        match self.element(node) {
            Some(element) => &self.model.elements[element].ways,
            None => &self.model.start,
        }
    }

    fn end(&mut self, ending: Ending) -> EndId {
        self.endings.push(ending);
        EndId(self.endings.len() - 1)
    }

    /// How a path ends that leads from one node to another: open where that comes further down.
    fn lead(&mut self, from: usize, to: Option<usize>) -> (EndId, Vec<Exit>) {
        let Some(target) = to else {
            return (self.end(Ending::End), Vec::new());
        };
        if self.comes_below(from, target) {
            let end = self.end(Ending::Open);
            let depth = self.depth;
            return (end, vec![Exit { end, target, depth }]);
        }
        (self.go_to(target), Vec::new())
    }

    /// Whether a node may be placed below another one that leads to it.
    fn comes_below(&self, from: usize, target: usize) -> bool {
        let is_ahead = !self.placed[target] || self.is_turning[target];
        is_ahead && self.chart.is_together(from, target)
    }

    fn go_to(&mut self, target: usize) -> EndId {
        let end = self.end(Ending::GoTo(target));
        self.note_chip(end, target, self.depth);
        end
    }

    fn note_chip(&mut self, end: EndId, target: usize, depth: usize) {
        if !self.placed[target] {
            self.chips[target].push((end, depth));
        }
    }

    /// Makes Go Tos of connectors, since something else is placed below.
    fn close(&mut self, exits: impl IntoIterator<Item = Exit>) {
        for exit in exits {
            self.n_operations += 1;
            self.endings[exit.end.0] = Ending::GoTo(exit.target);
            self.note_chip(exit.end, exit.target, exit.depth);
        }
    }

    /// Plans what stands one block deeper.
    fn deeper<T>(&mut self, plan: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let planned = plan(self);
        self.depth -= 1;
        planned
    }

    fn is_deepest(&self) -> bool {
        self.depth >= DEPTH_MAX
    }

    /// What has no place yet: paths that go on, then what nothing leads to.
    fn aside(&mut self) -> Vec<(Aside, Sequence)> {
        let mut aside = self.continued();
        for root in self.chart.unreached() {
            if self.placed[root] || self.chart.is_claimed(root) {
                continue;
            }
            self.chart.claim(root);
            aside.push((Aside::Unreached, self.apart(root)));
            aside.extend(self.continued());
        }
        aside
    }

    fn continued(&mut self) -> Vec<(Aside, Sequence)> {
        let mut aside = Vec::new();
        while let Some(node) = self.later.pop_front() {
            if !self.placed[node] {
                aside.push((Aside::Continued, self.apart(node)));
            }
        }
        aside
    }

    fn apart(&mut self, root: usize) -> Sequence {
        self.depth = 0;
        let (sequence, exits) = self.sequence(root);
        self.close(exits);
        sequence
    }
}
