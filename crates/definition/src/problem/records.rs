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

    /// A picklist takes its values from a set that the project does not have.
    pub fn unknown_value_set(place: &Place, set: &str, suggestion: Option<String>) -> Self {
        let message = format!("there is no global value set `{set}`");
        Problem::warning(code::UNKNOWN_VALUE_SET, place, message)
            .with_help(format!(
                "the picklist takes any value; declare the set in \
                 globalValueSets/{set}.globalValueSet-meta.xml"
            ))
            .with_suggestion(suggestion)
    }

    /// A field, rule or record type stands in no folder of an object.
    pub fn no_object(place: &Place) -> Self {
        let message = "nothing says to which object this belongs".to_owned();
        Problem::error(code::NO_OBJECT, place, message)
            .with_help("it stands in a folder of its object, as objects/Case/fields/")
    }

    /// Formula fields need each other's values; `ring` begins and ends with the same one.
    pub fn circular_formula(place: &Place, ring: &[String]) -> Self {
        let way = ring.join("` needs `");
        let message = format!("the formula needs its own value: `{way}`");
        Problem::error(code::CIRCULAR_FORMULA, place, message)
            .with_help("write what one of them means in place of its name")
    }

    /// A roll-up summary over records that are no details of its object.
    pub fn wrong_summary(place: &Place, details: &str, key: &str, master: &str) -> Self {
        let message = format!("`{details}.{key}` does not make `{details}` a detail of `{master}`");
        Problem::error(code::WRONG_SUMMARY, place, message)
            .with_help("a roll-up summary follows a master-detail relationship to its own object")
    }

    /// Records that are read with another are held under a name that others have already.
    pub fn ambiguous_relationship(place: &Place, name: &str) -> Self {
        let message = format!("records read with these are held under the name `{name}` already");
        Problem::error(code::AMBIGUOUS_RELATIONSHIP, place, message).with_help(
            "give the lookups of both a `relationshipName` of their own: where none is stated it is \
             the plural of the object",
        )
    }
}
