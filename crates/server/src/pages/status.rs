//! Badges: the words of statuses with their colors.

/// The mark that style sheets know a status by: `In Progress` is `in-progress`.
pub(crate) fn mark(label: &str) -> String {
    label.to_ascii_lowercase().replace(' ', "-")
}
