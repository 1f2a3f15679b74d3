//! Flows whose name is not as the project wants it.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::settings::Chosen;
use crate::{Category, Choice, Level, Rule, Setting};

pub(crate) static FLOW_NAME: Rule = Rule {
    id: "FlowName",
    scanner_id: Some("invalid-naming-convention"),
    title: "a name against the convention",
    about: "The API name of the flow does not match the pattern. The default wants two words with \
            `_` between them: what it belongs to and what it does, as in `Service_CloseCase`.",
    fix: None,
    category: Category::Layout,
    level: Level::Error,
    choice: Some(Choice::Pattern("[A-Za-z0-9]+_[A-Za-z0-9]+")),
    check,
};

fn check(flow: &FlowFile<'_>, setting: &Setting, found: &mut Found) {
    let Chosen::Pattern(wanted) = &setting.chosen else {
        return;
    };
    if !wanted.is_match(flow.name) {
        let message = format!("the name `{}` does not match `{wanted}`", flow.name);
        found
            .at(&flow.place(), flow.name, message)
            .help("name it by the convention, or set `expression` of FlowName");
    }
}
