//! Screens: one line per field, one more dash for the fields of a section or repeater.

use segue_flow::{
    ChoiceStyle, Click, Column, Component, FieldKind, InputStyle, Screen, ScreenAction,
    ScreenField, Validation,
};
use segue_language::Type;

use super::names::Names;
use super::tokens::{Cursor, Line};
use super::values::{assigned, criteria, formula, operand, stored, template, value_type};

/// `screen noback nofinish nopause`, and its fields.
pub(crate) fn read(cursor: &mut Cursor, lines: &[Line], names: &Names) -> Screen {
    cursor.expect("screen");
    let (actions, lines): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| is_action(line));
    let lines: Vec<Line> = lines.into_iter().cloned().collect();
    let mut clicks = Vec::new();
    let actions = actions.into_iter().enumerate();
    let actions = actions.map(|(number, line)| action(line, number, &mut clicks, names));
    let actions = actions.collect();
    Screen {
        allow_back: !cursor.skip("noback"),
        allow_finish: !cursor.skip("nofinish"),
        allow_pause: !cursor.skip("nopause"),
        actions,
        clicks,
        fields: fields(&lines, 1, names),
        show_header: true,
        show_footer: true,
        help: None,
        paused_text: None,
        buttons: [None, None, None],
    }
}

fn is_action(line: &Line) -> bool {
    Cursor::new(&line.tokens).peek_is("action")
}

/// `action Found flow Find (text = Word) on Button when Word != null`.
fn action(line: &Line, number: usize, clicks: &mut Vec<Click>, names: &Names) -> ScreenAction {
    let mut cursor = Cursor::new(&line.tokens);
    cursor.expect("action");
    let name = cursor.word();
    let action = ScreenAction {
        slot: names.slot(&name),
        name: name.into(),
        action_type: cursor.word().into(),
        action: cursor.word().into(),
        inputs: assigned(&mut cursor, names),
    };
    if cursor.skip("on") {
        clicks.push(Click {
            field: cursor.word().into(),
            action: number,
            criteria: cursor.skip("when").then(|| criteria(&mut cursor, names)),
        });
    }
    cursor.end();
    action
}

fn fields(lines: &[Line], depth: usize, names: &Names) -> Vec<ScreenField> {
    let mut fields = Vec::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        let n_children = after.iter().take_while(|next| next.depth > depth).count();
        let (children, others) = after.split_at(n_children);
        fields.push(field(line, children, names));
        rest = others;
    }
    fields
}

fn field(line: &Line, children: &[Line], names: &Names) -> ScreenField {
    let mut cursor = Cursor::new(&line.tokens);
    let style = cursor.word();
    let name = cursor.word();
    let kind = match style.as_str() {
        "section" => FieldKind::Section {
            header: true,
            columns: vec![Column {
                width: 12,
                fields: fields(children, line.depth + 1, names),
            }],
        },
        "repeater" => FieldKind::Repeater {
            fields: fields(children, line.depth + 1, names),
            source: cursor.skip("=").then(|| operand(&mut cursor, names)),
        },
        style => leaf(style, &mut cursor, names),
    };
    let field = ScreenField {
        slot: names.slot(&name),
        label: template(&name.to_lowercase(), names),
        name: name.into(),
        help: None,
        kind,
        required: cursor.skip("required"),
        read_only: cursor.skip("readonly"),
        locks: match cursor.skip("locked") {
            true => vec![operand(&mut cursor, names)],
            false => Vec::new(),
        },
        resets: cursor.skip("resets"),
        shown: cursor.skip("shown").then(|| operand(&mut cursor, names)),
        visible: cursor.skip("when").then(|| criteria(&mut cursor, names)),
        validation: cursor.skip("check").then(|| Validation {
            formula: formula(&cursor.word(), names),
            message: template(&cursor.word(), names),
        }),
    };
    cursor.end();
    field
}

fn leaf(style: &str, cursor: &mut Cursor, names: &Names) -> FieldKind {
    match style {
        "show" => FieldKind::DisplayText(template(&cursor.word(), names)),
        "radio" => choices(ChoiceStyle::RadioButtons, cursor, names),
        "pick" => choices(ChoiceStyle::Picklist, cursor, names),
        "boxes" => choices(ChoiceStyle::CheckboxGroup, cursor, names),
        "component" => component(cursor, names),
        "record" => FieldKind::RecordField {
            target: names.reference(&cursor.word()),
            value_type: value_type(cursor),
            field: None,
        },
        input => self::input(input, cursor, names),
    }
}

fn input(style: &str, cursor: &mut Cursor, names: &Names) -> FieldKind {
    let (style, value_type) = match style {
        "text" => (InputStyle::Text, Type::Text),
        "password" => (InputStyle::Password, Type::Text),
        "number" => (InputStyle::Number, Type::Number),
        "date" => (InputStyle::Date, Type::Date),
        "datetime" => (InputStyle::DateTime, Type::DateTime),
        "checkbox" => (InputStyle::Checkbox, Type::Boolean),
        other => panic!("no field `{other}`"),
    };
    FieldKind::Input {
        style,
        value_type,
        scale: cursor
            .skip("scale")
            .then(|| cursor.word().parse().expect("a scale")),
        default: cursor.skip("=").then(|| operand(cursor, names)),
    }
}

/// `of Yes, No default Yes`, or `= operand`.
fn choices(style: ChoiceStyle, cursor: &mut Cursor, names: &Names) -> FieldKind {
    let value_type = match cursor.skip("numbers") {
        true => Type::Number,
        false => Type::Text,
    };
    cursor.expect("of");
    FieldKind::Choices {
        style,
        value_type,
        choices: cursor.list(",", |cursor| names.slot(&cursor.word())),
        default_choice: cursor.skip("default").then(|| names.slot(&cursor.word())),
        default: cursor.skip("=").then(|| operand(cursor, names)),
    }
}

/// `"flowruntime:datatable" (tableData = items) into (firstSelectedRow = row) of Yes, No several`.
fn component(cursor: &mut Cursor, names: &Names) -> FieldKind {
    FieldKind::Component(Box::new(Component {
        extension: cursor.word().into(),
        inputs: assigned(cursor, names),
        leaves: Vec::new(),
        levels: Vec::new(),
        grouping: None,
        outputs: match cursor.skip("into") {
            true => stored(cursor, names),
            false => Vec::new(),
        },
        choices: match cursor.skip("of") {
            true => cursor.list(",", |cursor| names.slot(&cursor.word())),
            false => Vec::new(),
        },
        multiple: cursor.skip("several"),
        default: cursor.skip("=").then(|| operand(cursor, names)),
    }))
}
