//! From YAML to the elements of metadata, each with its place in the YAML text, so that whatever is
//! wrong with a definition points there.

mod conditions;
mod generic;
mod shapes;
mod times;
mod transforms;
mod values;

use std::ops::Range;

pub(super) use self::transforms::{AGGREGATES, Aggregate, join_text, side_json};

use super::fold::fold;
use super::grammar::{ELEMENTS, FLOW, Grammar, OBJECT, ORCHESTRATION, Shape};
use super::node::{Maker, Surroundings};
use super::tree::{Content, Yaml};
use crate::canonical;
use crate::document::Node;
use crate::sections::vocabulary;
use crate::{FileId, Problem, Problems, suggest};

/// Since this version conditions of stages and steps say of which kind they are.
pub(super) const TYPED_SINCE: u16 = 60;

/// Problems of a file for which what was meant is looked for.
pub(crate) const SUGGESTIONS_MAX: usize = 200;

/// What a YAML file defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Orchestration,
    Flow,
    Object,
}

impl Form {
    /// The grammar of its file.
    pub(super) fn grammar(self) -> &'static Grammar {
        match self {
            Form::Orchestration => &ORCHESTRATION,
            Form::Flow => &FLOW,
            Form::Object => &OBJECT,
        }
    }
}

/// The root element that `yaml` stands for.
pub(super) fn lower(
    file: FileId,
    source: &str,
    form: Form,
    yaml: &Yaml,
    problems: &mut Problems,
) -> Node {
    let grammar = form.grammar();
    let mut lowering = Lowering {
        file,
        source,
        problems,
        is_typed: api_of(yaml) >= TYPED_SINCE,
    };
    let around = Surroundings {
        name: "",
        label: entry_of(yaml, grammar.keys[0].key)
            .and_then(Yaml::text)
            .unwrap_or_default(),
        next: first_of(yaml, form),
    };
    let first = yaml.range.start..(yaml.range.start + 1).min(source.len());
    let maker = Maker {
        file,
        key: first,
        range: yaml.range.clone(),
    };
    let children = lowering.children(yaml, grammar, around, &maker);
    let has_label = children.iter().any(|node| &*node.tag == "label");
    if !has_label && entry_of(yaml, grammar.keys[0].key).is_none() {
        let place = lowering.place(&maker.key);
        let problem = Problem::missing_key(&place, grammar.keys[0].key, grammar.name);
        lowering.problems.push(problem);
    }
    let mut root = maker.branch(grammar.tag, children);
    canonical::sort(&mut root);
    root
}

pub(super) fn entry_of<'y>(yaml: &'y Yaml, key: &str) -> Option<&'y Yaml> {
    let Content::Map(entries) = &yaml.content else {
        return None;
    };
    let found = entries.iter().find(|(name, _)| name.text() == Some(key));
    found.map(|(_, value)| value)
}

fn api_of(yaml: &Yaml) -> u16 {
    let written = entry_of(yaml, "api").and_then(Yaml::text).unwrap_or("67.0");
    let whole = written.split('.').next().unwrap_or_default();
    whole.parse().unwrap_or(0)
}

/// The topmost element or stage: where a run begins unless it says otherwise.
fn first_of(yaml: &Yaml, form: Form) -> Option<&str> {
    // A flow may have stages of another kind.
    let section = match form {
        Form::Orchestration => entry_of(yaml, "stages")?,
        Form::Flow | Form::Object => entry_of(yaml, "elements")?,
    };
    match &section.content {
        Content::Map(entries) => entries.first()?.0.text(),
        _ => None,
    }
}

struct Lowering<'a> {
    file: FileId,
    source: &'a str,
    problems: &'a mut Problems,
    /// Whether conditions say of which kind they are.
    is_typed: bool,
}

impl Lowering<'_> {
    /// The elements that a map of that kind stands for, those that it leaves unsaid among them.
    fn children(
        &mut self,
        yaml: &Yaml,
        grammar: &'static Grammar,
        around: Surroundings<'_>,
        maker: &Maker,
    ) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut said = Vec::new();
        for (key, value) in self.entries(yaml, grammar.name) {
            self.entry(grammar, (key, value), around, &mut nodes, &mut said);
        }
        for key in grammar.keys {
            let tags = key.shape.tags();
            let is_said = |tag: &&str| said.contains(tag) || nodes.iter().any(|n| *n.tag == **tag);
            if !tags.iter().any(is_said) {
                let unsaid = maker.unsaid(key, around, &nodes);
                nodes.extend(unsaid);
            }
        }
        fold(nodes, maker)
    }

    fn entry(
        &mut self,
        grammar: &'static Grammar,
        (key, value): (&Yaml, &Yaml),
        around: Surroundings<'_>,
        nodes: &mut Vec<Node>,
        said: &mut Vec<&'static str>,
    ) {
        let name = key.text().unwrap_or_default();
        let maker = self.maker(key, value);
        if let Some(known) = grammar.keys.iter().find(|known| known.key == name) {
            let is_choice = matches!(known.shape, Shape::Elements);
            if !is_choice {
                said.extend(known.shape.tags());
            }
            if !value.is_null() {
                nodes.extend(self.shape(&known.shape, &maker, value, around));
            }
        } else if name == "xml" {
            for (tag, value) in self.entries(value, "xml") {
                let maker = self.maker(tag, value);
                let tag = tag.text().unwrap_or_default();
                nodes.extend(self.generic(tag, "", &maker, value));
            }
        } else if !grammar.is_strict() && is_metadata(grammar.tag, name) {
            nodes.extend(self.generic(name, grammar.tag, &maker, value));
        } else {
            self.unknown_key(key, grammar);
        }
    }

    fn unknown_key(&mut self, key: &Yaml, grammar: &Grammar) {
        let keys = grammar.keys.iter().map(|known| known.key);
        let metadata = vocabulary::children_of(grammar.tag).unwrap_or_default();
        let known: Vec<&str> = keys.chain(metadata.iter().copied()).collect();
        self.unknown_key_of(key, grammar.noun(), &known);
    }

    fn unknown_key_of(&mut self, key: &Yaml, whose: &str, known: &[&str]) {
        let name = shortened(key.text().unwrap_or_default());
        let suggestion = self.meant(&name, known);
        let place = self.place(&key.range);
        let problem = Problem::unknown_key(&place, &name, whose, suggestion);
        self.problems.push(problem);
    }

    /// What was probably meant. Whoever has that many problems has others first.
    fn meant(&self, name: &str, known: &[&str]) -> Option<String> {
        let is_one_of_few = self.problems.len() < SUGGESTIONS_MAX;
        is_one_of_few
            .then(|| suggest(name, known.iter().copied()))
            .flatten()
    }

    /// The entries of a map; anything else is a problem.
    fn entries<'y>(&mut self, yaml: &'y Yaml, what: &str) -> Vec<(&'y Yaml, &'y Yaml)> {
        match &yaml.content {
            Content::Map(entries) => entries.iter().map(|(key, value)| (key, value)).collect(),
            Content::Null => Vec::new(),
            Content::Scalar { .. } | Content::List(_) => {
                self.invalid(yaml, &format!("a map for {what}"));
                Vec::new()
            }
        }
    }

    fn maker(&self, key: &Yaml, value: &Yaml) -> Maker {
        Maker {
            file: self.file,
            key: key.range.clone(),
            range: key.range.start..value.range.end.max(key.range.end),
        }
    }

    /// Elements that stand where a value stands.
    fn maker_of(&self, value: &Yaml) -> Maker {
        Maker {
            file: self.file,
            key: value.range.clone(),
            range: value.range.clone(),
        }
    }

    fn place(&self, range: &Range<usize>) -> crate::Place {
        crate::Place::new(self.file, range.clone())
    }

    /// Where the text of a scalar stands, without its quotation marks.
    fn content(&self, yaml: &Yaml) -> Range<usize> {
        let range = yaml.range.clone();
        let is_quoted = matches!(
            yaml.content,
            Content::Scalar {
                is_plain: false,
                ..
            }
        ) && self.source[range.clone()].starts_with(['"', '\'']);
        match is_quoted && range.len() >= 2 {
            true => range.start + 1..range.end - 1,
            false => range,
        }
    }

    /// Where a part of the text of a scalar stands.
    fn part(&self, yaml: &Yaml, part: &Range<usize>) -> Range<usize> {
        let content = self.content(yaml);
        match yaml.text() == Some(&self.source[content.clone()]) {
            true => content.start + part.start..content.start + part.end,
            false => content,
        }
    }

    fn invalid(&mut self, yaml: &Yaml, expected: &str) {
        self.invalid_word(yaml, expected, &[]);
    }

    fn invalid_word(&mut self, yaml: &Yaml, expected: &str, known: &[&str]) {
        let found = match &yaml.content {
            Content::Scalar { text, .. } => shortened(text),
            Content::Null => "nothing".to_owned(),
            Content::List(_) => "a list".to_owned(),
            Content::Map(_) => "a map".to_owned(),
        };
        let suggestion = self.meant(&found, known);
        let place = self.place(&yaml.range);
        self.problems
            .push(Problem::invalid_value(&place, &found, expected, suggestion));
    }
}

/// Long texts are not repeated in full.
pub(crate) fn shortened(text: &str) -> String {
    const CHARACTERS_MAX: usize = 60;
    match text.char_indices().nth(CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Whether metadata has an element `tag` below `parent`, as far as that is described.
pub(super) fn is_metadata(parent: &str, tag: &str) -> bool {
    vocabulary::children_of(parent).is_none_or(|known| known.contains(&tag))
}

/// The kind of element that a map describes, by the key that only that kind has.
pub(super) fn element_of(yaml: &Yaml) -> Option<&'static Grammar> {
    let has = |key: &str| entry_of(yaml, key).is_some();
    let found = ELEMENTS.iter().find(|element| has(element.key));
    found.map(|element| element.grammar)
}

/// A file of which a part is lowered.
pub(super) struct Lowered<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) grammar: &'static Grammar,
}

/// The element that an entry of a map by name stands for, with its name.
pub(super) fn lower_named(
    of: &Lowered<'_>,
    (key, value): (&Yaml, &Yaml),
    problems: &mut Problems,
) -> Node {
    let mut lowering = Lowering {
        file: of.file,
        source: of.text,
        problems,
        is_typed: false,
    };
    // Members alone may stand in place of the whole.
    let is_members = matches!(value.content, Content::List(_));
    let members = Yaml {
        content: Content::Map(vec![(Yaml::plain("members"), value.clone())]),
        range: value.range.clone(),
    };
    let value = if is_members { &members } else { value };
    let mut root = lowering.one(of.grammar.tag, of.grammar, key, value, None);
    canonical::sort(&mut root);
    root
}

/// The element that a part of a file stands for; none when it has errors. Its name is left out.
pub(super) fn lowered_part(
    grammar: &'static Grammar,
    name: &str,
    yaml: &Yaml,
    is_typed: bool,
) -> Option<Node> {
    let mut problems = Problems::new();
    let mut lowering = Lowering {
        file: FileId(0),
        source: "",
        problems: &mut problems,
        is_typed,
    };
    let around = Surroundings {
        name,
        ..Surroundings::default()
    };
    let maker = Maker::nowhere();
    let children = lowering.children(yaml, grammar, around, &maker);
    problems
        .is_empty()
        .then(|| maker.branch(grammar.tag, children))
}
