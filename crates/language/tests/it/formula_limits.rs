//! No formula hangs, eats memory or overflows the stack.

use segue_language::{FORMULA_DEPTH_MAX, FORMULA_LENGTH_MAX, Value};

use crate::world::World;

fn refused(formula: &str) -> &'static str {
    World::empty().compile(formula).unwrap_err().code
}

#[test]
fn a_formula_has_a_longest_length() {
    let longest = format!("'{}'", "x".repeat(FORMULA_LENGTH_MAX - 2));
    assert!(World::empty().compile(&longest).is_ok());
    assert_eq!(refused(&format!("{longest} ")), "too-long");
}

#[test]
fn a_formula_has_a_deepest_nesting() {
    let nested = |n: usize| format!("{}1{}", "(".repeat(n), ")".repeat(n));
    assert!(
        World::empty()
            .compile(&nested(FORMULA_DEPTH_MAX - 1))
            .is_ok()
    );
    assert_eq!(refused(&nested(FORMULA_DEPTH_MAX)), "too-deep");
    assert_eq!(refused(&"-".repeat(1_000)), "too-deep");
    assert_eq!(refused(&"NOT(".repeat(900)), "too-deep");
}

#[test]
fn the_deepest_formula_can_be_evaluated() {
    for call in ["ABS(", "IF(TRUE, 1, ", "MAX(1, ", "BLANKVALUE(NULL, "] {
        let n = FORMULA_DEPTH_MAX - 1;
        let formula = format!("{}1{}", call.repeat(n), ")".repeat(n));
        assert_eq!(World::empty().show(&formula), "1", "{call}");
    }
}

#[test]
fn a_long_chain_is_not_deep() {
    let sum = vec!["1"; 1_900].join("+");
    assert_eq!(World::empty().show(&sum), "1900");
    let text = vec!["'a'"; 900].join("&");
    assert_eq!(World::empty().show(&text).len(), 900);
}

#[test]
fn a_text_cannot_grow_without_bound() {
    let world = World::empty().with("big", Value::text("x".repeat(200_000)));
    for formula in [
        "big & big",
        "big + big",
        "RPAD('x', 1000000, 'y')",
        "LPAD('x', 10 ^ 30, 'y')",
        "SUBSTITUTE(big, 'x', 'yyyy')",
        "HTMLENCODE(SUBSTITUTE(big, 'x', '<'))",
    ] {
        assert_eq!(world.show(formula), "error text-too-long", "{formula}");
    }
}

#[test]
fn an_evaluation_has_a_budget() {
    let world = World::empty().with("big", Value::text("x".repeat(200_000)));
    let costly = vec!["LEN(big)"; 200].join("+");
    assert_eq!(world.show(&costly), "error too-costly");
    assert_eq!(
        world.show(&format!("IFERROR({costly}, 0)")),
        "error too-costly"
    );
}

#[test]
fn a_pattern_cannot_take_forever() {
    let world = World::empty()
        .with("text", Value::text("a".repeat(5_000)))
        .with("many", Value::text("a%".repeat(3_000)))
        .with("few", Value::text("(a|b)*"));
    let look_ahead = r"REGEX(text, '(?=a)(a|a)*(?<!a)b')";
    let shown = world.show(look_ahead);
    assert!(shown == "false" || shown == "error too-costly", "{shown}");
    let likes = vec!["IF(LIKE(text, many), 1, 0)"; 20].join("+");
    assert_eq!(world.show(&likes), "error too-costly");
    let patterns = vec!["IF(REGEX(text, few), 1, 0)"; 110].join("+");
    assert_eq!(world.show(&patterns), "error too-costly");
    assert_eq!(world.show("REGEX(text, many)"), "error bad-pattern");
    assert_eq!(
        world.show("REGEX(text, '' & '(a{1000}){1000}')"),
        "error bad-pattern"
    );
}
