//! Interviews as values to be stored.

use std::sync::Arc;

use segue_language::{FlowVersion, Text};
use serde::{Deserialize, Serialize};

use super::Interview;
use crate::Flow;

/// An interview as a value to be stored: its flows by name and version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frozen {}

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
    /// The stored values do not fit the flow.
    #[error("the stored interview does not fit version {} of the flow `{flow}`", .version.0)]
    OtherFlow {
        /// API name of the flow.
        flow: Text,
        /// Its version.
        version: FlowVersion,
    },
}

impl Frozen {
    /// The interview again, with its flows asked from `flows` by name and version.
    ///
    /// # Errors
    /// [`ThawError`] when a flow is gone or another.
    pub fn thaw(
        self,
        _flows: &dyn Fn(&str, FlowVersion) -> Option<Arc<Flow>>,
    ) -> Result<Interview, ThawError> {
        todo!()
    }
}
