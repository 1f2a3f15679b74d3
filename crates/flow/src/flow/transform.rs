//! Transforms: new values made of others, item by item.

use segue_language::{Text, Type};

use super::{Operand, Slot};

/// A transform: one value, or as many as its source has items.
#[derive(Clone, Debug)]
pub struct Transform {
    /// The collections that it walks through, each behind the one that it is in.
    pub sources: Vec<EachItem>,
    /// It makes a collection.
    pub is_collection: bool,
    /// Type of what it makes; of each item, when it makes a collection.
    pub makes: Type,
    /// What is put where.
    pub mappings: Vec<Mapping>,
}

/// A collection that a transform walks through: `Get_Orders[$EachItem]`.
#[derive(Clone, Debug)]
pub struct EachItem {
    /// The collection.
    pub collection: Operand,
    /// Where the current item is read.
    pub item: Slot,
    /// The source that it is in, by its place in [`Transform::sources`].
    pub within: Option<usize>,
}

/// A value and where it goes.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// Path of the field in what is made; empty is the value itself.
    pub target: Vec<TargetStep>,
    /// The value.
    pub value: MappedValue,
    /// The sources that it reads, by their places in [`Transform::sources`].
    pub sources: Vec<usize>,
}

/// One step of the path to a field of what is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetStep {
    /// API name of the field.
    pub field: Text,
    /// The field holds a collection, into whose items the path leads.
    pub is_each: bool,
}

/// What is put into a field.
#[derive(Clone, Debug)]
pub enum MappedValue {
    /// A value as it is.
    Value(Operand),
    /// How many items a collection has.
    Count(Operand),
    /// The sum of the items, or of one of their fields.
    Sum {
        /// What is added up.
        collection: Operand,
        /// Path of the field; empty is the item itself.
        field: Vec<Text>,
    },
    /// One item of a collection.
    Item {
        /// The collection.
        collection: Operand,
        /// Its place, from 0.
        index: Operand,
    },
    /// The pairs of two collections that have the same key.
    Join(Box<Join>),
}

/// An inner join of two collections.
#[derive(Clone, Debug)]
pub struct Join {
    /// Both collections, the left one first.
    pub sides: [JoinSide; 2],
    /// What the joined records get.
    pub fields: Vec<JoinField>,
}

/// One side of a join.
#[derive(Clone, Debug)]
pub struct JoinSide {
    /// The collection.
    pub collection: Operand,
    /// Paths of the key's fields.
    pub key: Vec<Vec<Text>>,
}

/// A field of a joined record.
#[derive(Clone, Debug)]
pub struct JoinField {
    /// Which side it comes from: 0 or 1.
    pub side: usize,
    /// Path of the field there.
    pub field: Vec<Text>,
    /// API name of the field that it is put into.
    pub to: Text,
}

impl Transform {
    /// Everything that it reads.
    pub fn operands(&self) -> impl Iterator<Item = &Operand> {
        let collections = self.sources.iter().map(|source| &source.collection);
        collections.chain(
            self.mappings
                .iter()
                .flat_map(|mapping| mapping.value.operands()),
        )
    }
}

impl MappedValue {
    fn operands(&self) -> impl Iterator<Item = &Operand> {
        let operands = match self {
            MappedValue::Value(one)
            | MappedValue::Count(one)
            | MappedValue::Sum {
                collection: one, ..
            } => [Some(one), None],
            MappedValue::Item { collection, index } => [Some(collection), Some(index)],
            MappedValue::Join(join) => {
                let [left, right] = &join.sides;
                [Some(&left.collection), Some(&right.collection)]
            }
        };
        operands.into_iter().flatten()
    }
}
