//! The page of the reference: made from the rules, so that it cannot differ from them.

use std::fmt::Write;

use crate::{Category, Choice, RULES, Rule};

/// What stands before the rules.
const HEAD: &str = include_str!("page_head.md");

/// `docs/reference/lint.md`.
pub fn page() -> String {
    let mut text = String::from(HEAD);
    for category in Category::ALL {
        let _ = write!(text, "\n## {}\n\n", heading(category));
        text.push_str("| rule | level | finds |\n|---|---|---|\n");
        let rules = || RULES.iter().filter(|rule| rule.category == category);
        for rule in rules() {
            let (id, level) = (rule.id, rule.level.word());
            let anchor = id.to_lowercase();
            let _ = writeln!(text, "| [{id}](#{anchor}) | {level} | {} |", rule.title);
        }
        for rule in rules() {
            text.push_str(&section(rule));
        }
    }
    text
}

fn heading(category: Category) -> &'static str {
    match category {
        Category::Problem => "Problems",
        Category::Suggestion => "Suggestions",
        Category::Layout => "Layout",
        Category::Orchestration => "Orchestrations",
    }
}

fn section(rule: &Rule) -> String {
    let mut text = format!("\n### {}\n\n{}\n\n", rule.id, rule.about);
    let _ = write!(text, "Level: {}.", rule.level.word());
    if let Some(id) = rule.scanner_id {
        let _ = write!(text, " Also called `{id}`.");
    }
    match rule.choice {
        Some(Choice::Threshold(most)) => {
            let _ = write!(text, " Setting `threshold`: {most}.");
        }
        Some(Choice::Pattern(pattern) | Choice::Comparison(pattern)) => {
            let _ = write!(text, " Setting `expression`: `{pattern}`.");
        }
        None => {}
    }
    if let Some(fix) = rule.fix {
        let _ = write!(text, " `--fix` {fix}.");
    }
    text.push('\n');
    text
}
