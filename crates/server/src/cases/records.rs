//! `/api/v1/records`.

use axum::http::{Method, StatusCode, header};
use serde_json::json;

use super::bed::{Bed, problem, request};

const ANN: &str = "ann@x.org";
const THINGS: &str = "/api/v1/records/Thing__c";

#[tokio::test]
async fn a_record_is_created_changed_and_deleted() {
    let bed = Bed::new();
    let fields = json!({ "Name": "One", "Amount__c": 2.5, "Ready__c": true });
    let created = bed.post(ANN, THINGS, fields).await;
    assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
    let path = format!("{THINGS}/{}", created.text("/id"));
    assert_eq!(created.headers[header::LOCATION], path);
    let shown = bed.get(ANN, &path).await;
    assert_eq!(shown.text("/Name"), "One");
    assert_eq!(shown.json["Amount__c"], json!(2.5));
    let changed = bed.patch(ANN, &path, json!({ "Name": "Two" })).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{changed:?}");
    assert_eq!(bed.get("bob@x.org", &path).await.text("/Name"), "Two");
    let told = bed
        .patch("bob@x.org", &path, json!({ "Name": "Three" }))
        .await;
    assert_eq!(told.problem(), problem(403, "forbidden"));
    assert_eq!(
        bed.delete("bob@x.org", &path).await.problem(),
        problem(403, "forbidden")
    );
    assert_eq!(bed.delete(ANN, &path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(bed.get(ANN, &path).await.problem(), problem(404, "unknown"));
    assert_eq!(
        bed.delete(ANN, &path).await.problem(),
        problem(404, "unknown")
    );
}

#[tokio::test]
async fn a_change_of_what_somebody_else_has_changed_is_refused() {
    let bed = Bed::new();
    let created = bed.post(ANN, THINGS, json!({ "Name": "One" })).await;
    let path = format!("{THINGS}/{}", created.text("/id"));
    let seen = bed.get(ANN, &path).await.headers[header::ETAG].clone();
    bed.patch(ANN, &path, json!({ "Name": "Two" })).await;
    let mut late = request(ANN, Method::PATCH, &path, Some(json!({ "Name": "Late" })));
    late.headers_mut().insert(header::IF_MATCH, seen);
    assert_eq!(
        bed.ask(late).await.problem(),
        problem(412, "changed-meanwhile")
    );
    assert_eq!(bed.get(ANN, &path).await.text("/Name"), "Two");
}

#[tokio::test]
async fn a_list_is_filtered_by_any_field() {
    let bed = Bed::new();
    for n in 1..=5 {
        let fields = json!({ "Name": format!("T{n}"), "Amount__c": n });
        assert_eq!(
            bed.post(ANN, THINGS, fields).await.status,
            StatusCode::CREATED
        );
    }
    let names = async |query: &str| {
        let told = bed.get(ANN, &format!("{THINGS}?{query}")).await;
        let records = told.json["records"]
            .as_array()
            .unwrap_or_else(|| panic!("{told:?}"));
        let names = records
            .iter()
            .map(|record| record["Name"].as_str().unwrap().to_owned());
        (names.collect::<Vec<_>>(), told.json["next"].clone())
    };
    assert_eq!(names("Name=T2").await.0, ["T2"]);
    assert_eq!(names("Amount__c.GreaterThan=3").await.0, ["T4", "T5"]);
    let (first, next) = names("limit=3").await;
    assert_eq!(first, ["T1", "T2", "T3"]);
    let (rest, next) = names(&format!("limit=3&cursor={}", next.as_str().unwrap())).await;
    assert_eq!(rest, ["T4", "T5"]);
    assert!(next.is_null());
    for query in ["Nope=1", "Name.Near=1", "Amount__c=many", "limit=0"] {
        let told = bed.get(ANN, &format!("{THINGS}?{query}")).await;
        assert_eq!(told.problem(), problem(422, "invalid-request"), "{query}");
    }
}

#[tokio::test]
async fn a_record_that_makes_no_sense_is_refused() {
    let bed = Bed::new();
    let told = bed.post(ANN, "/api/v1/records/Nothing__c", json!({})).await;
    assert_eq!(told.problem(), problem(404, "unknown"));
    let told = bed.post(ANN, THINGS, json!({ "Nope__c": 1 })).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{told:?}");
    let told = bed.post(ANN, THINGS, json!({ "Amount__c": "many" })).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{told:?}");
    assert_eq!(
        bed.post("", THINGS, json!({})).await.problem(),
        problem(401, "not-signed-in")
    );
}

#[tokio::test]
async fn people_are_no_records_that_anybody_writes() {
    let bed = Bed::new();
    let user = json!({ "Username": "eve@x.org", "LastName": "Eve", "Name": "Eve" });
    for object in ["User", "Group", "GroupMember"] {
        let path = format!("/api/v1/records/{object}");
        let told = bed.post(ANN, &path, user.clone()).await;
        assert_eq!(told.problem(), problem(403, "forbidden"), "{object}");
    }
}
