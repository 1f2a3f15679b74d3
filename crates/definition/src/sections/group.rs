//! Groups. Their metadata says nothing of their members; `people.yaml` does.

use crate::Group;
use crate::document::Node;

/// The group in the file of that name.
pub(crate) fn group(name: &str, root: &Node) -> Group {
    let label = root.text_of("name").unwrap_or(name);
    let members = root.children("members").map(|node| node.word().to_owned());
    let members: Vec<String> = members.collect();
    Group {
        name: root.text_of("fullName").unwrap_or(name).to_owned(),
        label: label.to_owned(),
        members: (!members.is_empty()).then_some(members),
    }
}
