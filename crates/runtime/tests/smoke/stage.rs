//! The records that a flow finds: one of each object that it uses, with what its filters look for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use segue_definition::Project;
use segue_flow::{
    ChoiceSet, CreateRecords, DeleteRecords, ElementKind, Flow, NewRecords, Operand, RecordFilter,
    Reference, ResourceKind, UpdateRecords,
};
use segue_language::{FieldSource, FieldType, ObjectType, Operator, Text, Type, Value};
use segue_runtime::{Actor, Reply, Request, Runtime};

use crate::values::{self, NOW};

/// Objects that the system keeps itself.
const KEPT: [&str; 8] = [
    "User",
    "Group",
    "Profile",
    "FlowOrchestrationInstance",
    "FlowOrchestrationStageInstance",
    "FlowOrchestrationStepInstance",
    "FlowOrchestrationWorkItem",
    "FlowOrchestrationLog",
];

/// What is there before the flow begins.
#[derive(Default)]
pub(crate) struct Stage {
    records: BTreeMap<String, Vec<Value>>,
    /// Which object the ids of a variable are of.
    objects_of: BTreeMap<String, String>,
}

/// What the records are made for and in.
struct Setting<'a> {
    project: &'a Project,
    runtime: &'a mut Runtime,
    wanted: BTreeMap<String, Vec<Wishes>>,
    under_way: BTreeSet<String>,
    attempt: usize,
}

/// Fields that one filter asks for.
pub(crate) type Wishes = Vec<(Text, Value)>;

impl Stage {
    /// Makes the records that the flows of `project` look for.
    pub(crate) fn set(project: &Project, runtime: &mut Runtime, attempt: usize) -> Stage {
        let mut stage = Stage::default();
        let mut wanted: BTreeMap<String, Vec<Wishes>> = BTreeMap::new();
        for flow in &project.flows {
            look(&flow.item, &mut wanted, &mut stage.objects_of);
        }
        let objects: Vec<String> = wanted.keys().cloned().collect();
        let mut setting = Setting {
            project,
            runtime,
            wanted,
            under_way: BTreeSet::new(),
            attempt,
        };
        for object in objects {
            stage.create(&object, &mut setting);
        }
        stage
    }

    /// Makes the records of an object, those that it looks up before them.
    fn create(&mut self, name: &str, setting: &mut Setting<'_>) {
        let Some(object) = setting.project.objects.get(name).cloned() else {
            return;
        };
        if is_kept(&object.name) || !setting.under_way.insert(object.name.to_string()) {
            return;
        }
        let lookups = object
            .fields
            .iter()
            .filter_map(|field| field.lookup.as_ref());
        for target in lookups.flat_map(|lookup| &lookup.to) {
            self.create(target, setting);
        }
        let plain = vec![Wishes::new()];
        let wishes = setting
            .wanted
            .get(&*object.name)
            .cloned()
            .unwrap_or_default();
        for wishes in wishes.iter().chain(&plain) {
            self.create_one(&object, setting.runtime, wishes, setting.attempt);
        }
    }

    fn create_one(
        &mut self,
        object: &ObjectType,
        runtime: &mut Runtime,
        wishes: &Wishes,
        attempt: usize,
    ) {
        let full = self.fields(object, wishes, attempt);
        let seed = |fields| Request::SeedRecord {
            object: object.name.clone(),
            fields,
            by: Actor::System,
        };
        // What a validation refuses may do with less.
        for fields in [full, wishes.clone(), Vec::new()] {
            if let Ok(Reply::Created { id }) = runtime.execute(seed(fields), NOW) {
                let record = runtime
                    .reads()
                    .record(&object.name, &id)
                    .expect("was created");
                let known = self
                    .records
                    .entry(object.name.to_ascii_lowercase())
                    .or_default();
                known.push(Value::Record(Arc::new(record)));
                return;
            }
        }
    }

    /// All fields of a record: those of `wishes` as they are there.
    pub(crate) fn fields(&self, object: &ObjectType, wishes: &Wishes, attempt: usize) -> Wishes {
        let fields = object.fields.iter();
        fields
            .filter_map(|field| Some((field.name.clone(), self.field(field, wishes, attempt)?)))
            .collect()
    }

    /// Makes a user known, for lookups to lead to.
    pub(crate) fn hire(&mut self, runtime: &Runtime, user: &str) {
        let id = runtime.reads().person_id(user);
        let record = id.and_then(|id| runtime.reads().record("User", &id));
        let users = record.map(|record| Value::Record(Arc::new(record)));
        self.records
            .entry("user".to_owned())
            .or_default()
            .extend(users);
    }

    fn field(&self, field: &FieldType, wishes: &Wishes, attempt: usize) -> Option<Value> {
        if !matches!(field.source, FieldSource::Stored) {
            return None;
        }
        let wish = wishes
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&field.name));
        if let Some((_, value)) = wish {
            return Some(value.clone());
        }
        if let Some(lookup) = &field.lookup {
            let found = lookup.to.iter().find_map(|object| self.id_of(object));
            return found.map(Value::Text);
        }
        match (&field.value_type, field.picklist.first()) {
            (_, Some((value, _))) => Some(Value::Text(value.clone())),
            (Type::Text, None) if field.name.ends_with("Id") => None,
            (value_type, None) => {
                let value = values::value(self, &field.name, value_type, attempt);
                Some(cut(value, field.length_max))
            }
        }
    }

    /// The records of an object.
    pub(crate) fn records(&self, object: &str) -> Vec<Value> {
        let found = self.records.get(&object.to_ascii_lowercase());
        found.cloned().unwrap_or_default()
    }

    /// One record of an object.
    pub(crate) fn record(&self, object: &str) -> Option<Value> {
        self.records
            .get(&object.to_ascii_lowercase())?
            .first()
            .cloned()
    }

    pub(crate) fn id_of(&self, object: &str) -> Option<Text> {
        match self.record(object)? {
            Value::Record(record) => record.id().cloned(),
            _ => None,
        }
    }

    /// The id that a text of that name should hold, if it should hold one.
    pub(crate) fn id_for(&self, name: &str) -> Option<Text> {
        let lower = name.to_ascii_lowercase();
        if let Some(object) = self.objects_of.get(&lower) {
            return self.id_of(object);
        }
        if !lower.ends_with("id") && !lower.ends_with("ids") {
            return None;
        }
        let named = self
            .records
            .keys()
            .find(|object| lower.contains(object.as_str()));
        let object = named.or_else(|| self.records.keys().next())?;
        self.id_of(object)
    }
}

fn is_kept(object: &str) -> bool {
    KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(object))
}

fn cut(value: Value, length_max: Option<u32>) -> Value {
    match (value, length_max) {
        (Value::Text(text), Some(most)) => {
            let kept: String = text.chars().take(most as usize).collect();
            Value::text(kept)
        }
        (value, _) => value,
    }
}

/// Notes the objects that a flow uses, and what it looks for in them.
fn look(
    flow: &Flow,
    wanted: &mut BTreeMap<String, Vec<Wishes>>,
    objects_of: &mut BTreeMap<String, String>,
) {
    let mut see = |object: &Text, filter: Option<&RecordFilter>| {
        let wishes = filter.map(|filter| wishes(flow, object, filter, objects_of));
        wanted.entry(object.to_string()).or_default().extend(wishes);
    };
    for element in &flow.elements {
        match &element.kind {
            ElementKind::GetRecords(get) => see(&get.object, Some(&get.filter)),
            ElementKind::UpdateRecords(update) => {
                if let UpdateRecords::Where { object, filter, .. } = &**update {
                    see(object, Some(filter));
                }
            }
            ElementKind::DeleteRecords(delete) => {
                if let DeleteRecords::Where { object, filter } = &**delete {
                    see(object, Some(filter));
                }
            }
            ElementKind::CreateRecords(create) => {
                if let CreateRecords {
                    source: NewRecords::Fields { object, .. },
                    ..
                } = &**create
                {
                    see(object, None);
                }
            }
            _ => {}
        }
    }
    for resource in &flow.resources {
        match &resource.value_type {
            Type::Record(object) => see(object, None),
            Type::Collection(item) => {
                if let Type::Record(object) = &**item {
                    see(object, None);
                }
            }
            _ => {}
        }
        if let ResourceKind::ChoiceSet(set) = &resource.kind
            && let ChoiceSet::Records { object, filter, .. } = &**set
        {
            see(object, Some(filter));
        }
    }
}

fn wishes(
    flow: &Flow,
    object: &Text,
    filter: &RecordFilter,
    objects_of: &mut BTreeMap<String, String>,
) -> Wishes {
    let mut wishes = Wishes::new();
    for (field, operator, operand) in &filter.comparisons {
        match (operator, operand) {
            (
                Operator::EqualTo
                | Operator::StartsWith
                | Operator::Contains
                | Operator::EndsWith
                | Operator::GreaterThanOrEqualTo
                | Operator::LessThanOrEqualTo,
                Operand::Literal(value),
            ) if !value.is_null() => {
                wishes.push((field.clone(), value.clone()));
            }
            (Operator::EqualTo | Operator::In, Operand::Reference(Reference::Slot(slot, path)))
                if path.is_empty() && field.eq_ignore_ascii_case("Id") =>
            {
                let name = flow.resources[slot.0].name.to_ascii_lowercase();
                objects_of.entry(name).or_insert_with(|| object.to_string());
            }
            // Later than anything else that is given.
            (Operator::GreaterThan, Operand::Reference(_)) => {
                let later = "2040-01-01".parse().expect("a date");
                wishes.push((field.clone(), Value::Date(later)));
            }
            (Operator::LessThan | Operator::LessThanOrEqualTo, Operand::Reference(_)) => {
                let earlier = "1970-01-01".parse().expect("a date");
                wishes.push((field.clone(), Value::Date(earlier)));
            }
            (Operator::IsNull, Operand::Literal(value)) if value.is_true() => {
                wishes.push((field.clone(), Value::Null));
            }
            _ => {}
        }
    }
    wishes
}
