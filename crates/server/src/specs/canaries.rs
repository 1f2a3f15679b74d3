//! Q4: what somebody may not see is in no list, lookup, search, page, count or message.

use serde_json::json;

use super::bed::Bed;
use super::scene::{At, Cast, HANDLE, OBJECT};
use crate::routes::{Access, table};

const CANARY: &str = "canary7f3a";

#[tokio::test]
async fn q4_what_is_not_ones_own_is_nowhere() {
    let bed = Bed::with_project(&[HANDLE]);
    let owner = bed.person("owner@x.org", &["worker"]).await;
    bed.person("worker@x.org", &["worker"]).await;
    bed.share(OBJECT, "private").await;
    let cast = Cast {
        owner: owner.clone(),
        assignee: "owner@x.org".into(),
        starter: owner.clone(),
    };
    let scene = bed.scene(&cast, At::Open).await;
    let fields = [("Name", CANARY), ("Note__c", CANARY), ("OwnerId", &*owner)];
    let record = bed.record(OBJECT, &fields).await;
    let cookie = bed.sign_in("worker@x.org").await;
    let mine = bed.sign_in("owner@x.org").await;
    let mut n_seen = 0;
    for path in paths(&record, &scene.item, &scene.run) {
        let told = bed.as_session(("GET", &path), &cookie, None).await;
        let text = told.body.to_string();
        // What was asked for may be repeated; what is stored may not be shown.
        let asked = path.matches(CANARY).count();
        assert!(
            text.matches(CANARY).count() <= asked * 3
                && (path.contains(&*scene.item) || !text.contains(&*scene.item)),
            "{path}: {text}"
        );
        assert!(!text.contains(&format!(">{CANARY}<")), "{path}: {text}");
        let told = bed.as_session(("GET", &path), &mine, None).await;
        n_seen += usize::from(told.body.to_string().contains(CANARY));
    }
    assert!(n_seen >= 5, "the canary is there for its owner: {n_seen}");
}

#[tokio::test]
async fn q4_no_write_tells_of_what_may_not_be_read() {
    let bed = Bed::with_project(&[HANDLE]);
    let owner = bed.person("owner@x.org", &["worker"]).await;
    bed.person("worker@x.org", &["worker"]).await;
    bed.share(OBJECT, "private").await;
    let fields = [("Name", CANARY), ("OwnerId", &*owner)];
    let record = bed.record(OBJECT, &fields).await;
    let cookie = bed.sign_in("worker@x.org").await;
    let one = format!("/api/v1/records/{OBJECT}/{record}");
    for (method, body) in [
        ("PATCH", json!({ "Name": "mine" })),
        ("PATCH", json!({ "OwnerId": "me" })),
        ("PATCH", json!({ "Nothing__c": 1 })),
        ("DELETE", json!(null)),
    ] {
        let told = bed.as_session((method, &one), &cookie, Some(body)).await;
        assert_eq!(told.status, 404, "{method}: {}", told.body);
        assert!(!told.body.to_string().contains(CANARY));
    }
    for path in ["edit", "delete"] {
        let path = format!("/records/{OBJECT}/{record}/{path}");
        let told = bed.form(&path, &cookie, "v.Name=mine").await;
        assert!(
            [404, 405].contains(&told.status.as_u16()),
            "{path}: {}",
            told.status
        );
    }
    let inputs = json!({ "inputs": { "Who": "worker@x.org", "Subject": &*record } });
    let at = ("POST", "/api/v1/orchestrations/Handle/runs");
    let told = bed.as_session(at, &cookie, Some(inputs)).await;
    assert_eq!(told.status, 422);
    assert!(!told.body.to_string().contains(CANARY));
    let kept = bed
        .app
        .look(move |reads| reads.record(OBJECT, &record).is_some());
    assert!(kept.await.unwrap());
}

/// Every page and list, with each way to ask for more.
fn paths(record: &str, item: &str, run: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for route in table() {
        let reads = route.method.as_str() == "GET" && route.access != Access::Public;
        if !reads || route.path.ends_with("/events") {
            continue;
        }
        for id in [record, item, run] {
            let path = route
                .path
                .replace("{object}", OBJECT)
                .replace("{id}", id)
                .replace("{item}", item)
                .replace("{run}", run)
                .replace("{name}", "Handle")
                .replace(['{', '}'], "");
            for query in [
                "",
                "?q=canary",
                "?q=c&limit=200",
                "?text=canary",
                "?order=newest",
            ] {
                paths.push(format!("{path}{query}"));
            }
        }
    }
    let list = format!("/api/v1/records/{OBJECT}");
    for filter in [
        format!("Name={CANARY}"),
        "Name.StartsWith=canary".to_owned(),
        "Name.Contains=canary".to_owned(),
        "Note__c.IsNull=false".to_owned(),
        "Name.NotEqualTo=x".to_owned(),
        format!("Id={record}"),
        "limit=200".to_owned(),
    ] {
        paths.push(format!("{list}?{filter}"));
    }
    paths.sort();
    paths.dedup();
    paths
}
