//! Choices of screens.

use expect_test::expect;

use crate::story::check;

#[test]
fn choices_are_answered_by_value_name_or_label() {
    check(
        r#"
        flow Choose
        in other: Text
        out value: Any
        out selected: Any
        choice One "The first" = 1
        choice Two "The {!other}" = 2
        Page: screen -> Check
        - radio Pick numbers of One, Two
        Check: decide WasTwo if Two WasSelected true => Keep -> Keep
        Keep: set value = Pick, selected = WasTwo
        "#,
        r#"
        start other = "second"
        next Pick = 2
        start other = "second"
        next Pick = "Two"
        start other = "second"
        next Pick = "The first"
        start other = "second"
        next Pick = "Three"
        "#,
        expect![[r#"
            > start other = "second"
              screen Choose.Page next pause
                Pick radio = null [One: "The first" = 1] [Two: "The second" = 2]
            > next Pick = 2
              finished value = 2, selected = true
            > start other = "second"
              screen Choose.Page next pause
                Pick radio = null [One: "The first" = 1] [Two: "The second" = 2]
            > next Pick = "Two"
              finished value = 2, selected = true
            > start other = "second"
              screen Choose.Page next pause
                Pick radio = null [One: "The first" = 1] [Two: "The second" = 2]
            > next Pick = "The first"
              finished value = 1, selected = false
            > start other = "second"
              screen Choose.Page next pause
                Pick radio = null [One: "The first" = 1] [Two: "The second" = 2]
            > next Pick = "Three"
              screen Choose.Page next pause
                Pick radio = null [One: "The first" = 1] [Two: "The second" = 2]
                ! Pick: offers no choice `Three`
        "#]],
    );
}

#[test]
fn a_picklist_takes_its_first_choice_and_radio_buttons_none() {
    check(
        r#"
        flow Choose
        out a: Text
        out b: Text
        out c: Text
        out d: Text
        choice One "One" = "1"
        choice Two "Two" = "2"
        Page: screen -> Keep
        - pick A of One, Two
        - radio B of One, Two
        - radio C of One, Two default Two
        - pick D of One, Two = "2"
        Keep: set a = A, b = B, c = C, d = D
        "#,
        r#"
        start
        next
        "#,
        expect![[r#"
            > start
              screen Choose.Page next pause
                A picklist = "1" [One: "One" = "1"] [Two: "Two" = "2"]
                B radio = null [One: "One" = "1"] [Two: "Two" = "2"]
                C radio = "2" [One: "One" = "1"] [Two: "Two" = "2"]
                D picklist = "2" [One: "One" = "1"] [Two: "Two" = "2"]
            > next
              finished a = "1", b = null, c = "2", d = "2"
        "#]],
    );
}

#[test]
fn several_choices_are_stored_in_their_order_joined_by_semicolons() {
    check(
        r#"
        flow Several
        out value: Text
        choice A "Choice A" = "a"
        choice B "Choice B" = "b;b"
        choice C "Choice C"
        Page: screen -> Keep
        - boxes Some of A, B, C required
        Keep: set value = Some
        "#,
        r#"
        start
        next Some = ["Choice C", "a"]
        start
        next Some = "bb;A"
        start
        next Some = []
        next Some = ["x"]
        "#,
        expect![[r#"
            > start
              screen Several.Page next pause
                Some checkboxes = null required [A: "Choice A" = "a"] [B: "Choice B" = "bb"] [C: "Choice C" = "Choice C"]
            > next Some = ["Choice C", "a"]
              finished value = "a;Choice C"
            > start
              screen Several.Page next pause
                Some checkboxes = null required [A: "Choice A" = "a"] [B: "Choice B" = "bb"] [C: "Choice C" = "Choice C"]
            > next Some = "bb;A"
              finished value = "a;bb"
            > start
              screen Several.Page next pause
                Some checkboxes = null required [A: "Choice A" = "a"] [B: "Choice B" = "bb"] [C: "Choice C" = "Choice C"]
            > next Some = []
              screen Several.Page next pause
                Some checkboxes = null required [A: "Choice A" = "a"] [B: "Choice B" = "bb"] [C: "Choice C" = "Choice C"]
                ! Some: must be answered
            > next Some = ["x"]
              screen Several.Page next pause
                Some checkboxes = null required [A: "Choice A" = "a"] [B: "Choice B" = "bb"] [C: "Choice C" = "Choice C"]
                ! Some: offers no choice `x`
        "#]],
    );
}

#[test]
fn a_choice_may_take_a_text_of_the_person() {
    check(
        r#"
        flow Other
        out value: Text
        out other: Text
        choice Known "Known" = "k"
        choice Other "Something else" = "o" input
        Page: screen -> Keep
        - radio Pick of Known, Other
        Keep: set value = Pick, other = Other
        "#,
        r#"
        start
        next Pick = "my own words"
        start
        next Pick = "k"
        "#,
        expect![[r#"
            > start
              screen Other.Page next pause
                Pick radio = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
            > next Pick = "my own words"
              finished value = "my own words", other = "my own words"
            > start
              screen Other.Page next pause
                Pick radio = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
            > next Pick = "k"
              finished value = "k", other = "o"
        "#]],
    );
}

#[test]
fn records_become_choices_once_they_are_read() {
    check(
        r#"
        flow Records
        in rating: Text
        out id: Text
        out name: Text
        out set: Text
        set Accounts of Account show Name store Id where Rating = rating by Name into (Name = name)
        Page: screen -> Keep
        - pick Account of Accounts
        Keep: set id = Account, set = Accounts
        "#,
        r#"
        start rating = "Hot"
        rows {Account Id: "1" Name: "Acme"} {Account Id: "2" Name: "Ajax"}
        next Account = "Ajax"
        "#,
        expect![[r#"
            > start rating = "Hot"
              rows of Account where Rating EqualTo "Hot" by Name
            > rows {Account Id: "1" Name: "Acme"} {Account Id: "2" Name: "Ajax"}
              screen Records.Page next pause
                Account picklist = "1" [Accounts: "Acme" = "1"] [Accounts: "Ajax" = "2"]
            > next Account = "Ajax"
              finished id = "2", name = "Ajax", set = "2"
        "#]],
    );
}

#[test]
fn choices_follow_the_answers_that_their_filter_depends_on() {
    check(
        r#"
        flow Depend
        out city: Text
        choice At "Austria" = "AT"
        choice De "Germany" = "DE"
        set Cities of City show Name store Name where Country = Country
        Page: screen -> Keep
        - radio Country of At, De default At
        - pick City of Cities required
        Keep: set city = City
        "#,
        r#"
        start
        rows {City Name: "Linz"} {City Name: "Graz"}
        next Country = "DE" City = "Linz"
        rows {City Name: "Bonn"}
        next Country = "DE"
        "#,
        expect![[r#"
            > start
              rows of City where Country EqualTo "AT"
            > rows {City Name: "Linz"} {City Name: "Graz"}
              screen Depend.Page next pause
                Country radio = "AT" [At: "Austria" = "AT"] [De: "Germany" = "DE"]
                City picklist = "Linz" required [Cities: "Linz" = "Linz"] [Cities: "Graz" = "Graz"]
            > next Country = "DE" City = "Linz"
              rows of City where Country EqualTo "DE"
            > rows {City Name: "Bonn"}
              screen Depend.Page next pause
                Country radio = "AT" [At: "Austria" = "AT"] [De: "Germany" = "DE"]
                City picklist = "Linz" required [Cities: "Linz" = "Linz"] [Cities: "Graz" = "Graz"]
                ! City: offers no choice `Linz`
            > next Country = "DE"
              finished city = "Bonn"
        "#]],
    );
}

#[test]
fn items_of_a_collection_and_picklist_values_become_choices() {
    check(
        r#"
        flow Sets
        in list: [Account]
        out a: Text
        out b: Text
        set Items in list show Name store Code
        picklist Ratings Hot, Warm
        Page: screen -> Keep
        - radio A of Items
        - pick B of Ratings
        Keep: set a = A, b = B
        "#,
        r#"
        start list = [{Account Name: "Acme" Code: "ac"}, {Account Name: "Ajax" Code: "aj"}]
        next A = "aj" B = "Warm!"
        "#,
        expect![[r#"
            > start list = [{Account Name: "Acme" Code: "ac"}, {Account Name: "Ajax" Code: "aj"}]
              screen Sets.Page next pause
                A radio = null [Items: "Acme" = "ac"] [Items: "Ajax" = "aj"]
                B picklist = "Hot" [Ratings: "Hot!" = "Hot"] [Ratings: "Warm!" = "Warm"]
            > next A = "aj" B = "Warm!"
              finished a = "aj", b = "Warm"
        "#]],
    );
}

#[test]
fn a_text_of_the_person_must_be_there_and_meet_its_rule() {
    check(
        r#"
        flow Other
        out value: Text
        choice Known "Known" = "k"
        choice Other "Something else" = "o" input required check "LEN({!Other}) > 3" "Say {!Other} in full"
        Page: screen -> Keep
        - radio Pick of Known, Other
        - boxes Some of Known, Other
        Keep: set value = merge "{!Pick} {!Some}"
        "#,
        r#"
        start
        next Pick = "o" Some = ["k", "no"]
        next Pick = "no" Some = ["k", "Other"]
        next Pick = "long enough" Some = ["k", "also long"]
        start
        next Pick = "k"
        "#,
        expect![[r#"
            > start
              screen Other.Page next pause
                Pick radio = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
                Some checkboxes = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
            > next Pick = "o" Some = ["k", "no"]
              screen Other.Page next pause
                Pick radio = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
                Some checkboxes = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
                ! Pick: must be answered: Something else
                ! Some: Say no in full
            > next Pick = "no" Some = ["k", "Other"]
              screen Other.Page next pause
                Pick radio = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
                Some checkboxes = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
                ! Pick: Say no in full
                ! Some: must be answered: Something else
            > next Pick = "long enough" Some = ["k", "also long"]
              finished value = "long enough k;also long"
            > start
              screen Other.Page next pause
                Pick radio = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
                Some checkboxes = null [Known: "Known" = "k"] [Other: "Something else" = "o"]
            > next Pick = "k"
              finished value = "k "
        "#]],
    );
}
