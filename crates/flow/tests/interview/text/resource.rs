//! Declarations: variables, constants, formulas, templates, choices, choice sets, stages.

use segue_flow::{
    Choice, ChoiceSet, CompiledTemplate, Resource, ResourceKind, UserInput, Validation, Variable,
};
use segue_language::{Sort, Text};

use super::names::Names;
use super::tokens::{Cursor, Line};
use super::values::{filter, formula, operand, stored, template, value_type};

/// Fills in what a line declares.
pub(crate) fn read(line: &Line, names: &Names, resources: &mut [Resource]) {
    if names.is_element(line) {
        return;
    }
    let mut cursor = Cursor::new(&line.tokens);
    let word = cursor.word();
    let name = cursor.word();
    if word == "flow" {
        return;
    }
    let resource = &mut resources[names.slot(&name).0];
    match word.as_str() {
        "in" | "out" | "inout" | "var" => {
            cursor.expect(":");
            resource.value_type = value_type(&mut cursor);
            resource.kind = variable(&word, &mut cursor, names);
        }
        "const" => {
            cursor.expect("=");
            resource.kind = ResourceKind::Constant(operand(&mut cursor, names));
        }
        "formula" => resource.kind = ResourceKind::Formula(formula(&cursor.word(), names)),
        "template" => resource.kind = ResourceKind::TextTemplate(template(&cursor.word(), names)),
        "choice" => resource.kind = choice(&mut cursor, names),
        "picklist" => resource.kind = picklist(&mut cursor),
        "set" => resource.kind = ResourceKind::ChoiceSet(Box::new(choice_set(&mut cursor, names))),
        "each" => resource.kind = ResourceKind::EachItem,
        "stage" => {
            resource.kind = ResourceKind::Stage {
                label: name.clone(),
                order: cursor.word().parse().expect("an order"),
                active: true,
            }
        }
        other => panic!("no declaration `{other}`"),
    }
    cursor.end();
}

fn variable(word: &str, cursor: &mut Cursor, names: &Names) -> ResourceKind {
    ResourceKind::Variable(Variable {
        is_input: word.starts_with("in"),
        is_output: word.ends_with("out"),
        default: cursor.skip("=").then(|| operand(cursor, names)),
        scale: None,
    })
}

/// `choice Yes "I agree" = "yes" input required check "formula" "message"`.
fn choice(cursor: &mut Cursor, names: &Names) -> ResourceKind {
    let label = template(&cursor.word(), names);
    let value = cursor.skip("=").then(|| operand(cursor, names));
    ResourceKind::Choice(Choice {
        label,
        value,
        user_input: cursor.skip("input").then(|| {
            Box::new(UserInput {
                prompt: CompiledTemplate::default(),
                required: cursor.skip("required"),
                validation: cursor.skip("check").then(|| Validation {
                    formula: formula(&cursor.word(), names),
                    message: template(&cursor.word(), names),
                }),
            })
        }),
    })
}

fn picklist(cursor: &mut Cursor) -> ResourceKind {
    let values = cursor.list(",", |cursor| {
        let value = cursor.word();
        (Text::from(value.as_str()), format!("{value}!"))
    });
    ResourceKind::ChoiceSet(Box::new(ChoiceSet::Picklist {
        object: "Account".into(),
        field: "Rating".into(),
        values,
    }))
}

/// `set Accounts of Account show Name store Id where … by Name into (Name = chosen)`, or
/// `set Items in collection show Name store Id`.
fn choice_set(cursor: &mut Cursor, names: &Names) -> ChoiceSet {
    let is_records = cursor.skip("of");
    if !is_records {
        cursor.expect("in");
    }
    let source = match is_records {
        true => Err(Text::from(cursor.word())),
        false => Ok(operand(cursor, names)),
    };
    cursor.expect("show");
    let display_field = Text::from(cursor.word());
    let value_field = cursor.skip("store").then(|| Text::from(cursor.word()));
    match source {
        Ok(collection) => ChoiceSet::Collection {
            collection,
            display_field,
            value_field,
        },
        Err(object) => ChoiceSet::Records {
            object,
            filter: filter(cursor, names),
            sort: sort(cursor),
            limit: None,
            display_field,
            value_field,
            outputs: match cursor.skip("into") {
                true => stored(cursor, names),
                false => Vec::new(),
            },
        },
    }
}

/// `by Field desc`, or nothing.
pub(crate) fn sort(cursor: &mut Cursor) -> Option<Sort> {
    cursor.skip("by").then(|| Sort {
        field: cursor.word().into(),
        descending: cursor.skip("desc"),
    })
}
