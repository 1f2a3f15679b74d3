//! Accounts: who may sign in with a password, and the invitation of the first administrator.

use segue_language::Timestamp;

use crate::{Result, Tx, View};

/// The invitation of the first administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setup {
    /// Nobody was invited yet.
    New,
    /// Whoever knows what hashes to this may become the first administrator.
    Invited([u8; 32]),
    /// Closed for ever.
    Closed,
}

impl View {
    /// The stored form of a person's password; none for a person without an account.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn password(&self, person: &str) -> Result<Option<String>> {
        let sql = "SELECT password FROM account WHERE person = ?1";
        self.connection
            .read_one(sql, &[person.into()], |row| Ok(row.text(0)?.to_owned()))
    }

    /// How far the setup is.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn setup(&self) -> Result<Setup> {
        let sql = "SELECT closed, coalesce(hash, zeroblob(32)) FROM setup WHERE n = 1";
        let found = self.connection.read_one(sql, &[], |row| {
            Ok(match row.optional_integer(0)? {
                Some(_) => Setup::Closed,
                None => Setup::Invited(row.hash(1)?),
            })
        })?;
        Ok(found.unwrap_or(Setup::New))
    }
}

impl Tx<'_> {
    /// Stores a person's password in its stored form, in place of the one before.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_password(&self, person: &str, password: &str, now: Timestamp) -> Result<()> {
        let sql = "INSERT INTO account(person, password, changed) VALUES (?1, ?2, ?3)
            ON CONFLICT (person) DO UPDATE SET password = excluded.password,
            changed = excluded.changed";
        self.write(sql, &[person.into(), password.into(), now.0.into()])?;
        Ok(())
    }

    /// Invites the first administrator, in place of the invitation before; false once closed.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn invite(&self, hash: &[u8; 32]) -> Result<bool> {
        let sql = "INSERT INTO setup(n, hash) VALUES (1, ?1)
            ON CONFLICT (n) DO UPDATE SET hash = excluded.hash WHERE setup.closed IS NULL";
        Ok(self.write(sql, &[hash[..].into()])? == 1)
    }

    /// Closes the setup for ever; false when it was closed.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn close_setup(&self, now: Timestamp) -> Result<bool> {
        let sql = "INSERT INTO setup(n, closed) VALUES (1, ?1)
            ON CONFLICT (n) DO UPDATE SET hash = NULL, closed = excluded.closed
            WHERE setup.closed IS NULL";
        Ok(self.write(sql, &[now.0.into()])? == 1)
    }
}
