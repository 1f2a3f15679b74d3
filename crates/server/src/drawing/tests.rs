//! Drawings of small orchestrations, as lists of shapes and as SVG.

use expect_test::expect_file;
use segue_definition::{Options, SourceFile, load};
use segue_engine::{Next, Orchestration};

use super::draw;
use super::measure::size;
use super::place::place;
use super::shape::{Drawing, Kind};

/// The orchestration of an example.
fn example(text: &str) -> Orchestration {
    let file = SourceFile::new("Some.flow-meta.xml", text.to_owned());
    let project = load(vec![file], &Options { infer: true }, None);
    let found = project.orchestrations.first();
    Orchestration::clone(&found.expect("the example is an orchestration").item)
}

fn onboarding() -> Orchestration {
    example(include_str!(
        "../../../../examples/demo/flows/Onboard_New_Hire.flow-meta.xml"
    ))
}

fn purchase() -> Orchestration {
    example(include_str!(
        "../../../../examples/demo/flows/Purchase_Approval.flow-meta.xml"
    ))
}

fn incident() -> Orchestration {
    example(include_str!(
        "../../../../examples/incident-management/aim-base/main/default/flows/AIM_IncidentOrchestration.flow-meta.xml"
    ))
}

/// One line for each shape, in reading order.
fn listed(orchestration: &Orchestration, drawing: &Drawing) -> String {
    let lines = drawing.shapes.iter().map(|shape| {
        let what = name(orchestration, shape.kind);
        format!("{:>5} {:>5}  {what}\n", shape.x, shape.y)
    });
    lines.collect()
}

fn name(orchestration: &Orchestration, kind: Kind) -> String {
    match kind {
        Kind::Start => "Start".to_owned(),
        Kind::End => "End".to_owned(),
        Kind::Fault => "Fault".to_owned(),
        Kind::Stage(id) => format!("Stage {}", orchestration.stage(id).name),
        Kind::Decision(id) => format!("Decision {}", orchestration.decision(id).name),
        Kind::Outcome(_, None) => "Outcome by default".to_owned(),
        Kind::Outcome(_, Some(id)) => format!(
            "Outcome {}",
            orchestration.outcome_name(id).map_or("", |name| name)
        ),
        Kind::GoTo(Next::Stage(id)) => format!("Go to {}", orchestration.stage(id).name),
        Kind::GoTo(next) => format!("Go to {next:?}"),
    }
}

/// Corners of each shape's box.
fn boxes(orchestration: &Orchestration, drawing: &Drawing) -> Vec<(i32, i32, i32, i32)> {
    let boxed = drawing.shapes.iter().map(|shape| {
        let (width, height) = size(orchestration, shape.kind);
        let left = shape.x - width / 2;
        (left, shape.y, left + width, shape.y + height)
    });
    boxed.collect()
}

#[test]
fn no_shape_covers_another_one_or_leaves_the_drawing() {
    for orchestration in [onboarding(), purchase(), incident()] {
        let drawing = place(&orchestration);
        let boxes = boxes(&orchestration, &drawing);
        for (n, one) in boxes.iter().enumerate() {
            assert!(one.0 >= 0 && one.1 >= 0, "{one:?} starts outside");
            assert!(
                one.2 <= drawing.width && one.3 <= drawing.height,
                "{one:?} ends outside"
            );
            for other in &boxes[n + 1..] {
                let is_apart =
                    one.2 <= other.0 || other.2 <= one.0 || one.3 <= other.1 || other.3 <= one.1;
                assert!(is_apart, "{}: {one:?} covers {other:?}", orchestration.name);
            }
        }
    }
}

#[test]
fn every_reached_stage_and_decision_is_drawn_once() {
    for orchestration in [onboarding(), purchase(), incident()] {
        let drawing = place(&orchestration);
        let mut names: Vec<String> = drawing
            .shapes
            .iter()
            .filter(|shape| matches!(shape.kind, Kind::Stage(_) | Kind::Decision(_)))
            .map(|shape| name(&orchestration, shape.kind))
            .collect();
        assert_eq!(
            names.len(),
            orchestration.stages.len() + orchestration.decisions.len()
        );
        names.sort();
        names.dedup();
        assert_eq!(
            names.len(),
            orchestration.stages.len() + orchestration.decisions.len()
        );
    }
}

#[test]
fn branches_stand_side_by_side_and_meet_where_their_paths_do() {
    let orchestration = purchase();
    let drawing = place(&orchestration);
    expect_file!["tests/purchase.txt"].assert_eq(&listed(&orchestration, &drawing));
}

#[test]
fn a_drawing_is_written_as_svg() {
    expect_file!["tests/onboarding.svg"].assert_eq(&draw(&onboarding()));
    expect_file!["tests/purchase.svg"].assert_eq(&draw(&purchase()));
}
