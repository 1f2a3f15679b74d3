//! Problems of names: taken twice, or not allowed.

use super::{Place, Problem, code};

impl Problem {
    /// A project has two files for one flow.
    pub fn duplicate_flow(place: &Place, name: &str, first: &Place) -> Self {
        let message = format!("the project has two files for flow `{name}`");
        Problem::error(code::DUPLICATE_FLOW, place, message)
            .with_help("remove one; versions are made by deploying again, not by a second file")
            .related_to(first, "the other file")
    }

    /// Two things of one definition share a name.
    pub fn duplicate_name(place: &Place, name: &str, first: &Place) -> Self {
        let message = format!("the name `{name}` is taken already");
        Problem::error(code::DUPLICATE_NAME, place, message)
            .in_element(name)
            .with_help("names of elements, steps, outcomes and resources are unique in a file")
            .related_to(first, "taken here")
    }

    /// An API name breaks the rule for API names; `fault` says how.
    pub fn bad_name(place: &Place, name: &str, fault: &str) -> Self {
        let message = format!("the API name `{name}` {fault}");
        Problem::error(code::BAD_NAME, place, message)
            .in_element(name)
            .with_help(
                "an API name has letters, digits and single underscores, starts with a letter \
                 and does not end with an underscore",
            )
    }
}
