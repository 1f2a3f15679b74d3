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
async fn whoever_is_second_is_told_who_was_first_and_keeps_what_she_typed() {
    let office = office();
    let work = office.laptop().await;
    office.post("it", &format!("{work}/open"), "").await;
    let page = office.get("helpdesk", &work).await;
    assert!(page.says("Ivo It is working on this"), "{}", page.body);
    office.post("helpdesk", &format!("{work}/open"), "").await;
    let form = "screen=Laptop&v.Model=Light&v.Serial_Number=LT-1234&go=next";
    let done = office.post("helpdesk", &work, form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let form = "screen=Laptop&v.Model=Light&v.Serial_Number=TYPED-BY-IVO&go=next";
    let page = office.post("it", &work, form).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("Somebody was first"), "{}", page.body);
    assert!(page.says("Hugo Helpdesk finished this."), "{}", page.body);
    assert!(page.says(">\nTYPED-BY-IVO</textarea>"), "{}", page.body);
    assert!(!office.get("helpdesk", &work).await.says("TYPED-BY-IVO"));
}

#[tokio::test]
async fn whoever_sends_the_last_screen_twice_is_told_that_it_was_done() {
    let office = office();
    let (_, work) = office.purchase().await;
    office.post("manager", &format!("{work}/open"), "").await;
    let form = "screen=Decide&v.Verdict=yes&go=next";
    office.post("manager", &work, form).await;
    let page = office.post("manager", &work, form).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("You had finished this already."), "{}", page.body);
}

#[tokio::test]
async fn a_draft_is_kept_as_it_was_typed_until_the_work_is_finished() {
    let office = office();
    let work = office.laptop().await;
    office.post("it", &format!("{work}/open"), "").await;
    let form = "screen=Laptop&v.Serial_Number=%3Cb%3ELT-77&go=pause";
    let paused = office.post("it", &work, form).await;
    assert_eq!(paused.to, "/inbox?told=paused", "{}", paused.body);
    let inbox = office.get("it", "/inbox").await;
    assert!(inbox.says("draft\">Draft</span>"), "{}", inbox.body);
    let page = office.get("it", &work).await;
    assert!(page.says("value=\"&#60;b&#62;LT-77\""), "{}", page.body);
    assert!(page.says("Draft kept"), "{}", page.body);
    // Somebody else begins anew: the draft of the first one stays hers alone.
    office.post("helpdesk", &format!("{work}/open"), "").await;
    let other = office.get("helpdesk", &work).await;
    assert!(!other.says("LT-77"), "{}", other.body);
    office.post("it", &format!("{work}/open"), "").await;
    assert!(office.get("it", &work).await.says("LT-77"));
    let form = "screen=Laptop&v.Model=Light&v.Serial_Number=LT-7878&go=next";
    let done = office.post("it", &work, form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = office.get("it", &work).await;
    assert!(
        !page.says("LT-77") && page.says("You finished this."),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn what_was_typed_and_never_sent_can_be_forgotten() {
    let office = office();
    let work = office.laptop().await;
    office.post("it", &format!("{work}/open"), "").await;
    let form = "screen=Laptop&v.Serial_Number=LT-77";
    office.post("it", &format!("{work}/refresh"), form).await;
    office.post("helpdesk", &format!("{work}/open"), "").await;
    let page = office.get("it", &work).await;
    assert!(page.says(">\nLT-77</textarea>"), "{}", page.body);
    office.post("it", &format!("{work}/forget"), "").await;
    assert!(!office.get("it", &work).await.says("LT-77"));
}

#[tokio::test]
async fn who_has_the_right_gives_work_to_somebody_else() {
    let office = office();
    let work = office.laptop().await;
    let page = office.get("it", &work).await;
    assert!(!page.says("/reassign"), "{}", page.body);
    let refused = office
        .post(
            "it",
            &format!("{work}/reassign"),
            "to=user:manager@example.com",
        )
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let page = office.get("controller", &work).await;
    assert!(
        page.says("<option value=\"group:Finance\">"),
        "{}",
        page.body
    );
    let given = office
        .post(
            "controller",
            &format!("{work}/reassign"),
            "to=user:manager@example.com",
        )
        .await;
    assert_eq!(given.to, "/inbox?told=reassigned", "{}", given.body);
    assert!(office.get("manager", "/inbox").await.says(&work));
    assert!(!office.get("it", "/inbox").await.says(&work));
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
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(!page.says("Laptop"), "{}", page.body);
    let opened = office.post("it", &format!("{work}/open"), "").await;
    assert_eq!(opened.status, StatusCode::NOT_FOUND);
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
