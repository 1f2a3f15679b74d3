//! The REST API, one file per resource.

mod account;
mod approvals;
mod definitions;
mod deployments;
mod endpoints;
mod etag;
mod extract;
mod health;
mod interviews;
pub(crate) mod live;
mod mails;
mod people;
mod presence;
mod records;
mod runs;
mod values;
mod work_items;

pub(crate) use health::{is_alive, is_ready};

use crate::openapi::Schema;
use crate::problem::{Answer, Problem};
use crate::routes::Route;

/// Rows of a page when nobody says how many.
const PAGE: usize = 50;
/// Rows of a page at most.
const PAGE_MAX: usize = 200;

/// Schemas of all resources.
pub(crate) const SCHEMAS: &[&[Schema]] = &[
    runs::SCHEMAS,
    runs::BODIES,
    work_items::SCHEMAS,
    records::SCHEMAS,
    definitions::SCHEMAS,
    deployments::SCHEMAS,
    people::SCHEMAS,
    people::GROUP_SCHEMAS,
    presence::SCHEMAS,
    presence::ROUTING_SCHEMAS,
    account::SCHEMAS[0],
    account::SCHEMAS[1],
    account::SCHEMAS[2],
    account::SCHEMAS[3],
    account::SCHEMAS[4],
    account::SCHEMAS[5],
    approvals::SCHEMAS,
    approvals::OF_RECORDS,
    mails::SCHEMAS,
    endpoints::SCHEMAS,
    interviews::SCHEMAS,
];

/// Routes of all resources.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = runs::routes();
    routes.extend(work_items::routes());
    routes.extend(records::routes());
    routes.extend(definitions::routes());
    routes.extend(deployments::routes());
    routes.extend(people::routes());
    routes.extend(presence::routes());
    routes.extend(account::routes());
    routes.extend(approvals::routes());
    routes.extend(mails::routes());
    routes.extend(endpoints::routes());
    routes.extend(interviews::routes());
    routes
}

/// How many rows a page has.
fn limit(asked: Option<usize>) -> Answer<usize> {
    match asked.unwrap_or(PAGE) {
        limit if (1..=PAGE_MAX).contains(&limit) => Ok(limit),
        _ => Err(
            Problem::invalid(format!("A page has 1 to {PAGE_MAX} rows."))
                .at("limit", "is out of range"),
        ),
    }
}

/// Where a page begins, as the page before told it.
fn cursor(text: Option<&str>) -> Answer<Option<i64>> {
    let number = text.map(str::parse).transpose();
    number.map_err(|_| Problem::invalid("The cursor is none of ours.").at("cursor", "is unknown"))
}
