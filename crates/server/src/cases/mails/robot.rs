//! A robot that follows all links of all mails changes nothing.

use axum::body::Body;
use axum::http::{Request, header};
use segue_runtime::Reads;

use super::super::bed::Bed;
use super::{ADMIN, mails};

/// Everything about runs, their work and their mails, as text.
fn state(reads: &Reads<'_>) -> String {
    let mut text = String::new();
    for run in reads.runs(None, None) {
        text.push_str(&format!("{:?}", reads.run(run)));
        text.push_str(&format!("{:?}", reads.history(run)));
        text.push_str(&format!("{:?}", reads.open_items(run)));
    }
    text.push_str(&format!("{:?}", reads.store().mails(None, 1_000)));
    text
}

#[tokio::test]
async fn following_all_links_of_all_mails_changes_nothing() {
    let bed = Bed::new();
    for _ in 0..3 {
        bed.start(ADMIN).await;
    }
    let before = bed.app.look(state).await.unwrap();
    let mut n_followed = 0;
    for mail in mails(&bed).await {
        let link = mail["link"].as_str().unwrap();
        assert!(mail["body"].as_str().unwrap().contains(link));
        for who in ["", ADMIN, "bob@x.org", "ann@x.org"] {
            for verb in ["GET", "HEAD"] {
                let mut request = Request::builder().method(verb).uri(link);
                if !who.is_empty() {
                    let token = format!("Bearer token of {who}");
                    request = request.header(header::AUTHORIZATION, token);
                }
                let told = bed.raw(request.body(Body::empty()).unwrap()).await;
                assert!(!told.status().is_server_error(), "{verb} {link}");
                n_followed += 1;
            }
        }
    }
    assert_eq!(n_followed, 24);
    assert_eq!(bed.app.look(state).await.unwrap(), before);
}
