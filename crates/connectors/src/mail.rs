//! Mail over SMTP: how a message is composed, and what a mail server made of it.

mod composing;
mod connection;
mod failure;
mod server;
mod settings;

pub use composing::{Message, Unsendable, address_of, compose, domain_of, is_address};
pub use connection::MailConnection;
pub use failure::{MailFailure, Taken};
pub use server::MailServer;
pub use settings::{MailSecurity, MailServerSettings, UnusableMailServer};
