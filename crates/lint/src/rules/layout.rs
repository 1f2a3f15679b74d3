//! What makes a flow harder to read.

mod auto_layout;
mod copy_api_name;
mod flow_description;
mod flow_name;
mod missing_metadata_description;
mod unconnected_element;
mod unused_variable;

pub(super) use auto_layout::AUTO_LAYOUT;
pub(super) use copy_api_name::COPY_API_NAME;
pub(super) use flow_description::FLOW_DESCRIPTION;
pub(super) use flow_name::FLOW_NAME;
pub(super) use missing_metadata_description::MISSING_METADATA_DESCRIPTION;
pub(super) use unconnected_element::UNCONNECTED_ELEMENT;
pub(super) use unused_variable::UNUSED_VARIABLE;
