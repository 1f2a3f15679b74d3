//! Files that people attach.

use axum::http::StatusCode;

use crate::support::office;

const FIRST: &str = "/files/069000000000001AAA";

#[tokio::test]
async fn a_file_is_kept_with_its_form_and_only_ever_downloaded() {
    let office = office();
    let work = office.laptop().await;
    office.post("it", &format!("{work}/open"), "").await;
    let page = "<script>alert(1)</script>";
    let parts = [
        ("screen", None, &b"Laptop"[..]),
        ("v.Serial_Number", None, b"LT-77"),
        ("u.Papers", Some("../<b>\u{e9}.html"), page.as_bytes()),
        ("go", None, b"refresh"),
    ];
    let sent = office.upload("it", &work, &parts).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    assert!(sent.says("value=\"LT-77\""), "{}", sent.body);
    let file = office.get("it", FIRST).await;
    assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, page));
    let plain = "attachment; filename=\"_b__.html\"; ";
    assert_eq!(
        file.disposition,
        format!("{plain}filename*=UTF-8''%3Cb%3E%C3%A9.html")
    );
    for who in ["helpdesk", "manager"] {
        let other = office.get(who, FIRST).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{who}");
    }
    // Once the work is finished the file belongs to the record, and to whoever reads that.
    let form = "screen=Laptop&v.Model=Light&v.Serial_Number=LT-1234&go=next";
    office.post("it", &work, form).await;
    assert_eq!(office.get("manager", FIRST).await.body, page);
}

#[tokio::test]
async fn nobody_attaches_files_at_work_of_others() {
    let office = office();
    let work = office.laptop().await;
    let parts = [("u.Papers", Some("a.txt"), &b"x"[..])];
    let sent = office.upload("manager", &work, &parts).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND, "{}", sent.body);
    assert_eq!(
        office.get("manager", FIRST).await.status,
        StatusCode::NOT_FOUND
    );
}
