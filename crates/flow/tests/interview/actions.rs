//! Actions of screens: what a click runs, and what becomes of the screen.

use expect_test::expect;

use crate::story::check;

#[test]
fn a_click_runs_its_action_with_what_is_typed_and_shows_what_it_found() {
    check(
        r#"
        flow Search
        out found: Text
        Page: screen -> Keep
        - action Find flow Find_Accounts (text = Word) on Go
        - text Word
        - number Amount required
        - component Go "flowruntime:actionButtonField" (label = "Search", errorMessage = Find.ErrorMessage)
        - component Table "flowruntime:datatable" (tableData = Find.Results.rows) when Find.IsSuccess = true
        - show None "Nothing found" when Find.Results.n = 0
        Keep: set found = Table.firstSelectedRow.Name
        "#,
        r#"
        start
        click Go Word = "ac"
        outputs rows = [{A Id: "1" Name: "Acme"}] n = 1
        click Go Word = "zz" Table = "1"
        outputs rows = [] n = 0
        click Go Word = "ac" Amount = "seven"
        outputs rows = [{A Id: "1" Name: "Acme"}] n = 1
        next Table = "1" Amount = 7
        "#,
        expect![[r#"
            > start
              screen Search.Page next pause
                Word text = null
                Amount number = null required
                Go component (label = "Search", errorMessage = null) clickable
                Table component (tableData = null) hidden
                None display = "Nothing found" hidden
            > click Go Word = "ac"
              run flow Find_Accounts(text = "ac")
            > outputs rows = [{A Id: "1" Name: "Acme"}] n = 1
              screen Search.Page next pause
                Word text = "ac"
                Amount number = null required
                Go component (label = "Search", errorMessage = null) clickable
                Table component (tableData = [{A Id: "1" Name: "Acme"}])
                None display = "Nothing found" hidden
            > click Go Word = "zz" Table = "1"
              run flow Find_Accounts(text = "zz")
            > outputs rows = [] n = 0
              screen Search.Page next pause
                Word text = "zz"
                Amount number = null required
                Go component (label = "Search", errorMessage = null) clickable
                Table component (tableData = [])
                None display = "Nothing found"
            > click Go Word = "ac" Amount = "seven"
              run flow Find_Accounts(text = "ac")
            > outputs rows = [{A Id: "1" Name: "Acme"}] n = 1
              screen Search.Page next pause
                Word text = "ac"
                Amount number = null required
                Go component (label = "Search", errorMessage = null) clickable
                Table component (tableData = [{A Id: "1" Name: "Acme"}])
                None display = "Nothing found" hidden
            > next Table = "1" Amount = 7
              finished found = "Acme"
        "#]],
    );
}

#[test]
fn a_failed_action_tells_why_and_the_screen_stays() {
    check(
        r#"
        flow Search
        out why: Text
        Page: screen -> Keep
        - action Find flow Find_Accounts on Go
        - text Word
        - component Go "flowruntime:actionButtonField" (inProgress = Find.InProgress, errorMessage = Find.ErrorMessage)
        - show Sorry "Sorry" when Find.ErrorMessage != null
        Keep: set why = Find.ErrorMessage
        "#,
        r#"
        start
        click Go Word = "kept"
        fault "No more queries"
        click Go
        outputs x = 1
        click Go
        fault "Still none"
        next
        "#,
        expect![[r#"
            > start
              screen Search.Page next pause
                Word text = null
                Go component (inProgress = false, errorMessage = null) clickable
                Sorry display = "Sorry" hidden
            > click Go Word = "kept"
              run flow Find_Accounts()
            > fault "No more queries"
              screen Search.Page next pause
                Word text = "kept"
                Go component (inProgress = false, errorMessage = "No more queries") clickable
                Sorry display = "Sorry"
            > click Go
              run flow Find_Accounts()
            > outputs x = 1
              screen Search.Page next pause
                Word text = "kept"
                Go component (inProgress = false, errorMessage = null) clickable
                Sorry display = "Sorry" hidden
            > click Go
              run flow Find_Accounts()
            > fault "Still none"
              screen Search.Page next pause
                Word text = "kept"
                Go component (inProgress = false, errorMessage = "Still none") clickable
                Sorry display = "Sorry"
            > next
              finished why = "Still none"
        "#]],
    );
}

#[test]
fn what_an_action_finds_becomes_the_default_of_fields_that_nobody_changed() {
    check(
        r#"
        flow Fill
        out city: Text
        out name: Text
        Page: screen -> Keep
        - action Find flow Find_City (zip = Zip) on Go
        - text Zip
        - text City = Find.Results.city
        - text Name = Find.Results.name
        - component Go "flowruntime:actionButtonField"
        Keep: set city = City, name = Name
        "#,
        r#"
        start
        click Go Zip = "10115" City = "" Name = "Mine"
        outputs city = "Berlin" name = "Theirs"
        click Go Zip = "80331" City = "Berlin"
        outputs city = "München" name = "Theirs"
        next
        "#,
        expect![[r#"
            > start
              screen Fill.Page next pause
                Zip text = null
                City text = null
                Name text = null
                Go component clickable
            > click Go Zip = "10115" City = "" Name = "Mine"
              run flow Find_City(zip = "10115")
            > outputs city = "Berlin" name = "Theirs"
              screen Fill.Page next pause
                Zip text = "10115"
                City text = "Berlin"
                Name text = "Mine"
                Go component clickable
            > click Go Zip = "80331" City = "Berlin"
              run flow Find_City(zip = "80331")
            > outputs city = "München" name = "Theirs"
              screen Fill.Page next pause
                Zip text = "80331"
                City text = "München"
                Name text = "Mine"
                Go component clickable
            > next
              finished city = "München", name = "Mine"
        "#]],
    );
}

#[test]
fn only_a_button_that_is_there_can_be_pressed() {
    check(
        r#"
        flow Search
        Page: screen
        - action Find flow Find_Accounts on Go
        - text Word
        - component Go "flowruntime:actionButtonField" when Word != null
        - component Idle "flowruntime:actionButtonField"
        - component Shut "flowruntime:actionButtonField" readonly
        - action Close flow Close_It on Shut
        "#,
        r#"
        start
        click Go
        click Word
        click Idle
        click Shut
        click Go Word = "x"
        again
        outputs
        "#,
        expect![[r#"
            > start
              screen Search.Page next pause
                Word text = null
                Go component clickable hidden
                Idle component read-only
                Shut component read-only
            > click Go
              screen Search.Page next pause
                Word text = null
                Go component clickable hidden
                Idle component read-only
                Shut component read-only
                ! Go: is hidden and cannot be pressed
            > click Word
              screen Search.Page next pause
                Word text = null
                Go component clickable hidden
                Idle component read-only
                Shut component read-only
                ! Word: is no button of this screen
            > click Idle
              screen Search.Page next pause
                Word text = null
                Go component clickable hidden
                Idle component read-only
                Shut component read-only
                ! Idle: is no button of this screen
            > click Shut
              screen Search.Page next pause
                Word text = null
                Go component clickable hidden
                Idle component read-only
                Shut component read-only
                ! Shut: cannot be pressed
            > click Go Word = "x"
              run flow Find_Accounts()
            > again
              run flow Find_Accounts()
            > outputs
              screen Search.Page next pause
                Word text = "x"
                Go component clickable
                Idle component read-only
                Shut component read-only
        "#]],
    );
}

#[test]
fn the_inputs_of_an_action_follow_lookups() {
    check(
        r#"
        flow Look
        in case: Case
        Page: screen
        - action Find flow Find_Accounts (owner = case.Owner.Name, text = Word) on Go
        - text Word
        - component Go "flowruntime:actionButtonField"
        "#,
        r#"
        start case = {Case Id: "5" OwnerId: "7"}
        click Go Word = "typed"
        related {User Id: "7" Name: "Ann"}
        outputs
        next
        "#,
        expect![[r#"
            > start case = {Case Id: "5" OwnerId: "7"}
              screen Look.Page next pause
                Word text = null
                Go component clickable
            > click Go Word = "typed"
              related Owner of 5
            > related {User Id: "7" Name: "Ann"}
              run flow Find_Accounts(owner = "Ann", text = "typed")
            > outputs
              screen Look.Page next pause
                Word text = "typed"
                Go component clickable
            > next
              finished
        "#]],
    );
}

#[test]
fn a_click_runs_the_first_action_whose_conditions_hold() {
    check(
        r#"
        flow Search
        Page: screen
        - action Short flow Find_Short (text = Word) on Go when Word = "a"
        - action Long flow Find_Long (text = Word) on Go when Word = "b"
        - text Word
        - component Go "flowruntime:actionButtonField"
        "#,
        r#"
        start
        click Go Word = "b"
        fault "none"
        click Go Word = "c"
        click Go Word = "a"
        outputs
        "#,
        expect![[r#"
            > start
              screen Search.Page next pause
                Word text = null
                Go component clickable
            > click Go Word = "b"
              run flow Find_Long(text = "b")
            > fault "none"
              screen Search.Page next pause
                Word text = "b"
                Go component clickable
            > click Go Word = "c"
              screen Search.Page next pause
                Word text = "c"
                Go component clickable
            > click Go Word = "a"
              run flow Find_Short(text = "a")
            > outputs
              screen Search.Page next pause
                Word text = "a"
                Go component clickable
        "#]],
    );
}
