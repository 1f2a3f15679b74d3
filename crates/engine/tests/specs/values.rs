//! What references hold.

use expect_test::expect;

use crate::support::check;

#[test]
fn outputs_of_a_completed_step_are_readable_everywhere() {
    check(
        "stage main
           a: background
         stage next
           b: background with x=a.Outputs.x y=a.Outputs.missing",
        "flow a returns x=1
         start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {x=1}
              End Stage main
              Start Stage next
              Start Step b
              ? b v1 {x=1 y=null}
              End Step b
              End Stage next
              End Run
            = Completed
              main Completed: a Completed
              next Completed: b Completed
        "#]],
    );
}

#[test]
fn a_record_output_is_read_afresh() {
    check(
        "stage main
           a: background
           b: interactive user:lead
           c: background after b with size=a.Outputs.rec.Size",
        "record T1 Size=1
         flow a returns rec=@T1
         start
         record T1 Size=2
         complete b by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {rec=@T1}
              Start Step b
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > complete b by lead
              End Step b by lead
              End Work Item b (lead) by lead: finished by a user
              Start Step c
              -> close b of lead
              ? c v1 {size=2}
              End Step c
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed, c Completed
        "#]],
    );
}

#[test]
fn below_api_version_58_a_record_output_keeps_its_first_values_as_input() {
    check(
        "api 57
         stage main
           a: background
           b: interactive user:lead
           c: background when a.Outputs.rec.Size is 2 with size=a.Outputs.rec.Size",
        "record T1 Size=1
         flow a returns rec=@T1
         start
         record T1 Size=2
         complete b by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {rec=@T1}
              Start Step b
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > complete b by lead
              End Step b by lead
              End Work Item b (lead) by lead: finished by a user
              Start Step c
              -> close b of lead
              ? c v1 {size=1}
              End Step c
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed, c Completed
        "#]],
    );
}

#[test]
fn the_triggering_record_is_read_afresh() {
    check(
        "stage main
           a: interactive user:lead with size=$Record.Size
           b: background after a with size=$Record.Size",
        "record T1 Size=1
         start about T1
         record T1 Size=2
         complete a by lead",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing {size=1}
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
              ? b v1 {size=2}
              End Step b
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn below_api_version_58_the_triggering_record_keeps_its_first_values_as_input() {
    check(
        "api 57
         stage main
           a: interactive user:lead
           b: background when $Record.Size is 2 with size=$Record.Size",
        "record T1 Size=1
         start about T1
         record T1 Size=2
         complete a by lead",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
              ? b v1 {size=1}
              End Step b
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn the_record_before_the_save_is_never_read_afresh() {
    check(
        "stage main
           a: interactive user:lead
           b: background after a with before=$Record__Prior.Size now=$Record.Size",
        "record T1 Size=2
         start about T1 before Size=1
         record T1 Size=3
         complete a by lead",
        expect![[r#"
            > start about T1 before Size=1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
              ? b v1 {before=1 now=3}
              End Step b
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn the_record_before_the_save_is_null_for_a_created_record() {
    check(
        "stage main
           a: background with before=$Record__Prior.Size",
        "record T1 Size=2
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {before=null}
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_deleted_record_reads_as_null() {
    check(
        "stage main
           a: interactive user:lead
           b: background after a with size=$Record.Size",
        "record T1 Size=1
         start about T1
         delete T1
         complete a by lead",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
              ? b v1 {size=null}
              End Step b
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn lookups_are_followed() {
    check(
        "stage main
           a: background with name=$Record.Manager.Username lost=$Record.Nobody.Username",
        "record U1 Username=boss
         record T1 ManagerId=U1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {name=boss lost=null}
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn templates_merge_values() {
    check(
        r#"template greeting = "Size {!$Record.Size} of {!a.Outputs.who}"
         stage main
           a: background
           b: background after a with text=greeting inline=t"[{!greeting}]""#,
        "record T1 Size=3
         flow a returns who=me
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {who=me}
              Start Step b
              ? b v1 {text=Size 3 of me inline=[Size 3 of me]}
              End Step b
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn constants_and_the_run_id_can_be_read() {
    check(
        "constant limit = 7
         stage main
           a: background with limit=limit run=$Orchestration.Instance user=$User.Username",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {limit=7 run=0jE000000000001 user=automated}
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn the_present_moment_can_be_read() {
    check(
        "stage main
           a: background with day=$Flow.CurrentDate now=$Flow.CurrentDateTime begun=$Flow.InterviewStartTime id=$Flow.InterviewGuid about=$Flow.CurrentRecord",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {day=2001-09-09 now=2001-09-09 01:46:40Z begun=2001-09-09 01:46:40Z id=0jE000000000001 about=T1}
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn an_output_was_set_when_it_is_not_null() {
    check(
        "stage main until c.Status is Completed
           a: background
           b: background when a.Outputs.y was-set
           c: background when a.Outputs.x was-set and a.Outputs.y was-set false",
        "flow a returns x=1
         start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {x=1}
              Start Step c
              ? c v1 {}
              End Step c
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Not Started, c Completed
        "#]],
    );
}

#[test]
fn steps_and_stages_can_be_compared_with_one_another() {
    check(
        "stage main until c.Status is Completed
           a: background
           b: interactive user:lead
           c: background when a.Status is c.Status or a.Status is-not b.Status",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a
              Start Step b
              ? user lead
              Start Work Item b (lead)
              Start Step c
              -> open b for lead about nothing
              -> mail lead: default / default
              ? c v1 {}
              End Step c
              Discontinue Step b
              End Work Item b (lead): stage completed
              End Stage main
              End Run
              -> close b of lead
            = Completed
              main Completed: a Completed, b Discontinued, c Completed
        "#]],
    );
}

#[test]
fn a_variable_may_hold_a_record() {
    check(
        "input rec
         stage main
           a: interactive user:lead
           b: background after a with size=rec.Size",
        "record T1 Size=1
         start rec=@T1
         record T1 Size=2
         complete a by lead",
        expect![[r#"
            > start rec=@T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
              ? b v1 {size=2}
              End Step b
              End Stage main
              End Run
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}
