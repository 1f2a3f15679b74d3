//! Roles: named sets of permissions, who has them, and what they may do with an object's records.

use segue_language::Text;

use crate::database::dialect;
use crate::{Result, Tx, View};

/// A role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Permissions: words with a blank between them.
    pub permissions: String,
}

/// How the records of an object are shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectSharing {
    /// How it is shared with everybody; none when nobody said.
    pub sharing: Option<String>,
    /// What the roles of a person may do: words with a blank between them.
    pub rights: Vec<String>,
}

impl View {
    /// All roles by name.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn roles(&self) -> Result<Vec<Role>> {
        let sql = "SELECT name, label, permissions FROM role ORDER BY name";
        self.connection.read(sql, &[], |row| {
            Ok(Role {
                name: Text::from(row.text(0)?),
                label: row.text(1)?.to_owned(),
                permissions: row.text(2)?.to_owned(),
            })
        })
    }

    /// Names of the roles that a person has.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn roles_of(&self, person: &str) -> Result<Vec<Text>> {
        let sql = "SELECT role FROM role_grant WHERE person = ?1 ORDER BY role";
        self.connection
            .read(sql, &[person.into()], |row| Ok(Text::from(row.text(0)?)))
    }

    /// Permissions of the roles that a person has: a text of words for each role.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn permissions_of(&self, person: &str) -> Result<Vec<String>> {
        let sql = "SELECT r.permissions FROM role_grant g JOIN role r ON r.name = g.role
            WHERE g.person = ?1";
        self.connection
            .read(sql, &[person.into()], |row| Ok(row.text(0)?.to_owned()))
    }

    /// Ids of the people who have a role.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn people_with(&self, role: &str) -> Result<Vec<Text>> {
        let sql = "SELECT person FROM role_grant WHERE role = ?1 ORDER BY person";
        self.connection
            .read(sql, &[role.into()], |row| Ok(Text::from(row.text(0)?)))
    }

    /// Roles that may do something with the records of an object, and what.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn object_grants(&self, object: &str) -> Result<Vec<(Text, String)>> {
        let object = dialect::lower(object);
        let sql = "SELECT role, rights FROM object_grant WHERE object = ?1 ORDER BY role";
        self.connection.read(sql, &[(&*object).into()], |row| {
            Ok((Text::from(row.text(0)?), row.text(1)?.to_owned()))
        })
    }

    /// Ids of the people whose roles hold a permission.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn people_with_permission(&self, permission: &str) -> Result<Vec<Text>> {
        let sql = "SELECT g.person, r.permissions FROM role_grant g JOIN role r ON r.name = g.role
            ORDER BY g.person";
        let granted = self.connection.read(sql, &[], |row| {
            let has = row.text(1)?.split(' ').any(|word| word == permission);
            has.then(|| row.text(0).map(Text::from)).transpose()
        })?;
        let mut people: Vec<Text> = granted.into_iter().flatten().collect();
        people.dedup();
        Ok(people)
    }

    /// How an object is shared with everybody, and what a person's roles may do with its records.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn object_sharing(&self, object: &str, person: &str) -> Result<ObjectSharing> {
        let object = dialect::lower(object);
        let sql = "SELECT sharing FROM object_sharing WHERE object = ?1";
        let sharing = self
            .connection
            .read_one(sql, &[(&*object).into()], |row| Ok(row.text(0)?.to_owned()))?;
        let sql = "SELECT o.rights FROM object_grant o JOIN role_grant g ON g.role = o.role
            WHERE o.object = ?1 AND g.person = ?2";
        let params = [(&*object).into(), person.into()];
        let rights = self
            .connection
            .read(sql, &params, |row| Ok(row.text(0)?.to_owned()))?;
        Ok(ObjectSharing { sharing, rights })
    }
}

impl Tx<'_> {
    /// Stores a role, in place of the one with the same name.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_role(&self, role: &Role) -> Result<()> {
        let sql = "INSERT INTO role(name, label, permissions) VALUES (?1, ?2, ?3)
            ON CONFLICT (name) DO UPDATE SET label = excluded.label,
            permissions = excluded.permissions";
        let (label, permissions) = (role.label.as_str(), role.permissions.as_str());
        self.write(
            sql,
            &[(&*role.name).into(), label.into(), permissions.into()],
        )?;
        Ok(())
    }

    /// Deletes a role with all that refers to it; false when there is none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_role(&self, name: &str) -> Result<bool> {
        let params = [name.into()];
        self.write("DELETE FROM role_grant WHERE role = ?1", &params)?;
        self.write("DELETE FROM object_grant WHERE role = ?1", &params)?;
        Ok(self.write("DELETE FROM role WHERE name = ?1", &params)? == 1)
    }

    /// Grants a role to a person; false when she has it.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn grant_role(&self, person: &str, role: &str) -> Result<bool> {
        let sql = "INSERT INTO role_grant(person, role) VALUES (?1, ?2)
            ON CONFLICT (person, role) DO NOTHING";
        Ok(self.write(sql, &[person.into(), role.into()])? == 1)
    }

    /// Takes a role from a person; false when she does not have it.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn withdraw_role(&self, person: &str, role: &str) -> Result<bool> {
        let sql = "DELETE FROM role_grant WHERE person = ?1 AND role = ?2";
        Ok(self.write(sql, &[person.into(), role.into()])? == 1)
    }

    /// Says how an object is shared with everybody.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn share_object(&self, object: &str, sharing: &str) -> Result<()> {
        let sql = "INSERT INTO object_sharing(object, sharing) VALUES (?1, ?2)
            ON CONFLICT (object) DO UPDATE SET sharing = excluded.sharing";
        let object = dialect::lower(object);
        self.write(sql, &[(&*object).into(), sharing.into()])?;
        Ok(())
    }

    /// Says what a role may do with the records of an object; without rights it is not mentioned
    /// any more.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn grant_object(&self, object: &str, role: &str, rights: &str) -> Result<()> {
        if rights.is_empty() {
            let sql = "DELETE FROM object_grant WHERE object = ?1 AND role = ?2";
            let object = dialect::lower(object);
            self.write(sql, &[(&*object).into(), role.into()])?;
            return Ok(());
        }
        let sql = "INSERT INTO object_grant(object, role, rights) VALUES (?1, ?2, ?3)
            ON CONFLICT (object, role) DO UPDATE SET rights = excluded.rights";
        let object = dialect::lower(object);
        self.write(sql, &[(&*object).into(), role.into(), rights.into()])?;
        Ok(())
    }
}
