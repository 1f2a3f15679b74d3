//! Going on, back and pausing.

use expect_test::expect;

use segue_flow::{Answer, Go, Need, Submission};
use segue_language::FlowVersion;

use crate::story::{advance, begin, check, read_flows, stored_size};

#[test]
fn going_back_shows_the_stored_answers_and_undoes_nothing() {
    check(
        r#"
        flow Pages
        out n: Number = 0
        out a: Text
        out b: Text
        One: screen -> Count
        - text A = "first"
        - text R = "again" resets
        Count: set n += 1 -> Two
        Two: screen -> Keep
        - text B
        Keep: set a = A, b = B
        "#,
        r#"
        start
        previous
        next A = "typed" R = "typed"
        previous B = "half done"
        next
        next
        "#,
        expect![[r#"
            > start
              screen Pages.One next pause
                A text = "first"
                R text = "again"
            > previous
              screen Pages.One next pause
                A text = "first"
                R text = "again"
                ! page: this screen has no way back
            > next A = "typed" R = "typed"
              screen Pages.Two back next pause
                B text = null
            > previous B = "half done"
              screen Pages.One next pause
                A text = "typed"
                R text = "again"
            > next
              screen Pages.Two back next pause
                B text = "half done"
            > next
              finished n = 2, a = "typed", b = "half done"
        "#]],
    );
}

#[test]
fn a_screen_without_a_way_on_or_back_says_so() {
    check(
        r#"
        flow Pages
        One: screen -> Two
        - text A
        Two: screen noback nofinish nopause
        - show Text "the end"
        "#,
        r#"
        start
        next
        next
        previous
        pause
        "#,
        expect![[r#"
            > start
              screen Pages.One next pause
                A text = null
            > next
              screen Pages.Two display-only
                Text display = "the end"
            > next
              screen Pages.Two display-only
                Text display = "the end"
                ! page: this screen has no way on
            > previous
              screen Pages.Two display-only
                Text display = "the end"
                ! page: this screen has no way back
            > pause
              screen Pages.Two display-only
                Text display = "the end"
                ! page: this screen cannot be paused
        "#]],
    );
}

#[test]
fn a_refresh_keeps_a_draft_and_shows_what_it_makes_visible() {
    check(
        r#"
        flow Pages
        One: screen
        - text A
        - text B required when A = "more"
        - number N
        "#,
        r#"
        start
        refresh A = "more" N = "many"
        next
        refresh A = "less"
        next
        "#,
        expect![[r#"
            > start
              screen Pages.One next pause
                A text = null
                B text = null required hidden
                N number = null
            > refresh A = "more" N = "many"
              screen Pages.One next pause
                A text = "more"
                B text = null required
                N number = null
            > next
              screen Pages.One next pause
                A text = "more"
                B text = null required
                N number = null
                ! B: must be answered
            > refresh A = "less"
              screen Pages.One next pause
                A text = "less"
                B text = null required hidden
                N number = null
            > next
              finished
        "#]],
    );
}

#[test]
fn an_error_screen_leads_back() {
    check(
        r#"
        flow Errors
        out a: Text
        One: screen -> Try
        - text A
        Try: act Doing (a = A) -> Keep !> Oops
        Oops: screen nofinish
        - show Text "{!$Flow.FaultMessage}"
        Keep: set a = A
        "#,
        r#"
        start
        next A = "bad"
        fault "bad A"
        next
        previous
        next A = "good"
        outputs
        "#,
        expect![[r#"
            > start
              screen Errors.One next pause
                A text = null
            > next A = "bad"
              act apex Doing(a = "bad")
            > fault "bad A"
              screen Errors.Oops back pause display-only
                Text display = "bad A"
            > next
              screen Errors.Oops back pause display-only
                Text display = "bad A"
                ! page: this screen has no way on
            > previous
              screen Errors.One next pause
                A text = "bad"
            > next A = "good"
              act apex Doing(a = "good")
            > outputs
              finished a = "good"
        "#]],
    );
}

#[test]
fn a_pause_keeps_what_was_typed() {
    check(
        r#"
        flow Pause
        out a: Text
        One: screen -> Keep
        - text A required
        - number N
        Keep: set a = A
        "#,
        r#"
        start
        pause N = "x"
        pause A = "typed"
        again
        next N = 2
        "#,
        expect![[r#"
            > start
              screen Pause.One next pause
                A text = null required
                N number = null
            > pause N = "x"
              screen Pause.One next pause
                A text = null required
                N number = null
                ! N: must be a number
            > pause A = "typed"
              screen Pause.One next pause
                A text = "typed" required
                N number = null
            > again
              screen Pause.One next pause
                A text = "typed" required
                N number = null
            > next N = 2
              finished a = "typed"
        "#]],
    );
}

#[test]
fn screens_of_a_subflow_appear_as_the_callers_and_lead_back_across_it() {
    check(
        r#"
        flow Outer
        out name: Text
        One: screen -> Call
        - text A
        Call: call Inner (name = A) into (name = name) -> Two
        Two: screen
        - show Text "Hello {!name}"

        flow Inner
        inout name: Text
        Ask: screen -> Keep
        - text Name = name
        Keep: set name = Name
        "#,
        r#"
        start
        next A = "Ann"
        flow Inner
        next Name = "Anna"
        previous
        previous
        next A = "Bob"
        flow Inner
        next
        next
        "#,
        expect![[r#"
            > start
              screen Outer.One next pause
                A text = null
            > next A = "Ann"
              call Inner(name = "Ann")
            > flow Inner
              screen Inner.Ask back next pause
                Name text = "Ann"
            > next Name = "Anna"
              screen Outer.Two back next pause display-only
                Text display = "Hello Anna"
            > previous
              screen Inner.Ask back next pause
                Name text = "Anna"
            > previous
              screen Outer.One next pause
                A text = "Ann"
            > next A = "Bob"
              call Inner(name = "Bob")
            > flow Inner
              screen Inner.Ask back next pause
                Name text = "Bob"
            > next
              screen Outer.Two back next pause display-only
                Text display = "Hello Bob"
            > next
              finished name = "Bob"
        "#]],
    );
}

#[test]
fn going_back_inside_a_loop_returns_to_the_item_before() {
    check(
        r#"
        flow Loop
        in items: [Text]
        out seen: Text
        Each: loop items as Each => Page
        Page: screen -> Add
        - text Note = Each resets
        Add: set seen += Note -> Each
        "#,
        r#"
        start items = ["a", "b", "c"]
        next
        next
        previous
        next Note = "B"
        next
        "#,
        expect![[r#"
            > start items = ["a", "b", "c"]
              screen Loop.Page next pause
                Note text = "a"
            > next
              screen Loop.Page back next pause
                Note text = "b"
            > next
              screen Loop.Page back next pause
                Note text = "c"
            > previous
              screen Loop.Page back next pause
                Note text = "b"
            > next Note = "B"
              screen Loop.Page back next pause
                Note text = "c"
            > next
              finished seen = "abBc"
        "#]],
    );
}

#[test]
fn an_interview_remembers_a_hundred_screens_and_the_flows_that_they_need() {
    let flows = read_flows(
        "flow Outer
         Call: call Inner -> Call

         flow Inner
         Page: screen
         - text A",
    );
    let mut interview = begin(&flows[0]);
    let mut answer = Answer::Begin;
    let mut stored = Vec::new();
    for _ in 0..300 {
        let call = advance(&mut interview, answer);
        assert!(matches!(call, Need::Subflow { .. }));
        advance(
            &mut interview,
            Answer::Flow(flows[1].clone(), FlowVersion(1)),
        );
        stored.push(stored_size(&interview));
        answer = Answer::Screen(Submission::default());
    }
    assert!(stored[299] < stored[150] + stored[150] / 10);
    let mut n_back = 0;
    while let Need::Screen(screen) = advance(&mut interview, go_back()) {
        if !screen.errors.is_empty() {
            break;
        }
        n_back += 1;
    }
    assert_eq!(n_back, 100);
}

fn go_back() -> Answer {
    Answer::Screen(Submission {
        go: Go::Previous,
        ..Submission::default()
    })
}

#[test]
fn a_screen_shown_again_keeps_its_stored_answers() {
    check(
        r#"
        flow Again
        var n: Number = 0
        Page: screen -> Count
        - text A = "default"
        Count: set n += 1 -> More
        More: decide Twice if n < 2 => Page
        "#,
        r#"
        start
        next A = "typed"
        next
        "#,
        expect![[r#"
            > start
              screen Again.Page next pause
                A text = "default"
            > next A = "typed"
              screen Again.Page back next pause
                A text = "typed"
            > next
              finished
        "#]],
    );
}
