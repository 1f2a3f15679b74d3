//! Changes to roles, and to what they may do with the records of objects.

use axum::http::HeaderValue;
use segue_language::Text;
use segue_store::{Role, Tx};

use super::Change;
use crate::app::App;
use crate::identity::role::{allowed_by, covers, is_built_in};
use crate::identity::{Permission, Permissions};
use crate::problem::{Answer, Problem};

/// Characters of a role's name.
const NAME_LENGTH_MAX: usize = 80;

impl Change {
    /// Makes a role, or gives it another label and other permissions. Whoever has it is recognized
    /// anew.
    ///
    /// # Errors
    /// The program has it built in, or it allows, or allowed, what the caller may not.
    pub(crate) async fn put_role(
        self,
        app: &App,
        name: String,
        (label, permissions): (String, Permissions),
    ) -> Answer<Option<HeaderValue>> {
        check_name(&name)?;
        let cookies = app.identity().cookies;
        self.carry_out(app, move |change, tx| {
            covers(&change.caller, permissions)?;
            covers(&change.caller, allowed_by(tx, &name)?.unwrap_or_default())?;
            tx.put_role(&Role {
                name: Text::from(name.as_str()),
                label,
                permissions: permissions.words(),
            })?;
            change.note(tx, "role-put", &name, &permissions.words())?;
            change.renew_all(tx, &name, cookies)
        })
        .await
    }

    /// Deletes a role: nobody has it any more.
    ///
    /// # Errors
    /// There is none, the program has it built in, or it allows what the caller may not.
    pub(crate) async fn delete_role(self, app: &App, name: String) -> Answer<Option<HeaderValue>> {
        check_name(&name)?;
        let cookies = app.identity().cookies;
        self.carry_out(app, move |change, tx| {
            let allowed = allowed_by(tx, &name)?;
            covers(
                &change.caller,
                allowed.ok_or_else(|| Problem::unknown("role", &name))?,
            )?;
            let renewed = change.renew_all(tx, &name, cookies)?;
            tx.delete_role(&name)?;
            change.note(tx, "role-deleted", &name, "")?;
            Ok(renewed)
        })
        .await
    }

    /// Says how an object is shared with everybody.
    ///
    /// # Errors
    /// The caller may not see and change all records herself.
    pub(crate) async fn share(self, app: &App, object: Text, sharing: String) -> Answer<()> {
        self.caller.require(Permission::ModifyAllData)?;
        self.carry_out(app, move |change, tx| {
            tx.share_object(&object, &sharing)?;
            change.note(tx, "object-shared", &object, &sharing)
        })
        .await
    }

    /// Says what a role may do with the records of an object.
    ///
    /// # Errors
    /// There is no such role, or the caller may not see and change all records herself.
    pub(crate) async fn grant_object(
        self,
        app: &App,
        (object, role): (Text, String),
        rights: String,
    ) -> Answer<()> {
        self.caller.require(Permission::ModifyAllData)?;
        self.carry_out(app, move |change, tx| {
            let known = allowed_by(tx, &role)?;
            known.ok_or_else(|| Problem::unknown("role", &role))?;
            tx.grant_object(&object, &role, &rights)?;
            change.note(tx, "object-granted", &object, &format!("{role}: {rights}"))
        })
        .await
    }

    /// Everybody who has a role is recognized anew.
    fn renew_all(
        &self,
        tx: &Tx<'_>,
        role: &str,
        cookies: super::Cookies,
    ) -> Answer<Option<HeaderValue>> {
        let mut own = None;
        for person in tx.people_with(role)? {
            own = self.renew(tx, &person, cookies)?.or(own);
        }
        Ok(own)
    }
}

fn check_name(name: &str) -> Answer<()> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    if name.is_empty() || name.len() > NAME_LENGTH_MAX || !name.bytes().all(is_word) {
        return Err(Problem::invalid(
            "A role's name is 1 to 80 letters, digits, `_`, `-` or `.`.",
        ));
    }
    if is_built_in(name) {
        let detail = format!("The role `{name}` is built in and stays as it is.");
        return Err(Problem::new(
            axum::http::StatusCode::CONFLICT,
            "built-in",
            detail,
        ));
    }
    Ok(())
}
