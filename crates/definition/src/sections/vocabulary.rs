//! Which elements a flow file may have, and where.

use crate::compile::Notes;
use crate::document::Node;

/// Warns of elements of `root` that flows do not have.
pub(crate) fn check(_root: &Node, _notes: &mut Notes) {}
