//! The Work Guide.

use axum::http::StatusCode;

use crate::support::office;

#[tokio::test]
async fn work_is_opened_answered_and_finished() {
    let office = office();
    let (_, work) = office.purchase().await;
    let page = office.get("manager", &work).await;
    assert!(page.says("This is yours to do."), "{}", page.body);
    let opened = office.post("manager", &format!("{work}/open"), "").await;
    assert_eq!((opened.status, &opened.to), (StatusCode::SEE_OTHER, &work));
    let page = office.get("manager", &work).await;
    assert!(page.says("Do you approve?"), "{}", page.body);
    assert!(
        !page.says("Why not?"),
        "it is hidden until the answer is no"
    );
    let answered = office
        .post("manager", &work, "screen=Decide&v.Verdict=yes&go=next")
        .await;
    assert_eq!(
        (answered.status, &answered.to),
        (StatusCode::SEE_OTHER, &work)
    );
    let page = office.get("manager", &work).await;
    assert!(page.says("You finished this."), "{}", page.body);
    let inbox = office.get("manager", "/inbox").await;
    assert!(!inbox.says(&work), "{}", inbox.body);
}

#[tokio::test]
async fn an_answer_that_is_not_good_is_shown_again_with_what_is_wrong() {
    let office = office();
    let (_, work) = office.purchase().await;
    office.post("manager", &format!("{work}/open"), "").await;
    let page = office
        .post("manager", &work, "screen=Decide&v.Verdict=&go=next")
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.says("aria-describedby=\"f-Verdict-error\""),
        "{}",
        page.body
    );
    assert!(page.says("Must be answered."), "{}", page.body);
    assert!(page.says("href=\"#f-Verdict\""), "{}", page.body);
}

#[tokio::test]
async fn without_scripts_a_field_that_an_answer_makes_visible_is_asked_for() {
    let office = office();
    let (_, work) = office.purchase().await;
    office.post("manager", &format!("{work}/open"), "").await;
    let page = office
        .post("manager", &work, "screen=Decide&v.Verdict=no&go=next")
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Why not?"), "{}", page.body);
    let form = "screen=Decide&v.Verdict=no&v.Because=short&go=next";
    let page = office.post("manager", &work, form).await;
    assert!(page.says("Say it in ten letters or more."), "{}", page.body);
    assert!(page.says(">\nshort</textarea>"), "{}", page.body);
    // The field is sent, but its answer is hidden by the other one.
    let form = "screen=Decide&v.Verdict=yes&v.Because=short&go=next";
    let page = office.post("manager", &work, form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn a_refresh_shows_what_an_answer_makes_visible_and_keeps_a_draft() {
    let office = office();
    let (_, work) = office.purchase().await;
    office.post("manager", &format!("{work}/open"), "").await;
    let path = format!("{work}/refresh");
    let guide = office
        .post("manager", &path, "screen=Decide&v.Verdict=no")
        .await;
    assert_eq!(guide.status, StatusCode::OK);
    assert!(guide.says("Why not?"), "{}", guide.body);
    assert!(!guide.says("<html"), "it is a part of the page");
    let page = office.get("manager", &work).await;
    assert!(page.says("Why not?"), "the draft is kept: {}", page.body);
}

#[tokio::test]
async fn whoever_is_second_is_told_who_was_first() {
    let office = office();
    let (_, work) = office.purchase().await;
    office.post("manager", &format!("{work}/open"), "").await;
    let form = "screen=Decide&v.Verdict=yes&go=next";
    office.post("manager", &work, form).await;
    let page = office.post("manager", &work, form).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("Somebody was first"), "{}", page.body);
    assert!(
        page.says("What you entered was not saved."),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn looking_at_work_begins_nothing_and_strangers_see_nothing() {
    let office = office();
    let (_, work) = office.purchase().await;
    office.get("manager", &work).await;
    let answered = office
        .post("manager", &work, "screen=Decide&v.Verdict=yes&go=next")
        .await;
    assert_eq!(answered.status, StatusCode::CONFLICT, "it was not opened");
    let page = office.get("it", &work).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(!page.says("Laptop"), "{}", page.body);
    let opened = office.post("it", &format!("{work}/open"), "").await;
    assert_eq!(opened.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn work_is_done_in_place_on_the_page_of_its_record() {
    let office = office();
    let (record, work) = office.purchase().await;
    let page = office.get("manager", &record).await;
    assert!(page.says("Do it here"), "{}", page.body);
    let opened = office
        .post("manager", &format!("{work}/open"), "place=record")
        .await;
    assert!(opened.to.starts_with(&record), "{}", opened.to);
    let path = opened.to.trim_end_matches("#guide");
    let page = office.get("manager", path).await;
    assert!(page.says("Do you approve?"), "{}", page.body);
    let form = "screen=Decide&place=record&v.Verdict=yes&go=next";
    let answered = office.post("manager", &work, form).await;
    assert_eq!(answered.to, opened.to);
    let page = office.get("manager", path).await;
    assert!(page.says("You finished this."), "{}", page.body);
}
