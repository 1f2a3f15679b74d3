//! Plays the scenario files beside this test and those of the examples: semantics, proved.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

use std::path::{Path, PathBuf};

use segue_runtime::scenario::{self, Coverage, Play, Projects, Report};

#[test]
fn alerts() {
    passes("alerts");
}

#[test]
fn wake_far() {
    passes("wake_far");
}

#[test]
fn lookups() {
    passes("lookups");
}

#[test]
fn life() {
    passes("life");
}

#[test]
fn faults() {
    passes("faults");
}

#[test]
fn resume() {
    passes("resume");
}

#[test]
fn versions() {
    passes("versions");
}

#[test]
fn triggers() {
    passes("triggers");
}

#[test]
fn related() {
    passes("related");
}

#[test]
fn assignees() {
    passes("assignees");
}

#[test]
fn events() {
    passes("events");
}

#[test]
fn wake() {
    passes("wake");
}

#[test]
fn screens() {
    passes("screens");
}

#[test]
fn components() {
    passes("components");
}

#[test]
fn paths() {
    passes("paths");
}

#[test]
fn values() {
    passes("values");
}

#[test]
fn evaluation() {
    passes("evaluation");
}

#[test]
fn data() {
    passes("data");
}

#[test]
fn acts() {
    passes("acts");
}

#[test]
fn days() {
    passes("days");
}

#[test]
fn settings() {
    passes("settings");
}

#[test]
fn limits() {
    passes("limits");
}

#[test]
fn saves() {
    passes("saves");
}

#[test]
fn forms() {
    passes("forms");
}

#[test]
fn outside() {
    passes("outside");
}

#[test]
fn pending() {
    passes("pending");
}

#[test]
fn processes() {
    passes("processes");
}

#[test]
fn language() {
    passes("language");
}

#[test]
fn fault_messages() {
    passes("fault_messages");
}

#[test]
fn nested_faults() {
    passes("nested_faults");
}

#[test]
fn decisions() {
    passes("decisions");
}

#[test]
fn held() {
    passes("held");
}

#[test]
fn records() {
    passes("records");
}

#[test]
fn api_versions() {
    passes("api_versions");
}

#[test]
fn wakes_by_event() {
    passes("wakes_by_event");
}

#[test]
fn elements() {
    passes("elements");
}

#[test]
fn pages() {
    passes("pages");
}

#[test]
fn trigger_order() {
    passes("trigger_order");
}

#[test]
fn resolving() {
    passes("resolving");
}

#[test]
fn outer() {
    passes("outer");
}

#[test]
fn named_fields() {
    passes("named_fields");
}

#[test]
fn letters() {
    passes("letters");
}

#[test]
fn budgets() {
    passes("budgets");
}

#[test]
fn objects() {
    passes("objects");
}

#[test]
fn approvals() {
    passes("approvals");
}

#[test]
fn exits() {
    passes("exits");
}

#[test]
fn later() {
    passes("later");
}

#[test]
fn waits() {
    passes("waits");
}

#[test]
fn every_subject_has_its_test() {
    let folders = std::fs::read_dir(here("scenarios")).unwrap();
    let mut names: Vec<String> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let known = [
        "acts",
        "alerts",
        "api_versions",
        "approvals",
        "assignees",
        "base",
        "budgets",
        "components",
        "data",
        "days",
        "decisions",
        "elements",
        "evaluation",
        "events",
        "exits",
        "fault_messages",
        "faults",
        "forms",
        "held",
        "language",
        "later",
        "letters",
        "life",
        "limits",
        "lookups",
        "named_fields",
        "nested_faults",
        "objects",
        "outer",
        "outside",
        "pages",
        "paths",
        "pending",
        "processes",
        "records",
        "related",
        "resolving",
        "resume",
        "saves",
        "screens",
        "settings",
        "trigger_order",
        "triggers",
        "values",
        "versions",
        "waits",
        "wake",
        "wake_far",
        "wakes_by_event",
    ];
    assert_eq!(names, known);
}

#[test]
fn the_small_example_passes_and_reaches_everything() {
    let report = play(&here("../../../examples/purchase-request"));
    let total = report.coverage.unwrap().total();
    for (name, tally) in total.parts() {
        assert_eq!(tally.hit, tally.all, "{name}");
    }
}

#[test]
fn the_incident_example_passes_and_reaches_every_stage_and_step() {
    let report = play(&here("../../../examples/incident-management"));
    let coverage = report.coverage.unwrap();
    let (_, orchestration) = coverage
        .definitions()
        .find(|(name, _)| *name == "AIM_IncidentOrchestration")
        .unwrap();
    let [stages, steps, outcomes, ..] = orchestration.parts();
    assert_eq!((stages.1.hit, stages.1.all), (7, 7));
    assert_eq!((steps.1.hit, steps.1.all), (14, 14));
    assert_eq!((outcomes.1.hit, outcomes.1.all), (8, 8));
}

fn passes(subject: &str) {
    play(&here("scenarios").join(subject));
}

fn play(folder: &Path) -> Report {
    let play = Play {
        filter: None,
        coverage: true,
        office: None,
    };
    let mut coverage = Coverage::default();
    let mut report = Report::default();
    for path in scenario::find(folder).unwrap() {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = scenario::read(&path, &text).unwrap_or_else(|problems| panic!("{problems:?}"));
        report
            .scenarios
            .extend(play.file(&file, &mut Projects::default(), &mut coverage));
    }
    assert!(
        !report.scenarios.is_empty(),
        "no scenario in {}",
        folder.display()
    );
    assert_eq!(report.n_failed(), 0, "\n{}", scenario::human(&report));
    report.coverage = Some(coverage);
    report
}

fn here(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder)
}
