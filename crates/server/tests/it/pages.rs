//! The pages on which people work.

mod inbox;
mod records;
mod work;
