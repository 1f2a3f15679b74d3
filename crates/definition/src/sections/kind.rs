//! What a file defines, by its name.

use crate::SourceFile;
use crate::yaml::Form;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Values of a picklist of a standard object.
    StandardValueSet,
    /// Values that several picklists share.
    GlobalValueSet,
    /// An object, in old files with its fields.
    Object,
    /// A field of an object.
    Field,
    /// A validation rule of an object.
    Rule,
    /// A record type of an object.
    RecordType,
    /// Custom labels.
    Labels,
    /// A queue.
    Queue,
    /// A group.
    Group,
    /// A role.
    Role,
    /// A flow or an orchestration.
    Flow,
    /// A record of custom metadata.
    CustomMetadata,
    /// A permission set.
    PermissionSet,
    /// A profile.
    Profile,
    /// Email alerts of an object.
    Workflow,
    /// Segue's own users, groups and queues.
    People,
    /// Segue's own actions that live elsewhere.
    Actions,
    /// Which version of a flow is in force, beside old files that are one version each.
    FlowDefinition,
}

/// Endings of file names, their kind and the root element that it has.
const SUFFIXES: [(&str, Kind, &str); 16] = [
    (
        "standardValueSet",
        Kind::StandardValueSet,
        "StandardValueSet",
    ),
    ("globalValueSet", Kind::GlobalValueSet, "GlobalValueSet"),
    ("object", Kind::Object, "CustomObject"),
    ("field", Kind::Field, "CustomField"),
    ("validationRule", Kind::Rule, "ValidationRule"),
    ("recordType", Kind::RecordType, "RecordType"),
    ("labels", Kind::Labels, "CustomLabels"),
    ("queue", Kind::Queue, "Queue"),
    ("group", Kind::Group, "Group"),
    ("role", Kind::Role, "Role"),
    ("flow", Kind::Flow, "Flow"),
    ("flowDefinition", Kind::FlowDefinition, "FlowDefinition"),
    ("md", Kind::CustomMetadata, "CustomMetadata"),
    ("permissionset", Kind::PermissionSet, "PermissionSet"),
    ("profile", Kind::Profile, "Profile"),
    ("workflow", Kind::Workflow, "Workflow"),
];

impl Kind {
    /// What `file` defines; none is a file that is not read.
    pub(crate) fn of(file: &SourceFile) -> Option<Kind> {
        let name = file.file_name();
        if name == "people.yaml" {
            return Some(Kind::People);
        }
        if name == "actions.yaml" {
            return Some(Kind::Actions);
        }
        if let Some(form) = Form::of(name) {
            return Some(match form {
                Form::Orchestration | Form::Flow => Kind::Flow,
                Form::Object => Kind::Object,
            });
        }
        let name = name.strip_suffix("-meta.xml").unwrap_or(name);
        let (_, suffix) = name.rsplit_once('.')?;
        let found = SUFFIXES.iter().find(|(ending, ..)| *ending == suffix)?;
        // `README.md` is no metadata.
        let is_plain = !file.file_name().ends_with("-meta.xml");
        let is_prose = found.1 == Kind::CustomMetadata && is_plain;
        (!is_prose || file.is_below("customMetadata")).then_some(found.1)
    }

    /// The root element of its files.
    pub(crate) fn root(self) -> &'static str {
        let found = SUFFIXES.iter().find(|(_, kind, _)| *kind == self);
        found.map_or("", |(_, _, root)| root)
    }
}
