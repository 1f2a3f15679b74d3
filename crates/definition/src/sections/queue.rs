//! Queues.

use crate::Queue;
use crate::document::Node;

/// The queue in the file of that name.
pub(crate) fn queue(name: &str, root: &Node) -> Queue {
    let label = root.text_of("name").unwrap_or(name);
    Queue {
        name: root.text_of("fullName").unwrap_or(name).to_owned(),
        label: label.to_owned(),
        members: root.child("queueMembers").map(members),
        objects: root
            .children("queueSobject")
            .filter_map(|object| object.text_of("sobjectType").map(str::to_owned))
            .collect(),
        email: root
            .text_of("email")
            .map(str::trim)
            .filter(|email| !email.is_empty())
            .map(str::to_owned),
        mails_members: root.flag("doesSendEmailToMembers"),
    }
}

/// User names and API names of groups.
fn members(node: &Node) -> Vec<String> {
    let users = node.children("users").flat_map(|all| all.children("user"));
    let groups = node
        .children("publicGroups")
        .flat_map(|all| all.children("publicGroup"));
    users
        .chain(groups)
        .map(|member| member.word().to_owned())
        .collect()
}
