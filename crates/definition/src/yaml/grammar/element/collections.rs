//! Collections: filtering, sorting and mapping them.

use super::super::condition::CONDITIONS;
use super::super::{Absent, Grammar, Key, Shape, saying, text};
use super::{AT, DESCRIPTION, LABEL, NEXT};

const ITEM: Key = Key::new(
    "into",
    text("assignNextValueToReference"),
    "The variable that gets each item, unless `currentItem_` and its name",
)
.or(Absent::CurrentItem);

pub(super) static FILTER: Grammar = Grammar {
    name: "a filter of a collection",
    tag: "collectionProcessors",
    short: None,
    keys: &[
        Key::new(
            "filter",
            saying(
                "collectionReference",
                &[("collectionProcessorType", "FilterCollectionProcessor")],
            ),
            "The collection of which it keeps some items",
        ),
        LABEL,
        DESCRIPTION,
        ITEM,
        Key::new(
            "when",
            Shape::Gate(&CONDITIONS),
            "When an item is kept: `currentItem_Open_Ones.Status = Open`",
        )
        .or(Absent::And),
        Key::new(
            "formula",
            text("formula"),
            "When an item is kept, as a formula",
        ),
        NEXT,
        Key::new(
            "elementSubtype",
            text("elementSubtype"),
            "What the platform's editor keeps",
        )
        .or(Absent::Text("FilterCollectionProcessor")),
        AT,
    ],
};

pub(super) static SORT: Grammar = Grammar {
    name: "a sort of a collection",
    tag: "collectionProcessors",
    short: None,
    keys: &[
        Key::new(
            "sort",
            saying(
                "collectionReference",
                &[("collectionProcessorType", "SortCollectionProcessor")],
            ),
            "The collection that it sorts",
        ),
        LABEL,
        DESCRIPTION,
        Key::new(
            "by",
            Shape::Sorts("sortOptions"),
            "Its fields: `Name`, `Amount desc`, `Rank nulls first`",
        ),
        Key::new("limit", text("limit"), "The most items that are kept"),
        NEXT,
        Key::new(
            "elementSubtype",
            text("elementSubtype"),
            "What the platform's editor keeps",
        )
        .or(Absent::Text("SortCollectionProcessor")),
        AT,
    ],
};

pub(super) static MAP: Grammar = Grammar {
    name: "a map of a collection",
    tag: "collectionProcessors",
    short: None,
    keys: &[
        Key::new(
            "map",
            saying(
                "collectionReference",
                &[(
                    "collectionProcessorType",
                    "RecommendationMapCollectionProcessor",
                )],
            ),
            "The collection whose items become records",
        ),
        Key::new("to", text("outputSObjectType"), "The object of the records"),
        LABEL,
        DESCRIPTION,
        ITEM,
        Key::new("set", Shape::MapItems, "Values of their fields, by name"),
        NEXT,
        Key::new(
            "elementSubtype",
            text("elementSubtype"),
            "What the platform's editor keeps",
        )
        .or(Absent::Text("RecommendationMapCollectionProcessor")),
        AT,
    ],
};
