//! The platform's format of flow files, element by element: whatever it allows is known here.
//!
//! `format/flow.txt` says which elements there are; each is tried in the place where it belongs.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::LazyLock;

use segue_definition::{Options, SourceFile, load, to_xml, to_yaml, write_xml};

use crate::round_trip::read;

/// An element that a type may have.
struct Element {
    name: &'static str,
    /// Its type; none is a text.
    kind: Option<&'static str>,
    is_many: bool,
}

#[derive(Default)]
struct Format {
    /// Elements of each type, in their order, those that it inherits first.
    types: BTreeMap<&'static str, Vec<Element>>,
    words: BTreeMap<&'static str, Vec<&'static str>>,
}

static FORMAT: LazyLock<Format> = LazyLock::new(|| {
    let mut format = Format::default();
    let lines = include_str!("format/flow.txt").lines();
    let mut heading = "";
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parts = line.split_whitespace();
        match (line.starts_with(' '), heading.strip_prefix("= ")) {
            (false, _) => {
                heading = line;
                format.begin(line);
            }
            (true, Some(name)) => format.words.entry(name).or_default().extend(parts),
            (true, None) => {
                let name = heading.split(' ').next().expect("a line is not empty");
                let elements = parts.map(element);
                format.types.entry(name).or_default().extend(elements);
            }
        }
    }
    format
});

fn element(written: &'static str) -> Element {
    let (written, is_many) = match written.strip_suffix('*') {
        Some(one) => (one, true),
        None => (written, false),
    };
    let (name, kind) = match written.split_once(':') {
        Some((name, kind)) => (name, Some(kind)),
        None => (written, None),
    };
    Element {
        name,
        kind,
        is_many,
    }
}

impl Format {
    /// A type begins with what it inherits.
    fn begin(&mut self, heading: &'static str) {
        if let Some((name, base)) = heading.split_once(" < ") {
            let inherited = self.types[base].iter();
            let inherited = inherited.map(|element| Element { ..*element }).collect();
            self.types.insert(name, inherited);
        }
    }

    /// Every type in every place where it may stand, by the names that lead there; a type that
    /// holds itself is followed once.
    fn places(&self) -> Vec<(Vec<&'static str>, &'static str)> {
        let mut places = Vec::new();
        let mut seen = BTreeSet::new();
        let mut queue = VecDeque::from([(vec!["Flow"], "Flow")]);
        while let Some((path, kind)) = queue.pop_front() {
            for element in &self.types[kind] {
                let Some(below) = element.kind.filter(|kind| self.types.contains_key(kind)) else {
                    continue;
                };
                if seen.insert((path[path.len() - 1], element.name, below)) {
                    let mut path = path.clone();
                    path.push(element.name);
                    queue.push_back((path, below));
                }
            }
            places.push((path, kind));
        }
        places
    }

    /// How many samples show each word of each element of a type.
    fn n_samples(&self, kind: &str) -> usize {
        let words = self.types[kind].iter().filter_map(|element| element.kind);
        let words = words.filter_map(|kind| self.words.get(kind));
        words.map(Vec::len).max().unwrap_or(1)
    }

    /// All elements of a type, in order.
    fn children(&self, kind: &str, sample: usize) -> Vec<String> {
        let elements = self.types[kind].iter();
        elements
            .flat_map(|element| {
                let name = element.name;
                let one = format!("<{name}>{}</{name}>", self.text(element, sample));
                std::iter::repeat_n(one, if element.is_many { 2 } else { 1 })
            })
            .collect()
    }

    fn text(&self, element: &Element, sample: usize) -> &'static str {
        match element.kind {
            Some("boolean") => "true",
            Some("number") => "1",
            Some("date") => "2026-03-02",
            Some("time") => "09:00:00.000Z",
            Some("dateTime") => "2026-03-02T09:00:00.000Z",
            Some(kind) => match self.words.get(kind) {
                Some(words) => words[sample % words.len()],
                None => "",
            },
            None => plain(element.name),
        }
    }
}

/// Texts that say something, though the format allows any.
fn plain(name: &str) -> &'static str {
    match name {
        "conditionLogic" | "filterLogic" | "entryConditionLogic" | "exitConditionLogic" => "and",
        "conditionType" => "EntryCondition",
        "timeZoneId" => "Asia/Tokyo",
        "operationMultMatchingRecords"
        | "operationOneMatchingRecord"
        | "operationZeroMatchingRecords" => "None",
        _ => "Anything",
    }
}

/// A file with these elements in that place.
fn file(path: &[&str], children: &[String]) -> SourceFile {
    let process = match path.contains(&"orchestratedStages") {
        true => "Orchestrator",
        false => "AutoLaunchedFlow",
    };
    let mut text = children.concat();
    for name in path[1..].iter().rev() {
        text = format!("<{name}>{text}</{name}>");
    }
    if path.len() > 1 {
        let process = format!("<processType>{process}</processType>");
        let mut parts = ["<label>A</label>".to_owned(), process, text];
        parts.sort();
        text = parts.concat();
    }
    let text = format!("<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">{text}</Flow>");
    SourceFile::new("flows/A.flow-meta.xml", text)
}

/// Each place with each sample.
fn samples() -> impl Iterator<Item = (Vec<&'static str>, &'static str, usize)> {
    let places = FORMAT.places().into_iter();
    places.flat_map(|(path, kind)| {
        let samples = 0..FORMAT.n_samples(kind);
        samples.map(move |sample| (path.clone(), kind, sample))
    })
}

#[test]
fn every_element_and_word_of_the_format_is_known() {
    let doubts = [
        "unknown-element",
        "invalid-value",
        "unknown-operator",
        "repeated-element",
    ];
    let mut found = BTreeSet::new();
    for (path, kind, sample) in samples() {
        let file = file(&path, &FORMAT.children(kind, sample));
        let project = load(vec![file], &Options { infer: true }, None);
        for problem in project.problems.iter() {
            if doubts.contains(&problem.code) {
                found.insert(format!("{}: {}", path.join("/"), problem.message));
            }
        }
    }
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_element_is_written_where_the_platform_writes_it() {
    for (path, kind) in FORMAT.places() {
        let children = FORMAT.children(kind, 0);
        let backwards: Vec<String> = children.iter().rev().cloned().collect();
        let [ordered, backwards] =
            [children, backwards].map(|children| file(&path, &children).text);
        let place = path.join("/");
        assert_eq!(
            names(&write_xml(&read(&backwards).root)),
            names(&ordered),
            "{place}"
        );
    }
}

/// The names of elements in a text, in order.
fn names(text: &str) -> Vec<&str> {
    let tags = text.split('<').skip(1);
    let names = tags.filter_map(|tag| tag.split(['>', ' ', '/']).next());
    names
        .filter(|name| !name.is_empty() && *name != "?xml")
        .collect()
}

#[test]
fn every_element_comes_back_from_yaml() {
    let mut lost = BTreeSet::new();
    for (path, kind, sample) in samples() {
        let file = file(&path, &FORMAT.children(kind, sample));
        let yaml = to_yaml(&file).map(|yaml| SourceFile::new(&*yaml.name, &*yaml.text));
        let back = yaml.and_then(|yaml| to_xml(&yaml)).map(|back| back.text);
        if back.ok() != Some(write_xml(&read(&file.text).root)) {
            lost.insert(path.join("/"));
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}
