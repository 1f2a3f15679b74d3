//! Which element every way to another one passes: how elements stand inside each other.

use super::graph::Graph;

/// For each element the last one that every way to it passes.
pub(crate) struct Dominators {
    /// That element; none for the first one of a way, and for what nothing leads to.
    pub(crate) above: Vec<Option<usize>>,
    /// The elements that something leads to, each after what stands above it.
    pub(crate) order: Vec<usize>,
    /// Which elements lead to each.
    before: Vec<Vec<usize>>,
    /// The place of each element in `order`.
    places: Vec<usize>,
    /// How many elements stand above each.
    depths: Vec<usize>,
}

/// Most rounds until nothing changes. A flow as people draw it needs three or four.
const ROUNDS_MAX: usize = 64;

/// The place before all elements, where flows with several starts come together.
const OUTSIDE: usize = usize::MAX;

impl Dominators {
    /// Those of `graph`, by going over it until nothing changes.
    pub(super) fn of(graph: &Graph<'_>) -> Self {
        let n_elements = graph.elements.len();
        let order = backwards(graph);
        let mut places = vec![0; n_elements];
        for (place, &index) in order.iter().enumerate() {
            places[index] = place;
        }
        let mut before = vec![Vec::new(); n_elements];
        for &index in &order {
            for way in &graph.elements[index].ways {
                before[way.to].push(index);
            }
        }
        let mut found = Dominators {
            above: vec![None; n_elements],
            order,
            before,
            places,
            depths: vec![0; n_elements],
        };
        found.settle(graph);
        for &index in &found.order {
            let above = found.above[index];
            found.depths[index] = above.map_or(0, |above| found.depths[above] + 1);
        }
        found
    }

    fn settle(&mut self, graph: &Graph<'_>) {
        let mut above: Vec<Option<usize>> = vec![None; self.above.len()];
        for &start in &graph.starts {
            above[start] = Some(OUTSIDE);
        }
        for _ in 0..ROUNDS_MAX {
            let mut has_changed = false;
            for &index in &self.order {
                if graph.starts.contains(&index) {
                    continue;
                }
                let known = self.before[index]
                    .iter()
                    .filter(|from| above[**from].is_some());
                let meet = known.copied().reduce(|a, b| self.meet(&above, a, b));
                if meet.is_some() && above[index] != meet {
                    above[index] = meet;
                    has_changed = true;
                }
            }
            if !has_changed {
                break;
            }
        }
        self.above = above
            .into_iter()
            .map(|above| above.filter(|above| *above != OUTSIDE))
            .collect();
    }

    /// The last element that both ways pass.
    fn meet(&self, above: &[Option<usize>], mut a: usize, mut b: usize) -> usize {
        while a != b {
            if a == OUTSIDE || b == OUTSIDE {
                return OUTSIDE;
            }
            if self.places[a] > self.places[b] {
                a = above[a].unwrap_or(OUTSIDE);
            } else {
                b = above[b].unwrap_or(OUTSIDE);
            }
        }
        a
    }

    /// Whether several ways from what stands above come together in the element.
    pub(crate) fn is_join(&self, graph: &Graph<'_>, index: usize) -> bool {
        // A way that comes from behind it is a way back.
        let from = self.before[index].iter();
        let forward = from.filter(|from| !self.stands_below(**from, index));
        let n_ways: usize = forward
            .map(|from| {
                let ways = graph.elements[*from].ways.iter();
                ways.filter(|way| way.to == index).count()
            })
            .sum();
        n_ways > 1
    }

    fn stands_below(&self, mut index: usize, above: usize) -> bool {
        while self.depths[index] > self.depths[above] {
            match self.above[index] {
                Some(next) => index = next,
                None => return false,
            }
        }
        index == above
    }
}

/// What something leads to, each before what it leads to except for ways back.
fn backwards(graph: &Graph<'_>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = vec![false; graph.elements.len()];
    for &start in &graph.starts {
        // An element and the number of its ways that were followed.
        let mut open: Vec<(usize, usize)> = Vec::new();
        if !std::mem::replace(&mut seen[start], true) {
            open.push((start, 0));
        }
        while let Some((index, followed)) = open.last_mut() {
            match graph.elements[*index].ways.get(*followed) {
                Some(way) => {
                    *followed += 1;
                    if !std::mem::replace(&mut seen[way.to], true) {
                        open.push((way.to, 0));
                    }
                }
                None => {
                    order.push(*index);
                    open.pop();
                }
            }
        }
    }
    order.reverse();
    order
}
