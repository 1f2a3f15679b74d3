//! Lists that come page by page.

use serde_json::{Value, json};

use super::connection::Connection;
use super::fault::Fault;

/// Rows of one page.
const PAGE_MAX: usize = 200;

/// How much of a list is wanted.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Extent {
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// All of them
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

/// A list, and whether there is more of it.
pub(super) struct Listed {
    pub(super) rows: Vec<Value>,
    pub(super) has_more: bool,
}

impl Extent {
    fn rows_max(self) -> usize {
        if self.all { usize::MAX } else { self.limit }
    }
}

impl Listed {
    /// For programs: the rows under their name.
    pub(super) fn as_json(&self, name: &str) -> Value {
        json!({ name: self.rows, "more": self.has_more })
    }
}

/// Reads the pages of a list, as far as they are wanted.
pub(super) fn read(
    connection: &Connection,
    path: &[&str],
    mut query: Vec<(&str, String)>,
    (name, extent): (&str, Extent),
) -> Result<Listed, Fault> {
    let (mut rows, rows_max) = (Vec::new(), extent.rows_max());
    let n_filters = query.len();
    loop {
        let limit = PAGE_MAX.min(rows_max - rows.len()).max(1);
        query.push(("limit", limit.to_string()));
        let mut page = connection.get(path, &query)?;
        if let Some(list) = page[name].as_array_mut() {
            rows.append(list);
        }
        let next = page["next"].as_str().map(str::to_owned);
        let is_over = next.is_none() || rows.len() >= rows_max;
        if is_over {
            rows.truncate(rows_max);
            let has_more = next.is_some();
            return Ok(Listed { rows, has_more });
        }
        query.truncate(n_filters);
        query.extend(next.map(|next| ("cursor", next)));
    }
}
