//! Q13: looking changes nothing: the database is the same after a robot asked every route.

use super::bed::Bed;
use super::scene::{At, Cast, HANDLE, OBJECT};
use crate::routes::table;

#[tokio::test]
async fn q13_a_robot_that_follows_every_link_changes_nothing() {
    let bed = Bed::with_project(&[HANDLE]);
    let id = bed.person("admin@x.org", &["administrator"]).await;
    let cast = Cast {
        owner: id.clone(),
        assignee: "admin@x.org".into(),
        starter: id,
    };
    let scene = bed.scene(&cast, At::Open).await;
    let cookie = bed.sign_in("admin@x.org").await;
    let open = format!("/work/{}/open", scene.item);
    bed.form(&open, &cookie, "").await;
    let before = bed.state().await;
    let mut n_asked = 0;
    for route in table() {
        for id in [&scene.record, &scene.item, &scene.run] {
            let path = route
                .path
                .replace("{object}", OBJECT)
                .replace("{id}", id)
                .replace("{item}", &scene.item)
                .replace("{run}", &scene.run)
                .replace("{name}", "Handle")
                .replace(['{', '}'], "_");
            for method in ["GET", "HEAD"] {
                for headers in [&[][..], &[("cookie", cookie.as_str())]] {
                    let told = bed.send_text((method, &path), headers, "").await;
                    assert!(!told.status.is_server_error(), "{path}: {}", told.body);
                    n_asked += 1;
                }
            }
        }
    }
    assert!(n_asked > 1_000, "{n_asked}");
    assert_eq!(bed.state().await, before);
}
