//! Components of screens in a browser: by keyboard, on a phone, while an action runs.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use thirtyfour::error::{WebDriverError, WebDriverResult};
use thirtyfour::{Key, TypingData, WebDriver};

use crate::looks;
use crate::person::Person;

/// Sends JSON from the page.
const POST: &str = "const [path, body, done] = arguments;
fetch(path, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)})
  .then(async answer => done([answer.status, await answer.text()]));";
/// Notes what the button of an action says while it runs.
const NOTE: &str = "window.told = [];
const told = document.getElementById('f-Go-told');
const button = document.getElementById('f-Go');
new MutationObserver(() => window.told.push([told.textContent.trim(), button.getAttribute('aria-busy')]))
  .observe(told, {childList: true, subtree: true, characterData: true});";
const FOCUS: &str = "return document.activeElement.id";

/// Deploys the forms and makes parts, as the administrator.
pub(crate) async fn prepare(person: &Person) -> WebDriverResult<()> {
    person.becomes("admin@example.com").await?;
    let driver = person.driver();
    let sent = post(driver, "/api/v1/deployments", json!({ "files": files() })).await?;
    assert_eq!(sent[0], 200, "{sent}");
    for (name, stage) in [("Bolt", "New"), ("Nut", "Done")] {
        let part = json!({ "Name": name, "City__c": "Ulm", "Stage__c": stage });
        let sent = post(driver, "/api/v1/records/Part__c", part).await?;
        assert_eq!(sent[0], 201, "{sent}");
    }
    Ok(())
}

/// The manager begins the form of that name. The path of its record.
pub(crate) async fn begin(person: &Person, form: &str) -> WebDriverResult<String> {
    person.becomes("admin@example.com").await?;
    let part = json!({ "Name": "One", "Form__c": form });
    let sent = post(person.driver(), "/api/v1/records/Part__c", part).await?;
    let made: Value = serde_json::from_str(sent[1].as_str().unwrap_or_default())?;
    let id = made["Id"].as_str().or(made["id"].as_str());
    let record = format!("/records/Part__c/{}", id.expect("an id"));
    person.becomes("manager@example.com").await?;
    person.begins_work_on(&record).await?;
    person.place().await
}

async fn post(driver: &WebDriver, path: &str, body: Value) -> WebDriverResult<Value> {
    let sent = driver.execute_async(POST, vec![json!(path), body]).await?;
    Ok(sent.json().clone())
}

fn files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = folder.join("../runtime/tests/scenarios/components");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the forms") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        let is_definition = !name.contains("scenario") && name != "people.yaml";
        if is_definition {
            let text = std::fs::read_to_string(&path).expect("a text");
            files.insert(name.into_owned(), text);
        }
    }
    files
}

/// An action button by keyboard: what it says while it runs, what it shows, what stays.
pub(crate) async fn press(person: &Person) -> WebDriverResult<()> {
    let driver = person.driver();
    begin(person, "Find_Part").await?;
    person.enters("Place", "Ulm").await?;
    driver.execute(NOTE, vec![]).await?;
    person.types("#f-Go", Key::Enter).await?;
    person.sees("#f-Parts", "Bolt").await?;
    person.sees("#f-Go-told", "Done.").await?;
    let told = driver.execute("return window.told", vec![]).await?;
    let told = told.json().to_string();
    assert!(told.contains(r#"["Working…","true"]"#), "{told}");
    assert_eq!(driver.execute(FOCUS, vec![]).await?.json(), "f-Go");
    assert_eq!(person.value_of("#f-Place").await?, "Ulm");
    assert_eq!(person.value_of("#f-Town").await?, "Ulm");

    // What is typed while an action runs stays.
    person.slows(800.0).await?;
    person.types("#f-Go", Key::Space).await?;
    person.sees("#f-Go-told", "Working…").await?;
    person.enters("Town", "Typed meanwhile").await?;
    person.types("#f-Place", Key::End).await?;
    person.sees("#f-Go-told", "Done.").await?;
    assert_eq!(person.value_of("#f-Town").await?, "Typed meanwhile");
    person.slows(0.0).await?;

    person.enters("Place", "fail").await?;
    person.types("#f-Go", Key::Enter).await?;
    person
        .sees("#f-Go-told .error", "has no value `Nowhere`")
        .await?;
    person.enters("Place", "Ulm").await?;
    person.types("#f-Go", Key::Enter).await?;
    person.sees("#f-Parts", "Nut").await?;
    person
        .types("#f-Parts tbody tr:last-child input", Key::Space)
        .await?;
    person.sees("#f-Parts tr:has(input:checked)", "Nut").await?;
    person.finishes_work().await
}

/// Every other component by keyboard.
pub(crate) async fn describe(person: &Person) -> WebDriverResult<()> {
    begin(person, "Describe_Part").await?;
    person.types("#f-Board .piece input", Key::Space).await?;
    person
        .types("#f-Board .piece input:checked", Key::Down)
        .await?;
    person
        .sees("#f-Board .piece:has(input:checked)", "Nut")
        .await?;
    person
        .types("#f-Material [value=steel]", Key::Space)
        .await?;
    person.types("#f-Look [value=brass]", Key::Up).await?;
    person
        .sees("#f-Look label:has(input:checked)", "Steel")
        .await?;
    person.types("#f-Kinds [value=brass]", Key::Space).await?;
    person.types("[name='o.Place.topValue']", "FR").await?;
    person
        .sees("[name='o.Place.middleValue']", "Alsace")
        .await?;
    person.types("[name='o.Place.middleValue']", "Al").await?;
    person.types("#f-Belongs_To", "Nut").await?;

    // A box shows another field of the same item, which must be answered.
    person
        .types("[name='r.Holes.0.b.Deep'][type=checkbox]", Key::Space)
        .await?;
    person.sees("#f-Holes", "Depth").await?;
    person
        .types("#guide .buttons [value=next]", Key::Enter)
        .await?;
    person
        .sees("#f-r-Holes-0-Depth-error", "Must be answered.")
        .await?;
    person.types("#faults a", Key::Enter).await?;
    let focus = person.driver().execute(FOCUS, vec![]).await?;
    assert_eq!(
        focus.json(),
        "f-r-Holes-0-Depth",
        "the link leads to the field"
    );
    person.types("[name='r.Holes.0.v.Depth']", "3").await?;
    person.types("[name='r.Holes.2.v.Name']", "Third").await?;
    person
        .types("#f-Holes > .row [value=refresh]", Key::Enter)
        .await?;
    person.finds("#f-Holes [value='drop:Holes.2']").await?;
    person
        .types("#f-Holes [value='drop:Holes.2']", Key::Enter)
        .await?;
    person.misses("[value='drop:Holes.2']").await?;

    let paper = std::env::temp_dir().join(format!("paper-{}.txt", std::process::id()));
    std::fs::write(&paper, "A paper")?;
    person
        .types("#f-Papers input[type=file]", paper.to_string_lossy())
        .await?;
    person.sees("#f-Papers", "paper-").await?;
    std::fs::remove_file(&paper)?;
    person.finishes_work().await
}

/// What is wrong with how the forms look: in light and dark, on a phone, with the Tab key.
pub(crate) async fn look(person: &Person) -> WebDriverResult<Vec<String>> {
    let mut wrong = Vec::new();
    for form in ["Find_Part", "Describe_Part"] {
        let place = begin(person, form).await?;
        if form == "Find_Part" {
            person.enters("Place", "Ulm").await?;
            person.types("#f-Go", Key::Enter).await?;
            person.sees("#f-Parts", "Bolt").await?;
        } else {
            // Boards, items, a search and errors all at once.
            person
                .types("#guide .buttons [value=next]", Key::Enter)
                .await?;
            person.sees("#guide", "Must be answered.").await?;
        }
        wrong.extend(looks::one(person, form, &place).await?);
        person.becomes("manager@example.com").await?;
    }
    Ok(wrong)
}

impl Person {
    /// Sends keys to an element, which they focus.
    async fn types(
        &self,
        element: &str,
        keys: impl Into<TypingData> + Clone,
    ) -> WebDriverResult<()> {
        for _ in 0..3 {
            match self
                .finds(element)
                .await?
                .send_keys(keys.clone().into())
                .await
            {
                // The form was drawn anew meanwhile.
                Err(error) if error.to_string().contains("stale") => {}
                sent => return sent,
            }
        }
        Err(WebDriverError::ParseError(format!(
            "{element} does not stay"
        )))
    }

    async fn value_of(&self, element: &str) -> WebDriverResult<String> {
        Ok(self
            .finds(element)
            .await?
            .prop("value")
            .await?
            .unwrap_or_default())
    }

    /// Waits until there is no such element.
    async fn misses(&self, element: &str) -> WebDriverResult<()> {
        self.finds(&format!("#guide:not(:has({element}))")).await?;
        Ok(())
    }

    /// Lets every request take so many milliseconds.
    async fn slows(&self, latency: f64) -> WebDriverResult<()> {
        let tools = self.driver().cdp();
        tools.send_raw("Network.enable", json!({})).await?;
        let speed = json!({ "offline": false, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1 });
        tools
            .send_raw("Network.emulateNetworkConditions", speed)
            .await?;
        Ok(())
    }
}
