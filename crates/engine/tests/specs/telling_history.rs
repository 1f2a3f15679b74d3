//! The history that people read.

use expect_test::expect;

use crate::support::check;

#[test]
fn entries_name_their_parts_people_and_durations() {
    check(
        "stage main
           a: interactive queue:Support about $Record.Id
           b: async background",
        "record T1 Size=3
         start by anna about T1
         advance 1h
         reassign a user:lead
         advance 1h
         complete a by lead Comments=fine
         advance 1h
         finish b
         history",
        expect![[r#"
            > start by anna about T1
              Start Run by anna
              Start Stage main
              Start Step a
              ? queue Support
              Start Work Item a (Support)
              Start Step b
              -> open a for Support about T1
              -> mail Support: default / default
              -> run b #1 v1
            > advance 1h
            > reassign a user:lead
              Reassign Work Item a (lead)
              -> move a from Support to lead
              -> mail lead: default / default
            > advance 1h
            > complete a by lead Comments=fine
              End Step a {Comments=fine} by lead
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            > advance 1h
            > finish b
              End Step b
              End Stage main
              End Run
            > history
              StartInstance - actor=anna
              StartStage main stage=main part=1
              StartStep a stage=main step=a part=2
              StartWorkItem a stage=main step=a part=4 assignee=Queue:Support about=T1
              StartStep b stage=main step=b part=3
              ReassignWorkItem a stage=main step=a part=4 assignee=User:lead about=T1
              EndStep a stage=main step=a part=2 actor=lead took=7200s comments=fine
              EndWorkItem a stage=main step=a part=4 actor=lead assignee=User:lead about=T1 took=7200s detail=finished by a user
              EndStep b stage=main step=b part=3 took=10800s
              EndStage main stage=main part=1 took=10800s
              EndInstance - took=10800s
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn entries_tell_why() {
    check(
        "stage main
           a: external",
        r#"start
         fail a "503"
         resume forced "repaired"
         suspend
         resume
         cancel
         history"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> call a #1
            > fail a "503"
              Fail Step a: 503
              Fail Stage main
              Fail Run: 503
            > resume forced "repaired"
              Resume Run: repaired
              Start Run
              Start Stage main
              Start Step a
              -> call a #2
            > suspend
              Suspend Run
              Suspend Stage main
            > resume
              Resume Run
              Start Run
              Start Stage main
            > cancel
              Cancel Run
              End Stage main
              Discontinue Step a
              -> cancel job a #2
            > history
              StartInstance - actor=starter
              StartStage main stage=main part=1
              StartStep a stage=main step=a part=2
              FailStep a stage=main step=a part=2 took=0s detail=503
              FailStage main stage=main part=1 took=0s
              FailInstance - took=0s detail=503
              ResumeInstance - detail=repaired
              StartInstance -
              StartStage main stage=main part=1
              StartStep a stage=main step=a part=2
              SuspendInstance -
              SuspendStage main stage=main part=1
              ResumeInstance -
              StartInstance -
              StartStage main stage=main part=1
              CancelInstance - took=0s
              EndStage main stage=main part=1 took=0s
              DiscontinueStep a stage=main step=a part=2 took=0s
            = Canceled
              main Canceled: a Discontinued
        "#]],
    );
}

#[test]
fn the_cause_of_a_stage_that_failed_by_itself_is_told() {
    check(
        "stage main then end fault end
           a: background when flow Is_Ready",
        r#"flow Is_Ready breaks "no such record"
         start
         history"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              ? Is_Ready {} Err("no such record")
              Fail Stage main: no such record
              End Run
            > history
              StartInstance - actor=starter
              StartStage main stage=main part=1
              FailStage main stage=main part=1 took=0s detail=no such record
              EndInstance - took=0s
            = Completed
              main Error: a Not Started
        "#]],
    );
}

#[test]
fn outcomes_are_told_by_name_and_the_default_one_by_its_decision() {
    check(
        "decision one then two
           outcome yes: $Record.Size > 5 then end
         decision two then end
           outcome no: $Record.Size > 1 then end",
        "record T1 Size=3
         start about T1
         history",
        expect![[r#"
            > start about T1
              Start Run by starter
              Take Outcome one: Default Outcome
              Take Outcome no
              End Run
            > history
              StartInstance - actor=starter
              TakeOutcome one detail=Default Outcome
              TakeOutcome no
              EndInstance - took=0s
            = Completed
        "#]],
    );
}

#[test]
fn comments_are_cut_after_1333_characters() {
    check(
        "stage main
           a: background",
        "flow a returns Comments=BIG1334
         start
         history",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {Comments=a long text}
              End Stage main
              End Run
            > history
              StartInstance - actor=starter
              StartStage main stage=main part=1
              StartStep a stage=main step=a part=2
              EndStep a stage=main step=a part=2 took=0s comments=(1333 characters)
              EndStage main stage=main part=1 took=0s
              EndInstance - took=0s
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn a_restarted_step_took_the_time_since_its_last_start() {
    check(
        "stage main
           a: async background",
        r#"start
         advance 1h
         fail a "no paper"
         advance 1h
         resume
         advance 5s
         finish a
         history"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > advance 1h
            > fail a "no paper"
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > advance 1h
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              -> run a #2 v1
            > advance 5s
            > finish a
              End Step a
              End Stage main
              End Run
            > history
              StartInstance - actor=starter
              StartStage main stage=main part=1
              StartStep a stage=main step=a part=2
              FailStep a stage=main step=a part=2 took=3600s detail=no paper
              FailStage main stage=main part=1 took=3600s
              FailInstance - took=3600s detail=no paper
              ResumeInstance -
              StartInstance -
              StartStage main stage=main part=1
              StartStep a stage=main step=a part=2
              EndStep a stage=main step=a part=2 took=5s
              EndStage main stage=main part=1 took=7205s
              EndInstance - took=7205s
            = Completed
              main Completed: a Completed
        "#]],
    );
}
