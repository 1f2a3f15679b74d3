//! What the language promises, from outside.
#![expect(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

mod corpus;
mod formula_calendar;
mod formula_catalogue;
mod formula_errors;
mod formula_functions;
mod formula_language;
mod formula_limits;
mod formula_nulls;
mod formula_unicode;
mod fuzz;
mod logic;
mod numbers;
mod operators;
mod paths;
mod properties;
mod relative_days;
mod schedules;
mod templates;
mod triggers;
mod world;
