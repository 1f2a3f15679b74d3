//! Records.

use axum::http::StatusCode;

use crate::support::office;

#[tokio::test]
async fn a_record_is_created_edited_and_deleted() {
    let office = office();
    let form = "v.Name=Chair&v.Amount__c=90&v.Status__c=Draft";
    let created = office
        .post("it", "/records/Purchase_Request__c", form)
        .await;
    let record = created.to.split('?').next().expect("a path").to_owned();
    let page = office.get("it", &record).await;
    assert!(page.says("Chair") && page.says("90"), "{}", page.body);
    let saved = office.post("it", &record, "v.Name=Armchair").await;
    assert_eq!(saved.to, format!("{record}?told=saved"), "{}", saved.body);
    let list = office
        .get("it", "/records/Purchase_Request__c?q=armch")
        .await;
    assert!(list.says("Armchair"), "{}", list.body);
    let deleted = office.post("it", &format!("{record}/delete"), "").await;
    assert_eq!(deleted.to, "/records/Purchase_Request__c?told=deleted");
    assert_eq!(
        office.get("it", &record).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_cannot_be_saved_is_shown_again_at_its_field() {
    let office = office();
    let form = "v.Name=Chair&v.Amount__c=much";
    let page = office
        .post("it", "/records/Purchase_Request__c", form)
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("This was not saved"), "{}", page.body);
    assert!(page.says("id=\"f-Amount__c-error\""), "{}", page.body);
    assert!(page.says("value=\"Chair\""), "{}", page.body);
}

#[tokio::test]
async fn the_record_of_somebody_else_is_read_but_not_written() {
    let office = office();
    let (record, _) = office.purchase().await;
    let page = office.get("it", &record).await;
    assert!(
        page.says("Laptop") && !page.says("/edit\""),
        "{}",
        page.body
    );
    for (path, form) in [("", "v.Name=Mine"), ("/delete", "")] {
        let refused = office.post("it", &format!("{record}{path}"), form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn only_fields_of_the_form_are_written() {
    let office = office();
    let form = "v.Name=Chair&v.Amount__c=9&v.CreatedById=005000000000001AAA&v.Id=x&v.Unknown=y";
    let created = office
        .post("it", "/records/Purchase_Request__c", form)
        .await;
    assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.body);
}

#[tokio::test]
async fn texts_of_people_are_shown_as_texts() {
    let office = office();
    let form = "v.Name=%3Cscript%3Ealert(1)%3C%2Fscript%3E&v.Amount__c=9";
    let created = office
        .post("it", "/records/Purchase_Request__c", form)
        .await;
    for path in [created.to.as_str(), "/records/Purchase_Request__c"] {
        let page = office.get("it", path).await;
        assert!(!page.says("<script>alert"), "{}", page.body);
    }
}
