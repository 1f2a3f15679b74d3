//! Malformed definitions by the hundred: each a clear error of the right kind, none accepted, none
//! a panic. Real files are damaged in one place each, and whole files are made up.

mod attacks;
mod damages;
mod made_up;

use std::collections::BTreeMap;

use segue_definition::{Options, Project, Severity, SourceFile, load};

use damages::{DAMAGES, Damage, Leaf, leaves};

/// Malformed definitions that the tests together give to the reader.
const DEFINITIONS_MIN: usize = 600;
/// Attacks through XML itself.
const ATTACKS_MIN: usize = 100;
/// What is doubtful only: it may be meant.
const WARNINGS: [&str; 2] = ["restless-cycle", "misplaced-element"];
/// Damages of one kind in one file; more of them would only take time.
const EACH_MAX: usize = 12;

#[test]
fn every_malformed_definition_is_refused_for_the_right_reason() {
    let mut n_tried = 0;
    let mut wrong = Vec::new();
    for file in real_files() {
        let before = codes(&alone(&file));
        for damage in DAMAGES {
            let leaves = leaves(&file.text);
            let chosen: Vec<&Leaf> = leaves.iter().filter(|leaf| damage.hits(leaf)).collect();
            let stride = chosen.len().div_ceil(EACH_MAX).max(1);
            for leaf in chosen.into_iter().step_by(stride) {
                n_tried += 1;
                let found = codes(&alone(&damaged(&file, damage, leaf)));
                let count =
                    |codes: &BTreeMap<&str, usize>| codes.get(damage.code).copied().unwrap_or(0);
                if count(&found) <= count(&before) {
                    wrong.push(format!(
                        "{}: {} of <{}>{}: {found:?}",
                        file.file_name(),
                        damage.name,
                        leaf.tag,
                        leaf.text
                    ));
                }
            }
        }
    }
    for (name, text, code) in made_up::definitions() {
        n_tried += 1;
        let project = alone(&SourceFile::new("flows/Made_Up.flow-meta.xml", text));
        let all = codes(&project);
        let is_found = match WARNINGS.contains(&code) {
            true => all.contains_key(code),
            false => errors(&project).contains_key(code),
        };
        if !is_found {
            wrong.push(format!("{name}: no error {code}, but {all:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {n_tried}: {wrong:#?}", wrong.len());
    assert!(n_tried >= DEFINITIONS_MIN, "only {n_tried}");
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let mut n_tried = 0;
    for file in real_files().into_iter().step_by(3) {
        let ends = (1..file.text.len()).step_by(file.text.len().div_ceil(60).max(1));
        // What is cut off behind the last element is only white space.
        let last = file.text.trim_end().len();
        for end in ends.filter(|end| file.text.is_char_boundary(*end) && *end < last) {
            n_tried += 1;
            let cut = SourceFile::new(file.path.clone(), &file.text[..end]);
            let project = alone(&cut);
            assert!(
                errors(&project).contains_key("malformed-xml"),
                "{} at {end}",
                file.path
            );
            assert!(project.flows.is_empty() && project.orchestrations.is_empty());
        }
    }
    assert!(n_tried >= 200, "only {n_tried}");
}

#[test]
fn attacks_through_xml_are_refused() {
    let attacks = attacks::attacks();
    assert!(attacks.len() >= ATTACKS_MIN, "only {}", attacks.len());
    let mut wrong = Vec::new();
    for (name, bytes) in attacks {
        let project = alone(&SourceFile::of_bytes("flows/Attack.flow-meta.xml", bytes));
        let is_taken = !project.flows.is_empty() || !project.orchestrations.is_empty();
        if !project.problems.has_errors() || is_taken {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "accepted: {wrong:?}");
}

#[test]
fn each_error_says_what_is_wrong_and_where() {
    for (name, text, _) in made_up::definitions() {
        let project = alone(&SourceFile::new("flows/Made_Up.flow-meta.xml", text));
        for problem in project.problems.iter() {
            assert!(problem.message.len() > 10, "{name}: {}", problem.message);
            let place = &problem.place;
            let length = project.sources.get(place.file).text.len();
            let (start, end) = (place.range.start, place.range.end);
            assert!(
                start <= end && end <= length,
                "{name}: {place:?} of {length}"
            );
        }
    }
}

fn real_files() -> Vec<SourceFile> {
    crate::mutations::example()
}

fn alone(file: &SourceFile) -> Project {
    load(vec![file.clone()], &Options { infer: true }, None)
}

fn damaged(file: &SourceFile, damage: &Damage, leaf: &Leaf) -> SourceFile {
    let (before, after) = (&file.text[..leaf.start], &file.text[leaf.end..]);
    let text = format!("{before}{}{after}", (damage.make)(leaf));
    SourceFile::new(file.path.clone(), text)
}

/// How often each code was found.
fn codes(project: &Project) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for problem in project.problems.iter() {
        *codes.entry(problem.code).or_default() += 1;
    }
    codes
}

fn errors(project: &Project) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for problem in project
        .problems
        .iter()
        .filter(|p| p.severity == Severity::Error)
    {
        *codes.entry(problem.code).or_default() += 1;
    }
    codes
}
