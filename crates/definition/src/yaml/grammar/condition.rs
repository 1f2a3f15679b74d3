//! Conditions: the elements in which metadata keeps a logic and its list.

/// Where conditions are kept.
pub(in crate::yaml) struct Gate {
    /// The element with `and`, `or` or a logic of numbers.
    pub(in crate::yaml) logic: &'static str,
    /// The element of each condition.
    pub(in crate::yaml) list: &'static str,
    /// The `conditionType` that each says since API 60.
    pub(in crate::yaml) kind: Option<&'static str>,
    /// The elements of what is compared, and with what.
    pub(in crate::yaml) sides: (&'static str, &'static str),
    /// The elements of an evaluation flow that may answer instead.
    pub(in crate::yaml) flow: Option<Evaluation>,
}

/// The elements of an evaluation flow.
pub(in crate::yaml) struct Evaluation {
    pub(in crate::yaml) name: &'static str,
    pub(in crate::yaml) kind: &'static str,
    pub(in crate::yaml) inputs: &'static str,
}

const LEFT_AND_RIGHT: (&str, &str) = ("leftValueReference", "rightValue");

pub(super) static ENTRY: Gate = Gate {
    logic: "entryConditionLogic",
    list: "entryConditions",
    kind: Some("EntryCondition"),
    sides: LEFT_AND_RIGHT,
    flow: Some(Evaluation {
        name: "entryActionName",
        kind: "entryActionType",
        inputs: "entryActionInputParameters",
    }),
};

pub(super) static EXIT: Gate = Gate {
    logic: "exitConditionLogic",
    list: "exitConditions",
    kind: Some("ExitCondition"),
    sides: LEFT_AND_RIGHT,
    flow: Some(Evaluation {
        name: "exitActionName",
        kind: "exitActionType",
        inputs: "exitActionInputParameters",
    }),
};

pub(super) static CONDITIONS: Gate = Gate {
    logic: "conditionLogic",
    list: "conditions",
    kind: None,
    sides: LEFT_AND_RIGHT,
    flow: None,
};

pub(super) static FILTERS: Gate = Gate {
    logic: "filterLogic",
    list: "filters",
    kind: None,
    sides: ("field", "value"),
    flow: None,
};

impl Gate {
    pub(super) fn tags(&self) -> Vec<&'static str> {
        let mut tags = vec![self.logic, self.list];
        if let Some(flow) = &self.flow {
            tags.extend([flow.name, flow.kind, flow.inputs]);
        }
        tags
    }
}
