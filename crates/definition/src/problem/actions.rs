//! Problems of what lives elsewhere: code, packaged actions, custom components.

use super::{Place, Problem, calls::stand_in, code};

impl Problem {
    /// An action that Segue does not have: code of the other platform, or of a package. One
    /// problem for each action of a project, `n_places` counts where it is called; `kind` as in
    /// "Apex action".
    pub fn missing_action(place: &Place, kind: &str, name: &str, n_places: usize) -> Self {
        let message = format!(
            "{kind} `{name}` is not part of this project{}",
            elsewhere(n_places)
        );
        Problem::warning(code::MISSING_ACTION, place, message).with_help(format!(
            "{}; for a server, declare it in actions.yaml",
            stand_in(name, "{returns: {output: value}}")
        ))
    }

    /// A screen component that Segue does not have; one problem for each component of a project.
    pub fn custom_component(place: &Place, extension: &str, n_places: usize) -> Self {
        let message = format!(
            "component `{extension}` is not part of this project{}",
            elsewhere(n_places)
        );
        Problem::warning(code::CUSTOM_COMPONENT, place, message).with_help(
            "its screen shows a placeholder; a scenario answers it with a map of its outputs",
        )
    }
}

fn elsewhere(n_places: usize) -> String {
    match n_places {
        0 | 1 => String::new(),
        2 => " (used at one more place)".to_owned(),
        n => format!(" (used at {} more places)", n - 1),
    }
}

impl Problem {
    /// Two actions of one name in `actions.yaml`.
    pub fn duplicate_action(place: &Place, name: &str, first: &Place) -> Self {
        let message = format!("action `{name}` is declared more than once");
        Problem::error(code::DUPLICATE_NAME, place, message).related_to(first, "the first")
    }

    /// A value is given to an input that the action does not have.
    pub fn unknown_action_input(
        place: &Place,
        input: &str,
        action: &str,
        suggestion: Option<String>,
    ) -> Self {
        let message = format!("action `{action}` has no input `{input}`");
        Problem::error(code::UNKNOWN_INPUT, place, message)
            .with_help("its inputs are those that actions.yaml declares")
            .with_suggestion(suggestion)
    }

    /// An input that an action needs is not given.
    pub fn missing_action_input(place: &Place, input: &str, action: &str) -> Self {
        let message = format!("action `{action}` needs its input `{input}`");
        Problem::error(code::MISSING_INPUT, place, message).with_help("give it a value")
    }

    /// An output is taken that the action does not have.
    pub fn unknown_action_output(
        place: &Place,
        output: &str,
        action: &str,
        suggestion: Option<String>,
    ) -> Self {
        let message = format!("action `{action}` has no output `{output}`");
        Problem::error(code::UNKNOWN_OUTPUT, place, message)
            .with_help("its outputs are those that actions.yaml declares")
            .with_suggestion(suggestion)
    }
}
