//! What pages and API read, one file per subject.
