//! Permission sets and profiles: the custom permissions that they give.

use crate::document::Node;

/// Names of the custom permissions that a permission set or a profile gives.
pub(crate) fn permissions(root: &Node) -> Vec<String> {
    let given = root.children("customPermissions");
    given
        .filter(|permission| permission.text_of("enabled") != Some("false"))
        .map(|permission| permission.name().to_owned())
        .collect()
}
