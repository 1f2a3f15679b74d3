//! Problems of objects and fields.

use super::{Place, Problem, code};

impl Problem {
    /// An object that neither the project nor the standard catalogue declares.
    pub fn unknown_object(place: &Place, object: &str, suggestion: Option<String>) -> Self {
        let message = format!("object `{object}` is not declared");
        Problem::warning(code::UNKNOWN_OBJECT, place, message)
            .with_help(format!(
                "declare it in objects/{object}/{object}.object-meta.xml, or use --infer"
            ))
            .with_suggestion(suggestion)
    }

    /// A field that its object does not have.
    pub fn unknown_field(
        place: &Place,
        object: &str,
        field: &str,
        suggestion: Option<String>,
    ) -> Self {
        let message = format!("object `{object}` has no field `{field}`");
        Problem::warning(code::UNKNOWN_FIELD, place, message)
            .with_help(format!(
                "declare it in objects/{object}/fields/{field}.field-meta.xml, or use --infer"
            ))
            .with_suggestion(suggestion)
    }

    /// The same, where objects and fields are taken as the flows use them.
    #[must_use]
    pub fn as_inferred(self) -> Self {
        self.with_help("it is taken as the flows use it; text, unless they say more")
    }
}
