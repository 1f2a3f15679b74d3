//! Files that people attach while they work.

use segue_language::{Text, Timestamp};

use crate::database::Row;
use crate::{PartNumber, Result, Tx, View};

/// Key prefix of files.
pub const FILE_PREFIX: &str = "069";

/// A file without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Its number; 0 before it is stored.
    pub n: i64,
    /// Id of who attached it.
    pub person: Text,
    /// The work item at which that was.
    pub item: PartNumber,
    /// Id of the record that it belongs to; empty until the work is finished.
    pub record: Text,
    /// What it is called.
    pub name: String,
    /// When it was attached.
    pub at: Timestamp,
    /// Bytes.
    pub size: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT n, person, item, record, name, at, size FROM file ",
            $rest
        )
    };
}

impl View {
    /// A file without its content.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn file(&self, n: i64) -> Result<Option<FileRow>> {
        self.connection
            .read_one(select!("WHERE n = ?1"), &[n.into()], file)
    }

    /// The content of a file.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn file_content(&self, n: i64) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT body FROM file WHERE n = ?1";
        self.connection
            .read_one(sql, &[n.into()], |row| Ok(row.bytes(0)?.to_vec()))
    }

    /// The files that were attached at a work item.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn files_of_item(&self, item: PartNumber) -> Result<Vec<FileRow>> {
        self.connection.read(
            select!("WHERE item = ?1 ORDER BY n"),
            &[item.0.into()],
            file,
        )
    }

    /// The files of a record, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn files_of_record(&self, record: &str, limit: u32) -> Result<Vec<FileRow>> {
        let sql = select!("WHERE record = ?1 AND record <> '' ORDER BY n DESC LIMIT ?2");
        self.connection
            .read(sql, &[record.into(), i64::from(limit).into()], file)
    }
}

impl Tx<'_> {
    /// Stores a file; its number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn insert_file(&self, file: &FileRow, content: &[u8]) -> Result<i64> {
        let sql = "INSERT INTO file(person, item, record, name, at, size, body)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING n";
        let params = [
            (&*file.person).into(),
            file.item.0.into(),
            (&*file.record).into(),
            file.name.as_str().into(),
            file.at.0.into(),
            file.size.into(),
            content.into(),
        ];
        let number = self.write_returning(sql, &params, |row| row.integer(0))?;
        Ok(number.unwrap_or_default())
    }

    /// Lets what a person attached at a work item belong to a record.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn keep_files(&self, item: PartNumber, person: &str, record: &str) -> Result<()> {
        let sql = "UPDATE file SET record = ?3 WHERE item = ?1 AND person = ?2";
        self.write(sql, &[item.0.into(), person.into(), record.into()])?;
        Ok(())
    }
}

fn file(row: &Row) -> Result<FileRow> {
    Ok(FileRow {
        n: row.integer(0)?,
        person: Text::from(row.text(1)?),
        item: PartNumber(row.integer(2)?),
        record: Text::from(row.text(3)?),
        name: row.text(4)?.to_owned(),
        at: Timestamp(row.integer(5)?),
        size: row.integer(6)?,
    })
}
