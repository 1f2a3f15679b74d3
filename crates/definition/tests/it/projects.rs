//! Projects as a whole: what comes from which file.

use segue_definition::{Options, Project, SourceFile, Status, load, read_folder};

/// A project of `(path, text)` files.
pub(crate) fn project(files: &[(&str, &str)]) -> Project {
    load(sources(files), &Options::default(), None)
}

pub(crate) fn sources(files: &[(&str, &str)]) -> Vec<SourceFile> {
    let files = files.iter();
    files
        .map(|(path, text)| SourceFile::new(*path, *text))
        .collect()
}

/// Problems as `code: message`, one a line.
pub(crate) fn problems(project: &Project) -> String {
    let problems = project.problems.iter();
    problems
        .map(|problem| format!("{}: {}\n", problem.code, problem.message))
        .collect()
}

#[test]
fn labels_queues_groups_and_people_are_read() {
    let project = project(&[
        (
            "labels/CustomLabels.labels-meta.xml",
            "<CustomLabels><labels><fullName>Hello</fullName><value>Good day</value></labels>
             </CustomLabels>",
        ),
        (
            "queues/Support.queue-meta.xml",
            "<Queue><name>The support</name>
             <queueSobject><sobjectType>Case</sobjectType></queueSobject></Queue>",
        ),
        (
            "groups/Managers.group-meta.xml",
            "<Group><name>All managers</name></Group>",
        ),
        (
            "people.yaml",
            "people: {users: [ann@example.com], queues: {Support: [ann@example.com]}}",
        ),
    ]);
    assert_eq!(problems(&project), "");
    assert_eq!(project.labels["Hello"], "Good day");
    let queue = project.people.queue("Support").unwrap();
    assert_eq!(queue.label, "The support");
    assert_eq!(queue.objects, ["Case"]);
    assert_eq!(queue.members.as_deref().unwrap(), ["ann@example.com"]);
    assert_eq!(
        project.people.group("Managers").unwrap().label,
        "All managers"
    );
    assert!(project.people.user("ann@example.com").unwrap().active);
}

#[test]
fn two_files_for_one_flow_are_an_error() {
    let flow = "<Flow><label>A</label><processType>AutoLaunchedFlow</processType>
        <status>Active</status></Flow>";
    let project = project(&[("a/One.flow-meta.xml", flow), ("b/One.flow", flow)]);
    assert_eq!(
        problems(&project),
        "duplicate-flow: the project has two files for flow `One`\n"
    );
    assert_eq!(project.flows.len(), 1);
}

#[test]
fn of_old_files_that_are_versions_the_one_in_force_counts() {
    let flow = |version: &str| format!("<Flow><label>{version}</label></Flow>");
    let (one, two, three) = (flow("1"), flow("2"), flow("3"));
    let files = [
        ("src/flows/One-1.flow", &*one),
        ("src/flows/One-2.flow", &*two),
        ("src/flows/One-3.flow", &*three),
    ];
    let latest = project(&files);
    assert_eq!(problems(&latest), "");
    assert_eq!(latest.flows.len(), 1);
    assert_eq!(latest.flows[0].item.label, "3");
    let named = |number: u8| {
        let text = format!(
            "<FlowDefinition><activeVersionNumber>{number}</activeVersionNumber></FlowDefinition>"
        );
        let definition = ("src/flowDefinitions/One.flowDefinition", &*text);
        project(&[files[0], files[1], files[2], definition])
    };
    let second = named(2);
    assert_eq!(problems(&second), "");
    assert_eq!(second.flows[0].item.label, "2");
    assert_eq!(second.flows[0].status, Status::Active);
    let none = named(0);
    assert_eq!(none.flows[0].item.label, "3");
    assert_eq!(none.flows[0].status, Status::Obsolete);
}

#[test]
fn a_folder_in_the_older_format_is_read_without_what_is_ignored() {
    let folder = std::env::temp_dir().join(format!("segue-older-{}", std::process::id()));
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let flow = "<Flow><label>A</label><processType>AutoLaunchedFlow</processType></Flow>";
    write("src/flows/One-2.flow", flow);
    write("src/flows/Broken.flow", "<Flow>");
    write(
        "src/customMetadata/Rate.One.md",
        "<CustomMetadata><label>One</label></CustomMetadata>",
    );
    write(
        "src/profiles/Admin.profile",
        "<Profile><custom>false</custom></Profile>",
    );
    write("src/package.xml", "<Package/>");
    write("README.md", "# prose");
    write("old/flows/Old.flow", "<Flow>");
    write(".forceignore", "# not ready\nBroken.flow\n/old/\n");
    let files = read_folder(&folder).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let project = load(files, &Options::default(), None);
    assert_eq!(problems(&project), "");
    assert_eq!(&*project.flows[0].name, "One");
    assert_eq!(project.custom_metadata.len(), 1);
    assert!(project.permission_sets.contains_key("admin"));
}

#[test]
fn a_number_of_a_version_is_no_part_of_the_name() {
    let flow = "<Flow><label>A</label><processType>AutoLaunchedFlow</processType>
        <status>Obsolete</status></Flow>";
    let project = project(&[("flows/One-3.flow", flow)]);
    assert_eq!(&*project.flows[0].name, "One");
    assert_eq!(project.flows[0].status, Status::Obsolete);
}

#[test]
fn a_file_with_another_root_is_refused() {
    let project = project(&[("queues/A.queue-meta.xml", "<Group/>")]);
    assert_eq!(
        problems(&project),
        "unexpected-root: the root element is `Group`, and `Queue` was expected\n"
    );
}

#[test]
fn static_resources_are_never_read() {
    let project = project(&[("staticresources/x/A.flow-meta.xml", "<Flow>")]);
    assert_eq!(problems(&project), "");
    assert!(project.flows.is_empty());
}

#[test]
fn what_was_deployed_before_is_still_there() {
    let base = project(&[
        (
            "labels/CustomLabels.labels-meta.xml",
            "<CustomLabels><labels><fullName>Hello</fullName><value>Good day</value></labels>
             </CustomLabels>",
        ),
        (
            "flows/Sub.flow-meta.xml",
            "<Flow><label>A</label><processType>AutoLaunchedFlow</processType>
             <status>Active</status></Flow>",
        ),
    ]);
    let caller = "<Flow><label>B</label><processType>AutoLaunchedFlow</processType>
        <start><connector><targetReference>Call</targetReference></connector></start>
        <subflows><name>Call</name><flowName>Sub</flowName></subflows>
        <status>Active</status></Flow>";
    let files = sources(&[("flows/Main.flow-meta.xml", caller)]);
    let later = load(files, &Options::default(), Some(&base));
    assert_eq!(problems(&later), "");
    assert_eq!(later.labels["Hello"], "Good day");
    assert_eq!(later.flows.len(), 1);
}

#[test]
fn a_file_that_is_no_text_does_not_hide_the_others() {
    let folder = std::env::temp_dir().join(format!("segue-no-text-{}", std::process::id()));
    std::fs::create_dir_all(folder.join(".hidden")).unwrap();
    let flow = "<Flow><label>A</label><processType>AutoLaunchedFlow</processType></Flow>";
    std::fs::write(folder.join("Good.flow-meta.xml"), flow).unwrap();
    std::fs::write(folder.join("Bad.flow-meta.xml"), b"<Flow>\xff</Flow>").unwrap();
    std::fs::write(folder.join("notes.txt"), "not read").unwrap();
    std::fs::write(folder.join(".hidden/Also.flow-meta.xml"), flow).unwrap();
    let files = read_folder(&folder).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(files.len(), 2);
    let project = load(files, &Options::default(), None);
    assert_eq!(
        problems(&project),
        "malformed-xml: this is not well-formed XML: it is not UTF-8 text, nor UTF-16 with a byte order mark\n"
    );
    assert_eq!(project.flows.len(), 1);
}

#[test]
fn files_in_utf_16_are_read() {
    let folder = std::env::temp_dir().join(format!("segue-utf-16-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let flow = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><Flow><label>Prüfung</label>\
        <processType>AutoLaunchedFlow</processType></Flow>";
    let units: Vec<u16> = flow.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    std::fs::write(folder.join("Little.flow-meta.xml"), little).unwrap();
    std::fs::write(folder.join("Big.flow-meta.xml"), big).unwrap();
    let files = read_folder(&folder).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let project = load(files, &Options::default(), None);
    assert_eq!(problems(&project), "");
    let labels: Vec<&str> = project.flows.iter().map(|flow| &*flow.item.label).collect();
    assert_eq!(labels, ["Prüfung", "Prüfung"]);
}

#[test]
fn an_email_alert_of_the_project_is_no_missing_action() {
    let flow = "<Flow><actionCalls><name>Tell</name><label>Tell</label>
        <actionName>Case.Tell_Owner</actionName><actionType>emailAlert</actionType></actionCalls>
        <label>A</label><processType>AutoLaunchedFlow</processType>
        <start><connector><targetReference>Tell</targetReference></connector></start>
        <status>Active</status></Flow>";
    let workflow = "<Workflow><alerts><fullName>Tell_Owner</fullName>
        <recipients><type>owner</type></recipients></alerts></Workflow>";
    let alone = project(&[("flows/One.flow-meta.xml", flow)]);
    assert!(problems(&alone).contains("missing-action"));
    let files = [
        ("flows/One.flow-meta.xml", flow),
        ("workflows/Case.workflow-meta.xml", workflow),
    ];
    assert_eq!(problems(&project(&files)), "");
}
