//! What pages and API read, one file per subject.

pub(crate) mod runs;
