//! References to the triggering record where no record starts anything. Named once in a file.

use crate::checks::view::{FlowDocument, Kind, mentions};
use crate::{Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let start = flow.root.child("start");
    let has_record = start.is_some_and(|start| start.text_of("object").is_some());
    if has_record || flow.kind() == Kind::Other {
        return;
    }
    let all = mentions(flow.root);
    let mut of_record = all.iter().filter(|mention| {
        mention.text.starts_with("$Record.") || mention.text.starts_with("$Record__Prior.")
    });
    if let Some(mention) = of_record.next() {
        let place = mention.place(flow.source);
        problems.push(Problem::no_record(&place, mention.text));
    }
}
