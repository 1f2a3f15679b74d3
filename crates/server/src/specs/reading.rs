//! Q13: looking changes nothing: the database is the same after a robot asked every route, and work
//! that somebody has open does not end by being looked at.

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

/// A screen whose text fails as soon as the person's last name has three letters.
const FRAGILE: &str = r#"<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>64.0</apiVersion>
    <formulas>
        <name>Share</name>
        <dataType>Number</dataType>
        <expression>1 / (LEN({!$User.LastName}) - 3)</expression>
        <scale>2</scale>
    </formulas>
    <label>Fragile</label>
    <processType>Flow</processType>
    <screens>
        <name>Only_Screen</name>
        <label>Only screen</label>
        <locationX>0</locationX>
        <locationY>0</locationY>
        <allowBack>true</allowBack>
        <allowFinish>true</allowFinish>
        <allowPause>true</allowPause>
        <fields>
            <name>Amount</name>
            <fieldText>Amount {!Share}</fieldText>
            <fieldType>DisplayText</fieldType>
        </fields>
        <showFooter>true</showFooter>
        <showHeader>true</showHeader>
    </screens>
    <start>
        <locationX>0</locationX>
        <locationY>0</locationY>
        <connector>
            <targetReference>Only_Screen</targetReference>
        </connector>
    </start>
    <status>Active</status>
</Flow>"#;

#[tokio::test]
async fn q13_looking_at_open_work_whose_flow_fails_meanwhile_ends_nothing() {
    let handle = HANDLE.1.replace("<actionName>Ask<", "<actionName>Fragile<");
    let files = [
        (HANDLE.0, handle.as_str()),
        ("flows/Fragile.flow-meta.xml", FRAGILE),
    ];
    let bed = Bed::with_project(&files);
    let id = bed.person("admin@x.org", &["administrator"]).await;
    let cast = Cast {
        owner: id.clone(),
        assignee: "admin@x.org".into(),
        starter: id.clone(),
    };
    let scene = bed.scene(&cast, At::Open).await;
    let cookie = bed.sign_in("admin@x.org").await;
    let open = format!("/work/{}/open", scene.item);
    assert_eq!(bed.form(&open, &cookie, "").await.status, 303);
    let (page, api) = (
        format!("/work/{}", scene.item),
        format!("/api/v1/work-items/{}", scene.item),
    );
    let look = async |path: &str| bed.as_session(("GET", path), &cookie, None).await;
    assert!(look(&page).await.body.to_string().contains("Amount"));
    assert!(look(&api).await.body["screen"].is_object());

    bed.rename(&id, "Ann").await;
    let before = bed.state().await;
    let told = look(&page).await;
    assert_eq!(told.status, 200, "{}", told.body);
    let text = told.body.to_string();
    assert!(text.contains("The screen cannot be shown"), "{text}");
    let told = look(&api).await;
    assert_eq!(told.status, 200, "{}", told.body);
    assert!(told.body["screen"].is_null(), "{}", told.body);
    assert_eq!(told.body["status"], "Assigned", "{}", told.body);
    assert_eq!(bed.state().await, before, "looking changed something");

    // Only the button carries on, and then the fault is the step's.
    bed.form(&open, &cookie, "").await;
    let text = look(&page).await.body.to_string();
    assert!(text.contains("This failed."), "{text}");
}
