//! Who asks, and what a request is about.

use segue_engine::{AssigneeKind, PartId};
use segue_language::Text;

/// Who asks for something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The built-in user "Automated Process", who may do everything.
    #[default]
    System,
    /// A user, by user name or by id.
    User(Text),
}

/// A run, by number or by its 18-character id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RunRef {
    /// The number inside.
    Number(i64),
    /// The id outside.
    Id(Text),
}

/// A part of a run: a stage run, a step run, a work item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartRef {
    /// The run's number and the part's number in it.
    Number {
        /// The run.
        run: i64,
        /// The part.
        part: PartId,
    },
    /// The id outside, which names its run too.
    Id(Text),
}

/// Whom a work item is given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAssignee {
    /// What the name names.
    pub kind: AssigneeKind,
    /// A user name, an API name of a group or queue, or an id.
    pub name: Text,
}

impl From<i64> for RunRef {
    fn from(number: i64) -> Self {
        RunRef::Number(number)
    }
}

impl From<&str> for RunRef {
    fn from(id: &str) -> Self {
        RunRef::Id(id.into())
    }
}

impl From<Text> for RunRef {
    fn from(id: Text) -> Self {
        RunRef::Id(id)
    }
}

impl From<Text> for PartRef {
    fn from(id: Text) -> Self {
        PartRef::Id(id)
    }
}

impl From<(i64, PartId)> for PartRef {
    fn from((run, part): (i64, PartId)) -> Self {
        PartRef::Number { run, part }
    }
}

impl From<&str> for PartRef {
    fn from(id: &str) -> Self {
        PartRef::Id(id.into())
    }
}
