//! The first administrator: made by whoever holds the invitation printed at the first start, or by
//! a command on the machine itself. Once there was one, this way is closed for ever.

use segue_language::{Text, Timestamp};
use segue_runtime::Runtime;
use segue_store::{AuditLine, Setup, Stamp, StoreError, Tx, User};

use super::password::fault;
use super::role::{ADMINISTRATOR, ensure_roles};
use super::{Sender, are_same, hash_of, new_secret};
use crate::app::App;
use crate::problem::{Answer, Problem};

/// What the audit log calls whoever acts on the machine itself.
const MACHINE: &str = "command line";
/// What attempts with an invitation are counted by; no user has such a name.
const SETUP: &str = "\0setup";

/// Prepares the store for people; gives the invitation while there was no administrator yet. Each
/// start makes a new one, and the one before is worth nothing.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn prepare(runtime: &mut Runtime) -> Result<Option<String>, StoreError> {
    let invitation = new_secret("");
    runtime.aside(|tx| {
        ensure_roles(tx)?;
        let is_open = tx.setup()? != Setup::Closed && tx.invite(&hash_of(&invitation))?;
        Ok(is_open.then_some(invitation))
    })
}

/// Makes the first administrator and closes the setup.
///
/// # Errors
/// The invitation is not the right one, the setup is closed, or the password is poor.
pub(crate) async fn accept(
    app: &App,
    sender: Sender,
    invitation: &str,
    user: String,
    password: String,
) -> Answer<()> {
    if user.trim().is_empty() {
        return Err(Problem::invalid("Choose a user name."));
    }
    if let Some(fault) = fault(&password, &user) {
        return Err(Problem::invalid(fault));
    }
    app.identity()
        .throttle
        .take(SETUP, sender.address, app.now())?;
    let stored = app.identity().passwords.hash(password).await?;
    let (hash, now) = (hash_of(invitation), app.now());
    app.aside(move |tx| {
        let is_invited =
            matches!(tx.setup()?, Setup::Invited(invited) if are_same(&invited, &hash));
        if !is_invited || !tx.close_setup(now)? {
            return Err(Problem::forbidden("This invitation is not valid any more."));
        }
        make_administrator(tx, user.trim(), &stored, "invitation", now)?;
        Ok(())
    })
    .await?
}

/// Makes an administrator from the command line; closes the setup.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn create_administrator(
    runtime: &mut Runtime,
    user: &str,
    stored: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    runtime.aside(|tx| {
        ensure_roles(tx)?;
        tx.close_setup(now)?;
        make_administrator(tx, user, stored, MACHINE, now)
    })
}

fn make_administrator(
    tx: &Tx<'_>,
    name: &str,
    stored: &str,
    actor: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let person = active_user(tx, name, now)?;
    tx.put_password(&person, stored, now)?;
    tx.end_sessions(&person, None)?;
    tx.grant_role(&person, ADMINISTRATOR)?;
    tx.audit(&AuditLine {
        n: 0,
        at: now,
        actor: Text::from(actor),
        kind: Text::from("administrator-made"),
        subject: Text::from(name),
        detail: String::new(),
        address: String::new(),
    })?;
    Ok(())
}

/// Id of the user of that name, made or activated when need be.
fn active_user(tx: &Tx<'_>, name: &str, now: Timestamp) -> Result<Text, StoreError> {
    let user = tx.user_named(name)?;
    let user = user.unwrap_or_else(|| User {
        username: Text::from(name),
        last_name: Text::from(name),
        email: name.contains('@').then(|| Text::from(name)),
        ..User::default()
    });
    let user = User {
        is_active: true,
        ..user
    };
    tx.put_user(&user, &Stamp { at: now, by: "" })
}
