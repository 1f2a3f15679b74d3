//! The demo in a real browser, as a new user would try it: create a record, do each person's work,
//! see a step fail, repair the record, resume the run, and see it complete.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test says why it was skipped or failed"
)]

#[path = "browser/looks.rs"]
mod looks;
#[path = "browser/person.rs"]
mod person;
#[path = "browser/programs.rs"]
mod programs;

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
