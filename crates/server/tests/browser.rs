//! The demo in a real browser, as a new user would try it: create a record, do each person's work,
//! see a step fail, repair the record, resume the run, and see it complete.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test says why it was skipped or failed"
)]

#[path = "browser/approvals.rs"]
mod approvals;
#[path = "../src/specs/attacks.rs"]
mod attacks;
#[path = "browser/components.rs"]
mod components;
#[path = "browser/looks.rs"]
mod looks;
#[path = "browser/person.rs"]
mod person;
#[path = "browser/programs.rs"]
mod programs;
#[path = "browser/scripts.rs"]
mod scripts;

use person::Person;
use programs::Programs;

type Tried = thirtyfour::error::WebDriverResult<()>;

#[test]
fn every_page_can_be_used_by_everybody() {
    let Some(programs) = Programs::start() else {
        return;
    };
    let threads = tokio::runtime::Runtime::new().unwrap();
    let wrong = threads.block_on(async {
        let person = Person::at(&programs).await.unwrap();
        let mut wrong = looks::look(&person, "nobody", &["/login", "/nothing-here"])
            .await
            .unwrap();
        for user in ["admin@example.com", "hr@example.com"] {
            person.becomes(user).await.unwrap();
            wrong.extend(looks::look(&person, user, &["/"]).await.unwrap());
        }
        person.leave().await;
        wrong
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_new_hire_is_onboarded_although_a_step_fails_at_first() {
    let Some(programs) = Programs::start() else {
        return;
    };
    let threads = tokio::runtime::Runtime::new().unwrap();
    threads.block_on(async {
        let person = Person::at(&programs).await.unwrap();
        let tried = onboard(&person).await;
        if tried.is_err() {
            person.print_page().await;
        }
        person.leave().await;
        tried.unwrap();
    });
}

#[test]
fn q16_five_hundred_scripts_do_nothing_in_a_browser() {
    let Some(programs) = Programs::start() else {
        return;
    };
    let threads = tokio::runtime::Runtime::new().unwrap();
    threads.block_on(async {
        let person = Person::at(&programs).await.unwrap();
        let ran = scripts::try_all(&person).await;
        person.leave().await;
        assert_eq!(ran.unwrap(), Vec::<String>::new());
    });
}

async fn onboard(person: &Person) -> Tried {
    person.becomes("hr@example.com").await?;
    person.goes("/records/New_Hire__c/new").await?;
    person.enters("Name", "Tove Test").await?;
    person.picks_day("Start_Date__c", "2027-02-01").await?;
    person.presses("main button.primary").await?;
    person.sees("h1", "Tove Test").await?;
    let record = person.place().await?;

    person.begins_work_on(&record).await?;
    person
        .presses("#guide [type=checkbox][name$='.Contract_Signed']")
        .await?;
    person.finishes_work().await?;

    person.becomes("it@example.com").await?;
    person.begins_work_on(&record).await?;
    person
        .presses("#guide [name$='.Model'][value=Light]")
        .await?;
    person.enters("Serial_Number", "LT-1234").await?;
    person.finishes_work().await?;

    person.becomes("admin@example.com").await?;
    person.goes("/runs?q=Tove").await?;
    person.presses("tr.opens > th > a").await?;
    person.sees("h1 .badge", "Error").await?;
    person.sees("main", "Login__c is required").await?;
    let run = person.place().await?;

    person.goes(&format!("{record}/edit")).await?;
    person.enters("Login__c", "tove.test").await?;
    person.presses("main button.primary").await?;
    person.sees("main", "tove.test").await?;
    person.goes(&run).await?;
    person.presses("a.primary[href$='/resume']").await?;
    person
        .presses("form[action$='/resume'] button.primary")
        .await?;
    person.sees("h1 .badge", "In Progress").await?;

    person.becomes("manager@example.com").await?;
    person.begins_work_on(&record).await?;
    person.enters("Buddy_Name", "Bea").await?;
    person.finishes_work().await?;
    person.begins_work_on(&record).await?;
    person.presses("#guide [name$='.Came'][value=yes]").await?;
    person.finishes_work().await?;

    person.becomes("admin@example.com").await?;
    person.goes(&run).await?;
    person.sees("h1 .badge", "Completed").await?;
    person.sees(".drawing .outcome.taken", "Started").await
}

#[test]
fn an_incident_is_walked_through_in_the_work_guide() {
    let Some(programs) = Programs::start() else {
        return;
    };
    let threads = tokio::runtime::Runtime::new().unwrap();
    threads.block_on(async {
        let person = Person::at(&programs).await.unwrap();
        let tried = resolve_an_incident(&person).await;
        if tried.is_err() {
            person.print_page().await;
        }
        person.leave().await;
        tried.unwrap();
    });
}

async fn resolve_an_incident(person: &Person) -> Tried {
    person.becomes("manager@example.com").await?;
    person.goes("/records/Incident/new").await?;
    person.enters("Subject", "The shop is closed").await?;
    person.chooses("Status", "New").await?;
    person.presses("main button.primary").await?;
    person.sees("main", "The shop is closed").await?;
    person.sees("#progress .badge", "In Progress").await?;
    let record = person.place().await?;

    person.becomes("responder@example.com").await?;
    person.begins_work_on(&record).await?;
    person
        .presses("#guide [name$='.Next_Step'][value=proceed]")
        .await?;
    person.walks_to_the_end().await?;

    // Qualification, then notification: nothing has to be found or sent.
    person.becomes("analyst@example.com").await?;
    for _ in ["qualify", "notify"] {
        person.begins_work_on(&record).await?;
        person.walks_to_the_end().await?;
    }

    person.becomes("manager@example.com").await?;
    person.goes(&format!("{record}/edit")).await?;
    person.chooses("Status", "Resolved").await?;
    person.presses("main .row button.primary").await?;
    person.begins_work_on(&record).await?;
    person.walks_to_the_end().await?;
    person.goes(&record).await?;
    person.sees("#progress .badge", "Completed").await
}

#[test]
fn new_work_appears_by_itself_and_forms_show_what_answers_make_visible() {
    let Some(programs) = Programs::start() else {
        return;
    };
    let threads = tokio::runtime::Runtime::new().unwrap();
    threads.block_on(async {
        let manager = Person::at(&programs).await.unwrap();
        let asker = Person::at(&programs).await.unwrap();
        let tried = approve_at_once(&manager, &asker).await;
        if tried.is_err() {
            manager.print_page().await;
        }
        manager.leave().await;
        asker.leave().await;
        tried.unwrap();
    });
}

async fn approve_at_once(manager: &Person, asker: &Person) -> Tried {
    manager.becomes("manager@example.com").await?;
    manager.goes("/inbox?from=all&order=newest").await?;
    asker.becomes("it@example.com").await?;
    asker.goes("/records/Purchase_Request__c/new").await?;
    asker.enters("Name", "A live chair").await?;
    asker.enters("Amount__c", "900").await?;
    asker.enters("Supplier__c", "Acme").await?;
    asker.chooses("Status__c", "Submitted").await?;
    asker.presses("main .row button.primary").await?;
    asker.sees("h1", "A live chair").await?;
    let record = asker.place().await?;
    manager.sees("#rows", "A live chair").await?;

    manager.begins_work_on(&record).await?;
    manager
        .presses("#guide [name$='.Verdict'][value=no]")
        .await?;
    manager.sees("#guide", "Why not?").await?;
    manager.enters("Because", "It is far too dear.").await?;
    asker.goes(&record).await?;
    manager.walks_to_the_end().await?;
    asker.sees("#progress .badge", "Completed").await
}

#[test]
fn an_action_button_works_by_keyboard_and_loses_nothing() {
    let Some(programs) = Programs::start() else {
        return;
    };
    let threads = tokio::runtime::Runtime::new().unwrap();
    threads.block_on(async {
        let person = Person::at(&programs).await.unwrap();
        components::prepare(&person).await.unwrap();
        let tried = components::press(&person).await;
        if tried.is_err() {
            person.print_page().await;
        }
        person.leave().await;
        tried.unwrap();
    });
}

#[test]
fn every_component_works_by_keyboard() {
    let Some(programs) = Programs::start() else {
        return;
    };
    let threads = tokio::runtime::Runtime::new().unwrap();
    threads.block_on(async {
        let person = Person::at(&programs).await.unwrap();
        components::prepare(&person).await.unwrap();
        let tried = components::describe(&person).await;
        if tried.is_err() {
            person.print_page().await;
        }
        person.leave().await;
        tried.unwrap();
    });
}

#[test]
fn forms_with_every_component_fit_a_phone_and_every_sense() {
    let Some(programs) = Programs::start() else {
        return;
    };
    let threads = tokio::runtime::Runtime::new().unwrap();
    let wrong = threads.block_on(async {
        let person = Person::at(&programs).await.unwrap();
        components::prepare(&person).await.unwrap();
        let wrong = components::look(&person).await;
        if wrong.is_err() {
            person.print_page().await;
        }
        person.leave().await;
        wrong.unwrap()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_record_is_submitted_rejected_approved_and_recalled() {
    let Some(programs) = Programs::start() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    approvals::write_process(&project);
    let threads = tokio::runtime::Runtime::new().unwrap();
    let wrong = threads.block_on(async {
        let person = Person::at(&programs).await.unwrap();
        let tried = approvals::walk(&person, &project).await;
        if tried.is_err() {
            person.print_page().await;
        }
        person.leave().await;
        tried.unwrap()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
