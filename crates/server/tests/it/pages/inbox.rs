//! The inbox.

use axum::http::StatusCode;

use crate::support::office;

#[tokio::test]
async fn the_inbox_lists_my_work_and_my_groups_work() {
    let office = office();
    let empty = office.get("hr", "/inbox").await;
    assert!(empty.says("All done"), "{}", empty.body);
    let created = office
        .post(
            "admin",
            "/records/New_Hire__c",
            "v.Name=Nora&v.Login__c=nora",
        )
        .await;
    assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.body);
    let inbox = office.get("hr", "/inbox").await;
    assert!(inbox.says(">group</span>"), "{}", inbox.body);
    assert!(inbox.says(">Nora</a>"), "{}", inbox.body);
    let other = office.get("manager", "/inbox").await;
    assert!(other.says("All done"), "{}", other.body);
}

#[tokio::test]
async fn a_member_claims_work_and_gives_it_back() {
    let office = office();
    office
        .post(
            "admin",
            "/records/New_Hire__c",
            "v.Name=Nora&v.Login__c=nora",
        )
        .await;
    let work = office.get("hr", "/inbox").await.link("/work/");
    let claimed = office.post("hr", &format!("{work}/claim"), "").await;
    assert_eq!(claimed.to, "/inbox?told=claimed", "{}", claimed.body);
    let inbox = office.get("hr", "/inbox").await;
    assert!(inbox.says("/release\""), "{}", inbox.body);
    let released = office.post("hr", &format!("{work}/release"), "").await;
    assert_eq!(released.to, "/inbox?told=released", "{}", released.body);
    let inbox = office.get("hr", "/inbox").await;
    assert!(inbox.says("/claim\""), "{}", inbox.body);
}

#[tokio::test]
async fn filters_are_in_the_url() {
    let office = office();
    let (_, work) = office.purchase().await;
    let found = office.get("manager", "/inbox?q=approv&order=newest").await;
    assert!(found.says(&work), "{}", found.body);
    let none = office.get("manager", "/inbox?q=nothing%20like%20it").await;
    assert!(none.says("No open work fits this filter."), "{}", none.body);
    let rows = office.get("manager", "/inbox/rows").await;
    assert!(rows.says(&work) && !rows.says("<html"), "{}", rows.body);
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_sent_to_sign_in() {
    let office = office();
    let answer = office.get("nobody", "/inbox").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.to.starts_with("/login?next="), "{}", answer.to);
}
