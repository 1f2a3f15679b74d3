//! Flows with many ways through them.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Choice, Level, Rule, Setting};

pub(crate) static CYCLOMATIC_COMPLEXITY: Rule = Rule {
    id: "CyclomaticComplexity",
    scanner_id: Some("excessive-cyclomatic-complexity"),
    title: "too many ways through it",
    about: "The number of ways through the flow is above the threshold: one, and one for each \
            loop, for each decision and, where a decision has several outcomes, for each of them. \
            Make subflows of its parts, or several flows with a trigger order.",
    fix: None,
    category: Category::Suggestion,
    level: Level::Note,
    choice: Some(Choice::Threshold(25)),
    check,
};

fn check(flow: &FlowFile<'_>, setting: &Setting, found: &mut Found) {
    let of_decisions = flow.elements_of("decisions").map(|decision| {
        let n_outcomes = decision.children("rules").count() as u64;
        if n_outcomes > 1 { n_outcomes + 1 } else { 1 }
    });
    let complexity = 1 + of_decisions.sum::<u64>() + flow.elements_of("loops").count() as u64;
    let most = setting.threshold();
    if complexity > most {
        let message = format!("there are {complexity} ways through `{}`", flow.name);
        found
            .at(&flow.place(), &complexity.to_string(), message)
            .help(format!(
                "at most {most} are allowed: make subflows of its parts"
            ));
    }
}
