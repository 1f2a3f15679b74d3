//! The world around a run in a story: records, flows, people.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use segue_engine::{
    Assignee, AssigneeFault, AssigneeKind, Facts, FlowFact, FlowVersion, Orchestration, StepId,
    StepResult, Values,
};
use segue_language::{Path, Record, Text, TimeZone, Unloaded, Value};

use super::words::{literal, pairs, unquoted};

/// The object of every record of a story.
pub(crate) const OBJECT: &str = "Thing";

/// What a story says about the world.
pub(crate) struct World {
    pub(crate) orchestration: Arc<Orchestration>,
    pub(crate) records: BTreeMap<String, Arc<Record>>,
    results: BTreeMap<String, StepResult>,
    said: BTreeMap<String, Result<bool, Text>>,
    versions: BTreeMap<String, i64>,
    asynchronous: BTreeSet<String>,
    missing: BTreeSet<String>,
    people: BTreeMap<String, String>,
    members: BTreeMap<String, Vec<Text>>,
    locked: BTreeSet<String>,
    zone: TimeZone,
}

impl World {
    pub(crate) fn new(orchestration: Arc<Orchestration>) -> Self {
        World {
            orchestration,
            records: BTreeMap::new(),
            results: BTreeMap::new(),
            said: BTreeMap::new(),
            versions: BTreeMap::new(),
            asynchronous: BTreeSet::new(),
            missing: BTreeSet::new(),
            people: BTreeMap::new(),
            members: BTreeMap::new(),
            locked: BTreeSet::new(),
            zone: TimeZone::UTC,
        }
    }

    /// Takes a line about the world; says whether it was one.
    pub(crate) fn hear(&mut self, words: &[&str]) -> bool {
        match words {
            ["flow", name, "returns", outputs @ ..] => {
                self.results
                    .insert(name.to_string(), StepResult::Finished(self.values(outputs)));
            }
            ["flow", name, "fails", message] => {
                let message = unquoted(message).into();
                self.results
                    .insert(name.to_string(), StepResult::Failed(message));
            }
            ["flow", name, "version", version] => {
                self.versions
                    .insert(name.to_string(), version.parse().unwrap());
                self.missing.remove(*name);
            }
            ["flow", name, "asynchronous"] => {
                self.asynchronous.insert(name.to_string());
            }
            ["flow", name, "missing"] => {
                self.missing.insert(name.to_string());
            }
            ["flow", name, "says", "true"] => self.say(name, Ok(true)),
            ["flow", name, "says", "false"] => self.say(name, Ok(false)),
            ["flow", name, "breaks", message] => self.say(name, Err(unquoted(message).into())),
            ["members", name, members @ ..] => {
                let members = members.iter().map(|name| Text::from(*name)).collect();
                self.members.insert(name.to_string(), members);
            }
            ["locked", id] => {
                self.locked.insert(id.to_string());
            }
            ["unlocked", id] => {
                self.locked.remove(*id);
            }
            ["user" | "group" | "queue", name, word] => {
                self.people.insert(name.to_string(), word.to_string());
            }
            ["record", id, fields @ ..] => self.keep(id, fields),
            ["delete", id] => {
                self.records.remove(*id);
            }
            _ => return false,
        }
        true
    }

    fn say(&mut self, flow: &str, said: Result<bool, Text>) {
        self.said.insert(flow.to_owned(), said);
    }

    fn keep(&mut self, id: &str, fields: &[&str]) {
        let known = self.records.get(id).map(|record| (**record).clone());
        let mut record = known.unwrap_or_else(|| blank(id));
        for (name, word) in pairs(fields) {
            record.load(name, literal(word));
        }
        self.records.insert(id.to_owned(), Arc::new(record));
    }

    /// The record with other values.
    pub(crate) fn with(&self, id: &str, fields: &[&str]) -> Record {
        let mut record = self
            .records
            .get(id)
            .map_or_else(|| blank(id), |known| (**known).clone());
        for (name, word) in pairs(fields) {
            record.load(name, literal(word));
        }
        record
    }

    /// Values from `name=word` pairs. `name=@id` is the record of that id, as it is now.
    pub(crate) fn values(&self, words: &[&str]) -> Values {
        let value = |word: &str| match word.strip_prefix('@') {
            Some(id) => Value::Record(Arc::new(self.with(id, &[]))),
            None => literal(word),
        };
        let pairs = pairs(words).into_iter();
        pairs
            .map(|(name, word)| (name.into(), value(word)))
            .collect()
    }

    /// How a flow ends.
    pub(crate) fn result(&self, flow: &str) -> StepResult {
        self.results
            .get(flow)
            .cloned()
            .unwrap_or(StepResult::Finished(vec![]))
    }

    /// What an evaluation flow says.
    pub(crate) fn said(&self, flow: &str) -> Result<bool, Text> {
        self.said.get(flow).cloned().unwrap_or(Ok(false))
    }

    /// Who that is.
    pub(crate) fn resolve(
        &self,
        kind: AssigneeKind,
        name: &Text,
    ) -> Result<Assignee, AssigneeFault> {
        let kind = match kind {
            AssigneeKind::Resource => AssigneeKind::User,
            AssigneeKind::User | AssigneeKind::Group | AssigneeKind::Queue => kind,
        };
        match self.people.get(&**name).map(String::as_str) {
            _ if name.is_empty() => Err(AssigneeFault::Unknown(name.clone())),
            Some("unknown") => Err(AssigneeFault::Unknown(name.clone())),
            Some("inactive") => Err(AssigneeFault::Inactive(name.clone())),
            _ => Ok(Assignee {
                kind,
                id: format!("005-{name}").into(),
                name: name.clone(),
            }),
        }
    }
}

impl Facts for World {
    fn run_id(&self) -> Text {
        "0jE000000000001".into()
    }

    fn zone(&self) -> &TimeZone {
        &self.zone
    }

    fn record(&self, _object: &str, id: &str) -> Option<Arc<Record>> {
        self.records.get(id).cloned()
    }

    fn related(&self, lookup: &Unloaded) -> Option<Arc<Record>> {
        let id = lookup.record.get(&format!("{}Id", lookup.relationship))?;
        self.records.get(&**id.as_text()?).cloned()
    }

    fn global(&self, path: &Path) -> Option<Value> {
        (path.to_string() == "$User.Username").then(|| Value::text("automated"))
    }

    fn flow(&self, step: StepId) -> Option<FlowFact> {
        let name = &*self.orchestration.step(step).call.name;
        let version = FlowVersion(self.versions.get(name).copied().unwrap_or(1));
        let asynchronous = self.asynchronous.contains(name);
        (!self.missing.contains(name)).then_some(FlowFact {
            version,
            asynchronous,
        })
    }

    fn approvers(&self, assignee: &Assignee) -> Vec<Text> {
        self.members
            .get(&*assignee.name)
            .cloned()
            .unwrap_or_default()
    }

    fn is_locked_elsewhere(&self, record: &str) -> bool {
        self.locked.contains(record)
    }

    fn has_active_members(&self, assignee: &Assignee) -> bool {
        self.people.get(&*assignee.name).map(String::as_str) != Some("empty")
    }
}

pub(crate) fn assignee_kind(word: &str) -> AssigneeKind {
    match word {
        "user" => AssigneeKind::User,
        "group" => AssigneeKind::Group,
        "queue" => AssigneeKind::Queue,
        _ => AssigneeKind::Resource,
    }
}

fn blank(id: &str) -> Record {
    let mut record = Record::new(OBJECT);
    record.load("Id", Value::text(id));
    record
}
