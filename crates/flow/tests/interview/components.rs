//! Components, record fields and repeaters of screens.

use expect_test::expect;

use crate::story::check;

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
fn what_the_platform_checks_in_a_component_is_checked() {
    check(
        r#"
        flow Components
        out n: Number
        out to: Text
        out first: Text
        Page: screen -> Keep
        - component People "flowruntime:slider" (min = 2, max = 250) into (value = n)
        - component Mail "flowruntime:email" (label = "Mail") into (value = to)
        - component Who "flowruntime:lookup" (maxValues = 2) into (recordId = first)
        Keep: set n += 1
        "#,
        r#"
        start
        next People = {"" value: "1"} Mail = {"" value: "a b@c"} Who = {"" recordIds: ["x", "y", "z"]}
        next People = {"" value: "40"} Mail = {"" value: "a@c.org"} Who = {"" recordIds: ["x", "y"]}
        "#,
        expect![[r#"
            > start
              screen Components.Page next pause
                People component (min = 2, max = 250)
                Mail component (label = "Mail")
                Who component (maxValues = 2)
            > next People = {"" value: "1"} Mail = {"" value: "a b@c"} Who = {"" recordIds: ["x", "y", "z"]}
              screen Components.Page next pause
                People component (min = 2, max = 250)
                Mail component (label = "Mail")
                Who component (maxValues = 2)
                ! People: must be 2 or more
                ! Mail: must be a mail address
                ! Who: takes at most 2
            > next People = {"" value: "40"} Mail = {"" value: "a@c.org"} Who = {"" recordIds: ["x", "y"]}
              finished n = 41, to = "a@c.org", first = "x"
        "#]],
    );
}
