//! Every page as people with other senses, other tools and other screens meet it: axe finds nothing
//! serious in light and dark, nothing runs off a phone's screen, and the Tab key reaches it all.
//!
//! With `SEGUE_PICTURES=FOLDER` each page is also photographed, to be looked at.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::cdp::Cdp;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{Key, TypingData, WebDriver};

use crate::person::Person;

const AXE: &str = include_str!("axe.min.js");
/// Pages looked at as one person, at most.
const PAGES_MAX: usize = 60;
/// Tab presses on one page, at most.
const TABS_MAX: usize = 400;

/// What axe finds, in short.
const FINDINGS: &str = r#"
const told = arguments[arguments.length - 1];
axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                    resultTypes: ["violations"] })
  .then(found => told(found.violations
    .filter(each => each.impact === "serious" || each.impact === "critical")
    .map(each => each.id + ": " + each.nodes.slice(0, 3).map(node => node.html.slice(0, 160)
      + " " + (node.any[0] ? node.any[0].message : "")).join(" | "))))
  .catch(error => told(["axe failed: " + error]));
"#;

/// Where a page leads.
const LINKS: &str = "return [...document.querySelectorAll('a[href]:not([download])')]
  .filter(link => link.origin === location.origin).map(link => link.pathname + link.search)";

/// Elements that stick out of the screen to the right, when the page can be scrolled there.
const TOO_WIDE: &str = "const width = document.documentElement.clientWidth;
const scrolls = each => each && each !== document.body
  && (getComputedStyle(each).overflowX !== 'visible' || scrolls(each.parentElement));
return document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll('body *')]
  .filter(each => each.getBoundingClientRect().right > width + 1 && !scrolls(each.parentElement))
  .map(each => each.outerHTML.slice(0, 120)).slice(0, 5)";

/// Texts of drawings that stick out of their card, step or pill, or out of the drawing.
const TEXT_OUT: &str = "const out = (text, box) => { const t = text.getBBox(), b = box.getBBox();
  return t.width > 0 && (t.x < b.x || t.x + t.width > b.x + b.width
    || t.y < b.y - 1 || t.y + t.height > b.y + b.height + 1); };
return [...document.querySelectorAll('svg g.element, svg .step')]
  .flatMap(each => { const box = each.querySelector(':scope > rect, :scope > path, :scope > a > rect');
    return box ? [...each.querySelectorAll(':scope > text, :scope > a > text')]
      .filter(text => out(text, box)).map(text => text.textContent) : []; }).slice(0, 5)";

/// Marks what can be used; says how many there are. A group of radio buttons is one stop.
const STOPS: &str = "const groups = new Set();
return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(each => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && !each.inert)
  .filter(each => each.tabIndex >= 0)
  .filter(each => { if (each.type !== 'radio') return true;
                    const is_new = !groups.has(each.name); groups.add(each.name); return is_new; })
  .map((each, n) => { each.dataset.stop = n; return each.outerHTML.slice(0, 120); })";

/// Which of them has the focus now, and whether that can be seen on it, its row or its shape.
const STOP: &str = "const at = document.activeElement;
if (!at || at === document.body) return null;
const first = at.type === 'radio'
  ? [...document.getElementsByName(at.name)].find(each => each.dataset.stop !== undefined) : at;
const shows = each => { const style = each && getComputedStyle(each);
  return style && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'
    || parseFloat(style.strokeWidth) >= 3); };
return [first?.dataset.stop ?? at.closest('[data-stop]')?.dataset.stop ?? '',
        shows(at) || shows(at.closest('tr')) || shows(at.querySelector('rect')) || false,
        at.outerHTML.slice(0, 120)]";

/// Looks at every page that a person can reach from some.
pub(crate) async fn look(
    person: &Person,
    user: &str,
    starts: &[&str],
) -> WebDriverResult<Vec<String>> {
    let mut wrong = Vec::new();
    let mut waiting: VecDeque<String> = starts.iter().map(|path| (*path).to_owned()).collect();
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop_front() {
        if seen.len() == PAGES_MAX || leads_away(&path) || !seen.insert(kind(&path)) {
            continue;
        }
        let told = one(person, user, &path).await?;
        wrong.extend(
            told.into_iter()
                .map(|what| format!("{user} {path}: {what}")),
        );
        waiting.extend(strings(
            person.driver().execute(LINKS, vec![]).await?.json(),
        ));
    }
    Ok(wrong)
}

/// Looks at one page.
pub(crate) async fn one(person: &Person, user: &str, path: &str) -> WebDriverResult<Vec<String>> {
    let driver = person.driver();
    let mut wrong = Vec::new();
    for (theme, width) in [("light", 1280), ("dark", 1280), ("light", 360)] {
        dress(driver, theme, width).await?;
        person.goes(path).await?;
        let found = found(driver, width).await?.into_iter();
        wrong.extend(found.map(|what| format!("{theme} {width}: {what}")));
        photograph(driver, &format!("{user}{}-{theme}-{width}", kind(path))).await?;
    }
    dress(driver, "light", 1280).await?;
    person.goes(path).await?;
    wrong.extend(unreached(driver).await?);
    Ok(wrong)
}

/// What is wrong with the page as it stands.
pub(crate) async fn found(driver: &WebDriver, width: u32) -> WebDriverResult<Vec<String>> {
    let mut wrong = Vec::new();
    if width == 360 {
        let wide = strings(driver.execute(TOO_WIDE, vec![]).await?.json());
        wrong.extend(
            wide.into_iter()
                .map(|what| format!("too wide on a phone: {what}")),
        );
    }
    let out = strings(driver.execute(TEXT_OUT, vec![]).await?.json());
    wrong.extend(
        out.into_iter()
            .map(|what| format!("text outside its box: {what}")),
    );
    driver.execute(AXE, vec![]).await?;
    let found = driver.execute_async(FINDINGS, vec![]).await?;
    wrong.extend(strings(found.json()));
    Ok(wrong)
}

/// What the Tab key does not reach, and stops that do not show that they have the focus.
async fn unreached(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let stops = strings(driver.execute(STOPS, vec![]).await?.json());
    let mut reached = BTreeSet::new();
    let mut wrong = Vec::new();
    for _ in 0..TABS_MAX.min(stops.len() * 2 + 10) {
        driver
            .action_chain()
            .send_keys(TypingData::from(Key::Tab))
            .perform()
            .await?;
        let stop = driver.execute(STOP, vec![]).await?;
        // Past the last stop the browser's own come, then the first.
        let Some([number, is_shown, html]) = stop.json().as_array().map(Vec::as_slice) else {
            continue;
        };
        if !is_shown.as_bool().unwrap_or_default() {
            wrong.push(format!("its focus cannot be seen: {html}"));
        }
        reached.extend(number.as_str().and_then(|n| n.parse::<usize>().ok()));
        if reached.len() == stops.len() {
            break;
        }
    }
    let missed = stops
        .iter()
        .enumerate()
        .filter(|(n, _)| !reached.contains(n));
    wrong.extend(missed.map(|(_, html)| format!("the Tab key does not reach {html}")));
    Ok(wrong)
}

/// Sets the theme that the person prefers and the size of her screen.
pub(crate) async fn dress(driver: &WebDriver, theme: &str, width: u32) -> WebDriverResult<()> {
    let tools = Cdp::new(driver.handle().clone());
    let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
    tools.send_raw("Emulation.setEmulatedMedia", media).await?;
    let size =
        json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
    tools
        .send_raw("Emulation.setDeviceMetricsOverride", size)
        .await?;
    Ok(())
}

pub(crate) async fn photograph(driver: &WebDriver, name: &str) -> WebDriverResult<()> {
    let Some(folder) = std::env::var_os("SEGUE_PICTURES").map(PathBuf::from) else {
        return Ok(());
    };
    std::fs::create_dir_all(&folder)?;
    tokio::time::sleep(Duration::from_millis(150)).await;
    let name = name.replace(['/', '?', '&', '{', '}'], "_");
    driver.screenshot(&folder.join(name + ".png")).await
}

/// Where a look would end the session, or is no page.
fn leads_away(path: &str) -> bool {
    path.contains("/logout") || path.contains("/api/") || path.contains(".csv")
}

/// The page without its ids, names and values: `/runs/{id}?q`, `/records/{name}/new`.
fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut before = "";
    let parts = path.split('/').map(|part| {
        let is_id = part.len() >= 15 && part.contains(|c: char| c.is_ascii_digit());
        let is_named = matches!(before, "records" | "definitions" | "queues" | "roles");
        before = part;
        match (is_id, is_named) {
            (true, _) => "{id}",
            (false, true) => "{name}",
            (false, false) => part,
        }
    });
    let names = query.split('&').filter_map(|pair| pair.split('=').next());
    let names = names.filter(|name| !name.is_empty()).collect::<Vec<_>>();
    let path = parts.collect::<Vec<_>>().join("/");
    if names.is_empty() {
        path
    } else {
        format!("{path}?{}", names.join("&"))
    }
}

fn strings(value: &Value) -> Vec<String> {
    let texts = value.as_array().into_iter().flatten();
    texts
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}
