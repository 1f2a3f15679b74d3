//! Places an orchestration: a walk from its start that draws each element once.

use segue_engine::{DecisionId, Next, Orchestration, OutcomeId, StageId};

use super::block::Block;
use super::measure::{MARGIN, STAGE_WIDTH};
use super::paths::{branches, meeting};
use super::shape::{Drawing, Kind};

/// Places an orchestration.
pub(super) fn place(orchestration: &Orchestration) -> Drawing {
    let mut walk = Walk {
        orchestration,
        drawn: Vec::new(),
        below: Vec::new(),
    };
    let path = walk.path(orchestration.start);
    let block = Block::of(orchestration, Kind::Start).below(path);
    let (dx, dy) = (MARGIN - block.left, MARGIN);
    Drawing {
        width: block.right - block.left + 2 * MARGIN,
        height: block.height + 2 * MARGIN,
        shapes: block.shapes.into_iter().map(|s| s.moved(dx, dy)).collect(),
        lines: block.lines.into_iter().map(|l| l.moved(dx, dy)).collect(),
    }
}

struct Walk<'a> {
    orchestration: &'a Orchestration,
    drawn: Vec<Next>,
    /// What will be drawn below the branches that are being drawn, innermost last; none where
    /// paths cannot go on below.
    below: Vec<Option<Next>>,
}

impl Walk<'_> {
    /// What follows from `next` on.
    fn path(&mut self, next: Next) -> Block {
        let is_below = next != Next::End && self.below.contains(&Some(next));
        if is_below && self.leads_down_to(next) {
            return Block::exit();
        }
        if is_below || self.drawn.contains(&next) {
            return Block::of(self.orchestration, Kind::GoTo(next));
        }
        match next {
            Next::End => Block::of(self.orchestration, Kind::End),
            Next::Stage(id) => self.stage(id),
            Next::Decision(id) => self.decision(id),
        }
    }

    /// Whether nothing stands between here and the place of `next` below.
    fn leads_down_to(&self, next: Next) -> bool {
        self.below.last() == Some(&Some(next))
    }

    fn stage(&mut self, id: StageId) -> Block {
        self.drawn.push(Next::Stage(id));
        let stage = self.orchestration.stage(id);
        let path = self.path(stage.next);
        let block = Block::of(self.orchestration, Kind::Stage(id)).below(path);
        let Some(fault) = stage.fault else {
            return block;
        };
        self.below.push(None);
        let path = self.path(fault);
        self.below.pop();
        block.fault(self.orchestration, path, STAGE_WIDTH / 2)
    }

    fn decision(&mut self, id: DecisionId) -> Block {
        self.drawn.push(Next::Decision(id));
        let targets = branches(self.orchestration, id);
        let join = self.meeting(&targets);
        if let Some(node) = join {
            self.below.push(Some(node));
        }
        let blocks = (0..)
            .zip(&targets)
            .map(|(n, target)| self.branch(id, n, *target))
            .collect();
        let block = Block::of(self.orchestration, Kind::Decision(id)).fork(blocks);
        let Some(node) = join else { return block };
        self.below.pop();
        let path = self.path(node);
        block.join(path)
    }

    fn branch(&mut self, id: DecisionId, n: usize, target: Next) -> Block {
        let decision = self.orchestration.decision(id);
        let first = decision.first.index();
        let outcome = (n < decision.outcomes.len()).then(|| {
            let number = u16::try_from(first + n).expect("outcomes are numbered by u16");
            OutcomeId(number)
        });
        let path = self.path(target);
        Block::of(self.orchestration, Kind::Outcome(id, outcome)).below(path)
    }

    /// Where branches meet again, unless that is drawn already or will be further down.
    fn meeting(&self, targets: &[Next]) -> Option<Next> {
        let is_placed = |node: Next| self.drawn.contains(&node) || self.below.contains(&Some(node));
        meeting(self.orchestration, targets, &is_placed)
    }
}
