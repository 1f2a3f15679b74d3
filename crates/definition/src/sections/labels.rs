//! Custom labels.

use segue_language::Text;

use crate::document::Node;

/// `(name, text)` of each label in the file.
pub(crate) fn labels(root: &Node) -> impl Iterator<Item = (Text, String)> {
    root.children("labels").filter_map(|label| {
        let name = label.text_of("fullName")?;
        let text = label.child("value").map_or("", |value| &value.text);
        Some((name.into(), text.to_owned()))
    })
}
