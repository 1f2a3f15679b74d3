//! Groups. Their metadata says nothing of their members.

use crate::Group;
use crate::document::Node;

/// The group in the file of that name.
pub(crate) fn group(name: &str, root: &Node) -> Group {
    let label = root.text_of("name").unwrap_or(name);
    Group {
        name: root.text_of("fullName").unwrap_or(name).to_owned(),
        label: label.to_owned(),
        members: None,
    }
}
