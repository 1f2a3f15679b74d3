//! Q16 and Q17: what people write is text wherever it is shown, and nothing is downloaded that acts.

use super::attacks::attacks;
use super::bed::Bed;
use super::scene::{At, Cast, HANDLE, OBJECT};
use crate::pages::rich_text::clean;
use crate::routes::{Access, table};

/// Parts of markup that act, outside of texts.
fn acts(html: &str) -> Option<String> {
    let document = html.to_lowercase();
    let mut rest = document.as_str();
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..];
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let tag = &tag[..end];
        let bad = tag.contains("pwn") && !tag.contains("&lt;") && !is_quoted(tag);
        if bad {
            return Some(tag.to_owned());
        }
        rest = &rest[at + end..];
    }
    None
}

/// Whether what was written stands in a quoted value of an attribute that does not act.
fn is_quoted(tag: &str) -> bool {
    let before = &tag[..tag.find("pwn").unwrap_or_default()];
    let is_inside = before.matches('"').count() % 2 == 1;
    let name = before.rsplit('"').nth(1).unwrap_or(before);
    let name = name
        .trim_end_matches('=')
        .rsplit([' ', '\n'])
        .next()
        .unwrap_or_default();
    let value = before.rsplit('"').next().unwrap_or_default();
    let is_path = value.starts_with('/') && !value.contains(':');
    let leads = ["href", "action", "formaction", "hx-get", "hx-post", "src"];
    if is_inside && is_path && leads.contains(&name) {
        return true;
    }
    is_inside
        && [
            "value",
            "title",
            "content",
            "aria-label",
            "placeholder",
            "data-label",
            "data-ask",
        ]
        .contains(&name)
}

#[tokio::test]
async fn q16_five_hundred_scripts_stay_text_on_every_page() {
    let bed = Bed::with_project(&[HANDLE]);
    let attacks = attacks();
    assert_eq!(attacks.len(), 500);
    let id = bed.person("admin@x.org", &["administrator"]).await;
    let cookie = bed.sign_in("admin@x.org").await;
    let mut n_pages = 0;
    for chunk in attacks.chunks(20) {
        let name: String = chunk[0].chars().take(80).collect();
        bed.rename(&id, &name).await;
        let cast = Cast {
            owner: id.clone(),
            assignee: "admin@x.org".into(),
            starter: id.clone(),
        };
        let scene = bed.scene(&cast, At::Open).await;
        let mut record = scene.record.clone();
        for attack in chunk {
            let name: String = attack.chars().take(80).collect();
            let fields = [
                ("Name", name.as_str()),
                ("Note__c", attack),
                ("OwnerId", &*id),
            ];
            record = bed.record(OBJECT, &fields).await;
        }
        for route in table() {
            let is_page = !route.path.starts_with("/api/") && route.method.as_str() == "GET";
            if !is_page || route.access == Access::Public {
                continue;
            }
            for id in [&record, &scene.item, &scene.run] {
                let path = route
                    .path
                    .replace("{object}", OBJECT)
                    .replace("{id}", id)
                    .replace("{name}", "Handle");
                let query = crate::pages::query_string(
                    &path,
                    &[
                        ("q", &name),
                        ("told", &name),
                        ("done", &name),
                        ("from", &name),
                    ],
                );
                let told = bed.as_session(("GET", &query), &cookie, None).await;
                let kind = told
                    .headers
                    .get("content-type")
                    .map(|kind| kind.to_str().unwrap().to_owned());
                if !kind.unwrap_or_default().starts_with("text/html") {
                    continue;
                }
                let html = told.body.as_str().unwrap_or_default().to_owned();
                assert!(!told.status.is_server_error(), "{path}: {html}");
                n_pages += 1;
                if let Some(tag) = acts(&html) {
                    panic!("{path} acts: {tag}");
                }
            }
        }
    }
    assert!(n_pages > 400, "{n_pages}");
}

#[test]
fn q16_rich_text_is_cleaned_of_everything_that_acts() {
    let parts = [
        "<b>",
        "</b>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<style>",
        "</style>",
        "<a href=",
        "\"",
        "'",
        ">",
        "<",
        "javascript:pwn()",
        "data:text/html,pwn()",
        " onclick=pwn()",
        "<img src=x onerror=pwn()>",
        "<script>",
        "</script>",
        "pwn()",
        "&lt;script&gt;",
        "&#x6a;avascript:",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<noscript>",
        "<template>",
        "<table>",
        "<td>",
        "<p ",
        "\0",
        "\u{202e}",
        "<annotation-xml encoding=text/html>",
        "<foreignObject>",
    ];
    let mut seed = 0x9e37_79b9_u64;
    let mut next = |n: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let made: Vec<String> = (0..20_000)
        .map(|_| (0..=next(12)).map(|_| parts[next(parts.len())]).collect())
        .collect();
    for html in made.iter().chain(&attacks()) {
        let cleaned = clean(html).to_string();
        let document = cleaned.to_lowercase();
        for bad in [
            "<script", "<svg", "<math", "<img", "<style", "<iframe", "<form", "<object",
        ] {
            assert!(!document.contains(bad), "{html} became {cleaned}");
        }
        let acting = document.split("href=\"").skip(1).any(|rest| {
            let url = rest.split('"').next().unwrap_or_default();
            let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
            let is_letter = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
            let is_scheme = !scheme.is_empty() && scheme.chars().all(is_letter);
            is_scheme && !["http", "https", "mailto"].contains(&scheme)
        });
        assert!(!acting, "{html} became {cleaned}");
        // Whoever reads it once more finds no more in it.
        let again = clean(&cleaned).to_string().to_lowercase();
        assert!(
            !again.contains("<img") && !again.contains("<script"),
            "{html}"
        );
    }
}

/// Nothing but pages is HTML, and pictures come from the program itself.
#[tokio::test]
async fn q17_nothing_that_people_wrote_is_served_to_be_run() {
    let bed = Bed::with_project(&[HANDLE]);
    let id = bed.person("admin@x.org", &["administrator"]).await;
    let cookie = bed.sign_in("admin@x.org").await;
    let fields = [("Name", "<svg onload=pwn()>.svg"), ("OwnerId", &*id)];
    let record = bed.record(OBJECT, &fields).await;
    for route in table()
        .iter()
        .filter(|route| route.method.as_str() == "GET")
    {
        let path = route
            .path
            .replace("{object}", OBJECT)
            .replace("{id}", &record)
            .replace(['{', '}'], "_");
        let told = bed.as_session(("GET", &path), &cookie, None).await;
        assert_eq!(told.headers["x-content-type-options"], "nosniff", "{path}");
        let Some(kind) = told.headers.get("content-type") else {
            continue;
        };
        let kind = kind.to_str().unwrap();
        let is_api = path.starts_with("/api/");
        let known = if is_api {
            vec![
                "application/json",
                "application/problem+json",
                "text/event-stream",
            ]
        } else {
            vec![
                "text/html; charset=utf-8",
                "text/plain",
                "application/json",
                "application/problem+json",
                "text/event-stream",
                "text/csv",
            ]
        };
        let is_known = known.iter().any(|known| kind.starts_with(known));
        assert!(is_known, "{path}: {kind}");
        if kind.starts_with("text/csv") {
            let disposition = told.headers["content-disposition"].to_str().unwrap();
            assert!(
                disposition.starts_with("attachment"),
                "{path}: {disposition}"
            );
        }
    }
}
