//! Lookup filters: which records a lookup may name.

use crate::{Logic, Operator, Path, Text};

/// Which records a lookup may name.
#[derive(Clone, Debug, PartialEq)]
pub struct LookupFilter {
    /// How the tests combine.
    pub logic: Logic,
    /// Tests, numbered from 0.
    pub tests: Vec<LookupTest>,
    /// What is said of a record that may not be named; none where the file does not say.
    pub message: Option<String>,
}

/// One test of a lookup filter.
#[derive(Clone, Debug, PartialEq)]
pub struct LookupTest {
    /// What is compared.
    pub left: LookupOperand,
    /// The comparison.
    pub operator: Operator,
    /// It must not hold.
    pub is_denied: bool,
    /// What it is compared with.
    pub right: LookupOperand,
}

/// One side of a test.
#[derive(Clone, Debug, PartialEq)]
pub enum LookupOperand {
    /// A field of the record that is named, also across its lookups.
    Named(Path),
    /// A field of the record that names it: `$Source`.
    Source(Path),
    /// A global, such as `$User.Id`.
    Global(Path),
    /// Texts as they are written; several stand for any of them.
    Written(Vec<Text>),
}

impl LookupFilter {
    /// Paths from the record that names another on which the filter depends.
    pub fn source_paths(&self) -> impl Iterator<Item = &Path> {
        let sides = self.tests.iter().flat_map(|test| [&test.left, &test.right]);
        sides.filter_map(|side| match side {
            LookupOperand::Source(path) => Some(path),
            LookupOperand::Named(_) | LookupOperand::Global(_) | LookupOperand::Written(_) => None,
        })
    }
}
