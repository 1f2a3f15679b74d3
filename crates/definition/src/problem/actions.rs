//! Problems of what lives elsewhere: code, packaged actions, custom components.

use super::{Place, Problem, calls::stand_in, code};

impl Problem {
    /// An action that Segue does not have: code of the other platform, or of a package. One
    /// problem for each action of a project, `n_places` counts where it is called.
    pub fn missing_action(place: &Place, kind: &str, name: &str, n_places: usize) -> Self {
        let message = format!(
            "{kind} action `{name}` is not part of this project{}",
            elsewhere(n_places)
        );
        Problem::warning(code::MISSING_ACTION, place, message)
            .with_help(stand_in(name, "{returns: {output: value}}"))
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
