//! Screens: showing and answering.

use expect_test::expect;

use crate::story::check;

#[test]
fn a_screen_shows_its_fields_and_takes_typed_answers() {
    check(
        r#"
        flow Ask
        in name: Text
        out text: Text
        out n: Number
        out day: Date
        out flag: Boolean
        Page: screen -> Keep
        - show Hello "Hello {!name}, it is {!$Flow.CurrentDate}"
        - text Text = name
        - number N scale 1
        - date Day
        - checkbox Flag
        - password Secret
        Keep: set text = Text, n = N, day = Day, flag = Flag
        "#,
        r#"
        start name = "Ann"
        next N = "12.5" Day = "2026-03-04" flag = "true" Secret = "x"
        start name = "Ann"
        next Text = "other"
        "#,
        expect![[r#"
            > start name = "Ann"
              screen Ask.Page next pause
                Hello display = "Hello Ann, it is 2026-03-02"
                Text text = "Ann"
                N number = null
                Day date = null
                Flag checkbox = false
                Secret password = null
            > next N = "12.5" Day = "2026-03-04" flag = "true" Secret = "x"
              finished text = "Ann", n = 12.5, day = 2026-03-04, flag = true
            > start name = "Ann"
              screen Ask.Page next pause
                Hello display = "Hello Ann, it is 2026-03-02"
                Text text = "Ann"
                N number = null
                Day date = null
                Flag checkbox = false
                Secret password = null
            > next Text = "other"
              finished text = "other", n = null, day = null, flag = false
        "#]],
    );
}

#[test]
fn everything_that_is_wrong_comes_back_at_once_and_nothing_is_changed() {
    check(
        r#"
        flow Ask
        out text: Text
        Page: screen -> Keep
        - show Hello "Hello"
        - text Name required
        - number Whole scale 0
        - number Price scale 2
        - date Day
        - text Fixed = "fixed" readonly
        Keep: set text = Name
        "#,
        r#"
        start
        next Whole = "1.5" Price = 1.005 Day = "soon" Fixed = "x" Hello = "y" Other = 1
        next Name = "  "
        next Name = "Ann" Whole = 2 Price = 1.05
        "#,
        expect![[r#"
            > start
              screen Ask.Page next pause
                Hello display = "Hello"
                Name text = null required
                Whole number = null
                Price number = null
                Day date = null
                Fixed text = "fixed" read-only
            > next Whole = "1.5" Price = 1.005 Day = "soon" Fixed = "x" Hello = "y" Other = 1
              screen Ask.Page next pause
                Hello display = "Hello"
                Name text = null required
                Whole number = null
                Price number = null
                Day date = null
                Fixed text = "fixed" read-only
                ! Hello: takes no answer
                ! Whole: must be a whole number
                ! Price: can have at most 2 decimal places
                ! Day: must be a date
                ! Fixed: is read-only
                ! Other: is no field of this screen
                ! Name: must be answered
            > next Name = "  "
              screen Ask.Page next pause
                Hello display = "Hello"
                Name text = null required
                Whole number = null
                Price number = null
                Day date = null
                Fixed text = "fixed" read-only
                ! Name: must be answered
            > next Name = "Ann" Whole = 2 Price = 1.05
              finished text = "Ann"
        "#]],
    );
}

#[test]
fn a_display_only_screen_says_so() {
    check(
        r#"
        flow Show
        Page: screen
        - show Text "Done"
        - component Image "flowruntime:image" (imageName = "check")
        - component Table "flowruntime:datatable" (selectionMode = "NO_SELECTION")
        - text Fixed = "fixed" readonly
        "#,
        r#"
        start
        next
        "#,
        expect![[r#"
            > start
              screen Show.Page next pause display-only
                Text display = "Done"
                Image component (imageName = "check") read-only
                Table component (selectionMode = "NO_SELECTION") read-only
                Fixed text = "fixed" read-only
            > next
              finished
        "#]],
    );
}

#[test]
fn visible_conditions_see_the_answers_before_them() {
    check(
        r#"
        flow Live
        in never: Boolean
        out more: Text
        out kind: Text
        choice A "Choice A" = "a"
        choice B "Choice B" = "b"
        Page: screen -> Keep
        - radio Kind of A, B
        - text More required when Kind = "b"
        - text Even when More = "x"
        - text Gone when never = true
        Keep: set more = More, kind = Kind
        "#,
        r#"
        start
        next Kind = "a"
        start
        next Kind = "b"
        next Kind = "a" More = "y"
        next Kind = "b" More = "x" Even = "z"
        start
        next Gone = "x"
        "#,
        expect![[r#"
            > start
              screen Live.Page next pause
                Kind radio = null [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                More text = null required hidden
                Even text = null hidden
            > next Kind = "a"
              finished more = null, kind = "a"
            > start
              screen Live.Page next pause
                Kind radio = null [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                More text = null required hidden
                Even text = null hidden
            > next Kind = "b"
              screen Live.Page next pause
                Kind radio = null [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                More text = null required hidden
                Even text = null hidden
                ! More: must be answered
            > next Kind = "a" More = "y"
              screen Live.Page next pause
                Kind radio = null [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                More text = null required hidden
                Even text = null hidden
                ! More: is hidden and cannot be answered
            > next Kind = "b" More = "x" Even = "z"
              finished more = "x", kind = "b"
            > start
              screen Live.Page next pause
                Kind radio = null [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                More text = null required hidden
                Even text = null hidden
            > next Gone = "x"
              screen Live.Page next pause
                Kind radio = null [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                More text = null required hidden
                Even text = null hidden
                ! Gone: is hidden and cannot be answered
        "#]],
    );
}

#[test]
fn the_fields_of_a_hidden_section_are_hidden() {
    check(
        r#"
        flow Section
        out inner: Text
        Page: screen -> Keep
        - checkbox Open
        - section Box when Open = true
        -- text Inner = "default" required
        -- show Note "note"
        Keep: set inner = Inner
        "#,
        r#"
        start
        next
        start
        next Open = true
        start
        next Open = true Inner = "typed"
        start
        next Inner = "typed"
        "#,
        expect![[r#"
            > start
              screen Section.Page next pause
                Open checkbox = false
                Box section hidden
                  Inner text = null required hidden
                  Note display = "note" hidden
            > next
              finished inner = null
            > start
              screen Section.Page next pause
                Open checkbox = false
                Box section hidden
                  Inner text = null required hidden
                  Note display = "note" hidden
            > next Open = true
              finished inner = "default"
            > start
              screen Section.Page next pause
                Open checkbox = false
                Box section hidden
                  Inner text = null required hidden
                  Note display = "note" hidden
            > next Open = true Inner = "typed"
              finished inner = "typed"
            > start
              screen Section.Page next pause
                Open checkbox = false
                Box section hidden
                  Inner text = null required hidden
                  Note display = "note" hidden
            > next Inner = "typed"
              screen Section.Page next pause
                Open checkbox = false
                Box section hidden
                  Inner text = null required hidden
                  Note display = "note" hidden
                ! Inner: is hidden and cannot be answered
        "#]],
    );
}

#[test]
fn a_screen_can_wait_for_a_lookup_while_it_is_shown_and_while_it_is_answered() {
    check(
        r#"
        flow Lookups
        in account: Account
        out name: Text
        Page: screen -> Keep
        - show Owner "Owner: {!account.Owner.Name}"
        - text Name
        - text Boss when Name = "x" & account.Parent.Name = "P"
        Keep: set name = Name
        "#,
        r#"
        start account = {Account Id: "1"}
        related {User Id: "2" Name: "Olga"}
        next Name = "x" Boss = "b"
        related {Account Id: "3" Name: "P"}
        "#,
        expect![[r#"
            > start account = {Account Id: "1"}
              related Owner of 1
            > related {User Id: "2" Name: "Olga"}
              screen Lookups.Page next pause
                Owner display = "Owner: Olga"
                Name text = null
                Boss text = null hidden
            > next Name = "x" Boss = "b"
              related Parent of 1
            > related {Account Id: "3" Name: "P"}
              finished name = "x"
        "#]],
    );
}

#[test]
fn a_screen_whose_rows_cannot_be_read_follows_its_fault_connector() {
    check(
        r#"
        flow Rows
        out why: Text
        set Accounts of Account show Name
        Page: screen !> Why
        - pick Account of Accounts
        Why: set why = $Flow.FaultMessage
        "#,
        r#"
        start
        fault "no access"
        "#,
        expect![[r#"
            > start
              rows of Account
            > fault "no access"
              finished why = "no access"
        "#]],
    );
}

/// The forms of the platform's own approvals leave their decision so.
#[test]
fn a_variable_that_starts_as_a_field_holds_what_is_answered_there() {
    check(
        r#"
        flow Ask
        out answer: Text = Text
        out other: Text = Text
        Page: screen -> Next
        - text Text
        Next: set other = "assigned" -> Again
        Again: screen
        - text Last
        "#,
        r#"
        start
        next Text = "one"
        previous
        next Text = "two"
        next
        "#,
        expect![[r#"
            > start
              screen Ask.Page next pause
                Text text = null
            > next Text = "one"
              screen Ask.Again back next pause
                Last text = null
            > previous
              screen Ask.Page next pause
                Text text = "one"
            > next Text = "two"
              screen Ask.Again back next pause
                Last text = null
            > next
              finished answer = "two", other = "assigned"
        "#]],
    );
}

#[test]
fn what_is_not_to_be_shown_is_hidden_whatever_its_conditions_say() {
    check(
        r#"
        flow Shown
        in open: Boolean
        out a: Text
        Page: screen -> Keep
        - text A = "x" shown open
        - text B = "y" readonly
        Keep: set a = A
        "#,
        r#"
        start open = false
        next B = "y"
        start open = true
        next B = "z"
        next A = "z" B = "y"
        "#,
        expect![[r#"
            > start open = false
              screen Shown.Page next pause display-only
                B text = "y" read-only
            > next B = "y"
              finished a = null
            > start open = true
              screen Shown.Page next pause
                A text = "x"
                B text = "y" read-only
            > next B = "z"
              screen Shown.Page next pause
                A text = "x"
                B text = "y" read-only
                ! B: is read-only
            > next A = "z" B = "y"
              finished a = "z"
        "#]],
    );
}
