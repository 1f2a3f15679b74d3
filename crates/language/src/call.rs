//! What crosses a call of a flow: which version, which values.

use serde::{Deserialize, Serialize};

use crate::{Text, Value};

/// Number of a deployed version of a flow, unique in a database.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct FlowVersion(pub i64);

/// Names and values: inputs of a call, outputs of a flow or step.
pub type Values = Vec<(Text, Value)>;
