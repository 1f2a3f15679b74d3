//! References through records.

use segue_language::{Path, Record, Text, Value, follow, follow_with};

use crate::world::record;

fn contact() -> Value {
    let mut contact = record("Contact", &[("Id", Value::text("003000000000001AAA"))]);
    let owner = record("User", &[("Id", Value::text("005000000000001AAA"))]);
    contact.load("Owner", Value::Record(owner.into()));
    Value::Record(contact.into())
}

fn tail(path: &str) -> Vec<Text> {
    Path::new(path).segments().to_vec()
}

#[test]
fn a_path_is_split_at_its_dots() {
    let path = Path::new("{! $Record.Owner . Name}");
    assert_eq!(path.head().as_ref(), "$Record");
    assert_eq!(path.tail().len(), 2);
    assert_eq!(path.to_string(), "$Record.Owner.Name");
}

#[test]
fn fields_of_nothing_are_null() {
    assert_eq!(follow(&Value::Null, &tail("a.b")), Ok(Value::Null));
    assert_eq!(follow(&contact(), &tail("Missing__c")), Ok(Value::Null));
    let unsaved = Value::Record(Record::new("Contact").into());
    assert_eq!(follow(&unsaved, &tail("Owner.Name")), Ok(Value::Null));
}

#[test]
fn lookups_that_were_not_read_are_read_on_the_way() {
    let account = record("Account", &[("Name", Value::text("Acme"))]);
    let mut asked = Vec::new();
    let found = follow_with(&contact(), &tail("owner.Account.name"), &mut |unloaded| {
        asked.push(format!(
            "{} {}",
            unloaded.record.object, unloaded.relationship
        ));
        Ok::<_, ()>(Value::Record(account.clone().into()))
    });
    assert_eq!(found, Ok(Value::text("Acme")));
    assert_eq!(asked, ["User Account"]);
}

#[test]
fn a_lookup_to_nothing_and_a_failing_one_end_the_way() {
    let path = tail("Account.Owner.Name");
    let nothing = follow_with(&contact(), &path, &mut |_| Ok::<_, ()>(Value::Null));
    assert_eq!(nothing, Ok(Value::Null));
    let failing = follow_with(&contact(), &path, &mut |_| Err("no"));
    assert_eq!(failing, Err("no"));
}
