//! Making and widening the tables of objects. Nothing is ever dropped.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_language::ObjectType;

use super::column::{Column, Role};
use super::table::RecordTable;
use crate::database::dialect;
use crate::{Result, StoreError, Tx};

/// Longest API name, so that it is a name in every database.
const NAME_LENGTH_MAX: usize = 60;
/// Most fields of an object.
const FIELDS_MAX: usize = 900;

impl Tx<'_> {
    /// Makes sure that an object has a table with all its fields: adds, never drops.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] when a name cannot be a table's, there are too many fields, or a
    /// field has changed its type.
    pub fn ensure_object(&self, object: &Arc<ObjectType>) -> Result<Arc<RecordTable>> {
        let table = RecordTable::new(Arc::clone(object));
        check_names(&table)?;
        let known = self.known_fields(&object.name)?;
        if known.is_empty() {
            self.make_table(&table)?;
        }
        for column in &table.columns {
            match known.get(&column.name.to_ascii_lowercase()) {
                None => self.add_column(&table, column, known.is_empty())?,
                Some(kind) if kind == column.kind.name() => (),
                Some(kind) => return Err(changed_type(&table, column, kind)),
            }
            self.add_indexes(&table, column, known.is_empty())?;
        }
        Ok(table)
    }

    /// Kinds of the fields that the object's table has, by name in lower case.
    fn known_fields(&self, object: &str) -> Result<FxHashMap<String, String>> {
        let sql = "SELECT field, kind FROM object_field WHERE object = ?1";
        let object = object.to_ascii_lowercase();
        let fields = self
            .connection
            .read(sql, &[object.as_str().into()], |row| {
                Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
            })?;
        Ok(fields.into_iter().collect())
    }

    fn make_table(&self, table: &RecordTable) -> Result<()> {
        let columns: Vec<_> = table.columns.iter().map(column_sql).collect();
        self.alter(&format!(
            "CREATE TABLE {}({}{}",
            table.name,
            columns.join(", "),
            dialect::TABLE_END
        ))
    }

    fn add_column(&self, table: &RecordTable, column: &Column, is_made: bool) -> Result<()> {
        if !is_made {
            let sql = column_sql(column);
            self.alter(&format!("ALTER TABLE {} ADD COLUMN {sql}", table.name))?;
        }
        let sql = "INSERT INTO object_field(object, field, kind) VALUES (?1, ?2, ?3)";
        let object = table.object().name.to_ascii_lowercase();
        let field = column.name.to_ascii_lowercase();
        let kind = column.kind.name();
        self.write(
            sql,
            &[object.as_str().into(), field.as_str().into(), kind.into()],
        )?;
        Ok(())
    }

    fn add_indexes(&self, table: &RecordTable, column: &Column, is_made: bool) -> Result<()> {
        let named = |what: &str| {
            let name = format!("{what}:{}:{}", table.object().name, column.name);
            dialect::quoted(&name)
        };
        let index = |verb, what: &str| {
            let name = named(what);
            format!("CREATE {verb} IF NOT EXISTS {name} ON {}", table.name)
        };
        // Its values had to be unique before, or in another way.
        let is_exact = column.is_unique && column.is_case_sensitive;
        let former = [
            ("unique", column.is_unique && !is_exact),
            ("exact", is_exact),
        ];
        for (what, _) in former.iter().filter(|(_, stays)| !is_made && !stays) {
            self.alter(&format!("DROP INDEX IF EXISTS {}", named(what)))?;
        }
        let name = column.quoted();
        if column.is_indexed() {
            self.alter(&format!("{}({name})", index("INDEX", "lookup")))?;
        }
        if column.is_unique {
            let is_text = column.kind.sql() == "TEXT";
            let (what, key) = match (is_exact, is_text) {
                (true, _) => ("exact", name),
                (false, true) => ("unique", format!("lower({name})")),
                (false, false) => ("unique", name),
            };
            self.alter(&format!("{}({key})", index("UNIQUE INDEX", what)))?;
        }
        Ok(())
    }
}

fn column_sql(column: &Column) -> String {
    let key = if column.role == Role::Id {
        " NOT NULL PRIMARY KEY"
    } else {
        ""
    };
    format!("{} {}{key}", column.quoted(), column.kind.sql())
}

fn check_names(table: &RecordTable) -> Result<()> {
    let columns = table.columns.iter().map(|column| &column.name);
    for name in std::iter::once(&table.object().name).chain(columns) {
        let is_name = name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
        if name.is_empty() || name.len() > NAME_LENGTH_MAX || !is_name {
            return Err(StoreError::unsupported(format!("`{name}` is no API name")));
        }
    }
    if table.columns.len() > FIELDS_MAX {
        let object = &table.object().name;
        return Err(StoreError::unsupported(format!(
            "{object} has more than {FIELDS_MAX} fields"
        )));
    }
    Ok(())
}

fn changed_type(table: &RecordTable, column: &Column, kind: &str) -> StoreError {
    let (object, field, now) = (&table.object().name, &column.name, column.kind.name());
    StoreError::unsupported(format!(
        "{object}.{field} holds {kind} and cannot become {now}"
    ))
}
