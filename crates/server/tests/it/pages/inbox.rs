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

#[tokio::test]
async fn filters_narrow_the_list_and_say_nothing_of_what_others_have() {
    let office = office();
    let (record, work) = office.purchase().await;
    let id = record.rsplit('/').next().expect("an id").to_owned();
    for (filter, is_there) in [
        ("orchestration=Purchase_Approval".to_owned(), true),
        ("orchestration=Onboard_New_Hire".to_owned(), false),
        ("q=laptop".to_owned(), true),
        (format!("record={id}"), true),
        ("record=aoF000000000999EAA".to_owned(), false),
        ("age=1".to_owned(), false),
        ("from=all&age=nonsense".to_owned(), true),
    ] {
        let inbox = office.get("manager", &format!("/inbox?{filter}")).await;
        assert_eq!(inbox.says(&work), is_there, "{filter}: {}", inbox.body);
    }
    // Neither the holder of another one nor a record by its id opens a look at her work.
    let me = office
        .get("manager", "/inbox")
        .await
        .link("/inbox?from=005");
    let holder = me.replace("&amp;", "&");
    let other = office.get("it", &holder).await;
    assert!(
        !other.says(&work) && !other.says("Laptop"),
        "{}",
        other.body
    );
    let other = office.get("it", &format!("/inbox?record={id}")).await;
    assert!(!other.says(&work), "{}", other.body);
    assert!(!other.says("Approve a purchase"), "{}", other.body);
}

#[tokio::test]
async fn a_view_is_saved_by_name_begins_the_inbox_and_is_deleted() {
    let office = office();
    let form = "name=My+%3Cold%3E+work&is_default=true&age=3&order=newest&told=x";
    let saved = office.post("manager", "/inbox/views", form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let begun = office.get("manager", "/inbox").await;
    let query = "age=3&order=newest&view=My%20%3Cold%3E%20work";
    assert_eq!(begun.to, format!("/inbox?{query}"), "{}", begun.body);
    let page = office.get("manager", &begun.to).await;
    assert!(page.says("My &#60;old&#62; work"), "{}", page.body);
    let other = office.get("it", "/inbox").await;
    assert_eq!(other.status, StatusCode::OK, "views are one's own");
    assert!(!other.says("My &#60;old&#62; work"), "{}", other.body);
    office
        .post("manager", "/inbox/views/default", "name=")
        .await;
    assert_eq!(office.get("manager", "/inbox").await.status, StatusCode::OK);
    let name = "name=My+%3Cold%3E+work";
    office.post("manager", "/inbox/views/delete", name).await;
    let page = office.get("manager", "/inbox").await;
    assert!(!page.says("My &#60;old&#62; work"), "{}", page.body);
    let refused = office.post("manager", "/inbox/views", "name=+").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn several_items_are_claimed_at_once_each_with_its_result() {
    let office = office();
    let laptop = office.laptop().await;
    let (_, approval) = office.purchase().await;
    let id = |path: &str| path.rsplit('/').next().expect("an id").to_owned();
    let items = format!(
        "item={}&item={}&item=0jf000000000ZZZAAA",
        id(&laptop),
        id(&approval)
    );
    let done = office
        .post("it", "/inbox/bulk", &format!("{items}&do=claim"))
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert!(done.says("Claimed: 1 of 3"), "{}", done.body);
    assert!(done.says("2 were refused"), "{}", done.body);
    assert!(
        !done.says("Approval of the manager"),
        "it is not hers to see"
    );
    assert!(office.get("it", "/inbox").await.says("/release\""));
    let none = office.post("it", "/inbox/bulk", "do=claim").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn only_who_has_the_right_gives_several_items_away() {
    let office = office();
    let laptop = office.laptop().await;
    let id = laptop.rsplit('/').next().expect("an id").to_owned();
    let form = format!("item={id}&do=reassign&to=user:manager@example.com");
    let refused = office.post("it", "/inbox/bulk", &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    let inbox = office.get("it", "/inbox").await;
    assert!(!inbox.says("value=\"reassign\""), "{}", inbox.body);
    let done = office.post("controller", "/inbox/bulk", &form).await;
    assert!(done.says("Given to Mia Manager"), "{}", done.body);
    assert!(office.get("manager", "/inbox").await.says(&laptop));
    let back = format!("{form}&back=https://evil.test/inbox?");
    let done = office.post("controller", "/inbox/bulk", &back).await;
    assert!(!done.says("evil.test"), "{}", done.body);
}
