//! `--fix`: edits flow files so that nothing but what is removed changes, and keeps what `check`
//! would find a new error in as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context;
use segue_definition::{Options, Severity, SourceFile, load};
use segue_lint::{Linted, Settings, fixed, lint};

use super::say;

/// Most times that the files are looked at: what is removed may have been the only use of
/// something else.
const ROUNDS_MAX: usize = 16;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// New texts by path.
type Texts = BTreeMap<String, String>;

/// Puts right what `linted` found in `files`, and looks at them again.
///
/// # Errors
/// A file cannot be written.
pub(super) fn fix(
    files: &[SourceFile],
    linted: Linted,
    settings: &Settings,
    boldly: bool,
) -> anyhow::Result<Linted> {
    let mut texts = Texts::new();
    let mut current = linted;
    for _ in 0..ROUNDS_MAX {
        let edited = edited(&current, boldly);
        if edited.is_empty() {
            break;
        }
        texts.extend(edited);
        current = lint(with(files, &texts), settings);
    }
    for path in worsened(files, &texts) {
        say(&format!(
            "segue lint: {path} is left as it is: `segue check` would find an error"
        ));
        texts.remove(&path);
    }
    let mut kept = Vec::new();
    for (path, text) in &texts {
        if !write(path, text)? {
            say(&format!(
                "segue lint: {path} is left as it is: it is no UTF-8 text"
            ));
            kept.push(path.clone());
        }
    }
    texts.retain(|path, _| !kept.contains(path));
    say(&match texts.len() {
        1 => "segue lint: changed 1 file".to_owned(),
        n_files => format!("segue lint: changed {n_files} files"),
    });
    Ok(lint(with(files, &texts), settings))
}

/// The texts of the files in which something can be put right.
fn edited(linted: &Linted, boldly: bool) -> Texts {
    let mut texts = Texts::new();
    for (id, file) in linted.sources.iter() {
        let findings = linted.findings.iter().filter(|(at, _)| *at == id);
        let edits = findings.filter_map(|(_, finding)| finding.edit.as_ref());
        if let Some(text) = fixed(&file.text, edits, boldly) {
            texts.insert(file.path.clone(), text);
        }
    }
    texts
}

fn with(files: &[SourceFile], texts: &Texts) -> Vec<SourceFile> {
    let changed = |file: &SourceFile| match texts.get(&file.path) {
        Some(text) => SourceFile::new(file.path.clone(), text.as_str()),
        None => file.clone(),
    };
    files.iter().map(changed).collect()
}

/// The changed files in which `check` finds an error that it did not find before.
fn worsened(files: &[SourceFile], texts: &Texts) -> Vec<String> {
    if texts.is_empty() {
        return Vec::new();
    }
    let before = errors(files.to_vec());
    let after = errors(with(files, texts));
    let new: BTreeSet<&String> = after.difference(&before).map(|(path, ..)| path).collect();
    // An error elsewhere may come from any of them.
    let is_elsewhere = new.iter().any(|path| !texts.contains_key(*path));
    let mut paths = texts.keys().cloned().collect::<Vec<_>>();
    paths.retain(|path| is_elsewhere || new.contains(path));
    paths
}

/// The errors of a project: path, code and message. Lines move when something is removed.
fn errors(files: Vec<SourceFile>) -> BTreeSet<(String, &'static str, String)> {
    let project = load(files, &Options { infer: true }, None);
    let errors = project.problems.iter();
    errors
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| {
            let path = project.sources.get(problem.place.file).path.clone();
            (path, problem.code, problem.message.clone())
        })
        .collect()
}

/// Writes a file beside the old one and puts it in its place, so that a full disk loses nothing.
/// Returns whether it was one whose bytes are its text.
fn write(path: &str, text: &str) -> anyhow::Result<bool> {
    let old = fs::read(path).with_context(|| format!("cannot read `{path}`"))?;
    let mut new = Vec::with_capacity(text.len() + BYTE_ORDER_MARK.len());
    if old.starts_with(BYTE_ORDER_MARK) {
        new.extend_from_slice(BYTE_ORDER_MARK);
    } else if std::str::from_utf8(&old).is_err() {
        return Ok(false);
    }
    new.extend_from_slice(text.as_bytes());
    let beside = Path::new(path).with_extension("xml.segue-new");
    let write = || {
        fs::write(&beside, &new)?;
        fs::set_permissions(&beside, fs::metadata(path)?.permissions())?;
        fs::rename(&beside, path)
    };
    write().with_context(|| format!("cannot write `{path}`"))?;
    Ok(true)
}
