//! Objects of which each part has a file of its own, as the source format keeps them: fields,
//! validation rules, record types and the like.

use super::super::lower::Form;
use super::super::print::{Comments, print};
use super::super::raise::raise;
use super::{
    ConvertError, Converted, as_comment, loss, lowered, notes_of, read_any, read_yaml,
    take_comments,
};
use crate::SourceFile;
use crate::canonical::write_xml;
use crate::document::Node;

/// A kind of part: its folder, the ending of its files, its root element, and its element within
/// an object.
struct Part {
    folder: &'static str,
    ending: &'static str,
    root: &'static str,
    tag: &'static str,
}

const fn part(
    folder: &'static str,
    ending: &'static str,
    root: &'static str,
    tag: &'static str,
) -> Part {
    Part {
        folder,
        ending,
        root,
        tag,
    }
}

static PARTS: [Part; 10] = [
    part("fields", "field", "CustomField", "fields"),
    part(
        "validationRules",
        "validationRule",
        "ValidationRule",
        "validationRules",
    ),
    part("recordTypes", "recordType", "RecordType", "recordTypes"),
    part("listViews", "listView", "ListView", "listViews"),
    part(
        "compactLayouts",
        "compactLayout",
        "CompactLayout",
        "compactLayouts",
    ),
    part("fieldSets", "fieldSet", "FieldSet", "fieldSets"),
    part("webLinks", "webLink", "WebLink", "webLinks"),
    part(
        "businessProcesses",
        "businessProcess",
        "BusinessProcess",
        "businessProcesses",
    ),
    part("indexes", "index", "Index", "indexes"),
    part(
        "sharingReasons",
        "sharingReason",
        "SharingReason",
        "sharingReasons",
    ),
];

/// The API name of the object that a file is of, or of a part of which it is.
pub fn object_of(file: &SourceFile) -> Option<&str> {
    if file.file_name().ends_with(".object-meta.xml") {
        return Some(file.stem());
    }
    part_of(file)?;
    let mut folders = file.path.rsplit('/').skip(2);
    folders.next().filter(|name| !name.is_empty())
}

fn part_of(file: &SourceFile) -> Option<&'static Part> {
    let name = file.file_name().strip_suffix("-meta.xml")?;
    let (_, ending) = name.rsplit_once('.')?;
    PARTS.iter().find(|part| part.ending == ending)
}

/// The YAML of the object `name`, of its file and the files of its parts, or of some of them.
///
/// # Errors
/// The first file that has errors.
pub fn object_to_yaml(name: &str, files: &[&SourceFile]) -> Result<Converted, ConvertError> {
    let mut notes = String::new();
    let mut whole: Option<Node> = None;
    let mut parts = Vec::new();
    for file in files {
        let part = part_of(file);
        let wanted = part.map_or("CustomObject", |part| part.root);
        let mut root = read_any(file, wanted)?;
        notes.extend(take_comments(&mut root).iter().map(|note| as_comment(note)));
        match part {
            None => whole = Some(root),
            Some(part) => {
                root.tag = part.tag.into();
                root.extra = None;
                parts.push(root);
            }
        }
    }
    let mut root = whole.unwrap_or_else(|| empty_object(&parts));
    root.children.extend(parts);
    let text = print(&raise(&root, Form::Object), &Comments::new());
    if lowered(&text, Form::Object).as_deref() != Some(&*write_xml(&root)) {
        return Err(loss());
    }
    Ok(Converted {
        name: format!("{name}.object.yaml"),
        text: notes + &text,
    })
}

/// An object of which only parts are known.
fn empty_object(parts: &[Node]) -> Node {
    let mut root = parts.first().cloned().expect("there is a file");
    root.tag = "CustomObject".into();
    root.text = "".into();
    root.children = Vec::new();
    root
}

/// The metadata files of an object in YAML, each part in a file of its own, below the folder of
/// the object.
///
/// # Errors
/// It has errors, or is no object in YAML.
pub fn object_to_parts(file: &SourceFile) -> Result<Vec<Converted>, ConvertError> {
    if Form::of(file.file_name()) != Some(Form::Object) {
        return Err(ConvertError::OneFormOnly);
    }
    let (yaml, mut root) = read_yaml(file, Form::Object)?;
    let mut notes = notes_of(file, &yaml);
    let object = file.stem();
    let mut files = Vec::new();
    let (parts, left): (Vec<Node>, Vec<Node>) = std::mem::take(&mut root.children)
        .into_iter()
        .partition(|child| file_of(child).is_some());
    if !left.is_empty() {
        root.children = left;
        root.extra = notes.take();
        files.push(Converted {
            name: format!("{object}/{object}.object-meta.xml"),
            text: write_xml(&root),
        });
    }
    for mut child in parts {
        let Some((part, name)) = file_of(&child) else {
            continue;
        };
        child.tag = part.root.into();
        child.extra = notes.take();
        files.push(Converted {
            name: format!("{object}/{}/{name}.{}-meta.xml", part.folder, part.ending),
            text: write_xml(&child),
        });
    }
    Ok(files)
}

/// The kind and the name of a part that has a file of its own; those without a name have none.
fn file_of(child: &Node) -> Option<(&'static Part, String)> {
    let mut kinds = PARTS.iter();
    let part = kinds.find(|part| *part.tag == *child.tag)?;
    let name = child.text_of("fullName").unwrap_or_default();
    let is_name = !name.is_empty() && !name.contains(['/', '\\']) && child.extra.is_none();
    is_name.then(|| (part, name.to_owned()))
}
