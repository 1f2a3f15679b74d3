//! What breaks, harms or leaks.

mod dml_statement_in_loop;
mod duplicate_dml_operation;
mod hardcoded_id;
mod hardcoded_secret;
mod hardcoded_url;
mod missing_fault_path;
mod missing_null_handler;
mod process_builder;
mod recursive_after_update;
mod soql_query_in_loop;
mod unsafe_running_context;

pub(super) use dml_statement_in_loop::DML_STATEMENT_IN_LOOP;
pub(super) use duplicate_dml_operation::DUPLICATE_DML_OPERATION;
pub(super) use hardcoded_id::HARDCODED_ID;
pub(super) use hardcoded_secret::HARDCODED_SECRET;
pub(super) use hardcoded_url::HARDCODED_URL;
pub(super) use missing_fault_path::MISSING_FAULT_PATH;
pub(super) use missing_null_handler::MISSING_NULL_HANDLER;
pub(super) use process_builder::PROCESS_BUILDER;
pub(super) use recursive_after_update::RECURSIVE_AFTER_UPDATE;
pub(super) use soql_query_in_loop::SOQL_QUERY_IN_LOOP;
pub(super) use unsafe_running_context::UNSAFE_RUNNING_CONTEXT;
