//! The pages, one file per screen.

pub(crate) mod layout;
pub(crate) mod moment;
pub(crate) mod status;
