//! The REST API, one file per resource.

mod health;

pub(crate) use health::{is_alive, is_ready};

use crate::openapi::Schema;
use crate::routes::Route;

/// Schemas of all resources.
pub(crate) const SCHEMAS: &[Schema] = &[];

/// Routes of all resources.
pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}
