//! Problems of flow tests.

use super::{Place, Problem, code};

impl Problem {
    /// Something of a flow test that is read and cannot be carried out.
    pub fn unsupported_in_test(place: &Place, what: &str, help: &str) -> Self {
        let message = format!("{what} cannot be tested");
        Problem::error(code::UNSUPPORTED, place, message).with_help(help)
    }

    /// A flow test has no parameter that its flow needs.
    pub fn missing_parameter(place: &Place, parameter: &str, why: &str) -> Self {
        let message = format!("the test point Start has no parameter `{parameter}`: {why}");
        Problem::error(code::MISSING_ELEMENT, place, message)
    }

    /// A flow test gives its flow something that it does not take.
    pub fn misplaced_parameter(place: &Place, parameter: &str, why: &str) -> Self {
        let message = format!("`{parameter}` has no meaning here: {why}");
        Problem::error(code::INVALID_VALUE, place, message)
    }

    /// A value of a flow test is not what stands there.
    pub fn wrong_test_value(place: &Place, name: &str, expected: &str) -> Self {
        let message = format!("the value of `{name}` is not {expected}");
        Problem::error(code::INVALID_VALUE, place, message)
    }

    /// A flow test names an element or a variable that its flow does not have.
    pub fn unknown_in_tested_flow(
        place: &Place,
        what: &str,
        name: &str,
        flow: &str,
        suggestion: Option<String>,
    ) -> Self {
        let message = format!("flow `{flow}` has no {what} `{name}`");
        Problem::error(code::UNKNOWN_REFERENCE, place, message).with_suggestion(suggestion)
    }
}
