//! Flows that keep to the behavior of an old version of the platform.

use crate::flow_file::FlowFile;
use crate::found::{Edit, Found};
use crate::settings::Chosen;
use crate::{Category, Choice, Level, Rule, Setting};

pub(crate) static API_VERSION: Rule = Rule {
    id: "APIVersion",
    scanner_id: Some("invalid-api-version"),
    title: "an old API version",
    about: "The flow says no API version, or one that is not as the setting wants it. The version \
            chooses the behavior of the platform, of which old ones differ.",
    fix: Some(
        "raises the version to the least that is wanted, and only with `--raise-api-version`: a \
         flow may behave differently in a newer version",
    ),
    category: Category::Suggestion,
    level: Level::Warning,
    choice: Some(Choice::Comparison(">= 50")),
    check,
};

fn check(flow: &FlowFile<'_>, setting: &Setting, found: &mut Found) {
    let Chosen::Comparison(wanted) = &setting.chosen else {
        return;
    };
    let written = flow.root.child("apiVersion");
    let Some(node) = written.filter(|node| !node.word().is_empty()) else {
        let message = format!("`{}` says no API version", flow.name);
        found
            .at(&flow.place(), "API Version <49", message)
            .help("save it in a current version");
        return;
    };
    let version = node.word().parse::<f64>().unwrap_or(f64::NAN);
    if wanted.holds(version) {
        return;
    }
    // `49.0` and `49` are one version.
    let shown = node.word().trim_end_matches(".0");
    let message = format!("API version {shown} is not {}", wanted.words());
    let edit = wanted.least().map(|least| Edit {
        range: node.text_range.clone(),
        text: format!("{least:.1}"),
        is_bold: true,
    });
    let finding = found.at(&node.place(), shown, message);
    finding
        .help("try it in a newer version, then raise it")
        .fix(edit);
}
