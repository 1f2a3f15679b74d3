//! Random orchestrations, as text.

use std::fmt::Write;

use super::choices::Choices;

/// How many stages, decisions, and steps in each stage.
struct Shape {
    stages: usize,
    decisions: usize,
    steps: Vec<usize>,
}

pub(crate) fn orchestration(choices: &mut Choices<'_>) -> String {
    let stages = 1 + choices.below(4);
    let steps = (0..stages).map(|_| 1 + choices.below(4)).collect();
    let shape = Shape {
        stages,
        decisions: choices.below(3),
        steps,
    };
    let mut text = String::new();
    match choices.below(4) {
        0 => text.push_str("recall\n"),
        1 => writeln!(text, "recall s{}", choices.below(shape.stages)).unwrap(),
        _ => {}
    }
    for stage in 0..shape.stages {
        write_stage(choices, &shape, stage, &mut text);
    }
    for decision in 0..shape.decisions {
        write_decision(choices, &shape, decision, &mut text);
    }
    text
}

fn write_stage(choices: &mut Choices<'_>, shape: &Shape, stage: usize, text: &mut String) {
    write!(text, "stage s{stage}").unwrap();
    if choices.once_in(3) {
        write!(text, " until {}", condition(choices, shape, stage)).unwrap();
    }
    write!(text, " then {}", next(choices, shape, stage)).unwrap();
    if choices.once_in(3) {
        write!(text, " fault {}", next(choices, shape, stage)).unwrap();
    }
    text.push('\n');
    for step in 0..shape.steps[stage] {
        writeln!(text, "  {}", step_line(choices, shape, stage, step)).unwrap();
    }
}

fn write_decision(choices: &mut Choices<'_>, shape: &Shape, decision: usize, text: &mut String) {
    writeln!(
        text,
        "decision d{decision} then {}",
        next(choices, shape, 0)
    )
    .unwrap();
    for outcome in 0..1 + choices.below(2) {
        let condition = match choices.below(4) {
            0 => "s0 was-visited".to_owned(),
            1 => "s0 has-error".to_owned(),
            _ => requirement(choices, shape, 0),
        };
        let changed = if choices.once_in(4) { " changed" } else { "" };
        let then = next(choices, shape, 0);
        writeln!(
            text,
            "  outcome o{decision}_{outcome}: {condition}{changed} then {then}"
        )
        .unwrap();
    }
}

/// Mostly onward: going back is what makes cycles that never wait.
fn next(choices: &mut Choices<'_>, shape: &Shape, stage: usize) -> String {
    match choices.below(8) {
        0 | 1 => "end".to_owned(),
        2 if shape.decisions > 0 => format!("d{}", choices.below(shape.decisions)),
        3 => format!("s{}", choices.below(shape.stages)),
        _ if stage + 1 < shape.stages => format!("s{}", stage + 1),
        _ => "end".to_owned(),
    }
}

fn step_line(choices: &mut Choices<'_>, shape: &Shape, stage: usize, step: usize) -> String {
    let kind = choices.one_of(&[
        "background",
        "async background",
        "interactive user:lead",
        "interactive queue:Support about $Record.Id",
        "interactive resource:$Record.OwnerName silent",
        "approval user:lead about $Record.Id lock",
        "approval group:Board all",
        "approval user:lead auto e0",
        "external",
    ]);
    let mut line = format!("{}: {kind}", name(stage, step));
    match choices.below(5) {
        0 | 1 => {}
        2 => write!(line, " after {}", any_step(choices, shape, stage)).unwrap(),
        _ => write!(line, " when {}", condition(choices, shape, stage)).unwrap(),
    }
    if kind.starts_with("interactive") && choices.once_in(3) {
        write!(line, " until {}", condition(choices, shape, stage)).unwrap();
    }
    if choices.once_in(4) {
        write!(line, " with size=$Record.Size").unwrap();
    }
    line
}

fn condition(choices: &mut Choices<'_>, shape: &Shape, stage: usize) -> String {
    match choices.below(6) {
        0 => format!("flow e{}", choices.below(3)),
        1 => {
            let (one, two) = (
                requirement(choices, shape, stage),
                requirement(choices, shape, stage),
            );
            format!("{one} or {two}")
        }
        2 => {
            let (one, two) = (
                requirement(choices, shape, stage),
                requirement(choices, shape, stage),
            );
            format!(r#"{one} and {two} by "1 AND NOT 2""#)
        }
        _ => requirement(choices, shape, stage),
    }
}

fn requirement(choices: &mut Choices<'_>, shape: &Shape, stage: usize) -> String {
    match choices.below(8) {
        0 | 1 => "$Record.Size > 1".to_owned(),
        2 => "$Record.Color is red".to_owned(),
        3 => format!("{}.Outputs.x is yes", any_step(choices, shape, stage)),
        4 => {
            let status =
                choices.one_of(&["InProgress", r#""Not Started""#, "Error", "Discontinued"]);
            format!("{}.Status is {status}", any_step(choices, shape, stage))
        }
        5 if choices.once_in(3) => "$Record.Size > red".to_owned(),
        _ => format!("{}.Status is Completed", any_step(choices, shape, stage)),
    }
}

/// A step of the same stage, or sometimes of another.
fn any_step(choices: &mut Choices<'_>, shape: &Shape, stage: usize) -> String {
    let stage = if choices.once_in(5) {
        choices.below(shape.stages)
    } else {
        stage
    };
    name(stage, choices.below(shape.steps[stage]))
}

fn name(stage: usize, step: usize) -> String {
    format!("t{stage}{step}")
}
