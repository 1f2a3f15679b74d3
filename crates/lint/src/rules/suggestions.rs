//! What could be better.

mod action_calls_in_loop;
mod api_version;
mod cognitive_complexity;
mod cyclomatic_complexity;
mod get_record_all_fields;
mod inactive_flow;
mod missing_filter_record_trigger;
mod record_id_as_string;
mod same_record_field_updates;
mod transform_instead_of_loop;
mod trigger_order;

pub(super) use action_calls_in_loop::ACTION_CALLS_IN_LOOP;
pub(super) use api_version::API_VERSION;
pub(super) use cognitive_complexity::COGNITIVE_COMPLEXITY;
pub(super) use cyclomatic_complexity::CYCLOMATIC_COMPLEXITY;
pub(super) use get_record_all_fields::GET_RECORD_ALL_FIELDS;
pub(super) use inactive_flow::INACTIVE_FLOW;
pub(super) use missing_filter_record_trigger::MISSING_FILTER_RECORD_TRIGGER;
pub(super) use record_id_as_string::RECORD_ID_AS_STRING;
pub(super) use same_record_field_updates::SAME_RECORD_FIELD_UPDATES;
pub(super) use transform_instead_of_loop::TRANSFORM_INSTEAD_OF_LOOP;
pub(super) use trigger_order::TRIGGER_ORDER;
