//! Changing what a user is allowed.

use segue_language::Text;
use segue_store::PersonAccess;

use super::names;
use crate::turn::{Stop, Turn, unknown};
use crate::{AccessChange, PeopleChange, Refusal, Reply};

/// Permission sets, or custom permissions, of one user.
const NAMES_MAX: usize = 1_000;

impl Turn<'_> {
    pub(super) fn set_access(
        &mut self,
        change: &PeopleChange,
        user: &Text,
        access: &AccessChange,
    ) -> Result<Reply, Stop> {
        let found = self.stored(self.world.people.user(self.tx, user))?;
        let found = found.ok_or_else(|| unknown("user", user))?;
        let detail = self.change_access(&found.id, access)?;
        self.note_change(change, "user-access", &found.username, &detail)?;
        Ok(Reply::Done)
    }

    /// Changes what a user (by id) is allowed; what it is now, in words.
    pub(super) fn change_access(
        &mut self,
        user: &Text,
        change: &AccessChange,
    ) -> Result<String, Stop> {
        let known = self.stored(self.world.people.access(self.tx, user))?;
        if *change == AccessChange::default() {
            return Ok(in_words(&known));
        }
        let mut access = PersonAccess::clone(&known);
        if let Some(profile) = &change.profile {
            access.profile = one("profile", profile)?;
        }
        if let Some(role) = &change.role {
            access.role = one("role", role)?;
        }
        if let Some(sets) = &change.permission_sets {
            access.permission_sets = several("permission set", sets)?;
            self.require_sets(&access.permission_sets)?;
        }
        if let Some(permissions) = &change.permissions {
            access.permissions = several("custom permission", permissions)?;
        }
        self.stored(self.tx.put_access(user, &access))?;
        self.world.people.forget();
        Ok(in_words(&access))
    }

    fn require_sets(&self, names: &[Text]) -> Result<(), Stop> {
        let known = &self.world.permission_sets;
        let mut names = names.iter();
        match names.find(|name| !known.contains_key(&name.to_ascii_lowercase())) {
            Some(name) => {
                let why = format!("there is no permission set `{name}`: deploy its file first");
                Err(Refusal::Invalid(why).into())
            }
            None => Ok(()),
        }
    }
}

fn one(what: &str, name: &Text) -> Result<Option<Text>, Refusal> {
    if name.is_empty() {
        return Ok(None);
    }
    names::check_named(what, name)?;
    Ok(Some(name.clone()))
}

fn several(what: &str, given: &[Text]) -> Result<Vec<Text>, Refusal> {
    if given.len() > NAMES_MAX {
        return Err(Refusal::Limit("1,000 permissions of a user"));
    }
    let mut all = given.to_vec();
    for name in &all {
        names::check_named(what, name)?;
    }
    all.sort_by_key(|name| name.to_ascii_lowercase());
    all.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    Ok(all)
}

fn in_words(access: &PersonAccess) -> String {
    let one = |what: &str, name: &Option<Text>| {
        let name = name.as_deref().unwrap_or("none");
        format!("{what} {name}")
    };
    format!(
        "{}, {}, permission sets {:?}, permissions {:?}",
        one("profile", &access.profile),
        one("role", &access.role),
        access.permission_sets,
        access.permissions,
    )
}
