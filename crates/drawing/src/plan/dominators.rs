//! Dominators: which element every path to another one goes through. An element is drawn inside
//! the block of the one that dominates it at once, so each has exactly one place.
//!
//! The algorithm of Lengauer and Tarjan with path compression, on depth-first numbers.

/// A part of a graph that is reached from one node.
#[derive(Debug, Default)]
pub(super) struct Region {
    /// Nodes in depth-first order, the root first; what follows is indexed by place in here.
    pub(super) nodes: Vec<usize>,
    /// Places of the nodes that lead to each.
    pub(super) before: Vec<Vec<usize>>,
    /// Place of each node's parent in the depth-first tree.
    pub(super) parents: Vec<usize>,
    /// Places in reverse postorder: before what they lead to, except along ways back.
    pub(super) order: Vec<usize>,
    /// Parts looked at.
    pub(super) n_operations: u64,
}

impl Region {
    /// The node that dominates each at once, by places; the root dominates itself.
    pub(super) fn dominators(&mut self) -> Vec<usize> {
        let n_nodes = self.nodes.len();
        let mut forest = Forest::new(n_nodes);
        let mut dominators = vec![0; n_nodes];
        let mut buckets: Vec<Vec<usize>> = vec![Vec::new(); n_nodes];
        for at in (1..n_nodes).rev() {
            for before in &self.before[at] {
                let best = forest.best(*before);
                forest.semi[at] = forest.semi[at].min(forest.semi[best]);
            }
            buckets[forest.semi[at]].push(at);
            let parent = self.parents[at];
            forest.ancestor[at] = Some(parent);
            for waiting in std::mem::take(&mut buckets[parent]) {
                let best = forest.best(waiting);
                let is_lower = forest.semi[best] < forest.semi[waiting];
                dominators[waiting] = if is_lower { best } else { parent };
            }
        }
        for at in 1..n_nodes {
            if dominators[at] != forest.semi[at] {
                dominators[at] = dominators[dominators[at]];
            }
        }
        self.n_operations += forest.n_operations;
        dominators
    }
}

/// The part of the depth-first tree that is done, as trees with compressed paths.
struct Forest {
    semi: Vec<usize>,
    best: Vec<usize>,
    ancestor: Vec<Option<usize>>,
    n_operations: u64,
}

impl Forest {
    fn new(n_nodes: usize) -> Forest {
        Forest {
            semi: (0..n_nodes).collect(),
            best: (0..n_nodes).collect(),
            ancestor: vec![None; n_nodes],
            n_operations: 0,
        }
    }

    /// The node of least semidominator on the path from the root of its tree, root left out.
    fn best(&mut self, node: usize) -> usize {
        let mut path = Vec::new();
        let mut at = node;
        while let Some(above) = self.ancestor[at] {
            self.n_operations += 1;
            if self.ancestor[above].is_none() {
                break;
            }
            path.push(at);
            at = above;
        }
        for at in path.into_iter().rev() {
            let above = self.ancestor[at].expect("only the last on a path has no ancestor");
            if self.semi[self.best[above]] < self.semi[self.best[at]] {
                self.best[at] = self.best[above];
            }
            self.ancestor[at] = self.ancestor[above];
        }
        self.best[node]
    }
}
