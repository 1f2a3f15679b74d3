//! Permission sets and profiles: the custom permissions that they give, and what they allow with which
//! objects and fields.

use crate::document::Node;
use crate::{FieldPermission, ObjectPermission, PermissionSet};

/// What a permission set or a profile says.
pub(crate) fn permission_set(root: &Node, is_profile: bool) -> PermissionSet {
    let given = root.children("customPermissions");
    let custom = given
        .filter(|permission| permission.text_of("enabled") != Some("false"))
        .map(|permission| permission.name().to_owned());
    PermissionSet {
        is_profile,
        custom: custom.collect(),
        objects: root
            .children("objectPermissions")
            .filter_map(object_permission)
            .collect(),
        fields: root
            .children("fieldPermissions")
            .filter_map(field_permission)
            .collect(),
        default_types: root
            .children("recordTypeVisibilities")
            .filter(|node| node.flag("default"))
            .filter_map(default_type)
            .collect(),
    }
}

fn object_permission(node: &Node) -> Option<(String, ObjectPermission)> {
    let permission = ObjectPermission {
        create: node.flag("allowCreate"),
        read: node.flag("allowRead"),
        edit: node.flag("allowEdit"),
        delete: node.flag("allowDelete"),
    };
    Some((node.text_of("object")?.to_ascii_lowercase(), permission))
}

fn field_permission(node: &Node) -> Option<(String, FieldPermission)> {
    let editable = node.flag("editable");
    let permission = FieldPermission { editable };
    Some((node.text_of("field")?.to_ascii_lowercase(), permission))
}

/// `Case.Support` is the record type `Support` of the object `Case`.
fn default_type(node: &Node) -> Option<(String, String)> {
    let (object, name) = node.text_of("recordType")?.split_once('.')?;
    Some((object.to_ascii_lowercase(), name.to_owned()))
}
