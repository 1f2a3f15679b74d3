//! `segue convert`, `fmt` and `schema` from outside.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `segue` with those arguments, in the root of the workspace.
fn segue(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.args(arguments).current_dir(root());
    command.output().expect("segue can be started")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it prints text")
}

/// A folder with one file, removed at the end.
fn folder_with(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file can be written");
    let path = path.to_str().expect("its path is text").to_owned();
    (folder, path)
}

const ORCHESTRATION: &str = "examples/incident-management/aim-base/main/default/flows/AIM_IncidentOrchestration.flow-meta.xml";

#[test]
fn a_file_is_printed_in_the_other_form_and_comes_back() {
    let yaml = segue(&["convert", ORCHESTRATION]);
    assert_eq!(yaml.status.code(), Some(0));
    let yaml = text(&yaml.stdout);
    assert!(
        yaml.starts_with("orchestration: Incident Orchestration\n"),
        "{yaml}"
    );
    let (_folder, path) = folder_with("AIM_IncidentOrchestration.orchestration.yaml", &yaml);
    let xml = text(&segue(&["convert", &path]).stdout);
    let original = std::fs::read_to_string(root().join(ORCHESTRATION)).unwrap();
    assert_eq!(xml.trim_end(), original.trim_end());
}

#[test]
fn a_folder_is_converted_into_another_and_nothing_is_overwritten() {
    let target = tempfile::tempdir().unwrap();
    let folder = target.path().to_str().unwrap();
    let first = segue(&["convert", "examples/demo", "--to", "yaml", "-o", folder]);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    assert!(
        target
            .path()
            .join("Onboard_New_Hire.orchestration.yaml")
            .is_file()
    );
    assert!(target.path().join("Confirm_Start.flow.yaml").is_file());
    let again = segue(&["convert", "examples/demo", "--to", "yaml", "-o", folder]);
    assert_eq!(again.status.code(), Some(2));
}

const PEOPLE: &str = "\
people:
  users: [lead@example.com, {username: agent@example.com, name: First agent}]
  groups:
    Managers: [lead@example.com]
    Staff: {label: All staff, includes_managers: true}
  queues:
    Support: [agent@example.com, Managers]
    Billing:
      label: Bills
      members: {users: [agent@example.com], roles: [Sales]}
      objects: [Case, Order]
      email: bills@example.com
      mails_members: true
  roles:
    Sales: {label: Sales team, parent: Chief, accounts_cases: Read}
";

#[test]
fn people_become_files_of_queues_groups_and_roles_and_what_has_none_is_said() {
    let (folder, path) = folder_with("people.yaml", PEOPLE);
    let xml = folder.path().join("xml");
    let converted = segue(&["convert", &path, "-o", xml.to_str().unwrap()]);
    let said = text(&converted.stderr);
    assert_eq!(converted.status.code(), Some(0), "{said}");
    assert!(
        said.contains("2 users: on the platform users are data"),
        "{said}"
    );
    let members = "the members of group `Managers` (lead@example.com)";
    assert!(said.contains(members), "{said}");
    let queue = std::fs::read_to_string(xml.join("queues/Support.queue-meta.xml")).unwrap();
    assert!(
        queue.contains("<publicGroup>Managers</publicGroup>")
            && queue.contains("<user>agent@example.com</user>"),
        "{queue}"
    );
    let yaml = folder.path().join("yaml");
    let back = segue(&[
        "convert",
        xml.to_str().unwrap(),
        "--to",
        "yaml",
        "-o",
        yaml.to_str().unwrap(),
    ]);
    assert_eq!(back.status.code(), Some(0), "{}", text(&back.stderr));
    let again = std::fs::read_to_string(yaml.join("people.yaml")).unwrap();
    assert_eq!(
        again,
        "\
people:
  groups: {Managers: {}, Staff: {label: All staff, includes_managers: true}}
  queues:
    Billing:
      label: Bills
      members: {users: [agent@example.com], roles: [Sales]}
      objects: [Case, Order]
      email: bills@example.com
      mails_members: true
    Support:
      members: {users: [agent@example.com], groups: [Managers]}
  roles: {Sales: {label: Sales team, parent: Chief, accounts_cases: Read}}
"
    );
}

#[test]
fn an_object_of_many_files_becomes_one_and_many_again() {
    let folder = tempfile::tempdir().unwrap();
    let object = folder.path().join("objects/Leave__c");
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let space = "xmlns=\"http://soap.sforce.com/2006/04/metadata\"";
    let files = [
        (
            "Leave__c.object-meta.xml",
            format!(
                "{head}<CustomObject {space}>\n    <label>Leave</label>\n    \
                 <pluralLabel>Leaves</pluralLabel>\n</CustomObject>\n"
            ),
        ),
        (
            "fields/Day__c.field-meta.xml",
            format!(
                "{head}<CustomField {space}>\n    <fullName>Day__c</fullName>\n    \
                 <label>First day</label>\n    <trackHistory>false</trackHistory>\n    \
                 <type>Date</type>\n</CustomField>\n"
            ),
        ),
        (
            "fields/Note__c.field-meta.xml",
            format!(
                "{head}<CustomField {space}>\n    <fullName>Note__c</fullName>\n    \
                 <label>Note</label>\n    <length>80</length>\n    \
                 <type>Text</type>\n</CustomField>\n"
            ),
        ),
        (
            "validationRules/Has_Day.validationRule-meta.xml",
            format!(
                "{head}<ValidationRule {space}>\n    <fullName>Has_Day</fullName>\n    \
                 <active>true</active>\n    \
                 <errorConditionFormula>ISBLANK(Day__c)</errorConditionFormula>\n    \
                 <errorMessage>When?</errorMessage>\n</ValidationRule>\n"
            ),
        ),
    ];
    for (name, text) in &files {
        let path = object.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let root = folder.path().to_str().unwrap();
    let yaml = segue(&["convert", root, "-o", &format!("{root}/yaml")]);
    assert_eq!(yaml.status.code(), Some(0), "{}", text(&yaml.stderr));
    let path = format!("{root}/yaml/Leave__c.object.yaml");
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(
        written.contains("Day__c: {label: First day, type: Date")
            && written.contains("Note__c: {type: Text, length: 80}"),
        "{written}"
    );
    let back = segue(&["convert", &path, "--split", "-o", &format!("{root}/xml")]);
    assert_eq!(back.status.code(), Some(0), "{}", text(&back.stderr));
    for (name, wanted) in &files {
        let again = std::fs::read_to_string(format!("{root}/xml/Leave__c/{name}")).unwrap();
        assert_eq!(again, *wanted, "{name}");
    }
    let field = object.join("fields/Day__c.field-meta.xml");
    let alone = segue(&["convert", field.to_str().unwrap()]);
    let alone = text(&alone.stdout);
    assert!(
        alone.starts_with("object: ~\nfields:\n  Day__c: {label: First day"),
        "{alone}"
    );
}

#[test]
fn what_has_errors_is_not_converted() {
    let (_folder, path) = folder_with("A.flow.yaml", "flow: A\nelments: {}\n");
    let refused = segue(&["convert", &path]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("did you mean `elements`?"));
    assert_eq!(text(&refused.stdout), "");
}

#[test]
fn formatting_changes_a_file_once_and_keeps_its_comments() {
    let written = "# On leave.\nflow: \"A\"\nelements:\n    # First.\n    Set_It: {set: [x = 1]} # one\nvariables: {x: {type: Number}}\n";
    let (_folder, path) = folder_with("A.flow.yaml", written);
    assert_eq!(segue(&["fmt", &path, "--check"]).status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
    assert_eq!(segue(&["fmt", &path]).status.code(), Some(0));
    let formatted = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        formatted,
        "# On leave.\nflow: A\nvariables:\n  x: Number\nelements:\n  # First.\n  # one\n  Set_It: {set: x = 1}\n"
    );
    assert_eq!(segue(&["fmt", &path, "--check"]).status.code(), Some(0));
}

#[test]
fn scenarios_people_and_actions_are_formatted_and_keep_their_comments() {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        (
            "a.scenario.yaml",
            "# How it goes.\nproject:   ..\nscenarios:\n- scenario:  \"one\" # first\n  steps: [ {advance: 3d} ]\n",
            "# How it goes.\nproject: ..\nscenarios:\n  # first\n  - scenario: \"one\"\n    steps: [{advance: 3d}]\n",
        ),
        (
            "people.yaml",
            "people: # all\n   users: [ a@x.org ]\n",
            "# all\npeople:\n  users: [a@x.org]\n",
        ),
        (
            "actions.yaml",
            "actions:\n    # Elsewhere.\n    Rate:   {inputs: {a: Number}}\n",
            "actions:\n  # Elsewhere.\n  Rate: {inputs: {a: Number}}\n",
        ),
    ];
    for (name, text, _) in texts {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    assert_eq!(segue(&["fmt", path]).status.code(), Some(0));
    for (name, _, wanted) in texts {
        let formatted = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(formatted, wanted, "{name}");
    }
    assert_eq!(segue(&["fmt", path, "--check"]).status.code(), Some(0));
}

#[test]
fn formatting_refuses_what_would_be_lost() {
    let (_folder, path) = folder_with("A.flow-meta.xml", "<Flow>stray<label>A</label></Flow>");
    let refused = segue(&["fmt", &path]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("text between its elements"));
}

#[test]
fn schemas_are_printed() {
    for which in ["orchestration", "flow", "object", "people", "scenario"] {
        let printed = segue(&["schema", which]);
        assert_eq!(printed.status.code(), Some(0));
        let schema: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
    assert_eq!(segue(&["schema", "weather"]).status.code(), Some(2));
}
