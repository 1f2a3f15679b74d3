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

const LOOK: &str = include_str!("Look_Around.flow-meta.xml");

/// What a form that looks around shows to whom it is assigned: as the API and as the page tell it.
async fn shown_to(assignee: &'static str, mode: &str, is_shared: bool) -> String {
    let handle = HANDLE.1.replace(">Ask<", ">Look_Around<");
    let look = LOOK.replace("DefaultMode", mode);
    let files = [
        (HANDLE.0, &*handle),
        ("flows/Look_Around.flow-meta.xml", &*look),
    ];
    let bed = Bed::with_project(&files);
    let owner = bed.person("owner@x.org", &["worker"]).await;
    bed.person("worker@x.org", &["worker"]).await;
    if !is_shared {
        bed.share(OBJECT, "private").await;
    }
    let cast = Cast {
        owner: owner.clone(),
        assignee: assignee.into(),
        starter: owner.clone(),
    };
    let fields = [("Name", CANARY), ("Note__c", CANARY), ("OwnerId", &*owner)];
    bed.record(OBJECT, &fields).await;
    let scene = bed.scene(&cast, At::Open).await;
    let cookie = bed.sign_in(assignee).await;
    let open = format!("/api/v1/work-items/{}/open", scene.item);
    let told = bed.as_session(("POST", &open), &cookie, None).await;
    assert_eq!(told.status, 200, "{}", told.body);
    let page = format!("/work/{}", scene.item);
    let page = bed.as_session(("GET", &page), &cookie, None).await;
    assert_eq!(page.status, 200, "{}", page.body);
    format!("{}\n{}", told.body, page.body)
}

#[tokio::test]
async fn q4_a_form_reads_what_the_person_may_who_fills_it_in() {
    let hidden = shown_to("worker@x.org", "DefaultMode", false).await;
    assert!(hidden.contains("first:"), "{hidden}");
    assert!(!hidden.contains(CANARY), "{hidden}");
    let own = shown_to("owner@x.org", "DefaultMode", false).await;
    assert!(own.matches(CANARY).count() >= 6, "{own}");
    let shared = shown_to("worker@x.org", "DefaultMode", true).await;
    assert!(shared.matches(CANARY).count() >= 6, "{shared}");
}

#[tokio::test]
async fn q4_a_form_without_sharing_reads_everything() {
    let told = shown_to("worker@x.org", "SystemModeWithoutSharing", false).await;
    assert!(told.matches(CANARY).count() >= 6, "{told}");
}

#[tokio::test]
async fn q4_a_form_with_sharing_reads_what_is_shared_with_the_person() {
    let hidden = shown_to("worker@x.org", "SystemModeWithSharing", false).await;
    assert!(hidden.contains("first:"), "{hidden}");
    assert!(!hidden.contains(CANARY), "{hidden}");
    let shared = shown_to("worker@x.org", "SystemModeWithSharing", true).await;
    assert!(shared.matches(CANARY).count() >= 6, "{shared}");
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
