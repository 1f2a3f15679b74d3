//! Random lines of a story.

use segue_engine::Orchestration;

use super::choices::Choices;

pub(crate) fn line(choices: &mut Choices<'_>, orchestration: &Orchestration) -> String {
    let step = &orchestration.steps[choices.below(orchestration.steps.len())].name;
    match choices.below(16) {
        0 | 1 => format!(
            "finish {step}{}",
            choices.one_of(&["", " x=yes", " x=no", " #7"])
        ),
        2 => format!(r#"fail {step} "broken""#),
        3 | 4 => format!(
            "complete {step} by {}",
            choices.one_of(&[
                "lead",
                "anna x=yes",
                "lead approvalDecision=Approve",
                "anna approvalDecision=Reject",
            ])
        ),
        5 => format!(r#"break {step} "broken""#),
        6 => choices
            .one_of(&["suspend", "resume", "resume", "wake"])
            .to_owned(),
        7 => choices
            .one_of(&["resume", r#"resume forced "because""#])
            .to_owned(),
        8 => event(choices, step),
        9 => format!(
            "reassign {step} {}",
            choices.one_of(&["user:anna", "queue:Support"])
        ),
        10 | 11 => world(choices, step),
        12 => format!(
            "record T1 Size={} Color={}",
            choices.below(3),
            choices.one_of(&["red", "blue"])
        ),
        13 => format!(
            "flow e{} says {}",
            choices.below(3),
            choices.one_of(&["true", "false"])
        ),
        14 => rare(choices).to_owned(),
        _ => format!("flow {step} returns x={}", choices.one_of(&["yes", "no"])),
    }
}

fn event(choices: &mut Choices<'_>, step: &str) -> String {
    match choices.below(4) {
        0 => "event unknown".to_owned(),
        1 => format!(r#"event {step} fails "told so""#),
        _ => format!("event {step} x=yes"),
    }
}

fn world(choices: &mut Choices<'_>, step: &str) -> String {
    match choices.below(6) {
        0 => format!("flow {step} missing"),
        1 => format!("flow {step} version {}", 1 + choices.below(3)),
        2 => format!("flow {step} asynchronous"),
        3 | 4 => format!(r#"flow {step} fails "broken""#),
        _ => format!(
            "user lead {}",
            choices.one_of(&["active", "inactive", "unknown"])
        ),
    }
}

fn rare(choices: &mut Choices<'_>) -> &'static str {
    choices.one_of(&[
        "suspend",
        "suspend",
        "advance 3d",
        "advance 15d",
        r#"flow e0 breaks "no such field""#,
        "delete T1",
        "start",
        "cancel",
        "recall by starter",
        "recall by lead",
        "members Board lead anna",
        "locked T1",
        "unlocked T1",
    ])
}
