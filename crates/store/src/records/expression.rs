//! Fields in statements: their own column, or a lookup's followed to another table.

use std::borrow::Cow;

use super::kind::Kind;
use super::table::{RecordTable, RecordTables};
use crate::{Result, StoreError};

/// Most lookups that one dotted field follows.
const LOOKUPS_MAX: usize = 5;

/// A field as SQL.
pub(super) struct Expression {
    pub(super) sql: String,
    pub(super) kind: Kind,
}

impl Expression {
    /// A field of `table`, whose row is `t0`; a dotted one follows lookups.
    pub(super) fn of(tables: &RecordTables, table: &RecordTable, path: &str) -> Result<Self> {
        let segments: Vec<_> = path.split('.').map(str::trim).collect();
        if segments.len() > LOOKUPS_MAX + 1 {
            let what = format!("`{path}` follows more than {LOOKUPS_MAX} lookups");
            return Err(StoreError::unsupported(what));
        }
        follow(tables, table, 0, &segments).ok_or_else(|| {
            let object = &table.object().name;
            StoreError::unsupported(format!("{object} has no field {path}"))
        })
    }

    /// As it is compared and sorted.
    pub(super) fn folded(&self) -> Cow<'_, str> {
        match self.kind {
            Kind::Text => Cow::Owned(format!("lower({})", self.sql)),
            _ => Cow::Borrowed(&self.sql),
        }
    }

    pub(super) fn is_null(&self, wanted: bool) -> String {
        let test = if wanted { "IS NULL" } else { "IS NOT NULL" };
        format!("({} {test})", self.sql)
    }

    pub(super) fn is_blank(&self, wanted: bool) -> String {
        let sql = &self.sql;
        match (self.kind, wanted) {
            (Kind::Text, true) => format!("({sql} IS NULL OR trim({sql}) = '')"),
            (Kind::Text, false) => format!("({sql} IS NOT NULL AND trim({sql}) <> '')"),
            _ => self.is_null(wanted),
        }
    }
}

/// The value of a path in a row of `table` named by its depth.
fn follow(
    tables: &RecordTables,
    table: &RecordTable,
    depth: usize,
    path: &[&str],
) -> Option<Expression> {
    let (name, rest) = path.split_first()?;
    if rest.is_empty() {
        let column = table.column(name)?;
        return Some(Expression {
            sql: format!("t{depth}.{}", column.quoted()),
            kind: column.kind,
        });
    }
    let (field, lookup) = table.object().lookup(name)?;
    let key = format!("t{depth}.{}", table.column(&field.name)?.quoted());
    let targets = lookup.to.iter().filter_map(|object| {
        let target = tables.get(object)?;
        let inner = follow(tables, target, depth + 1, rest)?;
        let (from, row) = (&target.name, format!("t{}", depth + 1));
        Some(Expression {
            sql: format!(
                "(SELECT {} FROM {from} {row} WHERE {row}.\"Id\" = {key})",
                inner.sql
            ),
            kind: inner.kind,
        })
    });
    targets.reduce(|one, other| Expression {
        sql: format!("coalesce({}, {})", one.sql, other.sql),
        kind: one.kind,
    })
}
