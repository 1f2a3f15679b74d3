//! Saved views: filters of a page that a person gave a name.

use crate::{Result, Tx, View};

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its name.
    pub name: String,
    /// The page's URL without its path.
    pub query: String,
    /// Whether the page begins with it.
    pub is_default: bool,
}

impl View {
    /// The saved views of a person for a page, by name.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn saved_views(&self, person: &str, page: &str) -> Result<Vec<SavedView>> {
        let sql = "SELECT name, query, is_default FROM saved_view WHERE person = ?1 AND page = ?2
            ORDER BY name";
        self.connection
            .read(sql, &[person.into(), page.into()], |row| {
                Ok(SavedView {
                    name: row.text(0)?.to_owned(),
                    query: row.text(1)?.to_owned(),
                    is_default: row.integer(2)? != 0,
                })
            })
    }
}

impl Tx<'_> {
    /// Keeps a view, in place of the one with the same name. A new default takes the place of the
    /// former one.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_saved_view(&self, person: &str, page: &str, view: &SavedView) -> Result<()> {
        if view.is_default {
            self.set_default_view(person, page, "")?;
        }
        let sql = "INSERT INTO saved_view(person, page, name, query, is_default)
            VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (person, page, name)
            DO UPDATE SET query = excluded.query, is_default = excluded.is_default";
        let params = [
            person.into(),
            page.into(),
            view.name.as_str().into(),
            view.query.as_str().into(),
            i64::from(view.is_default).into(),
        ];
        self.write(sql, &params)?;
        Ok(())
    }

    /// Lets a page begin with the view of that name; with an empty name it begins with none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn set_default_view(&self, person: &str, page: &str, name: &str) -> Result<()> {
        let sql = "UPDATE saved_view SET is_default = (name = ?3) WHERE person = ?1 AND page = ?2";
        self.write(sql, &[person.into(), page.into(), name.into()])?;
        Ok(())
    }

    /// Forgets a view; false when there is none of that name.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_saved_view(&self, person: &str, page: &str, name: &str) -> Result<bool> {
        let sql = "DELETE FROM saved_view WHERE person = ?1 AND page = ?2 AND name = ?3";
        Ok(self.write(sql, &[person.into(), page.into(), name.into()])? == 1)
    }
}
