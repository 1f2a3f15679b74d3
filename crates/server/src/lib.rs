//! The program `segue`: its command line, the REST API, the pages.
//!
//! Start at `routes`: one table lists every URL. What all of them share is in `app`.

mod api;
mod app;
mod assets;
mod bulk;
mod calls;
mod command_line;
mod commands;
mod delivery;
mod deployment;
mod drawing;
mod edge;
mod identity;
mod observe;
mod openapi;
mod pages;
mod people;
mod problem;
mod queries;
mod random;
mod routes;
mod serve;
mod settings;
#[cfg(test)]
mod specs;

#[cfg(test)]
mod cases;

pub use app::App;
pub use command_line::main;
pub use routes::router;
pub use settings::{MailSettings, Settings};
