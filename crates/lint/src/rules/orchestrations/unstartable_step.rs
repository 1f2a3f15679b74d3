//! Steps that wait for a step of a stage that no way leads from.

use rustc_hash::FxHashMap;
use segue_definition::Node;

use super::steps::{stages, steps, steps_of};
use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static UNSTARTABLE_STEP: Rule = Rule {
    id: "UnstartableStep",
    scanner_id: None,
    title: "a step that never starts",
    about: "The entry condition of a step needs a step of another stage to be Completed, and no \
            way leads from that stage to this one: the step never starts. Where the stage waits \
            for all its steps, `segue check` says `endless-stage`; this rule is for stages with an \
            exit condition of their own.",
    fix: None,
    category: Category::Orchestration,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let homes: FxHashMap<&str, &Node> = steps(flow)
        .map(|(stage, step)| (step.name(), stage))
        .collect();
    let mut ways = Ways::default();
    for stage in stages(flow).filter(|stage| has_exit_condition(stage)) {
        for step in steps_of(stage) {
            for condition in needed(step) {
                let awaited = awaited_step(condition);
                let home = awaited.and_then(|name| homes.get(name));
                let Some((home, awaited)) = home.zip(awaited) else {
                    continue;
                };
                if !ways.lead(flow, home.name(), stage.name()) {
                    let message = format!(
                        "step `{}` never starts: it waits for `{awaited}`, and no way leads from \
                         stage `{}` to here",
                        step.name(),
                        home.name()
                    );
                    found
                        .inside(step, &condition.place_of("leftValueReference"), message)
                        .help("wait for a step of this stage or of one before it")
                        .related(&home.place_of("name"), "its stage");
                }
            }
        }
    }
}

fn has_exit_condition(stage: &Node) -> bool {
    ["exitConditions", "exitCriteria", "exitActionName"]
        .iter()
        .any(|tag| stage.child(tag).is_some())
}

/// The conditions that must all hold before `step` starts; none where other logic joins them.
fn needed(step: &Node) -> impl Iterator<Item = &Node> {
    let logic = step
        .text_of("entryConditionLogic")
        .or_else(|| step.text_of("entryCriteriaLogic"));
    let is_all = logic.is_none_or(|logic| logic.eq_ignore_ascii_case("and"));
    let conditions = step
        .children("entryConditions")
        .chain(step.children("entryCriteria"));
    conditions.filter(move |_| is_all)
}

/// The step that `condition` needs to be Completed.
fn awaited_step(condition: &Node) -> Option<&str> {
    let step = condition
        .text_of("leftValueReference")?
        .strip_suffix(".Status")?;
    let status = condition.child("rightValue")?.text_of("stringValue");
    let is_equal = condition.text_of("operator") == Some("EqualTo");
    (is_equal && status == Some("Completed")).then_some(step)
}

/// Which stages a run can be in after others; each is searched once.
#[derive(Default)]
struct Ways<'a> {
    from: FxHashMap<&'a str, Vec<bool>>,
}

impl<'a> Ways<'a> {
    /// Whether a run can be in stage `to` after it was in stage `from`.
    fn lead(&mut self, flow: &FlowFile<'a>, from: &'a str, to: &str) -> bool {
        let graph = flow.graph();
        let (Some(start), Some(end)) = (graph.find(from), graph.find(to)) else {
            return true;
        };
        let reached = self.from.entry(from);
        let reached = reached.or_insert_with(|| graph.reach(&[start], |_, _| true));
        reached[end]
    }
}
