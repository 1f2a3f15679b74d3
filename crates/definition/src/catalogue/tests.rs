//! The catalogue is consistent and knows what it must.

use std::collections::HashSet;

use segue_language::{FieldSource, Formula, Type};

use super::{standard_object, standard_objects};

#[test]
fn names_and_key_prefixes_are_unique() {
    let mut names = HashSet::new();
    let mut prefixes = HashSet::new();
    for object in standard_objects() {
        assert!(names.insert(object.name.to_lowercase()), "{}", object.name);
        assert!(prefixes.insert(&object.key_prefix), "{}", object.name);
        assert_eq!(object.key_prefix.len(), 3, "{}", object.name);
    }
}

#[test]
fn field_names_are_unique_in_their_object() {
    for object in standard_objects() {
        let mut names = HashSet::new();
        for field in &object.fields {
            let name = field.name.to_lowercase();
            assert!(names.insert(name), "{}.{}", object.name, field.name);
        }
    }
}

#[test]
fn every_lookup_leads_to_an_object_of_the_catalogue() {
    for object in standard_objects() {
        for lookup in object.fields.iter().filter_map(|f| f.lookup.as_ref()) {
            for to in &lookup.to {
                assert!(standard_object(to).is_some(), "{} -> {to}", object.name);
            }
        }
    }
}

#[test]
fn an_incident_has_a_number_a_status_and_an_owner() {
    let incident = standard_object("incident").expect("Incident is a standard object");
    let number = incident.field("IncidentNumber").expect("has a number");
    assert!(matches!(number.source, FieldSource::AutoNumber(_)));
    let status = incident.field("Status").expect("has a status");
    assert_eq!(status.value_type, Type::Picklist);
    let (_, owner) = incident.lookup("Owner").expect("has an owner");
    assert_eq!(owner.to.len(), 2, "a user or a queue");
}

#[test]
fn a_milestone_is_completed_when_it_has_a_completion_date() {
    let milestone = standard_object("EntityMilestone").expect("is a standard object");
    let completed = milestone.field("IsCompleted").expect("says so");
    assert_eq!(completed.value_type, Type::Boolean);
    assert!(matches!(completed.source, FieldSource::Computed(_)));
    let (_, parent) = milestone
        .lookup("ParentEntity")
        .expect("belongs to something");
    assert!(parent.to.len() > 1, "of several kinds");
}

#[test]
fn runs_and_their_parts_have_their_documented_prefixes() {
    let prefix = |name| {
        standard_object(name)
            .expect("is a standard object")
            .key_prefix
            .to_string()
    };
    assert_eq!(prefix("FlowOrchestrationInstance"), "0jE");
    assert_eq!(prefix("FlowOrchestrationStageInstance"), "0jF");
    assert_eq!(prefix("FlowOrchestrationStepInstance"), "0jL");
}

#[test]
fn every_computed_field_has_a_formula_of_its_type() {
    for object in standard_objects() {
        for field in &object.fields {
            let FieldSource::Computed(text) = &field.source else {
                continue;
            };
            let type_of = |path: &segue_language::Path| {
                let field = object.field(path.head())?;
                Some(field.value_type.clone())
            };
            let formula = Formula::compile(text, &type_of).expect("the formula is right");
            assert_eq!(
                formula.returns(),
                &field.value_type,
                "{}.{}",
                object.name,
                field.name
            );
        }
    }
}
