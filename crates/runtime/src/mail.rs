//! Mail: what tells people about their work and about runs that failed. It is stored with its turn;
//! somebody outside the writer sends it later and says what became of it.

mod addresses;
mod delivery;
mod failure;
mod letter;
mod notice;
mod progress;
mod shown;
mod unsent;

pub(crate) use addresses::address;
pub use delivery::{ClaimedMail, MailClaim, MailNext, MailOutcome, Recipient};
pub use letter::MailKind;
pub(crate) use letter::{Letter, NewMail};
pub use shown::{Mail, RefusedRecipient};
pub(crate) use unsent::UnsentMails;

pub(crate) use failure::FailureMails;
