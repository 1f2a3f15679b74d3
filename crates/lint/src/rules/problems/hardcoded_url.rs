//! Addresses of one organization written into a flow.

use std::sync::LazyLock;

use regex::Regex;

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static HARDCODED_URL: Rule = Rule {
    id: "HardcodedUrl",
    scanner_id: Some("hardcoded-url"),
    title: "an address of one organization",
    about: "A URL that leads to one organization of the platform. It leads to the wrong place in \
            every other one, and in Segue. Use `$Api`, a label or custom metadata.",
    fix: None,
    category: Category::Problem,
    level: Level::Error,
    choice: None,
    check,
};

/// Domains below which each organization has its own address.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)https?://[-a-z0-9.]{1,253}\.(?:force\.com|my\.salesforce\.com|visualforce\.com|my\.site\.com|salesforce-sites\.com)\b",
    )
    .expect("it is a pattern")
});

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for leaf in flow.leaves().iter().filter(|leaf| !leaf.is_remark()) {
        let text = leaf.text();
        if !text.contains("://") {
            continue;
        }
        for address in ADDRESS.find_iter(text) {
            let characters = |byte: usize| text[..byte].chars().count();
            let at = characters(address.start())..characters(address.end());
            let place = leaf.node.place_in_text(flow.source, at);
            let message = format!("`{}` leads to one organization only", address.as_str());
            let owner = &flow.root.children[leaf.owner];
            found
                .inside(owner, &place, message)
                .help("take the address from `$Api`, a label or custom metadata");
        }
    }
}
