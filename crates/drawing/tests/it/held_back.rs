//! Files like those of the corpus, and yet others: the same definitions, written otherwise, are
//! read with the same problems, written again without loss, and drawn alike.

use segue_definition::{Document, FileId, Options, Project, SourceFile, load, write_xml};
use segue_drawing::{Placed, Sizes, layout};

use crate::corpus::{corpus, flow_files, model};
use crate::mutate::{MUTATIONS, Mutation};

/// How often each file is written otherwise in each way that takes a seed.
const SEEDS: u64 = 2;

/// What is seen of a file.
#[derive(Debug, PartialEq)]
struct Seen {
    codes: Vec<&'static str>,
    placed: Placed,
    n_elements: usize,
    canonical: String,
}

fn seen(path: &str, text: &str, looks_the_same: bool) -> Seen {
    let file = SourceFile::new(path, text);
    let project = load(vec![file], &Options { infer: true }, None);
    let model = model(&project).unwrap_or_else(|| panic!("{path} is no definition:\n{text}"));
    let placed = layout(&model, &Sizes::default()).expect("it is not too large");
    let document = Document::read(FileId(0), text).expect("it is well-formed");
    Seen {
        codes: codes(&project),
        n_elements: model.elements.len(),
        placed: if looks_the_same {
            placed
        } else {
            Placed::default()
        },
        canonical: write_xml(&document.root),
    }
}

fn codes(project: &Project) -> Vec<&'static str> {
    let mut codes: Vec<&str> = project
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect();
    codes.sort_unstable();
    codes
}

/// What a version of the platform does not have yet is a problem of its own.
fn depends_on_version(code: &str) -> bool {
    code.contains("version")
}

/// What is otherwise although it should not be.
fn differences(file: &SourceFile, canonical: &str, (name, write): Mutation) -> Vec<String> {
    let look = |text: &str| {
        let mut seen = seen(&file.path, text, looks_the_same(name));
        seen.codes.retain(|code| !depends_on_version(code));
        seen
    };
    let before = look(canonical);
    let mut texts: Vec<String> = (0..SEEDS)
        .map(|seed| write(canonical, seed + canonical.len() as u64))
        .collect();
    texts.dedup();
    let found = texts.iter().filter_map(|text| {
        let after = look(text);
        let again = Document::read(FileId(0), &after.canonical).expect("it is well-formed");
        let what = match () {
            () if before.codes != after.codes => {
                format!("problems {:?}, {:?}", before.codes, after.codes)
            }
            () if before.n_elements != after.n_elements => "elements".to_owned(),
            () if before.placed != after.placed => "drawing".to_owned(),
            () if changes_nothing(name) && before.canonical != after.canonical => {
                "canonical form".to_owned()
            }
            () if write_xml(&again.root) != after.canonical => "round trip".to_owned(),
            () => return None,
        };
        Some(format!("{}: {}: {what}", name, file.path))
    });
    found.collect()
}

/// Whether it looks the same when it is drawn, to the pixel.
fn looks_the_same(name: &str) -> bool {
    !["another order of the elements", "labels in other scripts"].contains(&name)
}

/// Whether only the writing is otherwise, so that the canonical form is the same.
fn changes_nothing(name: &str) -> bool {
    let writings = [
        "line ends of another system",
        "a byte order mark",
        "no declaration",
        "tabs in place of spaces",
    ];
    writings.contains(&name)
}

#[test]
fn what_is_written_otherwise_means_the_same() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus");
        return;
    };
    let (mut n_checked, mut found) = (0, Vec::new());
    for file in flow_files(&corpus) {
        let document = Document::read(FileId(0), &file.text).expect("it is well-formed");
        let canonical = write_xml(&document.root);
        for mutation in MUTATIONS {
            found.extend(differences(&file, &canonical, mutation));
            n_checked += 1;
        }
    }
    println!("{n_checked} files written otherwise");
    assert!(found.is_empty(), "{} differ: {found:#?}", found.len());
    assert!(n_checked >= 380 * MUTATIONS.len());
}
