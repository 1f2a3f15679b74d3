//! Rich text on its way out: what flows may show, without anything that could act.

use std::collections::HashSet;
use std::fmt;
use std::sync::OnceLock;

use ammonia::Builder;

/// Markup that only looks like something. No pictures from elsewhere, no styles, no SVG.
const TAGS: [&str; 24] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "h3",
    "h4",
    "h5",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
    "small",
];

/// HTML that can go into a page as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

/// `html` without anything that could act; plain text keeps its line breaks.
pub(crate) fn clean(html: &str) -> Markup {
    static BUILDER: OnceLock<Builder<'static>> = OnceLock::new();
    let builder = BUILDER.get_or_init(|| {
        let mut builder = bare();
        builder
            .tags(HashSet::from(TAGS))
            .tag_attributes([("a", HashSet::from(["href"]))].into_iter().collect())
            .url_schemes(HashSet::from(["http", "https", "mailto"]))
            .link_rel(Some("noopener noreferrer"));
        builder
    });
    let cleaned = builder.clean(html).to_string();
    let is_plain = !html.contains('<') && html.contains('\n');
    Markup(match is_plain {
        true => cleaned.replace('\n', "<br>"),
        false => cleaned,
    })
}

/// The text of `html` without its markup.
pub(crate) fn plain(html: &str) -> Markup {
    static BUILDER: OnceLock<Builder<'static>> = OnceLock::new();
    Markup(BUILDER.get_or_init(bare).clean(html).to_string())
}

fn bare() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder.clean_content_tags(HashSet::from(["script", "style"]));
    builder
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_could_act_is_taken_out() {
        for html in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href='javascript:alert(1)'>x</a>",
            "<svg><script>alert(1)</script></svg>",
            "<p style='position:fixed' onclick='alert(1)'>x</p>",
            "<math><mtext><style><img onerror=alert(1)></style></mtext></math>",
        ] {
            let cleaned = clean(html).to_string();
            for bad in [
                "script", "onerror", "onclick", "style", "<svg", "<img", "<math",
            ] {
                assert!(!cleaned.contains(bad), "{html} became {cleaned}");
            }
        }
    }

    #[test]
    fn what_only_looks_stays() {
        let html = "<p><b>Bold</b> and a <a href=\"https://example.com\">link</a></p>";
        let cleaned = clean(html).to_string();
        assert!(cleaned.contains("<b>Bold</b>"), "{cleaned}");
        assert!(cleaned.contains("rel=\"noopener noreferrer\""), "{cleaned}");
    }

    #[test]
    fn plain_text_keeps_its_lines() {
        assert_eq!(
            clean("one\ntwo & three").to_string(),
            "one<br>two &amp; three"
        );
    }
}
