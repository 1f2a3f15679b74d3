//! Records, their lists and their objects.

use segue_language::Text;

use super::work::{line, stages};
use super::{THEN, frame, record};
use crate::pages::form::File;
use crate::pages::records::{self, RecordListPage};
use crate::queries::records::{
    Act, Column, Detail, FieldValue, FilterField, ObjectLine, RecordLine, RecordList, RelatedRun,
    Start,
};

pub(super) fn object() -> ObjectLine {
    ObjectLine {
        name: Text::from("Incident"),
        label: "Incident".to_owned(),
        creates: true,
    }
}

pub(super) fn detail() -> Detail {
    Detail {
        object: object(),
        id: record().id,
        name: record().name,
        fields: vec![FieldValue {
            label: "Owner".to_owned(),
            text: String::new(),
            link: Some(record()),
            is_long: true,
        }],
        activity: vec![Act {
            at: THEN,
            milestone: "End Stage",
            subject: "First <response>".to_owned(),
            actor: Some(Text::from("agent@example.com")),
        }],
        files: vec![File {
            id: "069000000000001AAA".to_owned(),
            name: "<b>.pdf".to_owned(),
            size: "2 kB".to_owned(),
        }],
        created: Some(THEN),
        updated: Some(THEN),
        can_edit: true,
        can_delete: true,
        sees_runs: true,
        lock: None,
        processes: vec![
            (Text::from("A"), "First <process>".to_owned()),
            (Text::from("B"), "Second".to_owned()),
        ],
        runs: vec![RelatedRun {
            id: Text::from("0jE000000000001AAA"),
            name: Text::from("FO-00000001"),
            orchestration: "Incident".to_owned(),
            status: "In Progress",
            can_recall: true,
            started: THEN,
            stages: stages(),
        }],
        work: vec![line(true).item],
    }
}

pub(super) fn record_list(lines: Vec<RecordLine>) -> RecordListPage {
    RecordListPage {
        frame: frame(),
        list: RecordList {
            object: object(),
            columns: vec![Column {
                field: Text::from("Status"),
                label: "Status".to_owned(),
                is_number: false,
            }],
            filters: vec![FilterField {
                name: Text::from("Status"),
                label: "Status".to_owned(),
                choices: vec![(Text::from("New"), "New".to_owned())],
            }],
            has_owner: true,
            lines,
            next: Some(Start::Skip(50)),
            is_cut: true,
        },
        asked: records::Asked::default(),
    }
}
