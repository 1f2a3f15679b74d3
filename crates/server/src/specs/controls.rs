//! The table of controls in the documentation: each control has a test that is named after it, and
//! each test that the table names is there.

use std::path::Path;

fn sources(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_control_has_a_test_of_its_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let table = std::fs::read_to_string(root.join("docs/reference/security.md")).unwrap();
    let mut code = String::new();
    sources(&root.join("crates"), &mut code);
    for n in 1..=19 {
        let row = table
            .lines()
            .find(|line| line.starts_with(&format!("| Q{n} |")));
        let row = row.unwrap_or_else(|| panic!("no row for Q{n}"));
        let tests = row.rsplit('|').nth(1).unwrap_or_default();
        if tests.trim() == "not proven yet" {
            continue;
        }
        let tests: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "Q{n} names no test");
        for test in tests {
            assert!(
                code.contains(&format!("fn {test}(")),
                "there is no test {test}"
            );
        }
    }
}
