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
                ! Guests.0.Name: must be answered
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
                ! Guests.0.Age: must be a number
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

#[test]
fn each_item_of_a_repeater_is_checked_by_itself_and_told_at_its_field() {
    check(
        r#"
        flow Repeat
        out n: Number
        choice Child "Child" = "c"
        choice Adult "Adult" = "a"
        Page: screen -> Keep
        - repeater Guests
        -- text Name required
        -- radio Kind of Child, Adult
        -- number Age required when Kind = "c" check "{!Age} < 18" "{!Name} is no child"
        Keep: set n AssignCount Guests.AllItems
        "#,
        r#"
        start
        next Guests = [{"" Name: "Ann" Kind: "a"}, {"" Name: "Bob" Kind: "c" Age: 40}, {"" Kind: "c"}]
        refresh Guests = [{"" Name: "Ann" Kind: "c"}, {"" Kind: "a" Age: 3}]
        next Guests = [{"" Name: "Ann" Kind: "x"}]
        next Guests = [{"" Name: "Ann" Kind: "a"}, {"" Name: "Bob" Kind: "c" Age: 4}]
        "#,
        expect![[r#"
            > start
              screen Repeat.Page next pause
                Guests repeater = { AllItems: [] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Kind radio = null [Child: "Child" = "c"] [Adult: "Adult" = "a"]
            > next Guests = [{"" Name: "Ann" Kind: "a"}, {"" Name: "Bob" Kind: "c" Age: 40}, {"" Kind: "c"}]
              screen Repeat.Page next pause
                Guests repeater = { AllItems: [] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Kind radio = null [Child: "Child" = "c"] [Adult: "Adult" = "a"]
                ! Guests.1.Age: Bob is no child
                ! Guests.2.Name: must be answered
                ! Guests.2.Age: must be answered
            > refresh Guests = [{"" Name: "Ann" Kind: "c"}, {"" Kind: "a" Age: 3}]
              screen Repeat.Page next pause
                Guests repeater = { AllItems: [{ Name: "Ann" Kind: "c" Age: null}, { Name: null Kind: "a" Age: null}] AddedItems: [{ Name: "Ann" Kind: "c" Age: null}, { Name: null Kind: "a" Age: null}] RemovedItems: []}
                  Name text = null required
                  Kind radio = null [Child: "Child" = "c"] [Adult: "Adult" = "a"]
            > next Guests = [{"" Name: "Ann" Kind: "x"}]
              screen Repeat.Page next pause
                Guests repeater = { AllItems: [{ Name: "Ann" Kind: "c" Age: null}, { Name: null Kind: "a" Age: null}] AddedItems: [{ Name: "Ann" Kind: "c" Age: null}, { Name: null Kind: "a" Age: null}] RemovedItems: []}
                  Name text = null required
                  Kind radio = null [Child: "Child" = "c"] [Adult: "Adult" = "a"]
                ! Guests.0.Kind: offers no choice `x`
            > next Guests = [{"" Name: "Ann" Kind: "a"}, {"" Name: "Bob" Kind: "c" Age: 4}]
              finished n = 2
        "#]],
    );
}

#[test]
fn items_that_are_there_at_first_can_be_changed_and_removed() {
    check(
        r#"
        flow Repeat
        in list: [Account]
        out all: Text
        out added: Text
        out removed: Text
        Page: screen -> Keep
        - repeater Parts = list
        -- text Name required
        -- text Code readonly
        Keep: loop Parts.AllItems as Keep => All -> Next
        All: set all += merge "{!Keep.Id}{!Keep.Name}{!Keep.Code} " -> Keep
        Next: loop Parts.AddedItems as Next => Added -> Last
        Added: set added += Next.Name -> Next
        Last: loop Parts.RemovedItems as Last => Removed
        Removed: set removed += Last.Name -> Last
        "#,
        r#"
        start list = [{Account Id: "1" Name: "Bolt" Code: "x"}, {Account Id: "2" Name: "Nut" Code: "y"}]
        next Parts = [{"" Id: "1" Name: "Bolt" Code: "z"}]
        next Parts = [{"" Id: "9" Name: "Bolt"}]
        next Parts = [{"" Id: "1" Name: ""}]
        next Parts = [{"" Id: "1" Name: "Screw" Code: "x"}, {"" Name: "Cog"}]
        start list = [{Account Id: "1" Name: "Bolt" Code: "x"}]
        next
        "#,
        expect![[r#"
            > start list = [{Account Id: "1" Name: "Bolt" Code: "x"}, {Account Id: "2" Name: "Nut" Code: "y"}]
              screen Repeat.Page next pause
                Parts repeater = { AllItems: [{ Id: "1" Name: "Bolt" Code: "x"}, { Id: "2" Name: "Nut" Code: "y"}] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Code text = null read-only
            > next Parts = [{"" Id: "1" Name: "Bolt" Code: "z"}]
              screen Repeat.Page next pause
                Parts repeater = { AllItems: [{ Id: "1" Name: "Bolt" Code: "x"}, { Id: "2" Name: "Nut" Code: "y"}] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Code text = null read-only
                ! Parts.0.Code: is read-only
            > next Parts = [{"" Id: "9" Name: "Bolt"}]
              screen Repeat.Page next pause
                Parts repeater = { AllItems: [{ Id: "1" Name: "Bolt" Code: "x"}, { Id: "2" Name: "Nut" Code: "y"}] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Code text = null read-only
                ! Parts: has no field `Id`
            > next Parts = [{"" Id: "1" Name: ""}]
              screen Repeat.Page next pause
                Parts repeater = { AllItems: [{ Id: "1" Name: "Bolt" Code: "x"}, { Id: "2" Name: "Nut" Code: "y"}] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Code text = null read-only
                ! Parts.0.Name: must be answered
            > next Parts = [{"" Id: "1" Name: "Screw" Code: "x"}, {"" Name: "Cog"}]
              finished all = "1Screwx Cog ", added = "Cog", removed = "Nut"
            > start list = [{Account Id: "1" Name: "Bolt" Code: "x"}]
              screen Repeat.Page next pause
                Parts repeater = { AllItems: [{ Id: "1" Name: "Bolt" Code: "x"}] AddedItems: [] RemovedItems: []}
                  Name text = null required
                  Code text = null read-only
            > next
              finished all = "1Boltx ", added = null, removed = null
        "#]],
    );
}

#[test]
fn a_component_with_choices_takes_one_or_several_of_them_and_may_be_required() {
    check(
        r#"
        flow Choose
        out one: Text
        out several: Text
        choice A "Choice A" = "a"
        choice B "Choice B" = "b"
        Page: screen -> Keep
        - component One "flowruntime:visualPicker" (size = 1) of A, B = B required
        - component Several "flowruntime:visualPicker" (size = 1) of A, B several required
        Keep: set one = One, several = Several
        "#,
        r#"
        start
        next
        next One = "" Several = ["b", "Choice A"]
        next One = "A" Several = ["b", "a"]
        "#,
        expect![[r#"
            > start
              screen Choose.Page next pause
                One component (size = 1) required [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                Several component (size = 1) required [A: "Choice A" = "a"] [B: "Choice B" = "b"]
            > next
              screen Choose.Page next pause
                One component (size = 1) required [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                Several component (size = 1) required [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                ! Several: must be answered
            > next One = "" Several = ["b", "Choice A"]
              screen Choose.Page next pause
                One component (size = 1) required [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                Several component (size = 1) required [A: "Choice A" = "a"] [B: "Choice B" = "b"]
                ! One: must be answered
            > next One = "A" Several = ["b", "a"]
              finished one = "a", several = "a;b"
        "#]],
    );
}

#[test]
fn patterns_steps_and_kinds_of_files_are_checked() {
    check(
        r#"
        flow Components
        out n: Number
        Page: screen -> Keep
        - component Size "flowruntime:slider" (min = 1, max = 9, step = 2) into (value = n)
        - component Phone "flowruntime:phone" (pattern = "[0-9 ]+")
        - component Files "forceContent:fileUpload" (accept = ".pdf, .PNG")
        - component Fixed "flowruntime:phone" (value = "1", disabled = true)
        Keep: set n += 1
        "#,
        r#"
        start
        next Size = {"" value: 4} Phone = {"" value: "0x"} Files = {"" contentDocIds: ["1"] uploadedFileNames: ["a.exe"]} Fixed = {"" value: "2"}
        next Files = {"" contentDocIds: ["1", "2"] uploadedFileNames: ["a.pdf", "b.png"]}
        next Size = {"" value: 5} Phone = {"" value: "030 1"} Files = {"" contentDocIds: ["1"] uploadedFileNames: ["a.Pdf"]} Fixed = {"" value: "1"}
        "#,
        expect![[r#"
            > start
              screen Components.Page next pause
                Size component (min = 1, max = 9, step = 2)
                Phone component (pattern = "[0-9 ]+")
                Files component (accept = ".pdf, .PNG")
                Fixed component (value = "1", disabled = true) read-only
            > next Size = {"" value: 4} Phone = {"" value: "0x"} Files = {"" contentDocIds: ["1"] uploadedFileNames: ["a.exe"]} Fixed = {"" value: "2"}
              screen Components.Page next pause
                Size component (min = 1, max = 9, step = 2)
                Phone component (pattern = "[0-9 ]+")
                Files component (accept = ".pdf, .PNG")
                Fixed component (value = "1", disabled = true) read-only
                ! Size: must be 1 or more by steps of 2
                ! Phone: does not have the form that is asked for
                ! Files: takes .pdf, .png, and `a.exe` is none
                ! Fixed: is read-only
            > next Files = {"" contentDocIds: ["1", "2"] uploadedFileNames: ["a.pdf", "b.png"]}
              screen Components.Page next pause
                Size component (min = 1, max = 9, step = 2)
                Phone component (pattern = "[0-9 ]+")
                Files component (accept = ".pdf, .PNG")
                Fixed component (value = "1", disabled = true) read-only
                ! Files: takes one file
            > next Size = {"" value: 5} Phone = {"" value: "030 1"} Files = {"" contentDocIds: ["1"] uploadedFileNames: ["a.Pdf"]} Fixed = {"" value: "1"}
              finished n = 6
        "#]],
    );
}

#[test]
fn a_board_lets_one_of_its_records_be_selected() {
    check(
        r#"
        flow Board
        in list: [Part]
        out name: Text
        Page: screen -> Keep
        - component Parts "flowruntime:kanbanBoard" (groupBy = "Stage", records = list)
        Keep: set name = Parts.firstSelectedRow.Name
        "#,
        r#"
        start list = [{Part Id: "1" Name: "Bolt" Stage: "New"}, {Part Id: "2" Name: "Nut" Stage: "Done"}]
        next Parts = ["1", "2"]
        next Parts = "3"
        next Parts = "2"
        "#,
        expect![[r#"
            > start list = [{Part Id: "1" Name: "Bolt" Stage: "New"}, {Part Id: "2" Name: "Nut" Stage: "Done"}]
              screen Board.Page next pause
                Parts component (groupBy = "Stage", records = [{Part Id: "1" Name: "Bolt" Stage: "New"}, {Part Id: "2" Name: "Nut" Stage: "Done"}])
            > next Parts = ["1", "2"]
              screen Board.Page next pause
                Parts component (groupBy = "Stage", records = [{Part Id: "1" Name: "Bolt" Stage: "New"}, {Part Id: "2" Name: "Nut" Stage: "Done"}])
                ! Parts: at most 1 can be selected
            > next Parts = "3"
              screen Board.Page next pause
                Parts component (groupBy = "Stage", records = [{Part Id: "1" Name: "Bolt" Stage: "New"}, {Part Id: "2" Name: "Nut" Stage: "Done"}])
                ! Parts: has no row `3` in its data
            > next Parts = "2"
              finished name = "Nut"
        "#]],
    );
}
