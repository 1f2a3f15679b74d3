//! Segue's own form of definitions: short YAML with the same model as metadata files. It is
//! lowered to the elements of metadata, with places in the YAML text; what reads, compiles and
//! checks definitions knows nothing of it.

mod comments;
mod convert;
mod cut;
mod fold;
mod grammar;
mod lower;
mod node;
mod offsets;
mod print;
mod raise;
mod schema;
mod span;
mod text;
mod tree;
mod words;

pub(crate) use convert::teams_in;
pub use convert::{ConvertError, Converted, format, to_xml, to_yaml};
pub use convert::{
    Several, holds_people, object_of, object_to_parts, object_to_yaml, people_to_xml,
    people_to_yaml,
};
pub use cut::cuts;
pub(crate) use lower::{Form, SUGGESTIONS_MAX, shortened};
pub(crate) use offsets::Offsets;
pub use schema::{Schema, schema};
pub(crate) use words::translate;

use crate::document::Document;
use crate::{FileId, Place, Problem, Problems, SourceFile};

/// Reads a YAML file as the document that it stands for. What is no YAML is a problem and nothing
/// else.
pub(crate) fn read(
    file: FileId,
    text: &str,
    form: Form,
    problems: &mut Problems,
) -> Option<Document> {
    let yaml = parse(file, text, problems)?;
    let root = lower::lower(file, text, form, &yaml, problems);
    Some(Document { file, root })
}

/// Reads a flow or an orchestration in either form.
///
/// # Errors
/// What is wrong with its text.
pub fn read_flow(id: FileId, file: &SourceFile) -> Result<Document, Problems> {
    let mut problems = Problems::new();
    let document = match Form::of(file.file_name()) {
        Some(form) => read(id, &file.text, form, &mut problems),
        None => match Document::read(id, &file.text) {
            Ok(document) => Some(document),
            Err(problem) => {
                problems.push(*problem);
                None
            }
        },
    };
    document.filter(|_| !problems.has_errors()).ok_or(problems)
}

/// Why a text is not taken as YAML, and at which byte: it is none, or it would grow while it is
/// read, or is nested too deep.
pub fn yaml_fault(text: &str) -> Option<(usize, String)> {
    match tree::read(text).err()? {
        tree::Refusal::Malformed { at, reason } => Some((at.start, reason)),
        refusal => {
            let problem = problem(FileId(0), refusal);
            Some((problem.place.range.start, problem.message))
        }
    }
}

/// The tree of a YAML text; what is no YAML is a problem.
pub(crate) fn parse(file: FileId, text: &str, problems: &mut Problems) -> Option<tree::Yaml> {
    match tree::read(text) {
        Ok(yaml) => Some(yaml),
        Err(refusal) => {
            problems.push(problem(file, refusal));
            None
        }
    }
}

fn problem(file: FileId, refusal: tree::Refusal) -> Problem {
    match refusal {
        tree::Refusal::Malformed { at, reason } => {
            Problem::malformed_yaml(&Place::new(file, at), &reason)
        }
        tree::Refusal::TooDeep { at } => {
            Problem::too_deep_yaml(&Place::new(file, at), tree::DEPTH_MAX)
        }
        tree::Refusal::TooLarge {
            at,
            what,
            size,
            limit,
        } => Problem::too_large(&Place::new(file, at), what, size, limit),
    }
}
