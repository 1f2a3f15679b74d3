//! `/openapi.json`: what is documented is what there is.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};

use super::bed::{Bed, request};
use crate::openapi;
use crate::routes::{Group, table};

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("$ref") {
                found.insert(reference.clone());
            }
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn every_route_of_the_api_is_documented() {
    for route in table() {
        let is_api = route.group == Group::Api && route.path.starts_with("/api/");
        assert_eq!(
            route.operation.is_some(),
            is_api,
            "{} {}",
            route.method,
            route.path
        );
    }
}

#[tokio::test]
async fn every_documented_route_answers() {
    let bed = Bed::new();
    let document = bed.get("", "/openapi.json").await.json;
    let mut n = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let method: Method = method.to_ascii_uppercase().parse().unwrap();
            let path = path.replace(['{', '}'], "");
            let told = bed
                .ask(request("", method.clone(), &path, Some(json!({}))))
                .await;
            let is_public = operation["security"] == json!([]);
            let expected = if is_public { 422 } else { 401 };
            assert_eq!(told.status.as_u16(), expected, "{method} {path}");
            n += 1;
        }
    }
    let routes = table()
        .into_iter()
        .filter(|route| route.operation.is_some());
    assert_eq!(n, routes.count());
}

#[test]
fn every_name_in_the_document_means_one_thing() {
    let document = openapi::document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in found {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    let mut ids = BTreeSet::new();
    for operations in document["paths"].as_object().unwrap().values() {
        for operation in operations.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "{id} stands twice");
        }
    }
}
