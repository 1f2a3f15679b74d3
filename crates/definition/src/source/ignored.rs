//! What `.forceignore` in a project's folder leaves out, by the rules of `.gitignore`.

/// Patterns in their order; the last that matches counts.
#[derive(Debug, Default)]
pub(super) struct Ignored {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    /// Names between slashes; `**` is any number of them.
    names: Vec<String>,
    /// Whether it takes back what an earlier one left out.
    is_kept: bool,
    is_for_folders: bool,
}

impl Ignored {
    /// The rules in the text of a `.forceignore`.
    pub(super) fn of(text: &str) -> Ignored {
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        Ignored {
            rules: lines.map(rule).collect(),
        }
    }

    /// Whether the file or folder at `path` below the project's folder is left out.
    pub(super) fn has(&self, path: &[String], is_folder: bool) -> bool {
        let is_meant = |rule: &&Rule| {
            let is_kind = is_folder || !rule.is_for_folders;
            is_kind && matches(&rule.names, path, |name| name == "**", |a, b| is_like(a, b))
        };
        let last = self.rules.iter().rev().find(is_meant);
        last.is_some_and(|rule| !rule.is_kept)
    }
}

/// A pattern with a slash begins at the project's folder, one without fits anywhere.
fn rule(line: &str) -> Rule {
    let (line, is_kept) = match line.strip_prefix('!') {
        Some(rest) => (rest, true),
        None => (line, false),
    };
    let (pattern, is_for_folders) = match line.strip_suffix('/') {
        Some(rest) => (rest, true),
        None => (line, false),
    };
    let mut names: Vec<String> = Vec::new();
    if !pattern.contains('/') {
        names.push("**".to_owned());
    }
    let written = pattern.split('/').filter(|name| !name.is_empty());
    names.extend(written.map(str::to_owned));
    Rule {
        names,
        is_kept,
        is_for_folders,
    }
}

/// Whether a name fits a pattern with `*` and `?`.
fn is_like(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    matches(&pattern, &name, |c| *c == '*', |a, b| *a == '?' || a == b)
}

/// Whether `items` fit `pattern`, in which a star stands for any number of them. Only the last
/// star is ever tried again, so that no pattern takes long.
fn matches<P, T>(
    pattern: &[P],
    items: &[T],
    is_star: impl Fn(&P) -> bool,
    fits: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut p, mut i) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while i < items.len() {
        if pattern.get(p).is_some_and(&is_star) {
            star = Some((p, i));
            p += 1;
        } else if pattern.get(p).is_some_and(|part| fits(part, &items[i])) {
            (p, i) = (p + 1, i + 1);
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            (p, i) = (at + 1, from + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(is_star)
}

#[cfg(test)]
mod tests {
    use super::Ignored;

    fn is_out(rules: &str, path: &str) -> bool {
        let names: Vec<String> = path.split('/').map(str::to_owned).collect();
        Ignored::of(rules).has(&names, false)
    }

    #[test]
    fn a_name_alone_is_meant_at_every_depth() {
        assert!(is_out("package.xml", "manifest/package.xml"));
        assert!(!is_out("package.xml", "manifest/other.xml"));
    }

    #[test]
    fn a_pattern_with_a_slash_begins_at_the_top() {
        assert!(is_out(
            "/main/Old*.flow-meta.xml",
            "main/Old_1.flow-meta.xml"
        ));
        assert!(!is_out(
            "main/Old*.flow-meta.xml",
            "app/main/Old_1.flow-meta.xml"
        ));
        assert!(is_out(
            "**/Old_?.flow-meta.xml",
            "app/main/Old_1.flow-meta.xml"
        ));
        assert!(is_out("app/**/flows/*", "app/a/b/flows/One.flow-meta.xml"));
    }

    #[test]
    fn a_later_pattern_takes_back_an_earlier_one() {
        let rules = "# flows\n*.flow-meta.xml\n!Kept.flow-meta.xml\n";
        assert!(is_out(rules, "flows/One.flow-meta.xml"));
        assert!(!is_out(rules, "flows/Kept.flow-meta.xml"));
    }
}
