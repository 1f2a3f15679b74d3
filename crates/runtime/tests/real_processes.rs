//! The processes of Process Builder in the corpus, as they are: records and an event start them.

use std::path::{Path, PathBuf};

use segue_runtime::scenario::{self, Coverage, Play, Projects, Report};

/// Folder in the corpus, and what happens there.
const SCENARIOS: [(&str, &str); 3] = [
    (
        "jongpie__NebulaLogger/nebula-logger/recipes",
        r"
actions: {FlowLogEntry: {returns: {}}, FlowRecordLogEntry: {returns: {}}, Logger: {returns: {}}, FlowLogger: {returns: {}}, FlowCollectionLogEntry: {returns: {}}}
scenarios:
  - scenario: what a new account leaves empty is filled in
    steps:
      - create: {object: Account, as: acme, fields: {Name: Acme}}
      - expect: {records: {acme: {Type: Other, AccountSource: Word of mouth}}}
  - scenario: what it says stays
    steps:
      - create: {object: Account, as: acme, fields: {Name: Acme, Type: Partner, AccountSource: Web}}
      - expect: {records: {acme: {Type: Partner, AccountSource: Web}}}
",
    ),
    (
        "trailheadapps__purealoe-lwc",
        r#"
actions: {VisionService: {fails: the picture is blurred}}
scenarios:
  - scenario: an event that somebody ordered changes the bundle
    steps:
      - create: {object: Bundle__c, as: bundle, fields: {Name: One, Status__c: Draft}}
      - update: {record: bundle, fields: {Status__c: Submitted to Distributors}}
      - create: {object: Account, as: acme, fields: {Name: Acme}}
      - create: {object: Bundle_Ordered__e, as: ordered, fields: {Bundle_Id__c: "${bundle}", Account_Id__c: "${acme}"}}
      - expect: {records: {bundle: {Status__c: Ordered by Distributor, Account__c: "${acme}", Date_Ordered__c: 2026-03-02}}}
  - scenario: an event that meets no record sends a mail
    steps:
      - create: {object: Bundle_Ordered__e, as: ordered, fields: {Bundle_Id__c: a0100000000000AAA}}
      - expect: {mail: [{to: ccoenraets@salesforce.com, subject: "Salesforce Bundle Ordered process didn't start: No matching records found"}]}
  - scenario: only a post that asks for it is looked at
    steps:
      - create: {object: FeedItem, as: post, fields: {Body: hello}}
      - refused: {create: {object: FeedItem, as: other, fields: {Body: "@Einstein Vision please"}}, because: the picture is blurred}
"#,
    ),
    (
        "SalesforceLabs__ProjectManagementTool",
        "
scenarios:
  - scenario: a process whose criteria are switched off changes nothing
    steps:
      - create: {object: PMT_Task__c, as: task, fields: {Name: One, Status__c: On Hold}}
      - expect: {records: {task: {Status__c: On Hold}}}
",
    ),
];

#[test]
fn the_processes_of_the_corpus_run_on_records_and_events() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let corpus = std::env::var_os("SEGUE_CORPUS").map_or(beside, PathBuf::from);
    if !corpus.is_dir() {
        println!("skipped: no corpus");
        return;
    }
    let mut report = Report::default();
    for (folder, scenarios) in SCENARIOS {
        let project = corpus.join(folder);
        let head = "clock: 2026-03-02T09:00:00Z\ninfer: true";
        let text = format!("project: {}\n{head}{scenarios}", project.display());
        let path = Path::new("processes.scenario.yaml");
        let file = scenario::read(path, &text).unwrap_or_else(|problems| panic!("{problems:?}"));
        let play = Play {
            filter: None,
            coverage: false,
            office: None,
        };
        let scenarios = play.file(&file, &mut Projects::default(), &mut Coverage::default());
        report.scenarios.extend(scenarios);
    }
    assert_eq!(report.scenarios.len(), 6);
    assert_eq!(report.n_failed(), 0, "\n{}", scenario::human(&report));
}
