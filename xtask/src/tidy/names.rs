//! One word for one thing: public types use the words of the glossary.

use super::File;

/// Words that `docs/glossary.md` gives another name.
const BANNED: &[&str] = &[
    "Workflow", "Gateway", "Ticket", "Todo", "Manager", "Handler", "Helper", "Util", "Info", "Impl",
];

/// Finds public types whose name holds a banned word.
pub(crate) fn check(file: &File, findings: &mut Vec<String>) {
    if !file.is_shipped_rust() || file.path.starts_with("xtask") {
        return;
    }
    for (number, line) in file.text.lines().enumerate() {
        let Some(name) = public_type(line) else {
            continue;
        };
        for word in BANNED.iter().filter(|word| name.contains(*word)) {
            let line = number + 1;
            findings.push(format!(
                "{}:{line}: `{name}`: the glossary does not say {word}",
                file.path
            ));
        }
    }
}

fn public_type(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("pub ")?;
    let rest = ["struct ", "enum ", "trait ", "type "]
        .iter()
        .find_map(|kind| rest.strip_prefix(kind))?;
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    Some(&rest[..end])
}
