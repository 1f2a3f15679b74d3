//! Flows in YAML are linted like all others.

use segue_definition::SourceFile;
use segue_lint::{Settings, lint};

#[test]
fn what_is_found_points_into_the_yaml_text() {
    let text =
        "flow: A\nvariables: {unused: String, x: Number}\nelements: {Set_It: {set: x = 1}}\n";
    let linted = lint(
        vec![SourceFile::new("A.flow.yaml", text)],
        &Settings::default(),
    );
    let unused = linted
        .problems
        .iter()
        .find(|problem| problem.code.to_lowercase().contains("unused"));
    let place = &unused.expect("a rule speaks of the variable").place;
    assert_eq!(&text[place.range.clone()], "unused");
    assert!(
        linted
            .findings
            .iter()
            .all(|(_, finding)| finding.edit.is_none())
    );
}
