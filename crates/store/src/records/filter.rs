//! Queries as SQL: every value is bound, every comparison is true or false and never null.

use std::borrow::Cow;
use std::fmt::Write;

use segue_language::{
    Comparison, Filter, Logic, LogicTree, Operator, Query, Sort, Value, Window, merge_text,
};

use super::expression::Expression;
use super::kind::{Kind, Stored};
use super::table::{RecordTable, RecordTables};
use crate::database::dialect;
use crate::{Result, StoreError};

/// Most values of one `In`.
const VALUES_MAX: usize = 16_384;
/// A query's text and its values.
pub(super) struct Statement<'a> {
    pub(super) sql: String,
    pub(super) params: Vec<Stored<'a>>,
    tables: &'a RecordTables,
}

impl<'a> Statement<'a> {
    pub(super) fn of(
        tables: &'a RecordTables,
        table: &RecordTable,
        query: &'a Query,
    ) -> Result<Self> {
        let mut statement = Statement {
            sql: table.select.clone(),
            params: Vec::new(),
            tables,
        };
        let filter = statement.filter(table, &query.filter)?;
        let order = statement.order(table, query.sort.as_ref())?;
        let limit = statement.bind(Stored::Integer(query.limit.map_or(i64::MAX, i64::from)));
        let sql = &mut statement.sql;
        write!(sql, " WHERE {filter} ORDER BY {order} LIMIT {limit}").expect("a text takes more");
        Ok(statement)
    }

    fn order(&self, table: &RecordTable, sort: Option<&Sort>) -> Result<String> {
        let Some(sort) = sort else {
            return Ok("t0.\"Id\"".to_owned());
        };
        let field = Expression::of(self.tables, table, &sort.field)?;
        let direction = if sort.descending { "DESC" } else { "ASC" };
        let key = field.folded();
        Ok(format!(
            "{key} {direction} NULLS FIRST, t0.\"Id\" {direction}"
        ))
    }

    fn filter(&mut self, table: &RecordTable, filter: &'a Filter) -> Result<String> {
        let mut tests = Vec::with_capacity(filter.comparisons.len());
        for comparison in &filter.comparisons {
            tests.push(self.comparison(table, comparison)?);
        }
        Ok(match &filter.logic {
            _ if tests.is_empty() => "1 = 1".to_owned(),
            Logic::All => tests.join(" AND "),
            Logic::Any => tests.join(" OR "),
            Logic::Custom(tree) => combined(tree, &tests)?,
        })
    }

    fn comparison(&mut self, table: &RecordTable, comparison: &'a Comparison) -> Result<String> {
        use Operator as O;
        let field = Expression::of(self.tables, table, &comparison.field)?;
        let value = &comparison.value;
        match comparison.operator {
            O::EqualTo => self.equal(&field, value),
            O::NotEqualTo => Ok(format!("NOT {}", self.equal(&field, value)?)),
            O::GreaterThan => self.ordered(&field, ">", value),
            O::LessThan => self.ordered(&field, "<", value),
            O::GreaterThanOrEqualTo => self.ordered(&field, ">=", value),
            O::LessThanOrEqualTo => self.ordered(&field, "<=", value),
            O::StartsWith => self.like(&field, value, "", "%"),
            O::EndsWith => self.like(&field, value, "%", ""),
            O::Contains => self.like(&field, value, "%", "%"),
            O::IsNull | O::HasNoValue => Ok(field.is_null(is_wanted(value))),
            O::HasValue => Ok(field.is_null(!is_wanted(value))),
            O::IsBlank | O::IsEmpty => Ok(field.is_blank(is_wanted(value))),
            O::Relative(_) => self.is_on_days(&field, value),
            O::In => self.is_in(&field, value),
            O::NotIn => Ok(format!("NOT {}", self.is_in(&field, value)?)),
            O::IsChanged | O::WasSet | O::WasSelected | O::WasVisited | O::HasError => Err(
                StoreError::unsupported(format!("no query can ask {:?}", comparison.operator)),
            ),
        }
    }

    fn equal(&mut self, field: &Expression, value: &'a Value) -> Result<String> {
        if value.is_null() {
            return Ok(field.is_null(true));
        }
        self.ordered(field, "=", value)
    }

    /// False when either side is null or the value is not of the field's type.
    fn ordered(&mut self, field: &Expression, sign: &str, value: &'a Value) -> Result<String> {
        let Some(value) = self.folded_value(field, value)? else {
            return Ok(NEVER.to_owned());
        };
        let place = self.bind(value);
        Ok(format!(
            "({} AND {} {sign} {place})",
            field.is_null(false),
            field.folded()
        ))
    }

    fn like(
        &mut self,
        field: &Expression,
        value: &'a Value,
        before: &str,
        after: &str,
    ) -> Result<String> {
        if value.is_null() {
            return Ok(NEVER.to_owned());
        }
        if !matches!(field.kind, Kind::Text | Kind::Id) {
            let what = "only texts are searched for a part";
            return Err(StoreError::unsupported(what));
        }
        let part = escaped(&dialect::lower(&merge_text(value)));
        let place = self.bind(Stored::Text(Cow::Owned(format!("{before}{part}{after}"))));
        let (sql, is_there) = (&field.sql, field.is_null(false));
        Ok(format!(
            "({is_there} AND lower({sql}) LIKE {place} ESCAPE '\\')"
        ))
    }

    /// Whether the field is on the days of a window.
    fn is_on_days(&mut self, field: &Expression, value: &Value) -> Result<String> {
        let Some(window) = Window::of_value(value) else {
            return Err(StoreError::unsupported(
                "a comparison with today lacks its days",
            ));
        };
        let mut tests = Vec::with_capacity(window.spans.len());
        for span in &window.spans {
            let (from, until) = match field.kind {
                Kind::Date => {
                    let ends = [span.days.0, span.days.1];
                    let ends = ends.map(|day| day.map(|day| Cow::Owned(day.to_string())));
                    let [from, until] = ends.map(|day| day.map(Stored::Text));
                    (from, until)
                }
                Kind::DateTime => {
                    let ends = [span.moments.0, span.moments.1];
                    let [from, until] = ends.map(|at| at.map(|at| Stored::Integer(at.0)));
                    (from, until)
                }
                _ => {
                    let what = "only days and moments are compared with today";
                    return Err(StoreError::unsupported(what));
                }
            };
            tests.push(self.between(field, from, until));
        }
        let any = if tests.is_empty() {
            NEVER.to_owned()
        } else {
            tests.join(" OR ")
        };
        let not = if window.is_inside { "" } else { "NOT " };
        Ok(format!("{not}({any})"))
    }

    fn between(
        &mut self,
        field: &Expression,
        from: Option<Stored<'a>>,
        until: Option<Stored<'a>>,
    ) -> String {
        let mut test = field.is_null(false);
        for (sign, end) in [(">=", from), ("<", until)] {
            if let Some(end) = end {
                let place = self.bind(end);
                write!(test, " AND {} {sign} {place}", field.sql).expect("a text takes more");
            }
        }
        format!("({test})")
    }

    fn is_in(&mut self, field: &Expression, value: &'a Value) -> Result<String> {
        let items = match value {
            Value::Collection(items) => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        if items.len() > VALUES_MAX {
            let what = format!("a filter compares with more than {VALUES_MAX} values");
            return Err(StoreError::unsupported(what));
        }
        let mut places = Vec::new();
        for item in items {
            if let Some(value) = self.folded_value(field, item)? {
                places.push(self.bind(value));
            }
        }
        let Some(last) = places.last().cloned() else {
            return Ok(NEVER.to_owned());
        };
        // Few different lengths, so that few statements are prepared.
        places.resize(places.len().next_power_of_two(), last);
        let (key, is_there) = (field.folded(), field.is_null(false));
        Ok(format!("({is_there} AND {key} IN ({}))", places.join(", ")))
    }

    /// A value as the field stores it; none when it can equal nothing there.
    fn folded_value(&self, field: &Expression, value: &'a Value) -> Result<Option<Stored<'a>>> {
        if value.is_null() {
            return Ok(None);
        }
        match field.kind.stored(value) {
            Some(Stored::Null) => Ok(None),
            Some(Stored::Text(text)) if field.kind == Kind::Text => {
                Ok(Some(Stored::Text(folded(text))))
            }
            Some(stored) => Ok(Some(stored)),
            // A text that says nothing of the field's type.
            None if value.as_text().is_some() => Ok(None),
            None => Err(StoreError::unsupported(format!(
                "a field cannot be compared with {}",
                value.type_in_words()
            ))),
        }
    }

    fn bind(&mut self, value: Stored<'a>) -> String {
        self.params.push(value);
        format!("?{}", self.params.len())
    }
}

const NEVER: &str = "(1 = 0)";

fn combined(tree: &LogicTree, tests: &[String]) -> Result<String> {
    let all = |parts: &[LogicTree], word: &str| -> Result<String> {
        let parts = parts.iter().map(|part| combined(part, tests));
        Ok(format!(
            "({})",
            parts.collect::<Result<Vec<_>>>()?.join(word)
        ))
    };
    match tree {
        LogicTree::Condition(place) => match tests.get(*place) {
            Some(test) => Ok(test.clone()),
            None => Err(StoreError::unsupported(format!(
                "there is no condition {}",
                place + 1
            ))),
        },
        LogicTree::Not(inner) => Ok(format!("NOT {}", combined(inner, tests)?)),
        LogicTree::And(parts) => all(parts, " AND "),
        LogicTree::Or(parts) => all(parts, " OR "),
    }
}

/// The value of `IsNull` and its like: true unless it says false.
fn is_wanted(value: &Value) -> bool {
    match value {
        Value::Boolean(wanted) => *wanted,
        Value::Text(text) => !text.eq_ignore_ascii_case("false"),
        _ => true,
    }
}

fn folded(text: Cow<'_, str>) -> Cow<'_, str> {
    match dialect::lower(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(lower) => Cow::Owned(lower),
    }
}

/// A text whose `%` and `_` stand for themselves in `LIKE`.
fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}
