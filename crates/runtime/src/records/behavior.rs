//! What an object does when its records are saved and deleted, compiled once per deployment. Most
//! objects do nothing, and pay nothing.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_language::{
    FieldSource, Formula, LookupFilter, ObjectType, OnDelete, Path, RECORD_TYPE_FIELD, Summary,
    Text, Type, ValidationRule,
};
use segue_store::RecordTables;

/// What one object does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Behavior {
    /// Active validation rules.
    pub(super) rules: Vec<Rule>,
    /// Defaults that are formulas: field and formula.
    pub(super) defaults: Vec<(Text, Formula)>,
    /// Lookups that may not name every record.
    pub(super) lookups: Vec<(Text, Arc<LookupFilter>)>,
    /// Summaries of masters that its records change.
    pub(super) summaries: Vec<Rollup>,
    /// Lookups that lead to it: what its deletion does.
    pub(super) dependents: Vec<Dependent>,
}

/// A validation rule.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) rule: ValidationRule,
    pub(super) formula: Formula,
}

/// A summary of a master over records of this object.
#[derive(Clone, Debug)]
pub(super) struct Rollup {
    pub(super) master: Text,
    pub(super) field: Text,
    pub(super) summary: Summary,
}

/// A lookup of another object that leads here.
#[derive(Clone, Debug)]
pub(super) struct Dependent {
    pub(super) object: Text,
    pub(super) field: Text,
    pub(super) on_delete: OnDelete,
}

/// Behaviors by API name of the object; objects without one are not there.
pub(crate) type Behaviors = FxHashMap<Text, Behavior>;

/// The behaviors of all objects.
pub(crate) fn behaviors(tables: &RecordTables) -> Behaviors {
    let mut behaviors = Behaviors::default();
    for table in tables.iter() {
        let object = table.object();
        own(object, &mut behaviors);
        for field in &object.fields {
            if let FieldSource::Summary(summary) = &field.source
                && let Some(details) = tables.get(&summary.details)
            {
                let details = details.object().name.clone();
                behaviors
                    .entry(details)
                    .or_default()
                    .summaries
                    .push(Rollup {
                        master: object.name.clone(),
                        field: field.name.clone(),
                        summary: summary.clone(),
                    });
            }
            depend(object, field, tables, &mut behaviors);
        }
    }
    // Maps have no order of their own, and what a deletion does must.
    for behavior in behaviors.values_mut() {
        let key = |one: &Dependent| (one.object.clone(), one.field.clone());
        behavior.dependents.sort_by_key(key);
        let key = |one: &Rollup| (one.master.clone(), one.field.clone());
        behavior.summaries.sort_by_key(key);
    }
    behaviors
}

fn own(object: &ObjectType, behaviors: &mut Behaviors) {
    let record = |path: &Path| match path.segments() {
        [name] if !name.starts_with('$') => {
            let field = object.field(name);
            field.map(|field| field.value_type.clone())
        }
        _ => Some(Type::Any),
    };
    let rules = object.rules.iter().filter_map(|rule| {
        let formula = Formula::compile(&rule.error_condition, &record).ok()?;
        Some(Rule {
            rule: rule.clone(),
            formula,
        })
    });
    let rules: Vec<Rule> = rules.collect();
    let defaults = object.fields.iter().filter_map(|field| {
        let formula = Formula::compile(field.default_formula.as_ref()?, &record).ok()?;
        Some((field.name.clone(), formula))
    });
    let defaults: Vec<_> = defaults.collect();
    let lookups = object.fields.iter().filter_map(|field| {
        let filter = field.lookup.as_ref()?.filter.clone()?;
        // The record type is looked at by itself.
        let is_type = field.name.eq_ignore_ascii_case(RECORD_TYPE_FIELD);
        (!is_type).then(|| (field.name.clone(), filter))
    });
    let lookups: Vec<_> = lookups.collect();
    if !rules.is_empty() || !defaults.is_empty() || !lookups.is_empty() {
        let behavior = behaviors.entry(object.name.clone()).or_default();
        (behavior.rules, behavior.defaults) = (rules, defaults);
        behavior.lookups = lookups;
    }
}

/// Who created or owns a record outlives those it names.
fn depend(
    object: &ObjectType,
    field: &segue_language::FieldType,
    tables: &RecordTables,
    behaviors: &mut Behaviors,
) {
    let Some(lookup) = &field.lookup else {
        return;
    };
    if field.source != FieldSource::Stored || field.name.eq_ignore_ascii_case("OwnerId") {
        return;
    }
    for target in lookup.to.iter().filter_map(|to| tables.get(to)) {
        let is_emptied = lookup.on_delete == OnDelete::SetNull;
        let target = target.object().name.clone();
        behaviors
            .entry(target)
            .or_default()
            .dependents
            .push(Dependent {
                object: object.name.clone(),
                field: field.name.clone(),
                on_delete: match lookup.on_delete {
                    _ if is_emptied && field.required => OnDelete::Restrict,
                    other => other,
                },
            });
    }
}
