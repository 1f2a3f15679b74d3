//! The API from outside: requests through the whole router, on a store in memory.

mod approvals;
mod bed;
mod calls;
mod definitions;
mod deployments;
mod document;
mod live;
mod mails;
mod people;
mod records;
mod routing;
mod run_page;
mod runs;
mod surroundings;
mod work;
