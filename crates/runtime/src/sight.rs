//! Sight: which records a person may read. Whoever owns the runtime knows; it is asked where a
//! screen flow reads for the person who runs it. Flows of the system see everything.

use std::fmt;
use std::sync::Arc;

use segue_flow::Interview;
use segue_language::{Comparison, Filter, Logic, LogicTree, Operator, Query, Record, Text, Value};

use crate::run_objects::is_run_object;
use crate::turn::{Stop, Turn};
use crate::{Reads, Refusal};

/// Records that are looked at where the owner cannot be asked of the database.
const LOOKED_AT_MAX: u32 = 10_000;

/// Which records of one object somebody may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sees {
    /// All.
    All,
    /// Those that one of these users, groups and queues owns; where records have no owner, those
    /// that one of them created.
    OwnedBy(Vec<Text>),
    /// None.
    Nothing,
}

/// Says what somebody, by id, may read of an object.
#[derive(Clone)]
pub struct Sight(Arc<Look>);

type Look = dyn Fn(&Reads<'_>, &Text, &str) -> Result<Sees, Refusal> + Send + Sync;

impl Sight {
    /// A sight that asks `look`.
    pub fn new(
        look: impl Fn(&Reads<'_>, &Text, &str) -> Result<Sees, Refusal> + Send + Sync + 'static,
    ) -> Sight {
        Sight(Arc::new(look))
    }
}

impl fmt::Debug for Sight {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sight")
    }
}

impl Turn<'_> {
    /// Whether an interview reads only what the person may who runs it.
    pub(crate) fn is_limited(&self, interview: &Interview) -> bool {
        !self.is_system && self.world.sight.is_some() && !interview.runs_as_system()
    }

    /// What the person may read of an object.
    fn sees(&self, object: &str) -> Result<Sees, Stop> {
        let Some(sight) = &self.world.sight else {
            return Ok(Sees::All);
        };
        let reads = Reads::new(self.tx, &self.world.deployed, &self.world.people).at(self.now);
        Ok((sight.0)(&reads, &self.user, object)?)
    }

    /// Rows of a query that the person may read.
    pub(crate) fn seen_rows(&mut self, query: &Query) -> Result<Vec<Record>, Stop> {
        let owners = match self.sees(&query.object)? {
            Sees::All => return self.rows(query),
            Sees::Nothing => return Ok(Vec::new()),
            Sees::OwnedBy(owners) => owners,
        };
        let object = self.world.tables.get(&query.object);
        let field = object.and_then(|table| owner_field(table.object()));
        match field.filter(|_| !is_run_object(&query.object)) {
            Some(field) => self.rows(&narrowed(query, field, &owners)),
            None => {
                let mut rows = self.rows(&Query {
                    limit: Some(LOOKED_AT_MAX),
                    ..query.clone()
                })?;
                rows.retain(|row| is_owned(row, &owners));
                rows.truncate(query.limit.unwrap_or(u32::MAX) as usize);
                Ok(rows)
            }
        }
    }

    /// A record to which a lookup leads, when the person may read it.
    pub(crate) fn seen_record(&self, found: Record) -> Result<Option<Record>, Stop> {
        let is_seen = match self.sees(&found.object)? {
            Sees::All => true,
            Sees::Nothing => false,
            Sees::OwnedBy(owners) => is_owned(&found, &owners),
        };
        Ok(is_seen.then_some(found))
    }
}

fn owner_field(object: &segue_language::ObjectType) -> Option<Text> {
    let owner = object.field("OwnerId").or(object.field("CreatedById"));
    owner.map(|field| field.name.clone())
}

fn is_owned(record: &Record, owners: &[Text]) -> bool {
    let owner = record.get("OwnerId").or_else(|| record.get("CreatedById"));
    let owner = owner.and_then(Value::as_text);
    owner.is_some_and(|owner| owners.contains(owner))
}

/// The query over what some people own.
fn narrowed(query: &Query, field: Text, owners: &[Text]) -> Query {
    let mut comparisons = query.filter.comparisons.clone();
    let parts = (0..comparisons.len()).map(LogicTree::Condition);
    let asked = match &query.filter.logic {
        Logic::Custom(tree) => tree.clone(),
        Logic::Any if !comparisons.is_empty() => LogicTree::Or(parts.collect()),
        Logic::Any | Logic::All => LogicTree::And(parts.collect()),
    };
    let owned = LogicTree::Condition(comparisons.len());
    let owners = owners.iter().map(|owner| Value::Text(owner.clone()));
    comparisons.push(Comparison {
        field,
        operator: Operator::In,
        value: Value::Collection(Arc::new(owners.collect())),
    });
    let logic = match comparisons.len() {
        1 => Logic::All,
        _ => Logic::Custom(LogicTree::And(vec![asked, owned])),
    };
    Query {
        filter: Filter { logic, comparisons },
        ..query.clone()
    }
}
