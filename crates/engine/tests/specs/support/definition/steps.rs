//! Steps and what they call.

use segue_engine::{
    Approval, AssigneeKind, AssigneeSource, Call, Interactive, Operand, Step, StepKind,
};

use super::super::words::pairs;
use super::{Reading, clause};

pub(crate) fn read(reading: &Reading, name: &str, words: &[&str]) -> Step {
    let after = clause(words, "after");
    let entry = match after {
        [] => reading.gate(clause(words, "when")),
        [other, ..] => reading.gate(&[&format!("{other}.Status"), "is", "Completed"]),
    };
    Step {
        name: name.into(),
        label: name.to_owned(),
        description: String::new(),
        stage: reading.this_stage(),
        kind: kind(reading, words),
        call: call(reading, name, clause(words, "with")),
        entry,
    }
}

/// A call with `name=operand` inputs.
pub(crate) fn call(reading: &Reading, name: &str, inputs: &[&str]) -> Call {
    let inputs = pairs(inputs).into_iter();
    let inputs = inputs
        .map(|(name, word)| (name.into(), reading.operand(word)))
        .collect();
    Call {
        name: name.into(),
        inputs,
    }
}

fn kind(reading: &Reading, words: &[&str]) -> StepKind {
    let operand = |name: &str| {
        clause(words, name)
            .first()
            .map(|word| reading.operand(word))
    };
    let asynchronous = words.contains(&"async");
    if words.contains(&"external") {
        StepKind::External
    } else if words.contains(&"background") {
        let user = |name: Operand| AssigneeSource {
            kind: AssigneeKind::User,
            name,
        };
        StepKind::Background {
            asynchronous,
            run_as: operand("as").map(user),
        }
    } else {
        StepKind::Interactive(Box::new(Interactive {
            assignee: assignee(reading, words),
            related_record: operand("about"),
            exit: reading.gate(clause(words, "until")),
            mail_subject: operand("subject"),
            mail_body: operand("body"),
            mail_off: words.contains(&"silent"),
            approval: approval(reading, words),
        }))
    }
}

/// `approval` instead of `interactive`, with `lock`, `edit`, `all` and `auto FLOW`.
fn approval(reading: &Reading, words: &[&str]) -> Option<Box<Approval>> {
    words.contains(&"approval").then(|| {
        let automatic = clause(words, "auto").split_first();
        Box::new(Approval {
            locks_record: words.contains(&"lock"),
            assignee_may_edit: words.contains(&"edit"),
            unanimous: words.contains(&"all"),
            automatic: automatic.map(|(name, inputs)| call(reading, name, inputs)),
        })
    })
}

/// The word after `interactive`: `queue:Support`, `user:lead`, `resource:$Record.OwnerId`.
fn assignee(reading: &Reading, words: &[&str]) -> Option<AssigneeSource> {
    let place = words
        .iter()
        .position(|word| matches!(*word, "interactive" | "approval"))
        .unwrap();
    let (kind, name) = words.get(place + 1)?.split_once(':')?;
    let kind = super::super::world::assignee_kind(kind);
    Some(AssigneeSource {
        kind,
        name: reading.operand(name),
    })
}
