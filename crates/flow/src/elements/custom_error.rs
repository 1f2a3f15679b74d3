//! Custom Error: refuses the triggering change.

use super::Onward;
use crate::ErrorMessage;
use crate::interview::advance::Advance;
use crate::interview::stop::{Problem, Stop};

/// Ends the interview with these messages; no fault connector takes that.
pub(super) fn refuse(advance: &Advance, messages: &[ErrorMessage]) -> Result<Onward, Stop> {
    let view = advance.view();
    let mut custom = Vec::new();
    for message in messages {
        let field = message.field.clone().unwrap_or_default();
        custom.push((field, view.template(&message.text)?));
    }
    let texts: Vec<&str> = custom.iter().map(|(_, text)| text.as_str()).collect();
    Err(Stop::from(Problem {
        message: texts.join("; "),
        custom,
        is_final: true,
        is_limit: false,
    }))
}
