//! The server from outside: its real router on a database in memory.

mod pages;
mod site;
mod support;
