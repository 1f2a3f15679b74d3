//! One small drawing for each shape that there is: its list of places, and some as SVG.

use expect_test::expect_file;
use segue_drawing::{Model, Placed, What};

use crate::properties::checked;
use crate::sketch::sketch;

/// One line for each shape, in reading order.
fn listed(model: &Model, placed: &Placed) -> String {
    let mut out = format!("{} by {}\n", placed.width, placed.height);
    for shape in &placed.shapes {
        let what = match shape.what {
            What::Element(n) => model.elements[n].name.clone(),
            What::GoTo(n) => format!("Go to {}", model.elements[n].name),
            What::Way(element, n) => {
                let ways = element.map_or(&model.start, |n| &model.elements[n].ways);
                ways[n].label.clone().unwrap_or_default()
            }
            other => format!("{other:?}"),
        };
        out += &format!("{:>5} {:>5}  {what}\n", shape.x, shape.y);
    }
    out
}

fn places(text: &str) -> String {
    let model = sketch(text);
    listed(&model, &checked(&model).0)
}

macro_rules! shape {
    ($name:ident, $text:expr) => {
        #[test]
        fn $name() {
            let expected = expect_file![concat!("shapes/", stringify!($name), ".txt")];
            expected.assert_eq(&places($text));
        }
    };
}

shape!(nothing_leads_to_its_end, "Start -> End");
shape!(
    elements_stand_below_each_other,
    "Start -> A\nA -> B\nB -> C"
);
shape!(
    outcomes_stand_side_by_side_and_meet_below,
    "Start -> D\nD: yes -> A\nD: no -> B\nA -> C\nB -> C"
);
shape!(
    outcomes_that_meet_first_stand_together,
    "Start -> D\nD: one -> A\nD: two -> B\nD: three -> C\nA -> M\nB -> M\nM -> Z\nC -> Z"
);
shape!(
    an_outcome_that_ends_is_closed,
    "Start -> D\nD: yes -> A\nD: no -> End\nA -> B"
);
shape!(
    what_comes_again_is_a_go_to,
    "Start -> A\nA -> D\nD: again -> A\nD: on -> B"
);
shape!(
    a_fault_path_stands_to_the_right,
    "Start -> A\nA ! F\nF -> G\nA -> B\nB ! F\nB -> C"
);
shape!(
    fault_paths_do_not_cross,
    "Start -> A\nA ! F\nF -> F2\nF2 -> F3\nA -> B\nB ! G\nG -> G2\nB -> C"
);
shape!(
    a_loop_has_a_body_and_goes_on_after_it,
    "Start -> L\nL each A\nA -> D\nD: keep -> B\nD: skip -> L\nB -> L\nL -> C"
);
shape!(
    a_loop_in_a_loop_stands_inside_it,
    "Start -> L\nL each M\nM each A\nA -> M\nM -> L\nL -> C"
);
shape!(
    a_stage_grows_with_its_steps,
    "S has Draft, Review, Sign\nStart -> S\nS ! F\nS -> T\nT has One"
);
shape!(
    a_start_may_have_later_paths,
    "Start: Run at once -> A\nStart: 2 days later -> B\nB -> C"
);
shape!(
    what_nothing_leads_to_stands_aside,
    "Start -> A\nB -> C\nC -> B\nE -> A"
);
shape!(
    a_way_out_of_a_loop_is_a_go_to,
    "Start -> L\nL each D\nD: found -> X\nD: not -> L\nL -> X"
);
shape!(
    what_only_go_tos_lead_to_stands_at_the_first_of_them,
    "Start -> D\nD: a -> E\nD: b -> F\nE: x -> M\nE: y -> Z\nF: x -> M\nF: y -> Z\nM -> End"
);

#[test]
fn a_drawing_is_written_as_svg() {
    let text = "S has Draft, Review & <sign>\nStart -> D\nD: yes -> S\nD: no -> A\nS ! F\nS -> B\nA -> B\nB -> D";
    let model = sketch(text);
    expect_file!["shapes/drawing.svg"].assert_eq(&checked(&model).1);
}

#[test]
fn a_text_that_is_cut_is_named_in_full() {
    let mut model = sketch("Start -> A");
    let long = "Inform everybody who has been waiting for this decision since the beginning";
    model.elements[0].label = long.to_owned();
    let svg = checked(&model).1;
    assert!(
        svg.contains(&format!("<title>{long} (A): Action</title>")),
        "{svg}"
    );
    assert!(!svg.contains(&format!(">{long}</text>")), "{svg}");
}

#[test]
fn what_is_nested_too_deep_goes_on_elsewhere() {
    let depth = 200;
    let mut text = "Start -> D0\n".to_owned();
    for n in 0..depth {
        text += &format!("D{n}: in -> D{}\nD{n}: out -> A{n}\nA{n} -> B{n}\n", n + 1);
    }
    let (placed, _) = checked(&sketch(&text));
    assert!(
        placed
            .shapes
            .iter()
            .any(|shape| matches!(shape.what, What::Heading(_)))
    );
}

#[test]
fn a_long_drawing_costs_as_much_for_each_part_as_a_short_one() {
    let cost = |n: usize| {
        let mut text = "Start -> D0\n".to_owned();
        for n in 0..n {
            let next = n + 1;
            text += &format!("D{n}: a -> A{n}\nD{n}: b -> B{n}\nD{n}: c -> End\n");
            text += &format!("A{n} -> D{next}\nB{n} -> D{next}\nA{n} ! F\n");
        }
        let (placed, _) = checked(&sketch(&text));
        placed.n_operations as f64 / n as f64
    };
    let (short, long) = (cost(30), cost(900));
    assert!(long < 1.2 * short, "{short} grew to {long}");
}
