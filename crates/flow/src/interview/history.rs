//! Screens answered so far: where "previous" goes back to.
//!
//! Going back moves the place and keeps the values: what ran between two screens is not undone.

use segue_language::Value;
use serde::{Deserialize, Serialize};

use super::advance::Advance;
use super::frame::{Frame, LoopState};
use super::stop::Stop;
use crate::{ElementId, ElementKind, Flow};

/// How many answered screens an interview remembers.
const VISITS_MAX: usize = 100;

/// An answered screen: the place of each flow of the stack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Visit {
    places: Vec<Place>,
}

/// Where one flow was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    serial: u32,
    at: Option<ElementId>,
    loops: Vec<LoopState>,
}

impl Visit {
    fn of(frames: &[Frame]) -> Visit {
        let places = frames.iter().map(|frame| Place {
            serial: frame.state.serial,
            at: frame.state.at,
            loops: frame.state.loops.clone(),
        });
        Visit {
            places: places.collect(),
        }
    }

    /// Whether every place is in one of the flows.
    pub(crate) fn fits(&self, frames: &[&Frame]) -> bool {
        self.places.iter().all(|place| {
            let serial = place.serial;
            let mut frames = frames.iter();
            frames
                .find(|frame| frame.state.serial == serial)
                .is_some_and(|frame| place.fits(&frame.flow))
        })
    }

    fn is_in(&self, serial: u32) -> bool {
        self.places.iter().any(|place| place.serial == serial)
    }
}

impl Place {
    fn fits(&self, flow: &Flow) -> bool {
        self.at.iter().all(|id| id.0 < flow.elements.len())
            && self.loops.iter().all(|state| state.fits(flow))
    }
}

impl Advance<'_> {
    /// Remembers the screen shown now, as it is being left.
    pub(crate) fn remember_visit(&mut self) {
        let visit = Visit::of(&self.interview.frames);
        let visits = &mut self.interview.shared.visits;
        visits.push(visit);
        if visits.len() > VISITS_MAX {
            visits.remove(0);
            self.forget_ended();
        }
    }

    /// Forgets the ended flows that no screen leads back to any more.
    fn forget_ended(&mut self) {
        let visits = &self.interview.shared.visits;
        self.interview.ended.retain(|frame| {
            let serial = frame.state.serial;
            visits.iter().any(|visit| visit.is_in(serial))
        });
    }

    /// Whether there is a screen to go back to.
    pub(crate) fn has_visits(&self) -> bool {
        !self.interview.shared.visits.is_empty()
    }

    /// Keeps an ended flow when a screen of it can be gone back to.
    pub(crate) fn keep_ended(&mut self, frame: Frame) {
        let serial = frame.state.serial;
        let mut visits = self.interview.shared.visits.iter();
        if visits.any(|visit| visit.is_in(serial)) {
            self.interview.ended.push(frame);
        }
    }

    /// Goes back to the screen answered last.
    pub(crate) fn go_back(&mut self) -> Result<(), Stop> {
        let Some(visit) = self.interview.shared.visits.pop() else {
            return Err(Stop::problem("there is no screen to go back to"));
        };
        for place in &visit.places {
            self.bring_back(place);
        }
        let (frames, others) = std::mem::take(&mut self.interview.frames)
            .into_iter()
            .partition(|frame| visit.is_in(frame.state.serial));
        self.interview.frames = frames;
        others
            .into_iter()
            .for_each(|frame: Frame| self.keep_ended(frame));
        self.interview
            .frames
            .sort_by_key(|frame| frame.state.serial);
        for (depth, place) in visit.places.into_iter().enumerate() {
            self.return_to(depth, place);
        }
        self.restore_loop_items()
    }

    fn bring_back(&mut self, place: &Place) {
        let ended = &mut self.interview.ended;
        let found = ended
            .iter()
            .position(|frame| frame.state.serial == place.serial);
        if let Some(position) = found {
            let frame = ended.remove(position);
            self.interview.frames.push(frame);
        }
    }

    fn return_to(&mut self, depth: usize, place: Place) {
        let is_caller = depth + 1 < self.interview.frames.len();
        let state = &mut self.interview.frames[depth].state;
        state.go(place.at);
        state.entered = is_caller;
        state.loops = place.loops;
    }

    /// Puts the items of the loops around the screen back into their variables.
    fn restore_loop_items(&mut self) -> Result<(), Stop> {
        let flow = self.frame().flow.clone();
        for state in self.frame().state.loops.clone() {
            let ElementKind::Loop(element) = &flow.elements[state.element.0].kind else {
                continue;
            };
            if let Some(item) = state.current(element.descending) {
                self.write(&element.item, item)?;
            }
        }
        Ok(())
    }
}

impl LoopState {
    /// The item that was begun last.
    pub(crate) fn current(&self, descending: bool) -> Option<Value> {
        let position = self.n_begun.checked_sub(1)?;
        let position = match descending {
            true => self.items.len().checked_sub(1 + position)?,
            false => position,
        };
        self.items.get(position).cloned()
    }
}
