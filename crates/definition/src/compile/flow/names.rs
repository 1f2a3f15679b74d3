//! The names of one flow: which have slots, which are elements, and of what type they are.

use rustc_hash::FxHashMap;
use segue_flow::{ElementId, Slot};
use segue_language::{Text, Type};

use super::output::{self, Holder};
use crate::compile::Schema;
use crate::compile::schema::declared_type;
use crate::document::Node;

/// The sections of a flow that are elements.
const ELEMENTS: [&str; 20] = [
    "actionCalls",
    "apexPluginCalls",
    "assignments",
    "collectionProcessors",
    "customErrors",
    "dataLookups",
    "decisions",
    "experiments",
    "loops",
    "orchestratedStages",
    "recordCreates",
    "recordDeletes",
    "recordLookups",
    "recordRollbacks",
    "recordUpdates",
    "screens",
    "steps",
    "subflows",
    "transforms",
    "waits",
];

/// What a slot is for, by the element that declares it.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    /// API name.
    pub(super) name: Text,
    /// Type of its value.
    pub(super) value_type: Type,
    /// What holds it.
    pub(super) holder: Holder,
}

/// All names of a flow; compared without regard to case.
pub(super) struct Names {
    slots: FxHashMap<String, Slot>,
    elements: FxHashMap<String, ElementId>,
    element_names: Vec<Text>,
    ends: Vec<String>,
    /// Indexed by slot.
    pub(super) declared: Vec<Declared>,
}

impl Names {
    pub(super) fn of(root: &Node, schema: Schema<'_>) -> Names {
        let mut names = Names {
            slots: FxHashMap::default(),
            elements: FxHashMap::default(),
            element_names: Vec::new(),
            ends: Vec::new(),
            declared: Vec::new(),
        };
        for node in &root.children {
            names.add(node);
        }
        output::type_loops(root, schema, &mut names);
        names
    }

    fn add(&mut self, node: &Node) {
        let name = node.name();
        match &*node.tag {
            "variables" => self.declare(name, declared_type(node), Holder::Variable),
            "constants" => self.declare(name, declared_type(node), Holder::Constant),
            "formulas" => self.declare(name, declared_type(node), Holder::Formula),
            "textTemplates" => self.declare(name, Type::Text, Holder::TextTemplate),
            "choices" => self.declare(name, declared_type(node), Holder::Choice),
            "dynamicChoiceSets" => self.declare(name, declared_type(node), Holder::ChoiceSet),
            "stages" => self.declare(name, Type::Text, Holder::Stage),
            "ends" => self.ends.push(name.to_ascii_lowercase()),
            tag if is_element(tag) => self.add_element(node),
            _ => {}
        }
    }

    fn add_element(&mut self, node: &Node) {
        let id = ElementId(self.element_names.len());
        let name = Text::from(node.name());
        self.elements.entry(name.to_ascii_lowercase()).or_insert(id);
        self.element_names.push(name);
        output::declare(node, id, self);
    }

    /// Gives `name` a slot. The first of two things with one name keeps it.
    pub(super) fn declare(&mut self, name: &str, value_type: Type, holder: Holder) {
        let slot = Slot(self.declared.len());
        self.declared.push(Declared {
            name: name.into(),
            value_type,
            holder,
        });
        self.slots.entry(name.to_ascii_lowercase()).or_insert(slot);
    }

    /// Gives something a slot that no name leads to.
    pub(super) fn declare_apart(&mut self, name: &str, value_type: Type, holder: Holder) -> Slot {
        let slot = Slot(self.declared.len());
        self.declared.push(Declared {
            name: name.into(),
            value_type,
            holder,
        });
        slot
    }

    pub(super) fn set_type(&mut self, name: &str, value_type: Type) {
        if let Some(slot) = self.slot(name) {
            self.declared[slot.0].value_type = value_type;
        }
    }

    pub(super) fn slot(&self, name: &str) -> Option<Slot> {
        self.slots.get(&name.to_ascii_lowercase()).copied()
    }

    pub(super) fn type_of(&self, slot: Slot) -> &Type {
        &self.declared[slot.0].value_type
    }

    /// The slot of `name`. An element that holds nothing gets one when it is first referred to,
    /// as for whether it had an error.
    pub(super) fn slot_or_element(&mut self, name: &str) -> Option<Slot> {
        if let Some(slot) = self.slot(name) {
            return Some(slot);
        }
        let id = self.element(name)?;
        self.declare(name, Type::Boolean, Holder::Element(id));
        self.slot(name)
    }

    pub(super) fn element(&self, name: &str) -> Option<ElementId> {
        self.elements.get(&name.to_ascii_lowercase()).copied()
    }

    /// Whether that is an End element, to which connectors lead instead of nowhere.
    pub(super) fn is_end(&self, name: &str) -> bool {
        self.ends.contains(&name.to_ascii_lowercase())
    }

    /// The names to which connectors can lead.
    pub(super) fn elements(&self) -> impl Iterator<Item = &str> {
        self.element_names.iter().map(|name| &**name)
    }

    /// The names that can be referred to.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.declared.iter().map(|declared| &*declared.name)
    }
}

/// Whether that section of a flow is an element.
pub(super) fn is_element(tag: &str) -> bool {
    ELEMENTS.contains(&tag)
}
