//! The kinds of metadata files, one file for each.

pub(crate) mod field;
pub(crate) mod group;
mod kind;
pub(crate) mod labels;
pub(crate) mod object;
pub(crate) mod people;
pub(crate) mod queue;
pub(crate) mod value_set;
pub(crate) mod vocabulary;

pub(crate) use kind::Kind;
