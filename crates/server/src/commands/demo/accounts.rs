//! Accounts of the demo: a throw-away password for each person, another one at each start.

use anyhow::Context;
use segue_language::Timestamp;
use segue_runtime::{Runtime, system_time};
use segue_store::Tx;

use crate::identity::{ADMINISTRATOR, WORKER, ensure_roles, hash_password};
use crate::random;

/// User name, role, and what that person does.
const PEOPLE: [(&str, &str, &str); 10] = [
    (
        "admin@example.com",
        ADMINISTRATOR,
        "sees everything, resumes runs",
    ),
    ("hr@example.com", WORKER, "collects the papers of new hires"),
    ("it@example.com", WORKER, "hands out laptops"),
    ("helpdesk@example.com", WORKER, "hands out laptops, too"),
    (
        "manager@example.com",
        WORKER,
        "chooses buddies, approves purchases, leads incidents",
    ),
    ("finance@example.com", WORKER, "approves large purchases"),
    (
        "controller@example.com",
        WORKER,
        "approves large purchases, too",
    ),
    ("purchasing@example.com", WORKER, "repairs orders"),
    ("responder@example.com", WORKER, "answers new incidents"),
    (
        "analyst@example.com",
        WORKER,
        "qualifies incidents, tells customers",
    ),
];
/// Letters of passwords: none that looks like another one.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Somebody to be.
pub(super) struct Account {
    pub(super) user: &'static str,
    pub(super) password: String,
    pub(super) does: &'static str,
}

/// Gives everybody a password and a role.
pub(super) fn make(runtime: &mut Runtime) -> anyhow::Result<Vec<Account>> {
    let now = system_time();
    runtime.aside(|tx| {
        ensure_roles(tx)?;
        PEOPLE
            .into_iter()
            .map(|person| account(tx, person, now))
            .collect()
    })
}

fn account(
    tx: &Tx<'_>,
    (user, role, does): (&'static str, &'static str, &'static str),
    now: Timestamp,
) -> anyhow::Result<Account> {
    let known = tx.user(user)?.context("the project has its people")?;
    let password = password();
    let hash = hash_password(&password).context("a password can be hashed")?;
    tx.put_password(&known.id, &hash, now)?;
    tx.grant_role(&known.id, role)?;
    Ok(Account {
        user,
        password,
        does,
    })
}

/// Sixty bits, in three groups.
fn password() -> String {
    let letters = random::bytes::<12>().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    let groups = letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}
