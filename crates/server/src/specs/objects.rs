//! Objects over HTTP: what is wrong with a record is told at its fields, in the API, on pages and in
//! forms.

use segue_language::{Text, Value as Held};
use segue_runtime::{Actor, Reply, Request};
use segue_store::{RunNumber, WORK_ITEM_PREFIX, part_id};
use serde_json::json;

use super::bed::Bed;

const ORDERS: &str = "/api/v1/records/Order__c";

async fn shop() -> (Bed, String) {
    let bed = Bed::with_scenarios(&["objects"]);
    bed.person("a@x.org", &["worker"]).await;
    let cookie = bed.sign_in("a@x.org").await;
    (bed, cookie)
}

#[tokio::test]
async fn the_api_tells_every_flaw_of_a_record_at_its_field() {
    let (bed, cookie) = shop().await;
    let order = json!({ "Discount__c": 60, "Status__c": "Sent", "Note__c": "eleven char" });
    let told = bed.as_session(("POST", ORDERS), &cookie, Some(order)).await;
    assert_eq!(told.status, 422, "{}", told.body);
    let errors = told.body["errors"].to_string();
    for (field, message) in [
        ("Note__c", "is longer than 10 characters"),
        ("Discount__c", "A discount is between 0 and 50."),
        ("Status__c", "An order begins as New."),
        ("", "An empty order cannot be sent."),
    ] {
        assert!(
            errors.contains(field) && errors.contains(message),
            "{errors}"
        );
    }
    let order = json!({ "Due__c": "2026-02-01" });
    let told = bed.as_session(("POST", ORDERS), &cookie, Some(order)).await;
    assert_eq!(told.status, 201, "{}", told.body);
    let path = format!("{ORDERS}?Is_Late__c=true");
    let late = bed.as_session(("GET", &path), &cookie, None).await;
    assert!(late.body.to_string().contains("O-0001"), "{}", late.body);
}

#[tokio::test]
async fn a_page_tells_what_is_wrong_at_the_field_and_narrows_dependent_picklists() {
    let (bed, cookie) = shop().await;
    let sent = "v.Discount__c=60&v.Country__c=FR&v.Region__c=Alsace";
    let told = bed.form("/records/Order__c", &cookie, sent).await;
    let page = told.body.to_string();
    assert_eq!(told.status, 422, "{page}");
    assert!(page.contains("f-Discount__c-error"), "{page}");
    assert!(page.contains("A discount is between 0 and 50."), "{page}");
    assert!(
        page.contains("Alsace") && !page.contains("Canton of Vaud"),
        "{page}"
    );
    let sent = "v.Country__c=CH&v.Region__c=Alsace";
    let told = bed.form("/records/Order__c", &cookie, sent).await;
    let page = told.body.to_string();
    assert_eq!(told.status, 422, "{page}");
    assert!(page.contains("f-Region__c-error"), "{page}");
    let sent = "v.Country__c=CH&v.Region__c=Vaud";
    let told = bed.form("/records/Order__c", &cookie, sent).await;
    assert_eq!(told.status, 303, "{}", told.body);
}

#[tokio::test]
async fn a_form_draws_the_fields_of_a_record_as_its_object_says() {
    let (bed, cookie) = shop().await;
    let order = bed.record("Order__c", &[("Country__c", "FR")]).await;
    let request = Request::StartRun {
        orchestration: Text::from("Taking"),
        inputs: vec![(Text::from("order_id"), Held::Text(order))],
        by: Actor::System,
        key: None,
    };
    let Reply::Started { run } = bed.done(request).await else {
        panic!("no run");
    };
    let found = bed.app.look(move |reads| {
        let view = reads.run(run).unwrap();
        view.run.open_items().next().unwrap().part
    });
    let item = part_id(WORK_ITEM_PREFIX, RunNumber(run), found.await.unwrap());
    let path = format!("/work/{item}");
    let open = format!("{path}/open");
    bed.form(&open, &cookie, "").await;
    let page = bed.as_session(("GET", &path), &cookie, None).await;
    let page = page.body.as_str().unwrap().to_owned();
    for part in [
        "name=\"v.Order.Country__c\"",
        ">France<",
        "Where it goes.",
        ">Alsace<",
        "type=\"checkbox\" id=\"f-Order.Tags__c-1\" name=\"m.Order.Tags__c\"",
        "name=\"v.Order.Customer__c\"",
        "name=\"o.Place.topValue\"",
        ">Bill to",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let refresh = format!("{path}/refresh");
    let sent = "screen=Fields&v.Order.Country__c=CH&o.Place.topValue=CH";
    let told = bed.form(&refresh, &cookie, sent).await;
    let page = told.body.as_str().unwrap().to_owned();
    assert!(
        page.contains(">Canton of Vaud<") && !page.contains(">Alsace<"),
        "{page}"
    );
}
