//! The audit log: what was done to accounts, roles, tokens and settings, chained by hashes.

use segue_language::{Text, Timestamp};
use sha2::{Digest, Sha256};

use crate::database::Row;
use crate::{Result, Tx, View};

const COLUMNS: &str = "n, at, actor, kind, subject, detail, address, hash";

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Number, from 1 without gaps; 0 for a new one.
    pub n: i64,
    /// When.
    pub at: Timestamp,
    /// User name of who did it; empty when nobody was signed in.
    pub actor: Text,
    /// What was done, such as `signed-in`.
    pub kind: Text,
    /// To whom or what.
    pub subject: Text,
    /// What else there is to say.
    pub detail: String,
    /// From which address.
    pub address: String,
}

impl AuditLine {
    /// Hash of the line and of the hash before it. Each text is preceded by its length, so that
    /// two lines never read the same.
    fn hash(&self, before: &[u8; 32]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(before);
        hash.update(self.n.to_le_bytes());
        hash.update(self.at.0.to_le_bytes());
        let texts = [
            &*self.actor,
            &*self.kind,
            &*self.subject,
            self.detail.as_str(),
            self.address.as_str(),
        ];
        for text in texts {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        hash.finalize().into()
    }
}

/// Which lines of the audit log are read, newest first.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// User name of who did it; empty for everybody.
    pub actor: String,
    /// What was done; empty for everything.
    pub kind: String,
    /// A text in the subject or the detail; empty for all.
    pub text: String,
    /// Not before that moment.
    pub from: Option<Timestamp>,
    /// Before that moment.
    pub to: Option<Timestamp>,
    /// Only lines before that number: the next page.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

impl View {
    /// Lines of the audit log that a filter lets through, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditLine>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM audit WHERE n < ?1 AND at >= ?2 AND at < ?3
            AND (?4 = '' OR lower(actor) = lower(?4)) AND (?5 = '' OR kind = ?5)
            AND (?6 = '' OR lower(subject || ' ' || detail) LIKE lower(?6) ESCAPE '!')
            ORDER BY n DESC LIMIT ?7"
        );
        let text = pattern(&filter.text);
        let params = [
            filter.before.unwrap_or(i64::MAX).into(),
            filter.from.map_or(i64::MIN, |at| at.0).into(),
            filter.to.map_or(i64::MAX, |at| at.0).into(),
            filter.actor.as_str().into(),
            filter.kind.as_str().into(),
            text.as_str().into(),
            i64::from(filter.limit).into(),
        ];
        self.connection.read(&sql, &params, |row| Ok(line(row)?.0))
    }

    /// What was ever done, by the words of the audit log.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn audit_kinds(&self) -> Result<Vec<Text>> {
        let sql = "SELECT DISTINCT kind FROM audit ORDER BY kind";
        self.connection
            .read(sql, &[], |row| Ok(Text::from(row.text(0)?)))
    }

    /// Lines of the audit log before that number, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn audit_lines(&self, before: Option<i64>, limit: u32) -> Result<Vec<AuditLine>> {
        let sql = format!("SELECT {COLUMNS} FROM audit WHERE n < ?1 ORDER BY n DESC LIMIT ?2");
        let params = [before.unwrap_or(i64::MAX).into(), i64::from(limit).into()];
        self.connection.read(&sql, &params, |row| Ok(line(row)?.0))
    }

    /// Number of the first line of the audit log that is not as it was written; none when all are.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn broken_audit_line(&self) -> Result<Option<i64>> {
        let sql = format!("SELECT {COLUMNS} FROM audit ORDER BY n");
        let lines = self.connection.read(&sql, &[], line)?;
        let mut before = ([0; 32], 0);
        for (line, hash) in lines {
            if line.n != before.1 + 1 || line.hash(&before.0) != hash {
                return Ok(Some(before.1 + 1));
            }
            before = (hash, line.n);
        }
        Ok(None)
    }
}

impl Tx<'_> {
    /// Appends a line to the audit log and gives it its number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn audit(&self, line: &AuditLine) -> Result<i64> {
        let sql = "SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1";
        let last = self
            .connection
            .read_one(sql, &[], |row| Ok((row.integer(0)?, row.hash(1)?)))?;
        let (last, before) = last.unwrap_or((0, [0; 32]));
        let line = AuditLine {
            n: last + 1,
            ..line.clone()
        };
        let hash = line.hash(&before);
        let sql = "INSERT INTO audit(n, at, actor, kind, subject, detail, address, hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let params = [
            line.n.into(),
            line.at.0.into(),
            (&*line.actor).into(),
            (&*line.kind).into(),
            (&*line.subject).into(),
            line.detail.as_str().into(),
            line.address.as_str().into(),
            hash[..].into(),
        ];
        self.write(sql, &params)?;
        Ok(line.n)
    }
}

/// A pattern for what holds a text; empty for an empty text.
fn pattern(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut pattern = String::from("%");
    for character in text.chars() {
        if matches!(character, '!' | '%' | '_') {
            pattern.push('!');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

fn line(row: &Row) -> Result<(AuditLine, [u8; 32])> {
    let line = AuditLine {
        n: row.integer(0)?,
        at: Timestamp(row.integer(1)?),
        actor: Text::from(row.text(2)?),
        kind: Text::from(row.text(3)?),
        subject: Text::from(row.text(4)?),
        detail: row.text(5)?.to_owned(),
        address: row.text(6)?.to_owned(),
    };
    Ok((line, row.hash(7)?))
}
