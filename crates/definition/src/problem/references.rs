//! Problems of references and conditions: names that lead nowhere, logic that cannot be read.

use super::{Place, Problem, code};

impl Problem {
    /// A connector leads to an element that does not exist.
    pub fn unknown_target(place: &Place, target: &str, suggestion: Option<String>) -> Self {
        let message = format!("the connector leads to `{target}`, which does not exist");
        Problem::error(code::UNKNOWN_TARGET, place, message).with_suggestion(suggestion)
    }

    /// A reference to something that does not exist.
    pub fn unknown_reference(place: &Place, name: &str, suggestion: Option<String>) -> Self {
        let message = format!("`{name}` does not exist");
        Problem::error(code::UNKNOWN_REFERENCE, place, message).with_suggestion(suggestion)
    }

    /// A reference to the triggering record where no record starts anything.
    pub fn no_record(place: &Place, name: &str) -> Self {
        let message = format!("`{name}` does not exist: no record starts this");
        Problem::error(code::UNKNOWN_REFERENCE, place, message)
            .with_help("`$Record` exists where a change of a record is the start")
    }

    /// A reference to an output that the flow (of a step, a subflow) does not have.
    pub fn unknown_output(
        place: &Place,
        output: &str,
        flow: &str,
        suggestion: Option<String>,
    ) -> Self {
        let message = format!("flow `{flow}` has no output `{output}`");
        Problem::error(code::UNKNOWN_OUTPUT, place, message)
            .with_help("an output is a variable that is available for output")
            .with_suggestion(suggestion)
    }

    /// Labels that the project does not declare; one problem for each file.
    pub fn unknown_label(place: &Place, labels: &[String]) -> Self {
        const SHOWN_MAX: usize = 20;
        let list = quoted(&labels[..labels.len().min(SHOWN_MAX)]);
        let message = match labels.len() {
            n if n > SHOWN_MAX => {
                let n_more = n - SHOWN_MAX;
                format!("these labels are not declared: {list}, and {n_more} more")
            }
            1 => format!("the label {list} is not declared"),
            _ => format!("these labels are not declared: {list}"),
        };
        let help = match labels.len() {
            1 => "its name stands in for its text; declare it in a *.labels-meta.xml file",
            _ => "their names stand in for their texts; declare them in a *.labels-meta.xml file",
        };
        Problem::warning(code::UNKNOWN_LABEL, place, message).with_help(help)
    }

    /// An operator that does not exist.
    pub fn unknown_operator(place: &Place, name: &str, suggestion: Option<String>) -> Self {
        let message = format!("`{name}` is not an operator");
        Problem::error(code::UNKNOWN_OPERATOR, place, message).with_suggestion(suggestion)
    }

    /// An operator asks about the past of something that has none; `needs` as in "an element".
    pub fn misapplied_operator(place: &Place, operator: &str, left: &str, needs: &str) -> Self {
        let message = format!("`{operator}` asks about {needs}, and `{left}` is none");
        Problem::error(code::MISAPPLIED_OPERATOR, place, message)
    }

    /// A status is compared with a text that is no status.
    pub fn unknown_status(place: &Place, status: &str, suggestion: Option<String>) -> Self {
        let message = format!("`{status}` is not a status of a stage or step");
        Problem::warning(code::UNKNOWN_STATUS, place, message)
            .with_help(
                "statuses are Not Started, In Progress, Completed, Suspended, Canceled, \
                 Discontinued and Error",
            )
            .with_suggestion(suggestion)
    }

    /// Condition logic that cannot be read or leaves out a condition.
    pub fn malformed_logic(place: &Place, reason: &str) -> Self {
        Problem::error(code::MALFORMED_LOGIC, place, sentence(reason)).with_help(
            "logic is `and`, `or`, or an expression such as `1 AND (2 OR NOT 3)` that names \
             every condition by its number",
        )
    }

    /// A formula that cannot be compiled.
    pub fn malformed_formula(place: &Place, reason: &str, help: Option<String>) -> Self {
        let mut problem = Problem::error(code::MALFORMED_FORMULA, place, sentence(reason));
        problem.help = help.as_deref().map(sentence);
        problem
    }

    /// A formula of a field or a rule calls a function that only the platform has; `reason` says
    /// so.
    pub fn foreign_function(place: &Place, reason: &str) -> Self {
        Problem::warning(code::UNSUPPORTED, place, sentence(reason)).with_help(
            "the platform has it for fields and rules; here the field stays null, and the rule \
             refuses nothing",
        )
    }

    /// A condition has more requirements than the platform allows; `what` as in "the entry
    /// condition of step `draft`".
    pub fn too_many_requirements(place: &Place, what: &str, n: usize, limit: usize) -> Self {
        let message = format!("{what} has {n} requirements, and the limit is {limit}");
        Problem::error(code::TOO_MANY_REQUIREMENTS, place, message)
            .with_help("use an evaluation flow instead")
    }

    /// An output is read where its step cannot have run yet.
    pub fn early_output(place: &Place, reference: &str, step: &str, why: &str) -> Self {
        let message = format!("`{reference}` is read before step `{step}` can complete: {why}");
        Problem::warning(code::EARLY_OUTPUT, place, message).with_help("it is null there")
    }
}

/// `text` as messages are written: without a capital at the beginning and a full stop at the end.
/// A first word in capitals is a name and stays.
fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    if second.is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    let first = first.into_iter().flat_map(char::to_lowercase);
    first.chain(text.chars().skip(1)).collect()
}

/// The names in backticks with commas between them.
pub(super) fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
