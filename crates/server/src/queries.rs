//! What pages and API read, one file per subject.

pub(crate) mod actions;
pub(crate) mod audit;
pub(crate) mod calls;
pub(crate) mod definitions;
pub(crate) mod drafts;
pub(crate) mod eyes;
pub(crate) mod files;
pub(crate) mod inputs;
pub(crate) mod items;
pub(crate) mod lookups;
pub(crate) mod mails;
pub(crate) mod people;
pub(crate) mod presence;
pub(crate) mod records;
pub(crate) mod routing;
pub(crate) mod run_chart;
pub(crate) mod run_detail;
pub(crate) mod run_failures;
pub(crate) mod run_history;
pub(crate) mod run_list;
pub(crate) mod run_preview;
pub(crate) mod runs;
pub(crate) mod takers;
pub(crate) mod versions;
pub(crate) mod views;
pub(crate) mod work;
