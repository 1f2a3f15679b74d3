//! What must hold for a request is tested in its turn.

use segue_language::{Text, Value};
use segue_runtime::{Actor, Proviso, Refusal, Reply, Request};

use super::support::town;

/// Renames the user whose last name is still `old`.
fn rename(user: &Text, old: &'static str, new: &str) -> Request {
    let id = user.clone();
    let proviso = Proviso::new(move |reads| {
        let user = reads.record("User", &id).expect("is there");
        user.get("LastName") == Some(&Value::text(old))
    });
    let update = Request::UpdateRecord {
        object: "User".into(),
        id: user.clone(),
        fields: vec![("LastName".into(), Value::text(new))],
        by: Actor::System,
    };
    Request::Provided {
        proviso,
        request: Box::new(update),
    }
}

#[test]
fn of_two_who_saw_the_same_only_the_first_changes_it() {
    let mut town = town(&[]);
    let names = [
        ("Username", Value::text("ann")),
        ("LastName", Value::text("Old")),
    ];
    let ann = town.create("User", &names);
    let both = vec![rename(&ann, "Old", "First"), rename(&ann, "Old", "Second")];
    let replies = town.runtime.execute_batch(both, town.now);
    assert_eq!(replies, [Ok(Reply::Done), Err(Refusal::Barred)]);
    assert_eq!(town.field("User", &ann, "LastName"), Value::text("First"));
}
