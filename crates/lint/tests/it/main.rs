//! Lint from outside.

mod cases;
mod fixes;
mod page;
mod scanner;
mod settings;
mod yaml;
