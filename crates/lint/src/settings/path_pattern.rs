//! Patterns of paths such as `**/testing/**`.

use regex::Regex;

/// Files by their paths: `*` is anything within a folder, `**` anything.
#[derive(Clone, Debug)]
pub(super) struct PathPattern(Regex);

impl PathPattern {
    /// Reads one. It may begin in any folder of a path.
    pub(super) fn parse(pattern: &str) -> Option<PathPattern> {
        let mut text = String::from("(?:^|/)");
        let mut rest = pattern.trim_start_matches("./");
        while let Some(first) = rest.chars().next() {
            let (taken, regex) = match first {
                _ if rest.starts_with("**/") => (3, "(?:.*/)?".to_owned()),
                _ if rest.starts_with("**") => (2, ".*".to_owned()),
                '*' => (1, "[^/]*".to_owned()),
                '?' => (1, "[^/]".to_owned()),
                other => (other.len_utf8(), regex::escape(&other.to_string())),
            };
            text.push_str(&regex);
            rest = &rest[taken..];
        }
        text.push('$');
        Regex::new(&text).ok().map(PathPattern)
    }

    /// Whether `path` is one of its files.
    pub(super) fn matches(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

#[cfg(test)]
mod tests {
    use super::PathPattern;

    #[test]
    fn stars_stand_for_names_and_two_for_folders() {
        let matches = |pattern, path| PathPattern::parse(pattern).unwrap().matches(path);
        assert!(matches("**/testing/**", "/a/testing/b/X.flow-meta.xml"));
        assert!(matches("**/testing/**", "testing/X.flow-meta.xml"));
        assert!(matches("**/*_Old.flow-meta.xml", "a/X_Old.flow-meta.xml"));
        assert!(matches(
            "flows/X.flow-meta.xml",
            "/home/me/flows/X.flow-meta.xml"
        ));
        assert!(!matches("*/X.flow", "a/b/c.flow"));
        assert!(!matches("**/testing/**", "a/contesting/X.flow-meta.xml"));
    }
}
