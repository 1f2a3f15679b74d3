//! Every screen of the real projects is drawn, each field of it shown: nothing fails, and every
//! control has a name that a person and her screen reader can tell.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use segue_definition::{Options, load, read_folder};
use segue_flow::{
    Answer, Beginning, ElementId, ElementKind, Environment, FieldKind, Flow, Interview, Need,
    ScreenField, ShownScreen,
};
use segue_language::{FlowVersion, Path as Reference, Text, TimeZone, Timestamp, Value, Values};

use crate::pages::form::{Drawing, Field, draw};

/// Needs of one screen: more would go round in circles.
const NEEDS_MAX: usize = 100;

fn corpus() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let corpus = std::env::var_os("SEGUE_CORPUS").map_or_else(beside, PathBuf::from);
    corpus.is_dir().then_some(corpus)
}

#[test]
fn every_screen_of_the_corpus_is_drawn_and_every_control_has_a_name() {
    let Some(corpus) = corpus() else {
        eprintln!("skipped: no corpus");
        return;
    };
    let mut n_screens = 0;
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(corpus).unwrap() {
        let folder = entry.unwrap().path();
        if folder.is_dir() {
            for (place, shown) in screens(&folder) {
                n_screens += 1;
                let told = match shown {
                    Ok(screen) => flaws(&screen),
                    Err(why) => vec![why],
                };
                faults.extend(told.into_iter().map(|told| format!("{place}: {told}")));
            }
        }
    }
    assert!(n_screens >= 150, "{n_screens} screens");
    assert!(
        faults.is_empty(),
        "{} of {n_screens} screens:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn a_page_whose_controls_have_no_names_is_noticed() {
    let page = Page::read(
        "<fieldset><legend> <b></b></legend><input id=\"a\" type=\"text\"><label for=\"b\">B</label>\
         <input type=\"radio\"><select id=\"a\"></select><label><input type=\"radio\"> C</label>",
    );
    assert_eq!(page.flaws.len(), 2, "{:?}", page.flaws);
    assert_eq!(page.counts["a"], 2);
    assert!(page.unnamed.contains("a") && !page.labelled.contains("a"));
    assert!(!page.ids.contains("b") && page.wanted.contains("b"));
}

/// All screens of a folder, as they are shown when nothing has happened before.
fn screens(folder: &Path) -> Vec<(String, Result<ShownScreen, String>)> {
    let files = read_folder(folder).unwrap();
    let project = load(files, &Options { infer: true }, None);
    let mut screens = Vec::new();
    for definition in &project.flows {
        let flow = &definition.item;
        for (number, element) in flow.elements.iter().enumerate() {
            if let ElementKind::Screen(_) = element.kind {
                let place = format!("{} {}", flow.name, element.name);
                screens.push((place, shown(flow, number)));
            }
        }
    }
    screens
}

/// A screen alone, with every field visible.
fn shown(flow: &Flow, number: usize) -> Result<ShownScreen, String> {
    let mut alone = flow.clone();
    alone.start = Some(ElementId(number));
    if let ElementKind::Screen(screen) = &mut alone.elements[number].kind {
        screen.fields.iter_mut().for_each(show);
    }
    let beginning = Beginning {
        flow: Arc::new(alone),
        version: FlowVersion(1),
        guid: Text::from("guid"),
        inputs: Values::new(),
        record: None,
        prior: None,
    };
    let mut interview = Interview::start(beginning).map_err(|fault| fault.message)?;
    let globals = |_: &Reference| Some(Value::text("a global"));
    let zone = TimeZone::UTC;
    let environment = Environment::new(Timestamp(0), &zone, &globals);
    let mut answer = Answer::Begin;
    for _ in 0..NEEDS_MAX {
        answer = match interview.advance(&environment, answer) {
            Need::Screen(screen) => return Ok(*screen),
            Need::Rows(_) => Answer::Rows(Vec::new()),
            Need::Related(_) => Answer::Related(None),
            Need::Failed(fault) => return Err(fault.message),
            other => return Err(format!("needs {other:?}")),
        };
    }
    Err("does not come to be shown".to_owned())
}

fn show(field: &mut ScreenField) {
    field.visible = None;
    match &mut field.kind {
        FieldKind::Section { columns, .. } => {
            let fields = columns.iter_mut().flat_map(|column| &mut column.fields);
            fields.for_each(show);
        }
        FieldKind::Repeater { fields, .. } => fields.iter_mut().for_each(show),
        _ => {}
    }
}

/// What is wrong with how a screen is drawn.
fn flaws(screen: &ShownScreen) -> Vec<String> {
    let fields = draw(&Drawing {
        screen,
        sent: &Values::new(),
        inputs: &[],
        action: "/work/1",
        offered: &[],
        files: &[],
    });
    let html: String = fields.iter().map(Field::to_string).collect();
    let page = Page::read(&html);
    let mut flaws = page.flaws;
    for id in page.wanted.difference(&page.ids) {
        flaws.push(format!("nothing has the id `{id}`"));
    }
    for (id, n) in page.counts.iter().filter(|(_, n)| **n > 1) {
        flaws.push(format!("{n} elements have the id `{id}`"));
    }
    for id in page.unnamed.difference(&page.labelled) {
        flaws.push(format!("the control `{id}` has no label"));
    }
    flaws
}

/// What a page says of its controls.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
    /// Ids to which labels and descriptions lead.
    wanted: BTreeSet<String>,
    labelled: BTreeSet<String>,
    /// Controls that are named by nothing around them.
    unnamed: BTreeSet<String>,
    flaws: Vec<String>,
}

impl Page {
    fn read(html: &str) -> Page {
        let mut page = Page::default();
        let mut is_in_label = false;
        let mut rest = html;
        while let Some((_, after)) = rest.split_once('<') {
            let (tag, text) = after.split_once('>').unwrap_or((after, ""));
            match tag.split([' ', '\n']).next().unwrap_or_default() {
                "label" => is_in_label = true,
                "/label" => is_in_label = false,
                "legend" => page.legend(text),
                "input" | "select" | "textarea" => page.control(tag, is_in_label),
                _ => {}
            }
            page.take(tag);
            rest = text;
        }
        page
    }

    fn legend(&mut self, text: &str) {
        let inner = text.split("</legend>").next().unwrap_or_default();
        let words: String = inner
            .split('<')
            .map(|part| part.rsplit('>').next().unwrap_or(part))
            .collect();
        if words.trim().is_empty() {
            let at: String = text.chars().take(200).collect();
            self.flaws.push(format!("a legend is empty: {at}"));
        }
    }

    fn control(&mut self, tag: &str, is_in_label: bool) {
        let is_hidden = attribute(tag, "type") == Some("hidden");
        let has_name = attribute(tag, "aria-label").is_some_and(|name| !name.trim().is_empty());
        if is_hidden || has_name || is_in_label {
            return;
        }
        match attribute(tag, "id") {
            Some(id) => drop(self.unnamed.insert(id.to_owned())),
            None => self
                .flaws
                .push(format!("a control has neither label nor id: {tag}")),
        }
    }

    fn take(&mut self, tag: &str) {
        if let Some(id) = attribute(tag, "id") {
            self.ids.insert(id.to_owned());
            *self.counts.entry(id.to_owned()).or_default() += 1;
        }
        if let Some(id) = attribute(tag, "for") {
            self.wanted.insert(id.to_owned());
            self.labelled.insert(id.to_owned());
        }
        let described = attribute(tag, "aria-describedby").unwrap_or_default();
        self.wanted
            .extend(described.split_whitespace().map(str::to_owned));
    }
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split('"').next()
}
