//! Queries: which records a flow asks for, as data.

use crate::{Logic, Operator, Text, Value};

/// A query for records of one object.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// API name of the object.
    pub object: Text,
    /// Which records; texts compare without regard to case.
    pub filter: Filter,
    /// Order; ties go by Id in the same direction.
    pub sort: Option<Sort>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// Which records: comparisons of fields with values.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// How the comparisons combine; [`Logic::All`] without comparisons is every record.
    pub logic: Logic,
    /// Field comparisons, numbered from 0.
    pub comparisons: Vec<Comparison>,
}

/// One field compared with one value. A dotted field follows lookups.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// API name of the field.
    pub field: Text,
    /// The comparison.
    pub operator: Operator,
    /// The value.
    pub value: Value,
}

/// The order of a query's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// API name of the field.
    pub field: Text,
    /// Largest first.
    pub descending: bool,
}

impl Filter {
    /// Every record.
    pub fn all() -> Self {
        Filter {
            logic: Logic::All,
            comparisons: Vec::new(),
        }
    }
}
