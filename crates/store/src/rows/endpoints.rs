//! Endpoints: where calls may go, and the actions of the documents imported for them.

use segue_language::Timestamp;

use crate::database::Row;
use crate::{Result, Tx, View};

/// An endpoint as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct EndpointRow {
    /// Its name.
    pub name: String,
    /// What the administrator says of it, as JSON.
    pub settings: String,
    /// Kind and sealed text of its credential.
    pub secret: Option<(String, Vec<u8>)>,
    /// When it was changed last.
    pub changed: Timestamp,
}

/// An action of an imported document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedAction {
    /// API name.
    pub name: String,
    /// Its endpoint.
    pub endpoint: String,
    /// The action as JSON.
    pub body: String,
}

impl std::fmt::Debug for EndpointRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "endpoint {}", self.name)
    }
}

impl View {
    /// All endpoints by name.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn endpoints(&self) -> Result<Vec<EndpointRow>> {
        let sql = "SELECT name, settings, secret_kind, secret, changed FROM endpoint ORDER BY name";
        self.connection.read(sql, &[], endpoint)
    }

    /// An endpoint, named without regard to case.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn endpoint(&self, name: &str) -> Result<Option<EndpointRow>> {
        let sql = "SELECT name, settings, secret_kind, secret, changed FROM endpoint
            WHERE name = ?1";
        self.connection.read_one(sql, &[name.into()], endpoint)
    }

    /// All imported actions by name.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn imported_actions(&self) -> Result<Vec<ImportedAction>> {
        let sql = "SELECT name, endpoint, body FROM imported_action ORDER BY name";
        self.connection.read(sql, &[], imported)
    }

    /// An imported action, named without regard to case.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn imported_action(&self, name: &str) -> Result<Option<ImportedAction>> {
        let sql = "SELECT name, endpoint, body FROM imported_action WHERE name = ?1";
        self.connection.read_one(sql, &[name.into()], imported)
    }
}

impl Tx<'_> {
    /// Stores what the administrator says of an endpoint; its credential stays.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_endpoint(&self, name: &str, settings: &str, now: Timestamp) -> Result<()> {
        let sql = "INSERT INTO endpoint(name, settings, changed) VALUES (?1, ?2, ?3)
            ON CONFLICT(name) DO UPDATE SET settings = excluded.settings,
            changed = excluded.changed";
        self.write(sql, &[name.into(), settings.into(), now.0.into()])?;
        Ok(())
    }

    /// Stores the sealed credential of an endpoint, or forgets it; false when there is no such
    /// endpoint.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_endpoint_secret(&self, name: &str, secret: Option<(&str, &[u8])>) -> Result<bool> {
        let sql = "UPDATE endpoint SET secret_kind = ?2, secret = ?3 WHERE name = ?1";
        let (kind, sealed) = secret.unzip();
        Ok(self.write(sql, &[name.into(), kind.into(), sealed.into()])? == 1)
    }

    /// Forgets an endpoint, its credential and its imported actions; false when there is none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_endpoint(&self, name: &str) -> Result<bool> {
        self.write(
            "DELETE FROM imported_action WHERE endpoint = ?1",
            &[name.into()],
        )?;
        Ok(self.write("DELETE FROM endpoint WHERE name = ?1", &[name.into()])? == 1)
    }

    /// Puts imported actions in the place of all that an endpoint had.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] when another endpoint has an action of that name.
    pub fn replace_imported_actions(
        &self,
        endpoint: &str,
        actions: &[ImportedAction],
    ) -> Result<()> {
        self.write(
            "DELETE FROM imported_action WHERE endpoint = ?1",
            &[endpoint.into()],
        )?;
        let sql = "INSERT INTO imported_action(name, endpoint, body) VALUES (?1, ?2, ?3)";
        for action in actions {
            let name = action.name.as_str();
            self.write(
                sql,
                &[name.into(), endpoint.into(), action.body.as_str().into()],
            )?;
        }
        Ok(())
    }
}

fn endpoint(row: &Row) -> Result<EndpointRow> {
    let secret = match row.optional_text(2)? {
        Some(kind) => Some((kind.to_owned(), row.bytes(3)?.to_vec())),
        None => None,
    };
    Ok(EndpointRow {
        name: row.text(0)?.to_owned(),
        settings: row.text(1)?.to_owned(),
        secret,
        changed: Timestamp(row.integer(4)?),
    })
}

fn imported(row: &Row) -> Result<ImportedAction> {
    Ok(ImportedAction {
        name: row.text(0)?.to_owned(),
        endpoint: row.text(1)?.to_owned(),
        body: row.text(2)?.to_owned(),
    })
}
