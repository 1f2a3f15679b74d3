//! What somebody may not see is nowhere: not in lists, searches, lookups, counts or errors.

use axum::http::StatusCode;

use crate::support::office_where;

const CANARY: &str = "CANARY-7731";

#[tokio::test]
async fn a_private_record_is_nowhere_for_others() {
    let office = office_where(|tx| {
        tx.share_object("Purchase_Request__c", "private")
            .expect("stored");
    });
    let form = format!("v.Name={CANARY}&v.Amount__c=9&v.Status__c=Draft");
    let list = "/records/Purchase_Request__c";
    let created = office.post("it", list, &form).await;
    let record = created.to.split('?').next().expect("a path").to_owned();
    let id = record.rsplit('/').next().expect("an id").to_owned();
    assert!(office.get("it", list).await.says(CANARY));
    for path in [
        list.to_owned(),
        format!("{list}?q=CANARY"),
        format!("{list}?sort=Name"),
        format!("{list}?f.Status__c=Draft"),
        record.clone(),
        format!("{record}/edit"),
        format!("{record}/work"),
        format!("{record}/progress"),
        format!("{record}/live"),
        format!("/records/New_Hire__c/{id}"),
        format!("/inbox?record={id}"),
    ] {
        let page = office.get("helpdesk", &path).await;
        assert!(!page.says(CANARY), "{path}: {}", page.body);
    }
    for (path, form) in [("", "v.Name=Mine"), ("/delete", "")] {
        let refused = office
            .post("helpdesk", &format!("{record}{path}"), form)
            .await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!refused.says(CANARY), "{}", refused.body);
    }
}

#[tokio::test]
async fn a_lookup_is_searched_among_what_one_may_read() {
    let office = office_where(|_| {});
    let form = "go=refresh&v.Name=Chair&q.OwnerId=mia";
    let page = office
        .post("it", "/records/Purchase_Request__c", form)
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.says("<span>Mia Manager</span>"), "{}", page.body);
    assert!(!page.says("<span>Hana Hr</span>"), "{}", page.body);
    assert!(page.says("name=\"l.OwnerId\""), "{}", page.body);
    assert!(
        page.says("value=\"Chair\""),
        "what was typed stays: {}",
        page.body
    );
}
