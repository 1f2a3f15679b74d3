//! Interviews as values to be stored.

use std::sync::Arc;

use segue_language::{FlowVersion, Text};
use serde::{Deserialize, Serialize};

use super::frame::{Frame, FrameState, LoopState};
use super::shared::Shared;
use super::{Interview, Submission};
use crate::{ElementId, ElementKind, Flow, Slot};

/// An interview as a value to be stored: its flows by name and version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    frames: Vec<FrozenFrame>,
    ended: Vec<FrozenFrame>,
    shared: Shared,
    submission: Option<Submission>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct FrozenFrame {
    flow: Text,
    version: FlowVersion,
    state: FrameState,
}

/// Why a stored interview could not be read back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThawError {
    /// A version of a flow is gone.
    #[error("version {} of the flow `{flow}` is missing", .version.0)]
    MissingFlow {
        /// API name of the flow.
        flow: Text,
        /// Its version.
        version: FlowVersion,
    },
    /// It has no flow, or leads back to one that is not in it.
    #[error("the stored interview is incomplete")]
    Incomplete,
    /// The stored values do not fit the flow.
    #[error("the stored interview does not fit version {} of the flow `{flow}`", .version.0)]
    OtherFlow {
        /// API name of the flow.
        flow: Text,
        /// Its version.
        version: FlowVersion,
    },
}

type Flows<'a> = dyn Fn(&str, FlowVersion) -> Option<Arc<Flow>> + 'a;

impl Frozen {
    /// The interview as a value.
    pub(crate) fn of(interview: &Interview) -> Frozen {
        Frozen {
            frames: interview.frames.iter().map(FrozenFrame::of).collect(),
            ended: interview.ended.iter().map(FrozenFrame::of).collect(),
            shared: interview.shared.clone(),
            submission: interview.submission.clone(),
        }
    }

    /// The interview again, with its flows asked from `flows` by name and version.
    ///
    /// # Errors
    /// [`ThawError`] when a flow is gone or another.
    pub fn thaw(self, flows: &Flows) -> Result<Interview, ThawError> {
        let thaw = |frames: Vec<FrozenFrame>| -> Result<Vec<Frame>, ThawError> {
            frames.into_iter().map(|frame| frame.thaw(flows)).collect()
        };
        let frames = thaw(self.frames)?;
        let ended = thaw(self.ended)?;
        let known: Vec<&Frame> = frames.iter().chain(&ended).collect();
        if frames.is_empty() || !self.shared.visits.iter().all(|visit| visit.fits(&known)) {
            return Err(ThawError::Incomplete);
        }
        Ok(Interview {
            frames,
            ended,
            shared: self.shared,
            submission: self.submission,
        })
    }
}

impl FrozenFrame {
    fn of(frame: &Frame) -> FrozenFrame {
        FrozenFrame {
            flow: frame.flow.name.clone(),
            version: frame.version,
            state: frame.state.clone(),
        }
    }

    fn thaw(self, flows: &Flows) -> Result<Frame, ThawError> {
        let (flow, version) = (self.flow, self.version);
        let Some(found) = flows(&flow, version) else {
            return Err(ThawError::MissingFlow { flow, version });
        };
        if !self.state.fits(&found) {
            return Err(ThawError::OtherFlow { flow, version });
        }
        Ok(Frame {
            flow: found,
            version,
            state: self.state,
        })
    }
}

impl LoopState {
    /// Whether it is a loop of the flow.
    pub(crate) fn fits(&self, flow: &Flow) -> bool {
        self.element.0 < flow.elements.len()
            && self.body.len() == flow.elements.len()
            && self.n_begun <= self.items.len()
    }
}

impl FrameState {
    /// Whether every number in it is one of the flow's.
    fn fits(&self, flow: &Flow) -> bool {
        let (n_elements, n_slots) = (flow.elements.len(), flow.resources.len());
        let is_element = |id: &ElementId| id.0 < n_elements;
        let is_slot = |slot: &Slot| slot.0 < n_slots;
        self.values.len() == n_slots
            && self.n_begun <= n_slots
            && self.at.iter().all(is_element)
            && self.answered.iter().chain(&self.faulted).all(is_element)
            && self.chosen.iter().all(|(a, b)| is_slot(a) && is_slot(b))
            && self.loops.iter().all(|state| state.fits(flow))
            && self
                .page
                .iter()
                .all(|page| page.slots().all(|slot| is_slot(&slot)))
            && self.fits_progress(flow)
    }

    fn fits_progress(&self, flow: &Flow) -> bool {
        let element = self.at.and_then(|id| flow.elements.get(id.0));
        match element.map(|element| &element.kind) {
            Some(ElementKind::Assignment(items)) => self.progress <= items.len(),
            Some(ElementKind::Screen(screen)) => self.progress <= screen.actions.len(),
            Some(ElementKind::SortCollection(kind)) => {
                self.partial.len() == self.progress * kind.by.len()
            }
            _ => true,
        }
    }
}
