//! What is deployed, and what the program was started with: the same for a whole turn, and for
//! everything that a reader reads at once.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_definition::EmailAlert;
use segue_language::{Action, Text};
use segue_store::{RecordTable, RecordTables, parse_id};

use crate::RuntimeOptions;
use crate::access::PermissionSets;
use crate::definitions::Definitions;
use crate::records::{Behaviors, KnownTypes, behaviors};

/// What is deployed. A deployment makes a new one; whoever reads keeps the one that it began with.
#[derive(Clone, Debug)]
pub(crate) struct Deployed {
    pub(crate) options: RuntimeOptions,
    pub(crate) definitions: Definitions,
    pub(crate) tables: RecordTables,
    /// API names of objects by the first three characters of their records' ids.
    pub(crate) prefixes: FxHashMap<[u8; 3], Text>,
    /// What objects do when their records are saved and deleted.
    pub(crate) behaviors: Behaviors,
    /// Record types by API name of their object.
    pub(crate) record_types: KnownTypes,
    /// Labels by name in small letters.
    pub(crate) labels: FxHashMap<String, Text>,
    /// Permission sets and profiles.
    pub(crate) permission_sets: PermissionSets,
    /// Email alerts by name in small letters.
    pub(crate) alerts: FxHashMap<String, Arc<EmailAlert>>,
    /// Declared actions by name in small letters.
    pub(crate) actions: FxHashMap<String, Arc<Action>>,
    /// Id of the user "Automated Process".
    pub(crate) system_user: Text,
}

impl Deployed {
    /// Nothing.
    pub(crate) fn new(options: RuntimeOptions) -> Deployed {
        Deployed {
            options,
            definitions: Definitions::default(),
            tables: RecordTables::default(),
            prefixes: FxHashMap::default(),
            behaviors: Behaviors::default(),
            record_types: KnownTypes::default(),
            labels: FxHashMap::default(),
            permission_sets: PermissionSets::default(),
            alerts: FxHashMap::default(),
            actions: FxHashMap::default(),
            system_user: Text::from(""),
        }
    }

    /// Adds the table of an object.
    pub(crate) fn add_table(&mut self, table: Arc<RecordTable>) {
        let object = table.object();
        if let [a, b, c, ..] = object.key_prefix.as_bytes() {
            self.prefixes.insert([*a, *b, *c], object.name.clone());
        }
        self.tables.insert(table);
    }

    /// Must follow the last table.
    pub(crate) fn settle_tables(&mut self) {
        self.behaviors = behaviors(&self.tables);
    }

    /// The table of the object whose records' ids begin as this one.
    pub(crate) fn table_of_id(&self, id: &str) -> Option<&Arc<RecordTable>> {
        let parsed = parse_id(id)?;
        self.tables.get(self.prefixes.get(&parsed.prefix)?)
    }
}
