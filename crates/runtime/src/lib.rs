//! Turns and loops: commands in, one transaction, jobs and outbox after it.
//!
//! Synchronous: a [`Runtime`] lives on one writer thread, and everything that changes anything
//! goes through it. Time is handed in with every call.

mod access;
mod actor;
mod alone;
mod approvals;
mod aside;
mod batch;
mod bench;
mod calls;
mod clock;
mod definitions;
mod deploy;
mod deployed;
pub mod flow_test;
mod hot_runs;
mod interview_driver;
mod jobs;
mod mail;
mod open;
mod options;
mod payload;
mod people;
mod people_change;
mod probe;
mod proviso;
mod published;
mod readers;
mod reads;
mod records;
mod refusal;
mod reply;
mod request;
mod routing;
mod run_objects;
mod runtime;
pub mod scenario;
mod sight;
mod stand_in;
mod starting;
mod turn;
mod view;
mod waiting;
mod work_items;
mod world;
mod writer;

pub use actor::*;
pub use alone::*;
pub use approvals::{
    ApprovalRequest, Decision, MANAGE_APPROVALS, NewSubmission, is_submittable, submission_name,
    submitted_record, submitter_of,
};
pub use bench::*;
pub use calls::*;
pub use clock::*;
pub use deploy::*;
pub use mail::{
    ClaimedMail, Mail, MailClaim, MailKind, MailNext, MailOutcome, Recipient, RefusedRecipient,
};
pub use options::*;
pub use people::PeopleEpoch;
pub use people_change::*;
pub use probe::*;
pub use proviso::Proviso;
pub use readers::*;
pub use reads::Reads;
pub use records::coerce;
pub use refusal::*;
pub use reply::*;
pub use request::*;
pub use routing::USUAL_CAPACITY;
pub use runtime::*;
pub use sight::*;
pub use stand_in::*;
pub use view::*;
pub use world::Trace;
pub use writer::*;
