//! Records and queries.

mod fixture;
mod queries;
mod same_as_conditions;
mod schema;
mod writes;
