//! Approvals in a browser: an admin deploys a process, somebody submits a record, a manager decides in
//! her inbox, and a submission is taken back.

use std::path::Path;

use thirtyfour::By;
use thirtyfour::error::WebDriverResult;

use crate::looks::{dress, found, photograph};
use crate::person::Person;

const ASKER: &str = "it@example.com";
const MANAGER: &str = "manager@example.com";
const REQUESTS: &str = "/records/Purchase_Request__c";
const STATUS: &str = "#progress .run:first-of-type .badge";

/// Writes a process whose only step asks the manager.
pub(crate) fn write_process(folder: &Path) {
    let flows = folder.join("flows");
    std::fs::create_dir_all(&flows).unwrap();
    let text = include_str!("Sign_Off.flow-meta.xml");
    std::fs::write(flows.join("Sign_Off.flow-meta.xml"), text).unwrap();
}

/// The whole walk; gives what the pages that it meets are not good at.
pub(crate) async fn walk(person: &Person, folder: &Path) -> WebDriverResult<Vec<String>> {
    deploy(person, folder).await?;
    person.becomes(ASKER).await?;
    let record = create(person).await?;
    let mut wrong = submit(person, &record, "The old one broke.").await?;

    person.becomes(MANAGER).await?;
    wrong.extend(decide(person, ("danger", "Far too dear.")).await?);
    person.goes(&record).await?;
    person.sees(STATUS, "Rejected").await?;

    person.becomes(ASKER).await?;
    submit(person, &record, "It got cheaper.").await?;
    person.becomes(MANAGER).await?;
    decide(person, ("primary", "")).await?;
    person.goes(&record).await?;
    person.sees(STATUS, "Approved").await?;

    person.becomes(ASKER).await?;
    submit(person, &record, "One more.").await?;
    person.enters("comments", "Not needed any more.").await?;
    person
        .presses("#progress form[action$='/recall'] button")
        .await?;
    person.driver().accept_alert().await?;
    person.sees(STATUS, "Recalled").await?;

    person.becomes("admin@example.com").await?;
    person.goes(&record).await?;
    person.presses("#progress .run:last-of-type a").await?;
    person.sees("#approval", "Far too dear.").await?;
    wrong.extend(judge(person, "run").await?);
    Ok(wrong)
}

async fn deploy(person: &Person, folder: &Path) -> WebDriverResult<()> {
    person.becomes("admin@example.com").await?;
    person.goes("/definitions/import").await?;
    let chosen = person.driver().find(By::Id("folder")).await?;
    chosen.send_keys(folder.display().to_string()).await?;
    person.presses("main button[value=deploy]").await?;
    person
        .sees("main a[href='/definitions/Sign_Off']", "Sign_Off")
        .await
}

async fn create(person: &Person) -> WebDriverResult<String> {
    person.goes(&format!("{REQUESTS}/new")).await?;
    person.enters("Name", "A new saw").await?;
    person.enters("Amount__c", "90").await?;
    person.presses("main .row button.primary").await?;
    person.sees("h1", "A new saw").await?;
    person.place().await
}

async fn submit(person: &Person, record: &str, why: &str) -> WebDriverResult<Vec<String>> {
    person.goes(record).await?;
    person.presses(".head .menu-box > summary").await?;
    let wrong = judge(person, "record").await?;
    let comments = person.driver().find(By::Id("submission-comments")).await?;
    comments.send_keys(why).await?;
    person.presses(".head .menu-box button.primary").await?;
    person
        .sees("[role=status]", "Submitted for approval.")
        .await?;
    Ok(wrong)
}

/// Opens the decision in the row of the inbox, words it and sends it.
async fn decide(person: &Person, (button, comments): (&str, &str)) -> WebDriverResult<Vec<String>> {
    person.goes("/inbox").await?;
    person.presses(".decide > summary").await?;
    let wrong = judge(person, "inbox").await?;
    person.enters("comments", comments).await?;
    person
        .presses(&format!(".decide[open] button.{button}"))
        .await?;
    person.sees("[role=status]", "Decided.").await?;
    Ok(wrong)
}

/// What is wrong with the page as it stands, wide and on a phone.
async fn judge(person: &Person, name: &str) -> WebDriverResult<Vec<String>> {
    let mut wrong = Vec::new();
    for (theme, width) in [("dark", 1280), ("light", 360)] {
        dress(person.driver(), theme, width).await?;
        let told = found(person.driver(), width).await?.into_iter();
        wrong.extend(told.map(|what| format!("{name} {theme} {width}: {what}")));
        photograph(
            person.driver(),
            &format!("approvals-{name}-{theme}-{width}"),
        )
        .await?;
    }
    dress(person.driver(), "light", 1280).await?;
    Ok(wrong)
}
