//! Playing flow tests: each on a fresh database, with the project's other flows around it.

mod finding;
mod playing;

pub use finding::{Found, root_of};
pub use playing::play;
