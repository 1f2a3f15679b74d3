//! Values of picklists.

use rustc_hash::FxHashMap;
use segue_language::Text;

use crate::document::Node;

/// The values of one picklist.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ValueSet {
    /// `(value, label)` in order; only active ones.
    pub(crate) values: Vec<(Text, String)>,
    /// The value of a new record.
    pub(crate) default: Option<Text>,
}

/// All value sets of a project, by file name.
pub(crate) type ValueSets = FxHashMap<String, ValueSet>;

/// The values in all elements `tag` of `node`.
pub(crate) fn value_set(node: &Node, tag: &str) -> ValueSet {
    let mut set = ValueSet::default();
    for value in node.children(tag) {
        let Some(name) = value.text_of("fullName") else {
            continue;
        };
        if value.text_of("isActive") == Some("false") {
            continue;
        }
        let label = value.text_of("label").unwrap_or(name);
        set.values.push((name.into(), label.to_owned()));
        if value.flag("default") {
            set.default = Some(name.into());
        }
    }
    set
}

/// Fields of standard objects whose value set has a name of its own.
const IRREGULAR: [(&str, &str, &str); 16] = [
    ("Industry", "Account", "Industry"),
    ("Industry", "Lead", "Industry"),
    ("LeadSource", "Lead", "LeadSource"),
    ("LeadSource", "Contact", "LeadSource"),
    ("LeadSource", "Opportunity", "LeadSource"),
    ("OpportunityStage", "Opportunity", "StageName"),
    ("Salutation", "Contact", "Salutation"),
    ("Salutation", "Lead", "Salutation"),
    ("AccountRating", "Account", "Rating"),
    ("AccountRating", "Lead", "Rating"),
    ("AccountOwnership", "Account", "Ownership"),
    ("EventSubject", "Event", "Subject"),
    ("TaskSubject", "Task", "Subject"),
    ("SolutionStatus", "Solution", "Status"),
    ("ContactRole", "OpportunityContactRole", "Role"),
    ("CaseReason", "Case", "Reason"),
];

/// The `(object, field)` pairs that a standard value set is for: `IncidentStatus` is for `Status`
/// of `Incident`, with a few exceptions.
pub(crate) fn fields_of(set: &str) -> Vec<(String, String)> {
    let irregular: Vec<_> = IRREGULAR
        .iter()
        .filter(|(name, ..)| *name == set)
        .map(|(_, object, field)| ((*object).to_owned(), (*field).to_owned()))
        .collect();
    if !irregular.is_empty() {
        return irregular;
    }
    let splits = set.char_indices().skip(1).filter(|(_, c)| c.is_uppercase());
    splits
        .map(|(at, _)| (set[..at].to_owned(), set[at..].to_owned()))
        .collect()
}
