//! Who sees which mails, and the switch for one's own.

use serde_json::json;

use super::super::bed::{Bed, problem};
use super::sink::{Fault, Sink, Verb};
use super::{ADMIN, all_over, begin_delivery, mails, settings};

#[tokio::test]
async fn a_person_sees_only_mails_to_her() {
    let bed = Bed::new();
    bed.start(ADMIN).await;
    let all = mails(&bed).await;
    assert_eq!(all[0]["to"], json!(["bob@x.org", "cleo@x.org"]));
    let path = format!("/api/v1/mails/{}", all[0]["id"].as_str().unwrap());
    let own = bed.get("bob@x.org", &path).await;
    assert_eq!(own.json["subject"], all[0]["subject"]);
    let others = bed.get("ann@x.org", &path).await;
    assert_eq!(others.problem(), problem(404, "unknown"));
    let listed = bed.get("ann@x.org", "/api/v1/mails").await;
    assert_eq!(listed.json, json!({ "mails": [], "next": null }));
    let none = bed.get(ADMIN, "/api/v1/mails?status=Failed").await;
    assert_eq!(none.json["mails"], json!([]));
    let unknown = bed.get(ADMIN, "/api/v1/mails?status=Lost").await;
    assert_eq!(unknown.problem(), problem(422, "invalid-request"));
}

#[tokio::test]
async fn a_list_goes_on_where_the_page_before_ended() {
    let bed = Bed::new();
    for _ in 0..5 {
        bed.start(ADMIN).await;
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = bed
            .get("bob@x.org", &format!("/api/v1/mails?limit=2{cursor}"))
            .await;
        for mail in page.json["mails"].as_array().unwrap() {
            seen.push(mail["id"].as_str().unwrap().to_owned());
        }
        match page.json["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 5);
    seen.dedup();
    assert_eq!(seen.len(), 5);
}

#[tokio::test]
async fn a_person_switches_mail_about_her_work_off_and_on() {
    let bed = Bed::new();
    let choice = "/api/v1/mails/choice";
    assert_eq!(bed.get("bob@x.org", choice).await.json["work"], true);
    let off = bed
        .put_json("bob@x.org", choice, json!({ "work": false }))
        .await;
    assert_eq!(off.status, 204);
    assert_eq!(bed.get("bob@x.org", choice).await.json["work"], false);
    bed.start(ADMIN).await;
    bed.put_json("bob@x.org", choice, json!({ "work": true }))
        .await;
    bed.start(ADMIN).await;
    let to: Vec<_> = mails(&bed)
        .await
        .iter()
        .map(|mail| mail["to"].clone())
        .collect();
    assert_eq!(
        to,
        [json!(["cleo@x.org"]), json!(["bob@x.org", "cleo@x.org"])]
    );
}

#[tokio::test]
async fn the_page_shows_what_became_of_a_mail_and_what_can_be_done() {
    let sink = Sink::start(false);
    sink.fail(Verb::MailFrom, "", Fault::Say("553 <b>not you</b>"), 1);
    let bed = Bed::with(settings(&sink));
    begin_delivery(&bed);
    bed.start(ADMIN).await;
    all_over(&bed).await;
    let page = bed.page(ADMIN, "/mail").await;
    for shown in [
        "Failed",
        "1 attempt",
        "not you&#60;/b&#62;",
        "Send again",
        "/work/0jf",
        "/runs/0jE",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    let page = bed.page("bob@x.org", "/mail").await;
    assert!(
        page.contains("Failed") && !page.contains("Send again"),
        "{page}"
    );
}

#[tokio::test]
async fn what_is_sent_leads_to_the_work_in_both_parts() {
    let sink = Sink::start(false);
    let bed = Bed::with(settings(&sink));
    begin_delivery(&bed);
    bed.start(ADMIN).await;
    all_over(&bed).await;
    let content = &sink.received()[0]
        .content
        .replace("=\r\n", "")
        .replace("=3D", "=");
    assert!(
        content.contains("Subject: Work item assigned to"),
        "{content}"
    );
    assert_eq!(
        content
            .matches("https://segue.example.com/work/0jf")
            .count(),
        3,
        "{content}"
    );
    assert!(
        content.contains("<a href=\"https://segue.example.com/work/0jf"),
        "{content}"
    );
    let metrics = bed.page(ADMIN, "/metrics").await;
    assert!(metrics.contains("segue_mails_sent_total 1\n"), "{metrics}");
    assert!(metrics.contains("segue_mails_waiting 0\n"), "{metrics}");
}
