//! Globals: `$User`, `$Label`, `$Organization` and what else a reference can name.

use segue_language::{Path, Text, Timestamp, Value, follow_with};

use super::facts::Reading;
use super::settings::{custom_metadata, setup};
use crate::access::Named;

/// Version of the platform's behaviour that `$Api` names.
const API_VERSION: &str = "68.0";

/// The value of a global; none is unknown.
pub(super) fn global(reading: Reading<'_>, path: &Path) -> Option<Value> {
    let tail = path.tail();
    match &*path.head().to_ascii_lowercase() {
        "$user" => Some(of_user(reading, tail)),
        "$label" => Some(label(reading, tail)),
        "$organization" => organization(reading, tail),
        "$profile" => Some(profile(reading, tail)),
        "$userrole" => Some(role(reading, tail)),
        "$permission" => Some(permission(reading, tail)),
        "$setup" => setup(reading, tail),
        "$custommetadata" => custom_metadata(reading, tail),
        "$system" => system(tail),
        "$globalconstant" => constant(tail),
        "$api" => Some(api(reading, tail)),
        _ => None,
    }
}

fn of_user(reading: Reading<'_>, path: &[Text]) -> Value {
    if let [field] = path
        && field.eq_ignore_ascii_case("Id")
    {
        return Value::Text(reading.user.clone());
    }
    if let Some(of_access) = of_access(reading, path) {
        return of_access;
    }
    let Some(user) = reading.record("User", reading.user) else {
        return Value::Null;
    };
    follow_with(&Value::Record(user), path, &mut |lookup| {
        let found = reading.related(lookup);
        Ok::<_, std::convert::Infallible>(found.map_or(Value::Null, Value::Record))
    })
    .unwrap_or_else(|never| match never {})
}

/// The user's profile and role, which her record does not hold.
fn of_access(reading: Reading<'_>, path: &[Text]) -> Option<Value> {
    let (first, rest) = path.split_first()?;
    let id = [Text::from("Id")];
    match &*first.to_ascii_lowercase() {
        "profile" => Some(profile(reading, rest)),
        "userrole" => Some(role(reading, rest)),
        "profileid" => Some(profile(reading, &id)),
        "userroleid" => Some(role(reading, &id)),
        _ => None,
    }
}

/// An unknown label renders as its own name.
fn label(reading: Reading<'_>, path: &[Text]) -> Value {
    let Some(name) = path.last() else {
        return Value::Null;
    };
    match reading.deployed.labels.get(&*name.to_ascii_lowercase()) {
        Some(text) => Value::Text(text.clone()),
        None => Value::Text(name.clone()),
    }
}

fn organization(reading: Reading<'_>, path: &[Text]) -> Option<Value> {
    match &*path.first()?.to_ascii_lowercase() {
        "name" => Some(Value::Text(reading.deployed.options.organization.clone())),
        "id" => Some(Value::Text(segue_store::record_id("00D", 1))),
        "issandbox" => Some(Value::Boolean(false)),
        "timezonesidkey" => {
            let zone = reading.deployed.options.zone.iana_name();
            Some(Value::text(zone.unwrap_or("UTC")))
        }
        _ => None,
    }
}

/// Who the project says nothing of has the profile that can use everything.
fn profile(reading: Reading<'_>, path: &[Text]) -> Value {
    let profile = reading.access().profile();
    match path {
        [] => Value::Null,
        _ if profile.is_some() => of_named(profile.as_ref(), path),
        [field] if field.eq_ignore_ascii_case("Name") => {
            Value::text(if *reading.user == reading.deployed.system_user {
                "Automated Process"
            } else {
                "Standard User"
            })
        }
        _ => Value::Null,
    }
}

fn role(reading: Reading<'_>, path: &[Text]) -> Value {
    let role = reading.access().role();
    of_named(role.as_ref(), path)
}

fn of_named(named: Option<&Named>, path: &[Text]) -> Value {
    let (Some(named), [field]) = (named, path) else {
        return Value::Null;
    };
    match &*field.to_ascii_lowercase() {
        "id" => Value::Text(named.id.clone()),
        "name" => Value::Text(named.name.clone()),
        "developername" => Value::text(named.name.replace(' ', "_")),
        _ => Value::Null,
    }
}

/// Nobody has a custom permission unless the project says so.
fn permission(reading: Reading<'_>, path: &[Text]) -> Value {
    let name = path.last().map_or("", |name| &**name);
    Value::Boolean(reading.access().has(name))
}

fn system(path: &[Text]) -> Option<Value> {
    let field = path.first()?;
    field.eq_ignore_ascii_case("OriginDateTime").then(|| {
        let origin = segue_language::Date::constant(1900, 1, 1);
        Value::DateTime(Timestamp::midnight(origin))
    })
}

fn constant(path: &[Text]) -> Option<Value> {
    match &*path.first()?.to_ascii_lowercase() {
        "true" => Some(Value::Boolean(true)),
        "false" => Some(Value::Boolean(false)),
        "emptystring" => Some(Value::text("")),
        _ => None,
    }
}

fn api(reading: Reading<'_>, path: &[Text]) -> Value {
    match path.first() {
        Some(name) if name.to_ascii_lowercase().contains("url") => Value::text(format!(
            "{}/api/{API_VERSION}",
            reading.deployed.options.base_url
        )),
        _ => Value::Null,
    }
}
