//! Converting and formatting files. What comes out is read again before it is given away: if it
//! does not say the same, nothing is.

mod decomposed;
mod people;

use saphyr::LoadableYamlNode;

pub use decomposed::{object_of, object_to_parts, object_to_yaml};
pub(crate) use people::teams_in;
pub use people::{Several, holds_people, people_to_xml, people_to_yaml};

use super::lower::Form;
use super::print::{Comments, print};
use super::raise::raise;
use super::tree::{Content, Yaml};
use super::{comments, lower, parse};
use crate::canonical::write_xml;
use crate::document::{Document, Extra, Node};
use crate::sections::Kind;
use crate::{FileId, Place, Problem, Problems, Severity, SourceFile, Sources};

/// A file in another form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The name of the file, without a folder.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Why a file has no other form.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// It has errors, and what cannot be read would be lost.
    #[error("it has errors")]
    Bad(Box<(Problems, Sources)>),
    /// Only flows, orchestrations and objects have both forms.
    #[error("only flows, orchestrations and objects have a form in XML and one in YAML")]
    OneFormOnly,
    /// It is in that form already.
    #[error("it is in that form already")]
    Already,
    /// It holds something that would be lost.
    #[error("{0}")]
    Loss(String),
}

/// The YAML of a metadata file.
///
/// # Errors
/// It has errors, or no form in YAML.
pub fn to_yaml(file: &SourceFile) -> Result<Converted, ConvertError> {
    let kind = Kind::of(file).ok_or(ConvertError::OneFormOnly)?;
    if Form::of(file.file_name()).is_some() {
        return Err(ConvertError::Already);
    }
    if !matches!(kind, Kind::Flow | Kind::Object) {
        return Err(ConvertError::OneFormOnly);
    }
    let mut root = read_xml(file, kind)?;
    let notes = take_comments(&mut root);
    let (form, suffix) = form_of(&root);
    let yaml = raise(&root, form);
    let text = print(&yaml, &Comments::new());
    if lowered(&text, form).as_deref() != Some(&*write_xml(&root)) {
        return Err(loss());
    }
    let notes: String = notes.iter().map(|note| as_comment(note)).collect();
    Ok(Converted {
        name: format!("{}.{suffix}.yaml", file.stem()),
        text: notes + &text,
    })
}

/// The metadata file of a YAML file.
///
/// # Errors
/// It has errors, or no form in XML.
pub fn to_xml(file: &SourceFile) -> Result<Converted, ConvertError> {
    let Some(form) = Form::of(file.file_name()) else {
        return Err(match Kind::of(file) {
            Some(Kind::People | Kind::Actions) | None => ConvertError::OneFormOnly,
            Some(_) => ConvertError::Already,
        });
    };
    let (yaml, mut root) = read_yaml(file, form)?;
    if let Some(notes) = notes_of(file, &yaml) {
        root.extra = Some(notes);
    }
    let suffix = match form {
        Form::Orchestration | Form::Flow => "flow",
        Form::Object => "object",
    };
    Ok(Converted {
        name: format!("{}.{suffix}-meta.xml", file.stem()),
        text: write_xml(&root),
    })
}

/// The comments of a YAML file, before the element that holds them.
fn notes_of(file: &SourceFile, yaml: &Yaml) -> Option<Box<Extra>> {
    let nothing = Yaml {
        content: Content::Null,
        range: 0..0,
    };
    let notes = comments::carried(&file.text, yaml, &nothing);
    let notes: Vec<Box<str>> = notes
        .into_values()
        .flatten()
        .map(|note| xml_comment(&note))
        .collect();
    (!notes.is_empty()).then(|| {
        Box::new(Extra {
            before: notes,
            ..Extra::default()
        })
    })
}

/// The canonical text of a file.
///
/// # Errors
/// It has errors, or holds something that would be lost.
pub fn format(file: &SourceFile) -> Result<String, ConvertError> {
    if let Some(form) = Form::of(file.file_name()) {
        let (yaml, root) = read_yaml(file, form)?;
        let raised = raise(&root, form);
        let text = print(&raised, &comments::carried(&file.text, &yaml, &raised));
        return match lowered(&text, form).as_deref() == Some(&*write_xml(&root)) {
            true => Ok(text),
            false => Err(loss()),
        };
    }
    match Kind::of(file) {
        Some(Kind::People | Kind::Actions) => format_plain(file),
        Some(kind) => {
            let root = read_xml(file, kind)?;
            refuse_what_is_dropped(&file.text, &root)?;
            Ok(write_xml(&root))
        }
        None if file.file_name().ends_with(".scenario.yaml") => format_plain(file),
        None => Err(ConvertError::OneFormOnly),
    }
}

/// A file whose maps and lists stay as they are.
fn format_plain(file: &SourceFile) -> Result<String, ConvertError> {
    let mut problems = Problems::new();
    let Some(yaml) = parse(FileId(0), &file.text, &mut problems) else {
        return Err(bad(file, problems));
    };
    let text = print(&yaml, &comments::carried(&file.text, &yaml, &yaml));
    let again = parse(FileId(0), &text, &mut problems);
    let is_same = again.is_some_and(|again| is_same(&yaml, &again));
    match is_same && values(&file.text) == values(&text) {
        true => Ok(text),
        false => Err(loss()),
    }
}

/// What a text says: a number in quotation marks is another value than one without.
fn values(text: &str) -> Option<Vec<saphyr::Yaml<'_>>> {
    saphyr::Yaml::load_from_str(text).ok()
}

fn is_same(a: &Yaml, b: &Yaml) -> bool {
    match (&a.content, &b.content) {
        (Content::Null, Content::Null) => true,
        (Content::Scalar { text, .. }, Content::Scalar { text: other, .. }) => text == other,
        (Content::List(a), Content::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Content::Map(a), Content::Map(b)) => {
            let pairs = a.iter().zip(b);
            let mut same = pairs.map(|(a, b)| a.0.text() == b.0.text() && is_same(&a.1, &b.1));
            a.len() == b.len() && same.all(|same| same)
        }
        _ => false,
    }
}

/// The canonical metadata of a YAML text; none when it has errors.
fn lowered(text: &str, form: Form) -> Option<String> {
    let mut problems = Problems::new();
    let yaml = parse(FileId(0), text, &mut problems)?;
    let root = lower::lower(FileId(0), text, form, &yaml, &mut problems);
    problems.is_empty().then(|| write_xml(&root))
}

fn read_yaml(file: &SourceFile, form: Form) -> Result<(Yaml, Node), ConvertError> {
    let mut problems = Problems::new();
    let yaml = parse(FileId(0), &file.text, &mut problems);
    let yaml = match yaml {
        Some(yaml) if file.fault.is_none() => yaml,
        _ => return Err(bad(file, problems)),
    };
    let root = lower::lower(FileId(0), &file.text, form, &yaml, &mut problems);
    match problems.has_errors() {
        false => Ok((yaml, root)),
        true => Err(bad(file, problems)),
    }
}

fn read_xml(file: &SourceFile, kind: Kind) -> Result<Node, ConvertError> {
    read_any(file, kind.root())
}

fn read_any(file: &SourceFile, wanted: &str) -> Result<Node, ConvertError> {
    let mut problems = Problems::new();
    match Document::read(FileId(0), &file.text) {
        Err(problem) => problems.push(*problem),
        Ok(document) if *document.root.tag != *wanted => {
            let place = document.root.tag_place();
            let problem = Problem::unexpected_root(&place, &document.root.tag, wanted);
            problems.push(problem);
        }
        Ok(document) => return Ok(document.root),
    }
    Err(bad(file, problems))
}

/// Text between elements and processing instructions mean nothing in metadata, and are not read.
fn refuse_what_is_dropped(text: &str, root: &Node) -> Result<(), ConvertError> {
    fn stray(node: &Node) -> Option<&Node> {
        let has_it = node
            .extra
            .as_ref()
            .is_some_and(|extra| !extra.stray_text.is_empty());
        if has_it {
            return Some(node);
        }
        node.children.iter().find_map(stray)
    }
    if let Some(node) = stray(root) {
        let line = text[..node.range.start].matches('\n').count() + 1;
        return Err(ConvertError::Loss(format!(
            "`{}` at line {line} has text between its elements, which would be lost; remove it",
            node.tag
        )));
    }
    let body = text.strip_prefix("<?xml").unwrap_or(text);
    match body.contains("<?") {
        true => Err(ConvertError::Loss(
            "it has a processing instruction `<?…?>`, which would be lost; remove it".to_owned(),
        )),
        false => Ok(()),
    }
}

fn bad(file: &SourceFile, mut problems: Problems) -> ConvertError {
    if let Some(fault) = file.fault {
        problems.push(Problem::unreadable(&Place::start_of(FileId(0)), fault));
    }
    let mut sources = Sources::default();
    sources.add(file.clone());
    debug_assert!(problems.count(Severity::Error) > 0);
    problems.sort();
    ConvertError::Bad(Box::new((problems, sources)))
}

fn loss() -> ConvertError {
    ConvertError::Loss(
        "it holds something that the other form cannot say; please report it with the file"
            .to_owned(),
    )
}

/// Takes the comments out of a document, in order, and text that means nothing.
fn take_comments(node: &mut Node) -> Vec<Box<str>> {
    let mut comments = Vec::new();
    let extra = node.extra.take();
    let extra = extra.map(|extra| *extra).unwrap_or_default();
    comments.extend(extra.before);
    if !extra.stray_text.is_empty() {
        let note = format!(
            "left out, as it stood between elements: {}",
            extra.stray_text
        );
        comments.push(note.into());
    }
    for child in &mut node.children {
        comments.extend(take_comments(child));
    }
    comments.extend(extra.after);
    if !extra.attributes.is_empty() {
        node.extra = Some(Box::new(Extra {
            attributes: extra.attributes,
            ..Extra::default()
        }));
    }
    comments
}

fn as_comment(note: &str) -> String {
    let lines = note.trim().lines();
    let comment = |line: &str| match line.trim() {
        "" => "#\n".to_owned(),
        line => format!("# {line}\n"),
    };
    lines.map(comment).collect()
}

/// Two dashes would end it.
fn xml_comment(note: &str) -> Box<str> {
    format!(" {} ", note.trim().replace("--", "- -")).into()
}

/// The form that a flow has in YAML, and the ending of its file.
fn form_of(root: &Node) -> (Form, &'static str) {
    if &*root.tag == "CustomObject" {
        return (Form::Object, "object");
    }
    match root.text_of("processType") {
        Some("Orchestrator" | "AppProcess" | "ApprovalWorkflow") => {
            (Form::Orchestration, "orchestration")
        }
        _ => (Form::Flow, "flow"),
    }
}

impl Form {
    /// What a file of that name defines, when it is in YAML.
    pub(crate) fn of(name: &str) -> Option<Form> {
        let name = name.strip_suffix(".yaml")?;
        match name.rsplit_once('.')?.1 {
            "orchestration" => Some(Form::Orchestration),
            "flow" => Some(Form::Flow),
            "object" => Some(Form::Object),
            _ => None,
        }
    }
}
