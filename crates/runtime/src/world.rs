//! What every turn reads and none changes by itself: definitions, tables, people, stand-ins.

use std::cell::Cell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_flow::{ElementId, Flow};
use segue_language::{FlowVersion, Text};
use segue_store::{RecordTable, RecordTables};

use crate::definitions::Definitions;
use crate::people::People;
use crate::records::Computed;
use crate::{RuntimeOptions, StandIns};

/// Told of each flow element as it begins; coverage reads it.
pub type Trace = Box<dyn Fn(&Flow, FlowVersion, ElementId) + Send>;

/// What turns read.
pub(crate) struct World {
    pub(crate) options: RuntimeOptions,
    pub(crate) definitions: Definitions,
    pub(crate) tables: RecordTables,
    /// API names of objects by the first three characters of their records' ids.
    pub(crate) prefixes: FxHashMap<[u8; 3], Text>,
    /// Computed fields by API name of the object, in small letters.
    pub(crate) computed: FxHashMap<String, Computed>,
    /// Labels by name in small letters.
    pub(crate) labels: FxHashMap<String, Text>,
    pub(crate) people: People,
    pub(crate) stand_ins: Option<StandIns>,
    pub(crate) trace: Option<Trace>,
    /// Id of the user "Automated Process".
    pub(crate) system_user: Text,
    /// Interviews begun since the start.
    pub(crate) n_interviews: Cell<u64>,
}

impl World {
    /// A world without definitions.
    pub(crate) fn new(options: RuntimeOptions) -> World {
        World {
            options,
            definitions: Definitions::default(),
            tables: RecordTables::default(),
            prefixes: FxHashMap::default(),
            computed: FxHashMap::default(),
            labels: FxHashMap::default(),
            people: People::default(),
            stand_ins: None,
            trace: None,
            system_user: Text::from(""),
            n_interviews: Cell::new(0),
        }
    }

    /// Adds the table of an object.
    pub(crate) fn add_table(&mut self, table: Arc<RecordTable>) {
        let object = table.object();
        if let [a, b, c, ..] = object.key_prefix.as_bytes() {
            self.prefixes.insert([*a, *b, *c], object.name.clone());
        }
        let computed = Computed::of(object);
        if !computed.is_empty() {
            self.computed
                .insert(object.name.to_ascii_lowercase(), computed);
        }
        self.tables.insert(table);
    }
}
