//! Q16 in a browser: whatever people wrote, no page runs it.

use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::attacks::attacks;
use crate::person::Person;

/// What every attack calls; there before the page's own first byte is read.
const CANARY: &str = "window.pwn = () => { window.pwned = true; return 'x'; };";
/// Creates one record with each text, and another user with every tenth of them as her name. Whoever
/// asks too often waits.
const WRITE: &str = r"
const [texts, done] = arguments;
const post = async (path, body) => {
  for (;;) {
    const answer = await fetch(path, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
    if (answer.status !== 429) return answer.status;
    await new Promise(r => setTimeout(r, 1000));
  }
};
(async () => {
  const statuses = {};
  for (const [at, text] of texts.entries()) {
    const short = text.slice(0, 80);
    const status = await post('/api/v1/records/New_Hire__c', {Name: short, Job__c: short, Start_Date__c: '2027-02-01'});
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (at % 10 === 0) await post('/api/v1/users', {username: `u${at}@x.org`, last_name: short});
  }
  done(statuses);
})();
";
/// Every page that lists what was written, and one in ten of the pages of the records.
const PATHS: &str = r"
const done = arguments[0];
(async () => {
  const links = new Set(['/', '/runs', '/people', '/audit', '/mail', '/records', '/definitions', '/?q=%3Cscript%3Epwn()%3C/script%3E', '/runs?q=%3Csvg%20onload=pwn()%3E']);
  let next = '/records/New_Hire__c';
  for (let page = 0; next && page < 20; page++) {
    links.add(next);
    const text = await (await fetch(next)).text();
    const list = new DOMParser().parseFromString(text, 'text/html');
    [...list.querySelectorAll('main tbody a[href^=\'/records/\']')].forEach((a, at) => { if (at % 10 === 0) links.add(a.getAttribute('href')); });
    next = list.querySelector('main footer.row a.button')?.getAttribute('href');
  }
  done([...links]);
})();
";

/// Writes all attacks and looks at the pages that show them; gives the paths of those that ran one.
pub(crate) async fn try_all(person: &Person) -> WebDriverResult<Vec<String>> {
    let driver = person.driver();
    let canary = json!({ "source": CANARY });
    let tools = driver.cdp();
    tools
        .send_raw("Page.addScriptToEvaluateOnNewDocument", canary)
        .await?;
    person.becomes("admin@example.com").await?;
    let attacks = attacks();
    driver
        .set_script_timeout(std::time::Duration::from_secs(300))
        .await?;
    let written = driver.execute_async(WRITE, vec![json!(attacks)]).await?;
    assert_eq!(written.json()["201"], 500, "{:?}", written.json());
    let paths: Vec<String> = driver.execute_async(PATHS, Vec::new()).await?.convert()?;
    assert!(paths.len() > 50, "{paths:?}");
    let mut ran = Vec::new();
    for path in paths {
        person.goes(&path).await?;
        let seen = driver
            .execute(
                "return [typeof window.pwn, window.pwned === true]",
                Vec::new(),
            )
            .await?;
        assert_eq!(seen.json()[0], "function", "the canary is there");
        if seen.json()[1] == true {
            ran.push(path);
        }
    }
    Ok(ran)
}
