//! From text to checked definitions, or to every problem in it at once.
//!
//! Reads Salesforce metadata (flows, objects, value sets, labels, queues, groups) and Segue's own
//! YAML, and writes both in canonical form. Start at [`load`]: [`document`](Document) keeps the place of everything that is
//! read, `sections` know the kinds of files, `compile` makes models of them, `checks` find what
//! needs more than one name at a time.

mod alerts;
mod built_in;
mod canonical;
mod catalogue;
mod checks;
mod compile;
mod document;
mod flow_tests;
mod objects;
mod people;
mod problem;
mod project;
mod rendering;
mod sections;
mod source;
mod suggestion;
mod yaml;

pub use alerts::*;
pub use canonical::write_xml;
pub use catalogue::{owner_field, standard_object, standard_objects, system_fields};
pub use document::*;
pub use flow_tests::*;
pub use objects::*;
pub use people::*;
pub use problem::*;
pub use project::*;
pub use rendering::{Findings, SarifRule, human, json, sarif, sarif_of};
pub use sections::CustomMetadata;
pub use source::*;
pub use suggestion::suggest;
pub use yaml::{
    ConvertError, Converted, Schema, Several, cuts, format, holds_people, object_of,
    object_to_parts, object_to_yaml, people_to_xml, people_to_yaml, read_flow, schema, to_xml,
    to_yaml, yaml_fault,
};
