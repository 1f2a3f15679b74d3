//! Two things of one flow share an API name.

use std::collections::HashMap;

use crate::checks::view::{FlowDocument, names};
use crate::document::Node;
use crate::{Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let mut taken: HashMap<String, &Node> = HashMap::new();
    for name in names(flow.root)
        .into_iter()
        .filter(|name| !name.word().is_empty())
    {
        match taken.get(&name.word().to_lowercase()) {
            Some(first) => problems.push(Problem::duplicate_name(
                &name.place(),
                name.word(),
                &first.place(),
            )),
            None => {
                taken.insert(name.word().to_lowercase(), name);
            }
        }
    }
}
