//! Elements that are not screens.

use segue_flow::{
    ActionCall, AssignmentItem, AssignmentOperator, CreateRecords, DeleteRecords, ElementKind,
    ErrorMessage, FilterCollection, FilterTest, GetRecords, Loop, Matching, NewRecords, OnMatch,
    Outcome, RelatedLink, RelatedRecords, RowsOutput, SortCollection, SortKey, SubflowCall,
    UpdateRecords,
};
use segue_language::Sort;

use super::names::Names;
use super::resource::sort;
use super::tokens::Cursor;
use super::values::{assigned, criteria, filter, formula, operand, stored, template};
use super::wait::wait;

/// Reads an element after its name, up to its connectors.
pub(crate) fn read(cursor: &mut Cursor, name: &str, names: &Names) -> ElementKind {
    match cursor.word().as_str() {
        "set" => ElementKind::Assignment(cursor.list(",", |cursor| item(cursor, names))),
        "decide" => ElementKind::Decision(cursor.list(";", |cursor| outcome(cursor, names))),
        "loop" => walk(cursor, names),
        "get" => ElementKind::GetRecords(Box::new(get(cursor, name, names))),
        "create" => ElementKind::CreateRecords(Box::new(create(cursor, names))),
        "update" => ElementKind::UpdateRecords(Box::new(update(cursor, names))),
        "delete" => ElementKind::DeleteRecords(Box::new(delete(cursor, names))),
        "rollback" => ElementKind::RollBackRecords,
        "act" => act(cursor, name, names),
        "call" => call(cursor, name, names),
        "sort" => sort_items(cursor, names),
        "filter" => keep(cursor, name, names),
        "transform" => super::transform::read(cursor, name, names),
        "error" => ElementKind::CustomError(cursor.list(",", |cursor| ErrorMessage {
            text: template(&cursor.word(), names),
            field: cursor.skip("on").then(|| cursor.word().into()),
        })),
        "wait" => wait(cursor, names),
        "unsupported" => ElementKind::Unsupported(cursor.word()),
        other => panic!("no element `{other}`"),
    }
}

fn item(cursor: &mut Cursor, names: &Names) -> AssignmentItem {
    use AssignmentOperator as O;
    let target = names.reference(&cursor.word());
    let operator = match cursor.word().as_str() {
        "=" => O::Assign,
        "+=" => O::Add,
        "-=" => O::Subtract,
        "AddItem" => O::AddItem,
        "AddAtStart" => O::AddAtStart,
        "AssignCount" => O::AssignCount,
        "RemoveFirst" => O::RemoveFirst,
        "RemoveBeforeFirst" => O::RemoveBeforeFirst,
        "RemoveAfterFirst" => O::RemoveAfterFirst,
        "RemoveAll" => O::RemoveAll,
        "RemoveUncommon" => O::RemoveUncommon,
        "RemovePosition" => O::RemovePosition,
        other => panic!("no assignment operator `{other}`"),
    };
    AssignmentItem {
        target,
        operator,
        value: operand(cursor, names),
    }
}

/// `Named if a = b & c > d newly => There`.
fn outcome(cursor: &mut Cursor, names: &Names) -> Outcome {
    let name = cursor.word();
    cursor.expect("if");
    Outcome {
        slot: names.slot(&name),
        label: name.clone(),
        criteria: criteria(cursor, names),
        changed_to_meet: cursor.skip("newly"),
        next: cursor.skip("=>").then(|| names.element(&cursor.word())),
        name: name.into(),
    }
}

/// `loop items as item desc => Body`.
fn walk(cursor: &mut Cursor, names: &Names) -> ElementKind {
    let collection = operand(cursor, names);
    cursor.expect("as");
    ElementKind::Loop(Loop {
        collection,
        item: names.reference(&cursor.word()),
        descending: cursor.skip("desc"),
        body: cursor.skip("=>").then(|| names.element(&cursor.word())),
    })
}

/// `get Account where … by Name limit 2 first keep into rec`; `into (Name = x)`; else its own name.
fn get(cursor: &mut Cursor, name: &str, names: &Names) -> GetRecords {
    GetRecords {
        object: cursor.word().into(),
        filter: filter(cursor, names),
        sort: sort(cursor),
        limit: cursor.skip("limit").then(|| operand(cursor, names)),
        first_only: cursor.skip("first"),
        null_when_none: !cursor.skip("keep"),
        output: match cursor.skip("into") {
            false => RowsOutput::Element(names.slot(name)),
            true if cursor.peek_is("(") => RowsOutput::Fields(stored(cursor, names)),
            true => RowsOutput::Variable(names.reference(&cursor.word())),
        },
        related: {
            let mut all = Vec::new();
            while cursor.skip("with") {
                all.push(related(cursor, names));
            }
            all
        },
    }
}

fn create(cursor: &mut Cursor, names: &Names) -> CreateRecords {
    let source = match cursor.skip("new") {
        true => NewRecords::Fields {
            object: cursor.word().into(),
            fields: assigned(cursor, names),
        },
        false => NewRecords::From(names.reference(&cursor.word())),
    };
    CreateRecords {
        source,
        matching: matching(cursor, names),
        id_to: cursor.skip("id").then(|| names.reference(&cursor.word())),
    }
}

/// `matching Account where … one UpdateAll several Fail`, `upsert by Key`, `upsert each by Key`.
fn matching(cursor: &mut Cursor, names: &Names) -> Option<Matching> {
    if cursor.skip("upsert") {
        let all_or_none = !cursor.skip("each");
        cursor.expect("by");
        let field = cursor.word().into();
        return Some(Matching::Field { field, all_or_none });
    }
    cursor.skip("matching").then(|| Matching::Filter {
        object: cursor.word().into(),
        filter: filter(cursor, names),
        one: on_match(cursor, "one"),
        several: on_match(cursor, "several"),
    })
}

fn on_match(cursor: &mut Cursor, word: &str) -> OnMatch {
    cursor.expect(word);
    match cursor.word().as_str() {
        "Keep" => OnMatch::Keep,
        "UpdateAll" => OnMatch::UpdateAll,
        "UpdateFirst" => OnMatch::UpdateFirst,
        "UpdateLatest" => OnMatch::UpdateLatest,
        "Fail" => OnMatch::Fail,
        other => panic!("nothing is done by `{other}`"),
    }
}

/// `with Contact where … by Name limit 2 child AccountId as Contacts in 0`.
fn related(cursor: &mut Cursor, names: &Names) -> RelatedRecords {
    RelatedRecords {
        object: cursor.word().into(),
        filter: filter(cursor, names),
        sort: sort(cursor),
        limit: cursor.skip("limit").then(|| operand(cursor, names)),
        first_only: cursor.skip("first"),
        link: match cursor.skip("parent") {
            true => RelatedLink::Parent(cursor.word().into()),
            false => {
                cursor.expect("child");
                RelatedLink::Child(cursor.word().into())
            }
        },
        name: {
            cursor.expect("as");
            cursor.word().into()
        },
        within: cursor
            .skip("in")
            .then(|| cursor.word().parse().expect("a place")),
    }
}

fn update(cursor: &mut Cursor, names: &Names) -> UpdateRecords {
    match cursor.skip("all") {
        false => UpdateRecords::From(names.reference(&cursor.word())),
        true => UpdateRecords::Where {
            object: cursor.word().into(),
            filter: filter(cursor, names),
            fields: assigned(cursor, names),
        },
    }
}

fn delete(cursor: &mut Cursor, names: &Names) -> DeleteRecords {
    match cursor.skip("all") {
        false => DeleteRecords::From(names.reference(&cursor.word())),
        true => DeleteRecords::Where {
            object: cursor.word().into(),
            filter: filter(cursor, names),
        },
    }
}

fn act(cursor: &mut Cursor, name: &str, names: &Names) -> ElementKind {
    ElementKind::Action(Box::new(ActionCall {
        name: cursor.word().into(),
        action_type: "apex".into(),
        inputs: assigned(cursor, names),
        outputs: match cursor.skip("into") {
            true => stored(cursor, names),
            false => Vec::new(),
        },
        output_slot: cursor.skip("own").then(|| names.slot(name)),
    }))
}

fn call(cursor: &mut Cursor, name: &str, names: &Names) -> ElementKind {
    ElementKind::Subflow(Box::new(SubflowCall {
        flow: cursor.word().into(),
        inputs: assigned(cursor, names),
        outputs: match cursor.skip("into") {
            true => stored(cursor, names),
            false => Vec::new(),
        },
        output_slot: cursor.skip("own").then(|| names.slot(name)),
    }))
}

/// `sort items by Name desc last, Age limit 2`; `by value` sorts the values themselves.
fn sort_items(cursor: &mut Cursor, names: &Names) -> ElementKind {
    let collection = names.reference(&cursor.word());
    let by = match cursor.skip("by") {
        true => cursor.list(",", sort_key),
        false => Vec::new(),
    };
    ElementKind::SortCollection(SortCollection {
        collection,
        by,
        limit: cursor.skip("limit").then(|| operand(cursor, names)),
    })
}

fn sort_key(cursor: &mut Cursor) -> SortKey {
    let field = cursor.word();
    SortKey {
        sort: Sort {
            field: if field == "value" { "" } else { &field }.into(),
            descending: cursor.skip("desc"),
        },
        nulls_last: cursor.skip("last"),
    }
}

/// `filter items as item keep item.Age > 3`, or `keep formula "…"`.
fn keep(cursor: &mut Cursor, name: &str, names: &Names) -> ElementKind {
    let collection = operand(cursor, names);
    cursor.expect("as");
    let item = names.reference(&cursor.word());
    cursor.expect("keep");
    let test = match cursor.skip("formula") {
        true => FilterTest::Formula(formula(&cursor.word(), names)),
        false => FilterTest::Criteria(criteria(cursor, names)),
    };
    ElementKind::FilterCollection(Box::new(FilterCollection {
        collection,
        item,
        test,
        output_slot: names.slot(name),
    }))
}
