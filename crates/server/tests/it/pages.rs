//! The pages.

mod canary;
mod components;
mod definitions;
mod files;
mod inbox;
mod people;
mod records;
mod run;
mod runs;
mod work;
