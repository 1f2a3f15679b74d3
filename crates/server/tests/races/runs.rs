//! Races about runs as a whole: numbers 15, 16 and 18.

use super::field::{ANN, BOB, BOSS, Field, ROUNDS, command, complete, finish};

const LATE: &str = "409 already-completed";

#[test]
fn error_and_error_in_one_stage() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Fails_Twice");
        let (anns, bobs) = (field.item(&run, "Do"), field.item(&run, "Bobs"));
        field.open(ANN, &anns);
        field.open(BOB, &bobs);
        let told = field.race(round, &[finish(ANN, &anns), finish(BOB, &bobs)]);
        let n_failed = told.iter().filter(|told| told.json["result"] == "failed");
        assert_eq!(n_failed.count(), 1, "{told:?}");
        let n_late = told.iter().filter(|told| told.word() == LATE);
        assert_eq!(n_late.count(), 1, "{told:?}");
        assert_eq!(field.status(&run), "Error");
        assert_eq!(field.count(&run, "Fail Step"), 1);
        assert_eq!(field.count(&run, "Fail Stage"), 1);
        assert_eq!(field.count(&run, "Fail Run"), 1);
        assert_eq!(field.count(&run, "Discontinue Step"), 1);
    }
    field.finish();
}

#[test]
fn resume_and_resume_of_a_suspended_run() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Single");
        field.must(&command(BOSS, &run, "suspend"));
        let resume = command(BOSS, &run, "resume");
        let told = field.race(round, &[resume.clone(), resume]);
        let mut words: Vec<_> = told.iter().map(|told| told.word()).collect();
        words.sort();
        assert_eq!(words, ["409 wrong-status", "done"]);
        assert_eq!(field.count(&run, "Resume Run"), 1);
        assert_eq!(field.status(&run), "InProgress");
    }
    field.finish();
}

#[test]
fn resume_and_resume_of_a_failed_run() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Fails");
        let bobs = field.item(&run, "Bobs");
        assert_eq!(field.must(&complete(BOB, &bobs)).text("/result"), "failed");
        let resume = command(BOSS, &run, "resume");
        let told = field.race(round, &[resume.clone(), resume]);
        let mut words: Vec<_> = told.iter().map(|told| told.word()).collect();
        words.sort();
        assert_eq!(words, ["409 wrong-status", "done"]);
        assert_eq!(field.count(&run, "Resume Run"), 1);
        // Both items that were open have one replacement each.
        assert_eq!(field.count(&run, "Start Work Item"), 4);
        assert_eq!(field.status(&run), "InProgress");
    }
    field.finish();
}

#[test]
fn suspend_and_resume_and_cancel() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Single");
        if round % 2 == 0 {
            field.must(&command(BOSS, &run, "suspend"));
        }
        let verbs = ["suspend", "resume", "cancel"];
        let asks = verbs.map(|verb| command(BOSS, &run, verb));
        let told = field.race(round, &asks);
        for told in &told {
            assert!(
                ["done", "409 wrong-status"].contains(&&*told.word()),
                "{told:?}"
            );
        }
        assert!(
            told[2].is_done(),
            "a run that waits or is suspended can be canceled"
        );
        assert_eq!(field.status(&run), "Canceled");
        let begun = usize::from(round % 2 == 0);
        let suspended = begun + usize::from(told[0].is_done());
        assert_eq!(field.count(&run, "Suspend Run"), suspended);
        assert_eq!(
            field.count(&run, "Resume Run"),
            usize::from(told[1].is_done())
        );
        assert_eq!(field.count(&run, "Cancel Run"), 1);
        assert_eq!(field.count(&run, "End Work Item"), 1);
    }
    field.finish();
}
