//! Tokens with which programs ask in a person's name. Only their hashes are stored.

use segue_language::{Text, Timestamp};

use crate::database::Row;
use crate::{Result, Tx, View};

macro_rules! select_token {
    ($rest:literal) => {
        concat!(
            "SELECT n, hash, person, label, scopes, created, expires, used FROM token ",
            $rest
        )
    };
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Number by which people refer to it; 0 for a new one.
    pub n: i64,
    /// Hash of the secret.
    pub hash: [u8; 32],
    /// Id of the user in whose name it speaks.
    pub person: Text,
    /// What it is for.
    pub label: String,
    /// What it may be used for: words with a blank between them.
    pub scopes: String,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it is worth nothing.
    pub expires: Timestamp,
    /// When it was last used, roughly.
    pub used: Option<Timestamp>,
}

impl View {
    /// The token of that hash, whatever its age.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn token(&self, hash: &[u8; 32]) -> Result<Option<Token>> {
        let sql = select_token!("WHERE hash = ?1");
        self.connection.read_one(sql, &[hash[..].into()], token)
    }

    /// Tokens of a person, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn tokens(&self, person: &str) -> Result<Vec<Token>> {
        let sql = select_token!("WHERE person = ?1 ORDER BY n DESC");
        self.connection.read(sql, &[person.into()], token)
    }

    /// Tokens of everybody, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn all_tokens(&self, limit: u32) -> Result<Vec<Token>> {
        let sql = select_token!("ORDER BY n DESC LIMIT ?1");
        self.connection.read(sql, &[i64::from(limit).into()], token)
    }
}

impl Tx<'_> {
    /// Stores a token and gives it its number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn insert_token(&self, token: &Token) -> Result<i64> {
        let n = self.number("token")?;
        let sql = "INSERT INTO token(n, hash, person, label, scopes, created, expires, used)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let params = [
            n.into(),
            token.hash[..].into(),
            (&*token.person).into(),
            token.label.as_str().into(),
            token.scopes.as_str().into(),
            token.created.0.into(),
            token.expires.0.into(),
            token.used.map(|used| used.0).into(),
        ];
        self.write(sql, &params)?;
        Ok(n)
    }

    /// Notes that a token was used.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn touch_token(&self, n: i64, now: Timestamp) -> Result<()> {
        let sql = "UPDATE token SET used = ?2 WHERE n = ?1";
        self.write(sql, &[n.into(), now.0.into()])?;
        Ok(())
    }

    /// Revokes a token of a person; false when she has no such one.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_token(&self, person: &str, n: i64) -> Result<bool> {
        let sql = "DELETE FROM token WHERE n = ?1 AND person = ?2";
        Ok(self.write(sql, &[n.into(), person.into()])? == 1)
    }

    /// Revokes all tokens of a person; gives how many.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_tokens(&self, person: &str) -> Result<usize> {
        let sql = "DELETE FROM token WHERE person = ?1";
        self.write(sql, &[person.into()])
    }

    /// Ends everything by which a person is recognized: her sessions and her tokens.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn end_access(&self, person: &str) -> Result<()> {
        self.end_sessions(person, None)?;
        self.delete_tokens(person)?;
        Ok(())
    }
}

fn token(row: &Row) -> Result<Token> {
    Ok(Token {
        n: row.integer(0)?,
        hash: row.hash(1)?,
        person: Text::from(row.text(2)?),
        label: row.text(3)?.to_owned(),
        scopes: row.text(4)?.to_owned(),
        created: Timestamp(row.integer(5)?),
        expires: Timestamp(row.integer(6)?),
        used: row.optional_integer(7)?.map(Timestamp),
    })
}
