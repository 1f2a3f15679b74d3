//! Which objects and fields a scenario itself uses: its project need not speak of them.

use std::collections::BTreeMap;

use segue_definition::Project;
use segue_language::Type;

use super::document::{Kind, Node};
use super::model::{Act, Given, NewRecord, Scenario, Spot, Step};

/// Objects and the fields that are given to their records.
#[derive(Clone, Debug, Default)]
pub struct Uses(Vec<(String, Vec<(String, Type)>)>);

impl Uses {
    /// What the records and steps of a scenario use.
    pub fn of(scenario: &Scenario) -> Self {
        let mut found = Finding::default();
        scenario
            .setup
            .records
            .iter()
            .for_each(|record| found.record(record));
        scenario.steps.iter().for_each(|step| found.step(step));
        Uses(found.uses)
    }

    /// Adds what is missing in a project: standard objects, and anything when it is to be
    /// inferred.
    pub(super) fn add_to(&self, project: &mut Project, infer: bool) {
        for (object, fields) in &self.0 {
            project.add_use(object, fields, infer);
        }
    }
}

#[derive(Default)]
struct Finding {
    uses: Vec<(String, Vec<(String, Type)>)>,
    objects: BTreeMap<String, String>,
}

impl Finding {
    fn step(&mut self, step: &Step) {
        match &step.act {
            Act::Create(record) => self.record(record),
            Act::Update { record, fields, .. } => {
                if let Some(object) = self.objects.get(&record.text).cloned() {
                    self.fields(object, fields);
                }
            }
            Act::Refused { step, .. } => self.step(step),
            _ => {}
        }
    }

    fn record(&mut self, record: &NewRecord) {
        if let Some(name) = &record.name {
            self.objects
                .insert(name.text.clone(), record.object.text.clone());
        }
        self.fields(record.object.text.clone(), &record.fields);
    }

    fn fields(&mut self, object: String, fields: &Given) {
        let typed = |(name, node): &(Spot, Node)| (name.text.clone(), type_of(node));
        self.uses.push((object, fields.iter().map(typed).collect()));
    }
}

fn type_of(node: &Node) -> Type {
    match node.kind {
        Kind::Boolean(_) => Type::Boolean,
        Kind::Number(_) => Type::Number,
        Kind::Null | Kind::Text(_) | Kind::List(_) | Kind::Map(_) => Type::Any,
    }
}
