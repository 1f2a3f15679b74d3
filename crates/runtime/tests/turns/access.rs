//! What people are allowed lives in the database: it comes of files, of changes, and of an older
//! database that knew it from the files alone.

use segue_definition::{Options as LoadOptions, SourceFile, load};
use segue_language::{Text, Timestamp};
use segue_runtime::{AccessChange, Actor, PeopleAct, PeopleChange, Refusal, Request, Runtime};
use segue_runtime::{Reply, RuntimeOptions};
use segue_store::{MetadataSource, Options, PersonAccess, Stamp, Store, User};

use super::support::*;

const PEOPLE: &str = "users:
  - {username: ann@x.org, profile: Clerk, role: Lead, permission_sets: [Approvers], permissions: [Own]}
  - bob@x.org
";
const SET: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <customPermissions><enabled>true</enabled><name>Refund</name></customPermissions>
    <label>Approvers</label>
</PermissionSet>"#;

/// Publishes to a record what the person who saves it is allowed.
fn telling() -> (String, String) {
    let assign = |field: &str, global: &str| {
        format!(
            "<assignmentItems><assignToReference>$Record.{field}</assignToReference>\
             <operator>Assign</operator><value><elementReference>{global}</elementReference></value>\
             </assignmentItems>"
        )
    };
    let items = [assign("Subject", "told")];
    flow(
        "Tell",
        "AutoLaunchedFlow",
        &format!(
            "<assignments><name>Say</name><label>Say</label>{}</assignments>\
             <formulas><name>told</name><dataType>String</dataType><expression>\
             {{!$Profile.Name}} &amp; &quot;/&quot; &amp; {{!$UserRole.Name}} &amp; &quot;/&quot; &amp; \
             IF({{!$Permission.Refund}}, &quot;refund&quot;, &quot;-&quot;) &amp; &quot;/&quot; &amp; \
             IF({{!$Permission.Own}}, &quot;own&quot;, &quot;-&quot;)</expression></formulas>\
             <start><connector><targetReference>Say</targetReference></connector>\
             <object>Task</object><recordTriggerType>Create</recordTriggerType>\
             <triggerType>RecordBeforeSave</triggerType></start>",
            items.concat()
        ),
    )
}

fn all_files() -> Vec<(String, String)> {
    vec![
        telling(),
        ("people.yaml".to_owned(), PEOPLE.to_owned()),
        (
            "permissionsets/Approvers.permissionset-meta.xml".to_owned(),
            SET.to_owned(),
        ),
    ]
}

impl Town {
    /// What a flow finds that runs for that person.
    fn told(&mut self, by: &str) -> String {
        let made = self.ask(Request::CreateRecord {
            object: "Task".into(),
            fields: Vec::new(),
            by: user(by),
        });
        let Ok(Reply::Created { id }) = made else {
            panic!("{made:?}");
        };
        self.field("Task", &id, "Subject")
            .as_text()
            .expect("told")
            .to_string()
    }

    fn allow(&mut self, user: &str, access: AccessChange) -> Result<Reply, Refusal> {
        let user = Text::from(user);
        self.ask(Request::ChangePeople(Box::new(PeopleChange {
            act: PeopleAct::SetAccess { user, access },
            by: Actor::System,
            address: String::new(),
        })))
    }
}

#[test]
fn people_who_no_file_names_are_allowed_what_is_said_of_them() {
    let mut town = town(&files(&all_files()));
    assert_eq!(town.told("ann@x.org"), "Clerk/Lead/refund/own");
    assert_eq!(town.told("bob@x.org"), "Standard User//-/-");
    let added = town.ask(Request::ChangePeople(Box::new(PeopleChange {
        act: PeopleAct::AddUser {
            username: "cleo@x.org".into(),
            first_name: None,
            last_name: "Cleo".into(),
            email: None,
            access: AccessChange {
                profile: Some("Clerk".into()),
                permission_sets: Some(vec!["approvers".into()]),
                ..AccessChange::default()
            },
        },
        by: Actor::System,
        address: String::new(),
    })));
    assert!(added.is_ok(), "{added:?}");
    assert_eq!(town.told("cleo@x.org"), "Clerk//refund/-");
    let change = AccessChange {
        role: Some("Lead".into()),
        permission_sets: Some(Vec::new()),
        permissions: Some(vec!["Own".into(), "own".into()]),
        ..AccessChange::default()
    };
    town.allow("cleo@x.org", change).expect("changed");
    assert_eq!(town.told("cleo@x.org"), "Clerk/Lead/-/own");
    let taken = AccessChange {
        profile: Some("".into()),
        ..AccessChange::default()
    };
    town.allow("cleo@x.org", taken).expect("changed");
    assert_eq!(town.told("cleo@x.org"), "Standard User/Lead/-/own");
}

#[test]
fn a_permission_set_that_is_not_there_is_refused_and_nothing_changes() {
    let mut town = town(&files(&all_files()));
    let change = AccessChange {
        profile: Some("Chief".into()),
        permission_sets: Some(vec!["Aprovers".into()]),
        ..AccessChange::default()
    };
    let refused = town.allow("ann@x.org", change).expect_err("refused");
    assert!(refused.to_string().contains("no permission set `Aprovers`"));
    assert_eq!(town.told("ann@x.org"), "Clerk/Lead/refund/own");
}

#[test]
fn what_was_said_outlives_a_deployment_unless_its_files_say_otherwise() {
    let mut town = town(&files(&all_files()));
    let change = |name: &str| AccessChange {
        profile: Some(name.into()),
        ..AccessChange::default()
    };
    town.allow("ann@x.org", change("Chief")).expect("changed");
    town.allow("bob@x.org", change("Chief")).expect("changed");
    town.deploy(&files(&all_files()));
    assert_eq!(town.told("ann@x.org"), "Chief/Lead/refund/own");
    let mut other = all_files();
    other[1].1 = PEOPLE.replace("role: Lead", "role: Head");
    town.deploy(&files(&other));
    assert_eq!(town.told("ann@x.org"), "Clerk/Head/refund/own");
    assert_eq!(town.told("bob@x.org"), "Chief//-/-");
}

/// A database of a program that knew what people are allowed from the files alone.
fn older_database(path: &std::path::Path) {
    let mut store = Store::open(path, &Options::default()).expect("opens");
    let tx = store.begin().expect("begins");
    let at = Timestamp(0);
    let deployment = tx.add_deployment(at, None).expect("added");
    let own = all_files().into_iter().skip(1);
    let own = own.map(|(path, text)| SourceFile::new(path, text));
    let project = load(own.collect(), &LoadOptions { infer: true }, None);
    for object in project.objects.iter() {
        tx.ensure_object(object).expect("a table");
    }
    for (path, text) in &all_files()[1..] {
        let source = MetadataSource {
            path: path.as_str().into(),
            deployment,
            text: text.clone(),
        };
        tx.put_metadata(&source).expect("put");
    }
    for name in ["ann@x.org", "bob@x.org", "dora@x.org"] {
        let user = User {
            username: name.into(),
            last_name: name.into(),
            is_active: true,
            ..User::default()
        };
        tx.put_user(&user, &Stamp { at, by: "" }).expect("put");
    }
    let committed = tx.commit().expect("commits");
    store.await_durable(committed).expect("is durable");
}

#[test]
fn an_older_database_keeps_what_everybody_is_allowed_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.sqlite");
    older_database(&path);
    let open = || {
        let store = Store::open(&path, &Options::default()).expect("opens");
        Runtime::open(store, RuntimeOptions::default()).expect("opens")
    };
    let access = |runtime: &Runtime, name: &str| {
        let id = runtime.reads().person_id(name).expect("is there");
        runtime.reads().store().access_of(&id).expect("read")
    };
    let mut town = Town {
        runtime: open(),
        now: Timestamp(1),
    };
    let ann = access(&town.runtime, "ann@x.org");
    assert_eq!(ann.profile.as_deref(), Some("Clerk"));
    assert_eq!(ann.permission_sets, ["Approvers"].map(Text::from));
    assert_eq!(access(&town.runtime, "bob@x.org"), PersonAccess::default());
    assert_eq!(access(&town.runtime, "dora@x.org"), PersonAccess::default());
    let nothing = AccessChange {
        profile: Some("".into()),
        role: Some("".into()),
        permission_sets: Some(Vec::new()),
        permissions: Some(Vec::new()),
    };
    town.allow("ann@x.org", nothing).expect("changed");
    drop(town);
    assert_eq!(access(&open(), "ann@x.org"), PersonAccess::default());
}
