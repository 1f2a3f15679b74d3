//! Identities: by which OpenID provider and subject a person is known.

use segue_language::{Text, Timestamp};

use crate::{Result, Tx, View};

impl View {
    /// Id of the person whom a provider knows by that subject.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn identified(&self, provider: &str, subject: &str) -> Result<Option<Text>> {
        let sql = "SELECT person FROM identity WHERE provider = ?1 AND subject = ?2";
        let params = [provider.into(), subject.into()];
        self.connection
            .read_one(sql, &params, |row| Ok(Text::from(row.text(0)?)))
    }
}

impl Tx<'_> {
    /// Notes that a provider knows a person by that subject.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written, as when somebody is known by it already.
    pub fn link_identity(
        &self,
        (provider, subject): (&str, &str),
        person: &str,
        now: Timestamp,
    ) -> Result<()> {
        let sql = "INSERT INTO identity(provider, subject, person, linked)
            VALUES (?1, ?2, ?3, ?4)";
        let params = [provider.into(), subject.into(), person.into(), now.0.into()];
        self.write(sql, &params)?;
        Ok(())
    }
}
