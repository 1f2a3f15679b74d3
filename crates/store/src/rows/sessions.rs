//! Sessions of people who signed in. Only the hash of what their browser holds is stored.

use segue_language::{Text, Timestamp};

use crate::database::Row;
use crate::{Result, Tx, View};

macro_rules! select_session {
    ($rest:literal) => {
        concat!(
            "SELECT n, hash, person, created, seen, address, agent FROM session ",
            $rest
        )
    };
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Number by which people refer to it; 0 for a new one.
    pub n: i64,
    /// Hash of the secret that the browser holds.
    pub hash: [u8; 32],
    /// Id of the user.
    pub person: Text,
    /// When she signed in.
    pub created: Timestamp,
    /// When she last asked for something, roughly.
    pub seen: Timestamp,
    /// Address from which she signed in.
    pub address: String,
    /// What her browser calls itself.
    pub agent: String,
}

impl View {
    /// The session of that hash, whatever its age.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn session(&self, hash: &[u8; 32]) -> Result<Option<Session>> {
        let sql = select_session!("WHERE hash = ?1");
        self.connection.read_one(sql, &[hash[..].into()], session)
    }

    /// Sessions of a person, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn sessions(&self, person: &str) -> Result<Vec<Session>> {
        let sql = select_session!("WHERE person = ?1 ORDER BY n DESC");
        self.connection.read(sql, &[person.into()], session)
    }
}

impl Tx<'_> {
    /// Stores a session and gives it its number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn insert_session(&self, session: &Session) -> Result<i64> {
        let n = self.number("session")?;
        let sql = "INSERT INTO session(n, hash, person, created, seen, address, agent)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let params = [
            n.into(),
            session.hash[..].into(),
            (&*session.person).into(),
            session.created.0.into(),
            session.seen.0.into(),
            session.address.as_str().into(),
            session.agent.as_str().into(),
        ];
        self.write(sql, &params)?;
        Ok(n)
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn touch_session(&self, n: i64, now: Timestamp) -> Result<()> {
        let sql = "UPDATE session SET seen = ?2 WHERE n = ?1";
        self.write(sql, &[n.into(), now.0.into()])?;
        Ok(())
    }

    /// Gives a session another secret: the one before is worth nothing; false when it is over.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn rotate_session(&self, n: i64, hash: &[u8; 32]) -> Result<bool> {
        let sql = "UPDATE session SET hash = ?2 WHERE n = ?1";
        Ok(self.write(sql, &[n.into(), hash[..].into()])? == 1)
    }

    /// Ends a session of a person; false when she has no such one.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn end_session(&self, person: &str, n: i64) -> Result<bool> {
        let sql = "DELETE FROM session WHERE n = ?1 AND person = ?2";
        Ok(self.write(sql, &[n.into(), person.into()])? == 1)
    }

    /// Ends all sessions of a person but that of a number; gives how many.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn end_sessions(&self, person: &str, but: Option<i64>) -> Result<usize> {
        let sql = "DELETE FROM session WHERE person = ?1 AND n <> ?2";
        self.write(sql, &[person.into(), but.unwrap_or(0).into()])
    }

    /// Forgets the sessions that nobody can use any more; gives how many.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn forget_sessions(&self, created: Timestamp, seen: Timestamp) -> Result<usize> {
        let sql = "DELETE FROM session WHERE created < ?1 OR seen < ?2";
        self.write(sql, &[created.0.into(), seen.0.into()])
    }
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        n: row.integer(0)?,
        hash: row.hash(1)?,
        person: Text::from(row.text(2)?),
        created: Timestamp(row.integer(3)?),
        seen: Timestamp(row.integer(4)?),
        address: row.text(5)?.to_owned(),
        agent: row.text(6)?.to_owned(),
    })
}
