//! What becomes of definition files, seen from outside.

mod bad_yaml;
mod cases;
mod compatibility;
mod corpus;
mod corpus_errors;
mod flows;
mod format;
mod large;
mod malformed;
mod mutations;
mod objects;
mod orchestrations;
mod other_metadata;
mod outline;
mod projects;
mod round_trip;
mod schema;
mod slips;
mod walks;
mod yaml;
