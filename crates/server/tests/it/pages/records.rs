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

#[tokio::test]
async fn a_list_is_searched_filtered_and_sorted() {
    let office = office();
    for form in [
        "v.Name=Chair&v.Amount__c=90&v.Status__c=Draft",
        "v.Name=Desk&v.Amount__c=400&v.Status__c=Draft&v.Supplier__c=Woodwork",
    ] {
        office
            .post("it", "/records/Purchase_Request__c", form)
            .await;
    }
    let list = "/records/Purchase_Request__c";
    let found = office.get("it", &format!("{list}?q=woodw")).await;
    assert!(found.says("Desk") && !found.says("Chair"), "{}", found.body);
    let mine = office.get("manager", &format!("{list}?owner=me")).await;
    assert!(
        !mine.says("Desk") && mine.says("No record fits"),
        "{}",
        mine.body
    );
    let sorted = office.get("it", &format!("{list}?sort=-Amount__c")).await;
    let (desk, chair) = (sorted.body.find("Desk"), sorted.body.find("Chair"));
    assert!(desk < chair && desk.is_some(), "{}", sorted.body);
    assert!(sorted.says("aria-sort=\"descending\""), "{}", sorted.body);
    let sorted = office.get("it", &format!("{list}?sort=Amount__c")).await;
    assert!(sorted.body.find("Chair") < sorted.body.find("Desk"));
    let odd = office
        .get("it", &format!("{list}?sort=Nothing&f.Nothing=x&skip=x"))
        .await;
    assert_eq!(odd.status, StatusCode::OK, "{}", odd.body);
}

#[tokio::test]
async fn two_people_who_change_the_same_field_see_both_values() {
    let office = office();
    let form = "v.Name=Chair&v.Amount__c=90&v.Supplier__c=Acme&v.Status__c=Draft";
    let created = office
        .post("it", "/records/Purchase_Request__c", form)
        .await;
    let record = created.to.split('?').next().expect("a path").to_owned();
    let edit = office.get("it", &format!("{record}/edit")).await;
    assert!(
        edit.says("name=\"w.Amount__c\" value=\"90\""),
        "{}",
        edit.body
    );
    // In another window she changes the amount; the form here still holds the old one.
    office
        .post("it", &record, "v.Amount__c=100&w.Amount__c=90")
        .await;
    let form = "v.Name=Armchair&w.Name=Chair&v.Amount__c=90&w.Amount__c=90";
    let saved = office.post("it", &record, form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = office.get("it", &record).await;
    assert!(page.says("Armchair") && page.says("100"), "{}", page.body);
    let form = "v.Amount__c=95&w.Amount__c=90";
    let conflict = office.post("it", &record, form).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT, "{}", conflict.body);
    assert!(
        conflict.says("Somebody else has written: 100"),
        "{}",
        conflict.body
    );
    assert!(conflict.says("value=\"95\""), "{}", conflict.body);
    assert!(
        conflict.says("name=\"w.Amount__c\" value=\"100\""),
        "{}",
        conflict.body
    );
    let again = "v.Amount__c=95&w.Amount__c=100";
    let saved = office.post("it", &record, again).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[tokio::test]
async fn the_page_of_a_record_shows_how_far_its_runs_are_and_lists_work_live() {
    let office = office();
    let (record, work) = office.purchase().await;
    let page = office.get("it", &record).await;
    assert!(
        page.says("Approve a purchase") && page.says("Start Stage"),
        "{}",
        page.body
    );
    assert!(
        !page.says("Start Step") && !page.says(&work),
        "{}",
        page.body
    );
    let page = office.get("manager", &record).await;
    assert!(
        page.says("Start Work Item"),
        "it holds work of the run: {}",
        page.body
    );
    let rows = office.get("manager", &format!("{record}/work")).await;
    assert!(rows.says(&work) && !rows.says("<html"), "{}", rows.body);
    let progress = office.get("it", &format!("{record}/progress")).await;
    assert!(progress.says("id=\"progress\""), "{}", progress.body);
    let nothing = office
        .get("it", "/records/Purchase_Request__c/aoF000000000999EAA/live")
        .await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}
