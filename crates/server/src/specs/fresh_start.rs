//! Q8 and Q9: a server that was just started lets nobody in, and the first administrator is made once.

use axum::http::StatusCode;

use super::bed::Bed;
use crate::routes::{Access, table};

async fn set_up(bed: &Bed, invitation: &str, user: &str) -> StatusCode {
    let form = format!("invitation={invitation}&user={user}&password=correct+horse");
    bed.form("/setup", "x=1", &form).await.status
}

#[tokio::test]
async fn q8_the_setup_closes_for_ever() {
    let bed = Bed::new();
    let invitation = bed.invitation.clone();
    for wrong in [
        "",
        "0",
        &"0".repeat(64),
        &invitation[1..],
        &invitation.to_uppercase(),
    ] {
        assert_eq!(set_up(&bed, wrong, "eve").await, 403, "{wrong}");
    }
    assert_eq!(set_up(&bed, &invitation, "root").await, 303);
    bed.advance(60);
    assert_eq!(set_up(&bed, &invitation, "eve").await, 403);
    let root = bed.sign_in("root").await;
    let path = ("DELETE", "/api/v1/users/root/roles/administrator");
    assert_eq!(bed.as_session(path, &root, None).await.status, 204);
    // Neither without an administrator nor without anybody, and not after the next start either.
    let again = bed.app.at_writer(crate::identity::prepare).await;
    assert_eq!(again.unwrap().unwrap(), None);
    let gone = bed
        .app
        .look(|reads| reads.store().user("root").unwrap().unwrap().id);
    let request = segue_runtime::Request::DeleteRecord {
        object: "User".into(),
        id: gone.await.unwrap(),
        by: segue_runtime::Actor::System,
    };
    bed.done(request).await;
    let again = bed.app.at_writer(crate::identity::prepare).await;
    assert_eq!(again.unwrap().unwrap(), None);
    assert_eq!(set_up(&bed, &invitation, "eve").await, 403);
    // The database itself refuses to open it again.
    let reopened = bed.app.aside(|tx| tx.invite(&[0; 32])).await.unwrap();
    assert!(!reopened.unwrap_or(false));
}

#[tokio::test]
async fn q8_each_start_makes_the_invitation_before_worthless() {
    let bed = Bed::new();
    let first = bed.invitation.clone();
    let second = bed.app.at_writer(crate::identity::prepare).await;
    let second = second.unwrap().unwrap().unwrap();
    assert_eq!(set_up(&bed, &first, "eve").await, 403);
    assert_eq!(set_up(&bed, &second, "root").await, 303);
}

#[tokio::test]
async fn q9_a_fresh_server_knows_no_password_and_lets_nobody_in() {
    let bed = Bed::new();
    let users = [
        "admin",
        "root",
        "administrator",
        "segue",
        "demo",
        "automated.process",
        "test",
        "",
    ];
    for user in users {
        for password in [
            "",
            "admin",
            "password",
            "segue",
            "changeme",
            "automated.process",
        ] {
            bed.advance(60);
            let told = bed.try_to_sign_in(user, password).await;
            assert_eq!(told.status, 401, "{user} {password}");
        }
    }
    let mut open: Vec<&str> = Vec::new();
    for route in table() {
        let path = super::matrix::filled(route.path);
        let told = bed.send((route.method.as_str(), &path), &[], None).await;
        assert!(!told.status.is_server_error(), "{path}");
        if route.access == Access::Public {
            open.push(route.path);
        }
    }
    open.sort_unstable();
    open.dedup();
    let documented = [
        "/api/v1/login",
        "/assets/{hash}/{name}",
        "/healthz",
        "/login",
        "/login/{provider}",
        "/login/{provider}/callback",
        "/openapi.json",
        "/readyz",
        "/setup",
    ];
    assert_eq!(open, documented);
    for hidden in [
        "/debug",
        "/debug/pprof",
        "/admin",
        "/actuator",
        "/.env",
        "/.git/config",
        "/console",
        "/server-status",
        "/graphql",
        "/swagger-ui",
        "/api/v1/debug",
    ] {
        assert_eq!(
            bed.send(("GET", hidden), &[], None).await.status,
            404,
            "{hidden}"
        );
    }
}
