//! The base of a check: what is deployed already, so that a part of a project can be checked alone.

use std::collections::BTreeMap;

use segue_definition::{Group, Options, People, Project, Queue, SourceFile, load};
use segue_language::{Filter, Query, Record, Text, Timestamp, Value};
use segue_runtime::Reads;

use crate::app::App;
use crate::problem::{Answer, Problem};

/// Groups and queues that are read.
const CIRCLES_MAX: u32 = 10_000;

/// What is deployed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    /// The texts that are in force.
    pub(crate) files: Vec<SourceFile>,
    /// Text and number of the newest version of each definition, by name in small letters.
    pub(crate) newest: BTreeMap<String, (String, i64)>,
    /// Groups and queues that somebody made.
    people: People,
}

/// What is deployed now.
pub(crate) async fn base_of(app: &App) -> Answer<Base> {
    let now = app.now();
    app.look(move |reads| read_base(reads, now)).await?
}

/// What is deployed.
///
/// # Errors
/// It cannot be read.
pub(crate) fn read_base(reads: &Reads<'_>, now: Timestamp) -> Answer<Base> {
    let mut base = Base {
        people: people(reads, now)?,
        ..Base::default()
    };
    for source in reads.store().metadata_sources()? {
        base.files.push(SourceFile::new(&*source.path, source.text));
    }
    for source in reads.store().flow_sources()? {
        if source.active {
            let file = SourceFile::new(&*source.path, source.text.as_str());
            base.files.push(file);
        }
        let newest = (source.text, source.number);
        base.newest.insert(source.name.to_ascii_lowercase(), newest);
    }
    Ok(base)
}

impl Base {
    /// As a project that others can be checked over.
    pub(super) fn project(&self) -> Project {
        let mut project = load(self.files.clone(), &Options { infer: true }, None);
        project.people.merge(self.people.clone());
        project
    }

    /// Its groups and queues, those of its files among them.
    pub(super) fn people(&self) -> &People {
        &self.people
    }
}

fn people(reads: &Reads<'_>, now: Timestamp) -> Answer<People> {
    let query = Query {
        object: "Group".into(),
        filter: Filter::all(),
        sort: None,
        limit: Some(CIRCLES_MAX),
    };
    let mut people = People::default();
    for record in reads.records(&query, now).map_err(Problem::from)? {
        add(&mut people, &record);
    }
    Ok(people)
}

fn add(people: &mut People, record: &Record) {
    let text = |field: &str| {
        let value = record.get(field).and_then(Value::as_text);
        value.map_or_else(String::new, Text::to_string)
    };
    let (name, label) = (text("DeveloperName"), text("Name"));
    if text("Type") == "Queue" {
        people.queues.push(Queue {
            name,
            label,
            ..Queue::default()
        });
    } else {
        people.groups.push(Group {
            name,
            label,
            members: None,
        });
    }
}
