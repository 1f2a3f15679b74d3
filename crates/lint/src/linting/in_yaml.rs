//! Edits of YAML files. Each is tried: what is left must say the same but for what was taken out.

use std::ops::Range;

use segue_definition::{Document, Node, Place, SourceFile, cuts, read_flow, write_xml};

use crate::{Edit, Finding, fixed};

/// Gives findings in a YAML file the edits of its text in place of those of metadata.
pub(super) fn translate(findings: &mut [Finding], file: &SourceFile, document: &Document) {
    for finding in findings.iter_mut() {
        // What is left unsaid cannot be replaced.
        finding
            .edit
            .take_if(|edit| !edit.text.is_empty() && edit.range.is_empty());
    }
    let mut removed: Vec<&mut Finding> = findings.iter_mut().filter(|f| removes(f)).collect();
    let starts = |of: &[&mut Finding]| -> Vec<usize> {
        of.iter().map(|f| f.problem.place.range.start).collect()
    };
    let single = |finding: &mut &mut Finding| {
        let cut = cuts(&file.text, &starts(std::slice::from_ref(finding)));
        let is_safe = is_as_wanted(file, document, &[&finding.problem.place], &cut);
        if !is_safe {
            finding.edit = None;
        }
        is_safe
    };
    removed.retain_mut(single);
    let mut ranges = cuts(&file.text, &starts(&removed));
    let places: Vec<&Place> = removed.iter().map(|f| &f.problem.place).collect();
    if !is_as_wanted(file, document, &places, &ranges) {
        // They stand in each other's way: one at a time.
        ranges = cuts(&file.text, &starts(&removed[..removed.len().min(1)]));
        ranges.resize(removed.len(), None);
    }
    for (finding, range) in removed.into_iter().zip(ranges) {
        finding.edit = range.map(removal);
    }
}

/// Whether the finding is put right by taking out what it names.
fn removes(finding: &Finding) -> bool {
    finding
        .edit
        .as_ref()
        .is_some_and(|edit| edit.text.is_empty())
}

fn removal(range: Range<usize>) -> Edit {
    Edit {
        range,
        text: String::new(),
        is_bold: false,
    }
}

/// Whether the file without `cuts` says what it said, without what is named at `places`.
fn is_as_wanted(
    file: &SourceFile,
    document: &Document,
    places: &[&Place],
    cuts: &[Option<Range<usize>>],
) -> bool {
    let edits: Option<Vec<Edit>> = cuts.iter().map(|cut| cut.clone().map(removal)).collect();
    let Some(text) = edits.and_then(|edits| fixed(&file.text, &edits, false)) else {
        return false;
    };
    let Ok(left) = read_flow(document.file, &SourceFile::new(file.path.clone(), text)) else {
        return false;
    };
    let mut wanted = document.root.clone();
    let is_named = |node: &Node| places.contains(&&node.place_of("name"));
    wanted.children.retain(|node| !is_named(node));
    write_xml(&wanted) == write_xml(&left.root)
}
