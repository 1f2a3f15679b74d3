//! The pages.

mod definitions;
mod inbox;
mod people;
mod records;
mod run;
mod runs;
mod work;
