//! The codes of all problems. A code is stable: tools and exception lists name it.

macro_rules! codes {
    ($($name:ident = $code:literal,)*) => {
        $(pub(super) const $name: &str = $code;)*

        /// The codes of all problems, in order of the reference page.
        pub const CODES: &[&str] = &[$($code),*];
    };
}

codes! {
    // Reading.
    MALFORMED_XML = "malformed-xml",
    FORBIDDEN_DTD = "forbidden-dtd",
    TOO_LARGE = "too-large",
    TOO_DEEP = "too-deep",
    UNEXPECTED_ROOT = "unexpected-root",
    UNKNOWN_ELEMENT = "unknown-element",
    REPEATED_ELEMENT = "repeated-element",
    MISSING_ELEMENT = "missing-element",
    INVALID_VALUE = "invalid-value",
    UNSUPPORTED = "unsupported",
    MALFORMED_YAML = "malformed-yaml",
    UNKNOWN_KEY = "unknown-key",
    // Names.
    DUPLICATE_FLOW = "duplicate-flow",
    DUPLICATE_NAME = "duplicate-name",
    BAD_NAME = "bad-name",
    // References.
    UNKNOWN_TARGET = "unknown-target",
    UNKNOWN_REFERENCE = "unknown-reference",
    UNKNOWN_OUTPUT = "unknown-output",
    UNKNOWN_LABEL = "unknown-label",
    UNKNOWN_OPERATOR = "unknown-operator",
    MISAPPLIED_OPERATOR = "misapplied-operator",
    UNKNOWN_STATUS = "unknown-status",
    MALFORMED_LOGIC = "malformed-logic",
    MALFORMED_FORMULA = "malformed-formula",
    TOO_MANY_REQUIREMENTS = "too-many-requirements",
    EARLY_OUTPUT = "early-output",
    // The graph.
    NO_STAGE = "no-stage",
    EMPTY_STAGE = "empty-stage",
    TOO_MANY_STAGES = "too-many-stages",
    TOO_MANY_STEPS = "too-many-steps",
    UNREACHABLE = "unreachable",
    SELF_WAIT = "self-wait",
    ENDLESS_STAGE = "endless-stage",
    RESTLESS_CYCLE = "restless-cycle",
    MISPLACED_ELEMENT = "misplaced-element",
    WRONG_TRIGGER = "wrong-trigger",
    MISPLACED_STEP = "misplaced-step",
    BAD_RECALL_PATH = "bad-recall-path",
    CONCURRENT_LOCKS = "concurrent-locks",
    WRONG_SCHEDULE = "wrong-schedule",
    WRONG_EVENT = "wrong-event",
    WRONG_WAIT = "wrong-wait",
    // Calls.
    MISSING_FLOW = "missing-flow",
    MISSING_PACKAGED_FLOW = "missing-packaged-flow",
    INACTIVE_FLOW = "inactive-flow",
    WRONG_FLOW_TYPE = "wrong-flow-type",
    UNKNOWN_INPUT = "unknown-input",
    MISSING_INPUT = "missing-input",
    TYPE_MISMATCH = "type-mismatch",
    NO_CONDITION_OUTPUT = "no-condition-output",
    NO_DECISION_OUTPUT = "no-decision-output",
    MISSING_ASSIGNEE = "missing-assignee",
    UNKNOWN_ASSIGNEE = "unknown-assignee",
    // What lives elsewhere.
    MISSING_ACTION = "missing-action",
    CUSTOM_COMPONENT = "custom-component",
    // Records.
    UNKNOWN_OBJECT = "unknown-object",
    UNKNOWN_FIELD = "unknown-field",
    UNKNOWN_VALUE_SET = "unknown-value-set",
    NO_OBJECT = "no-object",
    CIRCULAR_FORMULA = "circular-formula",
    WRONG_SUMMARY = "wrong-summary",
    AMBIGUOUS_RELATIONSHIP = "ambiguous-relationship",
}
