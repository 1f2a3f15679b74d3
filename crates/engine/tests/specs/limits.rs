//! The limits of a run.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_run_of_more_than_50000_automatic_moves_fails() {
    check(
        "stage ask then ask
           a: interactive user:lead",
        r#"start
         moves 49997
         complete a by lead
         complete a by lead
         resume forced "again""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > moves 49997
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage ask
              Start Step a
              -> close a of lead
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage ask
              Discontinue Stage ask
              Discontinue Stage ask
              Discontinue Stage ask
              Fail Run: more than 50000 automatic moves in one run
              -> close a of lead
            > resume forced "again"
              Resume Run: again
              Start Run
              Start Stage ask
              Discontinue Stage ask
              Discontinue Stage ask
              Discontinue Stage ask
              Fail Run: more than 50000 automatic moves in one run
            = Error
              ask Completed: a Completed
              ask Completed: a Completed
              ask Discontinued: a Not Started
        "#]],
    );
}

#[test]
fn the_last_moves_within_the_limit_are_made() {
    check(
        "stage ask then ask
           a: interactive user:lead",
        "start
         moves 49998
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > moves 49998
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage ask
              Start Step a
              -> close a of lead
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            = In Progress
              ask Completed: a Completed
              ask In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_run_at_its_limit_fails_in_the_middle_of_a_stage_too() {
    check(
        "stage ask
           a: interactive user:lead
           b: background after a",
        "start
         moves 50000
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > moves 50000
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              Discontinue Step a
              Discontinue Stage ask
              Fail Run: more than 50000 automatic moves in one run
              -> close a of lead
            = Error
              ask Discontinued: a Completed, b Not Started
        "#]],
    );
}
