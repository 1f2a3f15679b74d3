//! The values of a picklist field: its own, those of a shared set, and on what they depend.

use segue_language::{Dependency, Text, Value};

use crate::Problem;
use crate::compile::Notes;
use crate::document::Node;
use crate::sections::value_set::{ValueSet, ValueSets, value_set};

/// What a field says of its values.
#[derive(Default)]
pub(super) struct Picklist {
    pub(super) values: Vec<(Text, String)>,
    pub(super) default: Option<Value>,
    pub(super) restricted: bool,
    pub(super) dependency: Option<Dependency>,
}

impl Picklist {
    /// The picklist of a field; none when it has no values of its own.
    pub(super) fn of(node: &Node, sets: &ValueSets, notes: &mut Notes) -> Option<Picklist> {
        if let Some(old) = node.child("picklist") {
            let mut picklist = Picklist::with(value_set(old, "picklistValues"));
            picklist.dependency = old_dependency(old);
            return Some(picklist);
        }
        let set = node.child("valueSet")?;
        let mut picklist = match set.child("valueSetDefinition") {
            Some(own) => Picklist::with(value_set(own, "value")),
            None => shared(set, sets, notes)?,
        };
        picklist.restricted |= set.flag("restricted");
        picklist.dependency = dependency(set);
        Some(picklist)
    }

    fn with(set: ValueSet) -> Picklist {
        Picklist {
            values: set.values,
            default: set.default.map(Value::Text),
            restricted: false,
            dependency: None,
        }
    }
}

/// The values of a global value set, which are always restricted to it.
fn shared(set: &Node, sets: &ValueSets, notes: &mut Notes) -> Option<Picklist> {
    let name = set.child("valueSetName")?;
    let Some(found) = sets.get(name.word()) else {
        let suggestion = notes.suggest(name.word(), sets.keys().map(String::as_str));
        notes.add(Problem::unknown_value_set(
            &name.place(),
            name.word(),
            suggestion,
        ));
        return Some(Picklist::default());
    };
    Some(Picklist {
        restricted: true,
        ..Picklist::with(found.clone())
    })
}

/// `controllingField` and `valueSettings`, one for each value.
fn dependency(set: &Node) -> Option<Dependency> {
    let controlling = set.text_of("controllingField")?;
    let settings = set.children("valueSettings").filter_map(|setting| {
        let under = setting.children("controllingFieldValue");
        let under = under.map(|value| value.word().into()).collect();
        Some((setting.text_of("valueName")?.into(), under))
    });
    Some(Dependency {
        controlling: controlling.into(),
        allowed: settings.collect(),
    })
}

/// The form of old files: each value names those under which it may be chosen.
fn old_dependency(list: &Node) -> Option<Dependency> {
    let controlling = list.text_of("controllingField")?;
    let allowed = list.children("picklistValues").filter_map(|value| {
        let under = value.children("controllingFieldValues");
        let under = under.map(|value| value.word().into()).collect();
        Some((value.text_of("fullName")?.into(), under))
    });
    Some(Dependency {
        controlling: controlling.into(),
        allowed: allowed.collect(),
    })
}
