//! Deployments: from a zip, a folder or texts to what is in force. The API, the pages and
//! `segue serve --project` all come this way.

mod activation;
mod archive;
mod base;
mod carrying;
mod checking;
mod located;
mod watching;

pub(crate) use activation::{activate, outlook};
pub(crate) use archive::{ARCHIVE_BYTES_MAX, Fault, check_path, read_archive};
pub(crate) use base::{Base, base_of, read_base};
pub(crate) use carrying::{Done, check_offer, deploy_offer};
pub(crate) use checking::{Checked, Offer, check};
pub(crate) use located::Located;
pub(crate) use watching::watch;
