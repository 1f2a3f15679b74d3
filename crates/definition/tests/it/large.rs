//! Large input is read in time that grows with its size, and what is too much is refused at once.
//! Quadratic work would keep these tests busy for minutes.

use segue_definition::{Options, PROBLEMS_MAX, Project, Severity, SourceFile, load};

fn flow(body: &str) -> Project {
    let text = format!(
        "<Flow><label>A</label><processType>AutoLaunchedFlow</processType>{body}\
         <status>Active</status></Flow>"
    );
    load(
        vec![SourceFile::new("flows/A.flow-meta.xml", text)],
        &Options::default(),
        None,
    )
}

fn template(n_fields: usize, field: impl Fn(usize) -> String) -> String {
    let text: String = (0..n_fields).map(field).collect();
    format!("<textTemplates><name>T</name><text>&lt;p&gt;{text}</text></textTemplates>")
}

#[test]
fn a_template_with_twenty_thousand_merge_fields_takes_no_longer_than_it_is_long() {
    let variables: String = (0..20_000)
        .map(|i| format!("<variables><name>v{i}</name><dataType>String</dataType></variables>"))
        .collect();
    let merged = template(20_000, |i| format!("{{!v{i}}} "));
    let project = flow(&(variables + &merged));
    assert!(project.problems.is_empty());
}

#[test]
fn twenty_thousand_unknown_names_and_labels_take_no_longer() {
    let unknown = flow(&template(20_000, |i| format!("{{!v{i}}} ")));
    assert_eq!(unknown.problems.len(), PROBLEMS_MAX + 1);
    let globals = flow(&template(20_000, |i| format!("{{!$X{i}.Y}} ")));
    assert_eq!(globals.problems.len(), PROBLEMS_MAX + 1);
    let labels = flow(&template(20_000, |i| format!("{{!$Label.v{i}}} ")));
    assert_eq!(labels.problems.len(), 1);
    let message = &labels.problems.iter().next().unwrap().message;
    assert!(message.ends_with("and 19980 more"), "{message}");
}

#[test]
fn what_is_left_out_of_a_long_list_of_problems_still_counts() {
    let project = flow(&"<bogus/>".repeat(5_000));
    assert_eq!(project.problems.count(Severity::Warning), PROBLEMS_MAX + 1);
    let warnings = "<bogus/>".repeat(PROBLEMS_MAX);
    let error = "<variables><name>v</name><dataType>Strng</dataType></variables>\
        <variables><name>v</name><dataType>String</dataType></variables>";
    assert!(flow(&(warnings + error)).problems.has_errors());
}

#[test]
fn ten_thousand_elements_take_no_longer() {
    let element = |i: usize| {
        let next = i + 1;
        format!(
            "<assignments><name>a{i}</name><label>a</label><connector>\
             <targetReference>a{next}</targetReference></connector></assignments>"
        )
    };
    let start = "<start><connector><targetReference>a0</targetReference></connector></start>";
    let elements: String = (0..10_000).map(element).collect();
    let last = "<assignments><name>a10000</name><label>a</label></assignments>";
    assert!(
        flow(&format!("{start}{elements}{last}"))
            .problems
            .is_empty()
    );
}

#[test]
fn floods_of_attributes_and_namespaces_are_refused_at_once() {
    for name in ["a", "xmlns:a"] {
        let attributes: String = (0..100_000).map(|i| format!(" {name}{i}='x'")).collect();
        let project = flow(&format!("<variables{attributes}/>"));
        let codes: Vec<&str> = project.problems.iter().map(|p| p.code).collect();
        assert_eq!(codes, ["too-large"]);
    }
}
