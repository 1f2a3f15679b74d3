//! A screen with a field of each kind.

use segue_flow::{Buttons, ShownChoice, ShownField, ShownScreen};
use segue_language::{Record, Text, Value, Values};

use super::record;
use crate::pages::form::{Drawing, Field, File, Offered, draw};

fn shown(name: &str, style: &'static str, value: Value) -> ShownField {
    let choice = |label: &str| ShownChoice {
        name: Text::from(label),
        label: label.to_owned(),
        value: Value::text(label.to_lowercase()),
        takes_text: label == "Low",
        prompt: String::new(),
    };
    let is_choice = ["radio", "picklist", "checkboxes", "multipicklist"].contains(&style);
    ShownField {
        name: Text::from(name),
        label: format!("{name} <b>label</b>"),
        help: Some("What to <i>know</i>.".to_owned()),
        style,
        extension: None,
        required: true,
        read_only: false,
        can_click: true,
        record_field: None,
        visible: true,
        value,
        choices: if is_choice {
            vec![choice("High"), choice("Low")]
        } else {
            Vec::new()
        },
        takes_several: false,
        inputs: Values::new(),
        fields: Vec::new(),
        rows: Vec::new(),
        columns: Vec::new(),
        scale: (style == "number").then_some(2),
        leaves: Vec::new(),
        levels: Vec::new(),
        grouping: None,
    }
}

fn component(name: &str, extension: &str, inputs: Values) -> ShownField {
    ShownField {
        extension: Some(Text::from(extension)),
        inputs,
        ..shown(name, "component", Value::Null)
    }
}

fn rows() -> Value {
    let mut row = Record::new("Incident");
    row.set("Id", Value::text("0In000000000001AAA"));
    row.set("Subject", Value::text("Down"));
    Value::Collection(vec![Value::Record(row.into())].into())
}

fn board() -> ShownField {
    let inputs = vec![(Text::from("records"), rows())];
    let columns = ["New", "Done"].map(|name| (Text::from(name), name.to_owned()));
    ShownField {
        grouping: Some((Text::from("Status"), columns.into())),
        ..component("Board", "flowruntime:kanbanBoard", inputs)
    }
}

fn table() -> ShownField {
    let rows = rows();
    let columns = r#"[{"apiName":"Subject","customHeaderLabel":"About"}]"#;
    let inputs = vec![
        (Text::from("tableData"), rows),
        (Text::from("columns"), Value::text(columns)),
    ];
    component("Table", "flowruntime:datatable", inputs)
}

/// A screen with a field of each style.
fn screen() -> ShownScreen {
    let texts = ["text", "longtext", "password", "number", "currency"];
    let times = ["date", "datetime", "time", "checkbox"];
    let choices = ["radio", "picklist", "checkboxes", "multipicklist"];
    let styles = texts.into_iter().chain(times).chain(choices);
    let mut fields: Vec<ShownField> = styles
        .map(|style| shown(style, style, Value::text("high")))
        .collect();
    let half = |name: &str| shown(name, "text", Value::Null);
    fields.push(ShownField {
        fields: vec![half("Left"), half("Right")],
        columns: vec![(8, 1), (4, 1)],
        ..shown("Section", "section", Value::Null)
    });
    fields.push(ShownField {
        fields: vec![half("Item")],
        ..shown("Repeater", "repeater", Value::Null)
    });
    fields.push(shown(
        "Display",
        "display",
        Value::text("<p onclick=x>Rich</p>"),
    ));
    fields.push(table());
    fields.push(board());
    let given = || vec![(Text::from("label"), Value::text("Mail"))];
    let extensions = [
        "email",
        "phone",
        "url",
        "toggle",
        "slider",
        "lookup",
        "name",
        "address",
        "image",
        "message",
        "kanbanBoard",
        "actionButtonField",
    ];
    fields.extend(extensions.map(|name| component(name, &format!("flowruntime:{name}"), given())));
    fields.push(component("Files", "forceContent:fileUpload", given()));
    fields.push(ShownField {
        visible: false,
        ..shown("Hidden", "text", Value::Null)
    });
    ShownScreen {
        flow: Text::from("Respond"),
        name: Text::from("Impact"),
        label: "Record the impact".to_owned(),
        fields,
        takes_answers: true,
        can_go_back: true,
        can_go_on: true,
        can_pause: true,
        is_last: false,
        flow_label: "Respond".to_owned(),
        show_header: true,
        show_footer: true,
        help: Some("What <b>to</b> do.".to_owned()),
        paused_text: None,
        buttons: Buttons::default(),
        errors: vec![
            (Text::from("text"), "must be answered".to_owned()),
            (Text::default(), "this screen has no way on".to_owned()),
        ],
        renewed: Vec::new(),
    }
}

pub(super) fn fields() -> Vec<Field> {
    draw(&Drawing {
        screen: &screen(),
        sent: &Values::new(),
        inputs: &[("q.lookup".to_owned(), "<mail>".to_owned())],
        offered: &[Offered {
            field: Text::from("lookup"),
            records: vec![(record().id, record().name)],
            has_more: true,
        }],
        action: "/work/1",
        files: &[File {
            id: "069000000000001AAA".to_owned(),
            name: "<b>.pdf".to_owned(),
            size: "2 kB".to_owned(),
        }],
    })
}
