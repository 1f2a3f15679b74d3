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
fn a_data_table_takes_ids_of_its_rows() {
    check(
        r#"
        flow Table
        in list: [Account]
        out first: Account
        out n: Number
        out name: Text
        Page: screen -> Keep
        - component Table "flowruntime:datatable" (tableData = list, minRowSelection = 1, maxRowSelection = 2) into (firstSelectedRow = first) required
        Keep: set n AssignCount Table.selectedRows, name = Table.firstSelectedRow.Name
        "#,
        r#"
        start list = [{A Id: "1" Name: "a"}, {A Id: "2" Name: "b"}, {A Id: "3" Name: "c"}]
        next
        next Table = "4"
        next Table = ["1", "2", "3"]
        next Table = ["2", "1"]
        start list = [{A Id: "1" Name: "a"}]
        next Table = "1"
        "#,
        expect![[r#"
            > start list = [{A Id: "1" Name: "a"}, {A Id: "2" Name: "b"}, {A Id: "3" Name: "c"}]
              screen Table.Page next pause
                Table component (tableData = [{A Id: "1" Name: "a"}, {A Id: "2" Name: "b"}, {A Id: "3" Name: "c"}], minRowSelection = 1, maxRowSelection = 2) required
            > next
              screen Table.Page next pause
                Table component (tableData = [{A Id: "1" Name: "a"}, {A Id: "2" Name: "b"}, {A Id: "3" Name: "c"}], minRowSelection = 1, maxRowSelection = 2) required
                ! Table: at least 1 must be selected
            > next Table = "4"
              screen Table.Page next pause
                Table component (tableData = [{A Id: "1" Name: "a"}, {A Id: "2" Name: "b"}, {A Id: "3" Name: "c"}], minRowSelection = 1, maxRowSelection = 2) required
                ! Table: has no row `4` in its data
            > next Table = ["1", "2", "3"]
              screen Table.Page next pause
                Table component (tableData = [{A Id: "1" Name: "a"}, {A Id: "2" Name: "b"}, {A Id: "3" Name: "c"}], minRowSelection = 1, maxRowSelection = 2) required
                ! Table: at most 2 can be selected
            > next Table = ["2", "1"]
              finished first = {A Id: "2" Name: "b"}, n = 2, name = "b"
            > start list = [{A Id: "1" Name: "a"}]
              screen Table.Page next pause
                Table component (tableData = [{A Id: "1" Name: "a"}], minRowSelection = 1, maxRowSelection = 2) required
            > next Table = "1"
              finished first = {A Id: "1" Name: "a"}, n = 1, name = "a"
        "#]],
    );
}

#[test]
fn other_components_take_a_map_of_their_outputs_and_echo_their_inputs() {
    check(
        r#"
        flow Component
        out subject: Text
        out body: Text
        out none: Text = "old"
        Page: screen -> Keep
        - component Mail "c:mail" (subject = "Hi", body = "text") into (subject = subject, nothing = none)
        Keep: set body = Mail.body
        "#,
        r#"
        start
        next Mail = {"" body: "typed"}
        start
        next Mail = "text"
        next
        "#,
        expect![[r#"
            > start
              screen Component.Page next pause
                Mail component (subject = "Hi", body = "text")
            > next Mail = {"" body: "typed"}
              finished subject = "Hi", body = "typed", none = null
            > start
              screen Component.Page next pause
                Mail component (subject = "Hi", body = "text")
            > next Mail = "text"
              screen Component.Page next pause
                Mail component (subject = "Hi", body = "text")
                ! Mail: is a component: its answer is a map of its outputs
            > next
              finished subject = "Hi", body = "text", none = null
        "#]],
    );
}

#[test]
fn a_required_component_must_have_a_value() {
    check(
        r#"
        flow Mail
        Page: screen
        - component Mail "flowruntime:email" (required = true)
        "#,
        r#"
        start
        next
        next Mail = {"" value: "a@example.com"}
        "#,
        expect![[r#"
            > start
              screen Mail.Page next pause
                Mail component (required = true) required
            > next
              screen Mail.Page next pause
                Mail component (required = true) required
                ! Mail: must be answered
            > next Mail = {"" value: "a@example.com"}
              finished
        "#]],
    );
}

#[test]
fn a_record_field_goes_into_its_record() {
    check(
        r#"
        flow Fields
        inout account: Account
        Page: screen
        - record Name account.Name Text required
        - record Size account.Size Number
        - text Small when account.Size < 5
        "#,
        r#"
        start account = {Account Id: "1" Name: "Old" Size: 10}
        next Name = "" Small = "x"
        next Name = "Old" Size = "3" Small = "x"
        "#,
        expect![[r#"
            > start account = {Account Id: "1" Name: "Old" Size: 10}
              screen Fields.Page next pause
                Name text = "Old" required
                Size number = 10
            > next Name = "" Small = "x"
              screen Fields.Page next pause
                Name text = "Old" required
                Size number = 10
                ! Small: is hidden and cannot be answered
                ! Name: must be answered
            > next Name = "Old" Size = "3" Small = "x"
              finished account = {Account Id: "1" Name: "Old" Size*: 3}
        "#]],
    );
}

#[test]
fn a_repeater_takes_a_list_of_maps() {
    check(
        r#"
        flow Repeat
        out names: Text
        out n: Number
        Page: screen -> Keep
        - repeater Guests
        -- text Name required
        -- number Age
        Keep: set n AssignCount Guests.AllItems, names = merge "{!n}" -> Each
        Each: loop Guests.AddedItems as Each => Add
        Add: set names += Each.Name -> Each
        "#,
        r#"
        start
        next Guests = [{"" Age: 3}]
        next Guests = [{"" Name: "Ann" Colour: "red"}]
        next Guests = [{"" Name: "Ann" Age: "old"}]
        next Guests = [{"" Name: "Ann" Age: "3"}, {"" Name: "Bob"}]
        "#,
        expect![[r#"
            > start
              screen Repeat.Page next pause
                Guests repeater = { AllItems: [] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Age number = null
            > next Guests = [{"" Age: 3}]
              screen Repeat.Page next pause
                Guests repeater = { AllItems: [] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Age number = null
                ! Guests: `Name` must be answered
            > next Guests = [{"" Name: "Ann" Colour: "red"}]
              screen Repeat.Page next pause
                Guests repeater = { AllItems: [] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Age number = null
                ! Guests: has no field `Colour`
            > next Guests = [{"" Name: "Ann" Age: "old"}]
              screen Repeat.Page next pause
                Guests repeater = { AllItems: [] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Age number = null
                ! Guests: `Age` must be a number
            > next Guests = [{"" Name: "Ann" Age: "3"}, {"" Name: "Bob"}]
              finished names = "2AnnBob", n = 2
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
