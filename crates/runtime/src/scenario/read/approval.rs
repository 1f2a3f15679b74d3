//! `decide` and `recall`.

use crate::scenario::document::Node;
use crate::scenario::fields::{Fields, Problems};
use crate::scenario::model::{Act, Decide};

pub(super) fn decide(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "decide", problems)?;
    let run = fields.need_text("run", problems);
    let step = fields.need_text("step", problems);
    let decision = fields.need_text("decision", problems);
    let by = fields.text("by", problems);
    let comments = fields.text("comments", problems);
    let overrides = fields.flag("override", problems).unwrap_or(false);
    fields.finish(problems);
    Some(Act::Decide(Decide {
        run: run?,
        step: step?,
        by,
        decision: decision?,
        comments: comments.map(|spot| spot.text),
        overrides,
    }))
}

pub(super) fn recall(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "recall", problems)?;
    let run = fields.need_text("run", problems);
    let by = fields.text("by", problems);
    let comments = fields.text("comments", problems);
    fields.finish(problems);
    Some(Act::Recall {
        run: run?,
        by,
        comments: comments.map(|spot| spot.text),
    })
}
