//! The pages on which people work.

mod definitions;
mod inbox;
mod records;
mod work;
