//! What is noted while one file is compiled: its problems, and the fields that it uses.

use segue_language::{FormulaError, Text, Type};

use super::schema::Schema;
use crate::document::Node;
use crate::{Place, Problem, Problems, suggest};

/// Problems of one file for which what was meant is looked for.
const SUGGESTIONS_MAX: usize = 200;

/// Problems and uses of one file.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Problems found so far.
    pub(crate) problems: Problems,
    /// Objects and fields used so far.
    pub(crate) uses: Vec<FieldUse>,
    /// API name of the element that is being compiled.
    pub(crate) element: Option<String>,
}

/// An object, or a field of an object, that a definition names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldUse {
    /// API name of the object.
    pub(crate) object: Text,
    /// API name of the field or relationship; none is the object itself.
    pub(crate) field: Option<Text>,
    /// Followed further, so that it must be a relationship.
    pub(crate) is_followed: bool,
    /// What its value is compared with or set to, where that is a literal.
    pub(crate) value_type: Type,
    /// Where it is named.
    pub(crate) place: Place,
}

impl Notes {
    /// Adds a problem of the element that is being compiled.
    pub(crate) fn add(&mut self, mut problem: Problem) {
        if problem.element.is_none() {
            problem.element.clone_from(&self.element);
        }
        self.problems.push(problem);
    }

    /// What was probably meant by `name`. Looking for it takes time, and whoever has that many
    /// problems has others first.
    pub(crate) fn suggest<'a>(
        &self,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> Option<String> {
        let is_one_of_few = self.problems.len() < SUGGESTIONS_MAX;
        is_one_of_few.then(|| suggest(name, known)).flatten()
    }

    /// `name` does not exist; `known` are the names that do.
    pub(crate) fn unknown_reference<'a>(
        &mut self,
        place: &Place,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) {
        let head = name.split('.').next().unwrap_or(name);
        let rest = &name[head.len()..];
        let suggestion = self.suggest(head, known).map(|head| head + rest);
        self.add(Problem::unknown_reference(place, name, suggestion));
    }

    /// The connector `node` leads nowhere.
    pub(crate) fn unknown_target<'a>(&mut self, node: &Node, known: impl Iterator<Item = &'a str>) {
        let suggestion = self.suggest(node.word(), known);
        self.add(Problem::unknown_target(
            &node.place(),
            node.word(),
            suggestion,
        ));
    }

    pub(crate) fn unknown_operator(&mut self, node: &Node) {
        let suggestion = suggest(node.word(), OPERATORS.split_whitespace());
        self.add(Problem::unknown_operator(
            &node.place(),
            node.word(),
            suggestion,
        ));
    }

    pub(crate) fn missing_element(&mut self, node: &Node, name: &str) {
        let place = node.tag_place();
        self.add(Problem::missing_element(&place, name, &node.tag));
    }

    pub(crate) fn invalid_value(&mut self, node: &Node, expected: &str) {
        self.add(Problem::invalid_value(
            &node.place(),
            node.word(),
            expected,
            None,
        ));
    }

    pub(crate) fn unsupported(&mut self, node: &Node, what: &str) {
        let place = node.tag_place();
        self.add(Problem::unsupported(&place, what));
    }

    pub(crate) fn malformed_logic(&mut self, place: &Place, reason: &str) {
        self.add(Problem::malformed_logic(place, reason));
    }

    pub(crate) fn malformed_formula(&mut self, place: &Place, error: &FormulaError) {
        let help = error.help.clone();
        self.add(Problem::malformed_formula(place, &error.message, help));
    }

    /// An element without its object is a problem of its own.
    fn add_use(&mut self, found: FieldUse) {
        if !found.object.is_empty() {
            self.uses.push(found);
        }
    }

    /// An object is named.
    pub(crate) fn uses_object(&mut self, object: &str, place: Place) {
        self.add_use(FieldUse {
            object: object.into(),
            field: None,
            is_followed: false,
            value_type: Type::Any,
            place,
        });
    }

    /// A field of an object is named.
    pub(crate) fn uses_field(&mut self, object: &str, field: &str, value: Type, place: Place) {
        self.add_use(FieldUse {
            object: object.into(),
            field: Some(field.into()),
            is_followed: false,
            value_type: value,
            place,
        });
    }

    /// Fields are named by following `path` from a value of type `start`.
    pub(crate) fn uses_path(
        &mut self,
        schema: Schema<'_>,
        start: &Type,
        path: &[Text],
        place: &Place,
    ) {
        let mut reached = start.clone();
        for (i, segment) in path.iter().enumerate() {
            let Type::Record(object) = &reached else {
                return;
            };
            self.add_use(FieldUse {
                object: object.clone(),
                field: Some(segment.clone()),
                is_followed: i + 1 < path.len(),
                value_type: Type::Any,
                place: place.clone(),
            });
            reached = schema.follow(&reached, std::slice::from_ref(segment));
        }
    }
}

/// All comparisons of the platform, for suggestions.
const OPERATORS: &str = "EqualTo NotEqualTo GreaterThan LessThan GreaterThanOrEqualTo \
    LessThanOrEqualTo StartsWith EndsWith Contains IsNull IsChanged WasSet WasSelected \
    WasVisited In NotIn IsBlank IsEmpty HasError HasNoValue HasValue Assign Add Subtract \
    AddItem AddAtStart AssignCount RemoveFirst RemoveBeforeFirst RemoveAfterFirst RemoveAll \
    RemoveUncommon RemovePosition IsToday IsYesterday IsTomorrow IsThisMonth IsNextMonth \
    IsLastMonth ThisYear NextYear LastYear IsOn IsBefore IsAfter LastNumberOfDays \
    GreaterThanLastNumberOfDays NextNumberOfDays LastNumberOfMonths NextNumberOfMonths \
    LastNumberOfYears IsAnniversaryOfToday IsNotAnniversaryOfToday";
