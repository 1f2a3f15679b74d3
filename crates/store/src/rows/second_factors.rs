//! Second factors: secrets that an authenticator app knows too, and codes for when it is lost.

use segue_language::Timestamp;

use crate::database::Row;
use crate::{Result, Tx, View};

/// A second factor of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret, sealed.
    pub sealed: Vec<u8>,
    /// When its first code was given; before that it counts for nothing.
    pub confirmed: Option<Timestamp>,
    /// Newest time step whose code was used.
    pub last: i64,
}

impl View {
    /// The second factor of a person.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn second_factor(&self, person: &str) -> Result<Option<SecondFactor>> {
        let sql = "SELECT sealed, confirmed, last FROM second_factor WHERE person = ?1";
        self.connection.read_one(sql, &[person.into()], factor)
    }

    /// Second factors of everybody, by the person's id.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn second_factors(&self) -> Result<Vec<(String, SecondFactor)>> {
        let sql = "SELECT sealed, confirmed, last, person FROM second_factor ORDER BY person";
        self.connection
            .read(sql, &[], |row| Ok((row.text(3)?.to_owned(), factor(row)?)))
    }

    /// How many recovery codes of a person are left.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn recovery_codes_left(&self, person: &str) -> Result<i64> {
        let sql = "SELECT count(*) FROM recovery_code WHERE person = ?1";
        let count = self
            .connection
            .read_one(sql, &[person.into()], |row| row.integer(0))?;
        Ok(count.unwrap_or(0))
    }
}

impl Tx<'_> {
    /// Stores a secret that is to be confirmed, in place of another unconfirmed one; false when
    /// there is a confirmed one.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn begin_second_factor(&self, person: &str, sealed: &[u8]) -> Result<bool> {
        let sql = "INSERT INTO second_factor(person, sealed, last) VALUES (?1, ?2, 0)
            ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed
            WHERE second_factor.confirmed IS NULL";
        Ok(self.write(sql, &[person.into(), sealed.into()])? == 1)
    }

    /// Notes that the first code was given; false when it was confirmed before or is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn confirm_second_factor(&self, person: &str, step: i64, now: Timestamp) -> Result<bool> {
        let sql = "UPDATE second_factor SET confirmed = ?2, last = ?3
            WHERE person = ?1 AND confirmed IS NULL";
        Ok(self.write(sql, &[person.into(), now.0.into(), step.into()])? == 1)
    }

    /// Uses the code of a time step; false when that or a later one was used before.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn use_code(&self, person: &str, step: i64) -> Result<bool> {
        let sql = "UPDATE second_factor SET last = ?2
            WHERE person = ?1 AND last < ?2 AND confirmed IS NOT NULL";
        Ok(self.write(sql, &[person.into(), step.into()])? == 1)
    }

    /// Seals a secret anew, as long as it is still the one that was read.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn reseal_second_factor(&self, person: &str, old: &[u8], new: &[u8]) -> Result<()> {
        let sql = "UPDATE second_factor SET sealed = ?3 WHERE person = ?1 AND sealed = ?2";
        self.write(sql, &[person.into(), old.into(), new.into()])?;
        Ok(())
    }

    /// Stores hashes of recovery codes in place of all before.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be written.
    pub fn put_recovery_codes(&self, person: &str, hashes: &[[u8; 32]]) -> Result<()> {
        self.write(
            "DELETE FROM recovery_code WHERE person = ?1",
            &[person.into()],
        )?;
        let sql = "INSERT INTO recovery_code(person, hash) VALUES (?1, ?2)";
        for hash in hashes {
            self.write(sql, &[person.into(), hash[..].into()])?;
        }
        Ok(())
    }

    /// Uses a recovery code up; false when it is none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn use_recovery_code(&self, person: &str, hash: &[u8; 32]) -> Result<bool> {
        let sql = "DELETE FROM recovery_code WHERE person = ?1 AND hash = ?2";
        Ok(self.write(sql, &[person.into(), hash[..].into()])? == 1)
    }

    /// Forgets a second factor with its recovery codes; false when there was none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_second_factor(&self, person: &str) -> Result<bool> {
        self.put_recovery_codes(person, &[])?;
        let sql = "DELETE FROM second_factor WHERE person = ?1";
        Ok(self.write(sql, &[person.into()])? == 1)
    }
}

fn factor(row: &Row) -> Result<SecondFactor> {
    Ok(SecondFactor {
        sealed: row.bytes(0)?.to_owned(),
        confirmed: row.optional_integer(1)?.map(Timestamp),
        last: row.integer(2)?,
    })
}
