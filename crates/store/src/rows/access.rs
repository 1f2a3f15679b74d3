//! What people are allowed, as flows ask for it: profile, role, permission sets, custom permissions.

use segue_language::Text;

use crate::{Result, Tx, View};

const PROFILE: &str = "profile";
const ROLE: &str = "role";
const SET: &str = "set";
const PERMISSION: &str = "permission";

/// What one person is allowed, by names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonAccess {
    /// Her profile.
    pub profile: Option<Text>,
    /// Her role.
    pub role: Option<Text>,
    /// Her permission sets.
    pub permission_sets: Vec<Text>,
    /// Custom permissions that she has besides.
    pub permissions: Vec<Text>,
}

impl PersonAccess {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == PersonAccess::default()
    }

    fn take(&mut self, kind: &str, name: Text) {
        match kind {
            PROFILE => self.profile = Some(name),
            ROLE => self.role = Some(name),
            SET => self.permission_sets.push(name),
            PERMISSION => self.permissions.push(name),
            _ => {}
        }
    }
}

impl View {
    /// What a person is allowed, by her id.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn access_of(&self, person: &str) -> Result<PersonAccess> {
        let sql = "SELECT kind, name FROM access_grant WHERE person = ?1 ORDER BY kind, name";
        let rows = self.connection.read(sql, &[person.into()], |row| {
            Ok((row.text(0)?.to_owned(), Text::from(row.text(1)?)))
        })?;
        let mut access = PersonAccess::default();
        for (kind, name) in rows {
            access.take(&kind, name);
        }
        Ok(access)
    }
}

impl View {
    /// Ids of the people who have a role, compared without regard to case.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn people_of_role(&self, role: &str) -> Result<Vec<Text>> {
        let sql = "SELECT person FROM access_grant
            WHERE kind = 'role' AND lower(name) = lower(?1) ORDER BY person";
        self.connection
            .read(sql, &[role.into()], |row| Ok(Text::from(row.text(0)?)))
    }
}

impl Tx<'_> {
    /// Says what a person is allowed, in place of what was said before.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_access(&self, person: &str, access: &PersonAccess) -> Result<()> {
        self.write(
            "DELETE FROM access_grant WHERE person = ?1",
            &[person.into()],
        )?;
        let one = |kind, name: &Option<Text>| name.clone().map(|name| (kind, name));
        let several = |kind, names: &[Text]| -> Vec<(&str, Text)> {
            names.iter().map(|name| (kind, name.clone())).collect()
        };
        let own = one(PROFILE, &access.profile)
            .into_iter()
            .chain(one(ROLE, &access.role));
        let sets = several(SET, &access.permission_sets);
        for (kind, name) in own
            .chain(sets)
            .chain(several(PERMISSION, &access.permissions))
        {
            let sql = "INSERT INTO access_grant(person, kind, name) VALUES (?1, ?2, ?3)
                ON CONFLICT (person, kind, name) DO NOTHING";
            self.write(sql, &[person.into(), kind.into(), (&*name).into()])?;
        }
        Ok(())
    }

    /// Whether files know more of what people are allowed than the table does, as in a database of a
    /// program that did not have it. It is so once.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn take_access_upgrade(&self) -> Result<bool> {
        let sql = "DELETE FROM access_grant WHERE person = '' AND kind = 'upgrade'";
        Ok(self.write(sql, &[])? == 1)
    }
}
