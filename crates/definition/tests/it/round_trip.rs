//! Reading a metadata file and writing it again, over all real files: what was in canonical form
//! is the same to the byte, and what was not means the same.

use std::collections::BTreeMap;
use std::path::Path;

use expect_test::expect;
use segue_definition::{Document, FileId, Node, Options, Project, SourceFile, load, write_xml};

use crate::corpus::corpus;

/// All metadata files below `folder`.
pub(crate) fn metadata(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the corpus can be read") {
            let path = entry.expect("the corpus can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with("-meta.xml") {
                let text = std::fs::read_to_string(&path).expect("the corpus can be read");
                found.push((path.to_string_lossy().into_owned(), text));
            }
        }
    }
    found.sort();
    found
}

pub(crate) fn read(text: &str) -> Document {
    Document::read(FileId(0), text).expect("the corpus is well-formed")
}

/// A tree without places; the elements of one name in their order, the names in that of the
/// alphabet, as their order among each other means nothing.
pub(crate) fn tree(node: &Node) -> String {
    let mut children: Vec<&Node> = node.children.iter().collect();
    children.sort_by(|a, b| a.tag.cmp(&b.tag));
    let children: Vec<String> = children.into_iter().map(tree).collect();
    let extra = node.extra.as_deref().map(|extra| &extra.attributes);
    let extra = extra.filter(|attributes| !attributes.is_empty() && &*node.tag != "Flow");
    format!(
        "<{} nil={} {extra:?} {:?}>{}</>",
        node.tag,
        node.is_nil,
        node.text,
        children.concat()
    )
}

#[test]
fn files_in_canonical_form_are_written_as_they_are() {
    let Some(corpus) = corpus() else { return };
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, text) in metadata(&corpus) {
        let class = difference(&text, &write_xml(&read(&text).root));
        assert_ne!(class, "no reason found", "{path}");
        *classes.entry(class).or_default() += 1;
    }
    expect![[r#"
        {
            "a declaration in another form": 21,
            "elements in another order": 69,
            "empty elements, literal sections in another form": 2,
            "identical": 264,
            "no line end at the end, or more than one": 14,
            "other indentation, lines broken": 34,
            "quotation marks that are not escaped, or as numbers": 3,
        }
    "#]]
    .assert_debug_eq(&classes);
}

/// Why a file is not in canonical form: each class is a difference that the platform itself never
/// writes, made by another program or by hand.
fn difference(text: &str, written: &str) -> &'static str {
    let is_same = |text: &str| text == written;
    let with_declaration = |text: &str| {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        match first.trim_end() {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>"
            | "<?xml version='1.0' encoding='UTF-8' ?>" => {
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{rest}")
            }
            _ => text.to_owned(),
        }
    };
    let ended = |text: &str| format!("{}\n", text.trim_end());
    let quoted = |text: &str| {
        let text = text.replace("&#39;", "&apos;");
        let mut out = String::new();
        let mut is_tag = false;
        for c in text.chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                _ => {}
            }
            match c {
                '"' if !is_tag => out.push_str("&quot;"),
                '\'' if !is_tag => out.push_str("&apos;"),
                c => out.push(c),
            }
        }
        out
    };
    let shape = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let line_ends = text.replace("\r\n", "\n");
    let declared = with_declaration(&line_ends);
    if is_same(text) {
        "identical"
    } else if is_same(&ended(text)) {
        "no line end at the end, or more than one"
    } else if is_same(&ended(&line_ends)) {
        "line ends of Windows"
    } else if is_same(&ended(&declared)) {
        "a declaration in another form"
    } else if is_same(&quoted(&ended(&declared))) {
        "quotation marks that are not escaped, or as numbers"
    } else if shape(&quoted(&ended(&declared))) == shape(written) {
        "other indentation, lines broken"
    } else if is_out_of_order(text, written) {
        "elements in another order"
    } else if tree(&read(text).root) == tree(&read(written).root) {
        "empty elements, literal sections in another form"
    } else {
        "no reason found"
    }
}

fn is_out_of_order(text: &str, written: &str) -> bool {
    fn names(node: &Node, out: &mut Vec<String>) {
        out.push(node.tag.to_string());
        node.children.iter().for_each(|child| names(child, out));
    }
    let (mut a, mut b) = (Vec::new(), Vec::new());
    names(&read(text).root, &mut a);
    names(&read(written).root, &mut b);
    let is_other = a != b;
    a.sort();
    b.sort();
    is_other && a == b
}

#[test]
fn what_is_written_reads_as_the_same_tree() {
    let Some(corpus) = corpus() else { return };
    for (path, text) in metadata(&corpus) {
        let first = read(&text);
        let written = write_xml(&first.root);
        assert_eq!(tree(&first.root), tree(&read(&written).root), "{path}");
        assert_eq!(written, write_xml(&read(&written).root), "{path}");
    }
}

#[test]
fn what_is_written_compiles_to_the_same_definition() {
    let Some(corpus) = corpus() else { return };
    for (path, text) in metadata(&corpus) {
        let written = write_xml(&read(&text).root);
        let (before, after) = (compiled(&path, &text), compiled(&path, &written));
        let is_same = match is_out_of_order(&text, &written) {
            false => before == after,
            // Elements are numbered in the order of the file.
            true => without_numbers(&before) == without_numbers(&after),
        };
        assert!(is_same, "{path}");
    }
}

/// The lines of a model in order of the alphabet, without the numbers of elements.
fn without_numbers(model: &str) -> Vec<&str> {
    let is_number = |line: &&str| line.trim_end_matches(',').parse::<u32>().is_err();
    let mut lines: Vec<&str> = model.lines().map(str::trim).filter(is_number).collect();
    lines.sort_unstable();
    lines
}

/// What becomes of a file alone.
pub(crate) fn compiled(path: &str, text: &str) -> String {
    let options = Options { infer: true };
    let project = load(vec![SourceFile::new(path, text)], &options, None);
    model(&project)
}

/// A project as text, without the text and the places of its files.
pub(crate) fn model(project: &Project) -> String {
    let flows = project
        .flows
        .iter()
        .map(|flow| (&flow.name, flow.status, &flow.item));
    let orchestrations = project.orchestrations.iter();
    let orchestrations = orchestrations.map(|o| (&o.name, o.status, &o.item));
    format!(
        "{:#?}{:#?}{:#?}{:#?}{:#?}",
        flows.collect::<Vec<_>>(),
        orchestrations.collect::<Vec<_>>(),
        project.objects.iter().collect::<Vec<_>>(),
        project.labels,
        project.people
    )
}
