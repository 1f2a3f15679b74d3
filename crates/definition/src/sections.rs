//! The kinds of metadata files, one file for each.

pub(crate) mod access;
pub(crate) mod actions;
pub(crate) mod custom_metadata;
pub(crate) mod field;
pub(crate) mod group;
mod kind;
pub(crate) mod labels;
pub(crate) mod object;
pub(crate) mod people;
pub(crate) mod queue;
pub(crate) mod record_type;
pub(crate) mod rule;
pub(crate) mod value_set;
pub(crate) mod vocabulary;
pub(crate) mod workflow;
mod yaml;

pub use custom_metadata::CustomMetadata;
pub(crate) use kind::Kind;
