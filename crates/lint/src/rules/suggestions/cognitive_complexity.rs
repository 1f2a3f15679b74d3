//! Flows whose decisions and loops stand inside each other.

use crate::flow_file::{FlowFile, Graph};
use crate::found::Found;
use crate::{Category, Choice, Level, Rule, Setting};

pub(crate) static COGNITIVE_COMPLEXITY: Rule = Rule {
    id: "CognitiveComplexity",
    scanner_id: Some("cognitive-complexity"),
    title: "decisions and loops nested too deep",
    about: "Decisions and loops inside each other are hard to follow. Each counts one and one more \
            for each decision or loop that it stands in; the sum is above the threshold. Make \
            subflows of what is nested deepest.",
    fix: None,
    category: Category::Suggestion,
    level: Level::Note,
    choice: Some(Choice::Threshold(15)),
    check,
};

fn check(flow: &FlowFile<'_>, setting: &Setting, found: &mut Found) {
    let graph = flow.graph();
    let depths = depths(graph);
    let nesting = graph.elements.iter().zip(&depths);
    let complexity: u64 = nesting
        .filter(|(element, _)| is_nesting(element.tag()))
        .filter_map(|(_, depth)| depth.map(|depth| depth + 1))
        .sum();
    let most = setting.threshold();
    if complexity > most {
        let message = format!("the nesting of `{}` adds up to {complexity}", flow.name);
        found
            .at(&flow.place(), &complexity.to_string(), message)
            .help(format!(
                "at most {most} is allowed: make subflows of what is nested deepest"
            ));
    }
}

fn is_nesting(tag: &str) -> bool {
    matches!(tag, "decisions" | "loops")
}

/// In how many decisions and loops each element stands; none when nothing leads to it.
fn depths(graph: &Graph<'_>) -> Vec<Option<u64>> {
    let dominators = graph.dominators();
    let mut depths: Vec<Option<u64>> = vec![None; graph.elements.len()];
    for &index in &dominators.order {
        let depth = match dominators.above[index] {
            None => 0,
            Some(above) => {
                let outer = depths[above].unwrap_or_default();
                let stands_in = is_nesting(graph.elements[above].tag())
                    && !dominators.is_join(graph, index)
                    && !is_after(graph, above, index);
                outer + u64::from(stands_in)
            }
        };
        depths[index] = Some(depth);
    }
    depths
}

/// Whether a loop leads to it after its last item.
fn is_after(graph: &Graph<'_>, its_loop: usize, index: usize) -> bool {
    use crate::flow_file::WayKind;
    let mut ways = graph.elements[its_loop].ways.iter();
    ways.any(|way| way.kind == WayKind::AfterLast && way.to == index)
}
