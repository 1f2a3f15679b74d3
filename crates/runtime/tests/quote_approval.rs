//! The approval process of the corpus, `RLM_Quote_Smart_Approval`, as it is: approved, rejected and
//! taken back. Its flows run themselves; nothing stands in for them.

use std::path::{Path, PathBuf};

use segue_runtime::scenario::{self, Coverage, Play, Projects, Report};

const SCENARIOS: &str = r#"
clock: 2026-03-02T09:00:00Z
infer: true
people:
  users: [ann@x.org, max@x.org, dora@x.org, vera@x.org]
  groups: {Manager: [max@x.org], Director: [dora@x.org], VP: [vera@x.org]}

scenarios:
  - scenario: three levels approve
    steps:
      - create: {object: Quote, as: quote, fields: {Name: Q1, RLM_Approval_Level__c: 3, RLM_Payment_Terms__c: Net 30}}
      - start: {orchestration: RLM_Quote_Smart_Approval, as: run, inputs: {recordId: "${quote}", submissionComments: 40 percent}, by: ann@x.org}
      - expect:
          run: run
          submission: In Progress
          stage: Quote_Approval_Level_1
          open_work: [{step: Manager_Approver, assignee: Manager}]
          records: {quote: {RLM_Approval_Status__c: Pending}}
      - complete: {run: run, step: Manager_Approver, by: max@x.org, screens: [{ApprovalDecisionRadioButtons: Approve, ApprovalDecisionComments: good}]}
      - complete: {run: run, step: Director_Approver, by: dora@x.org, screens: [{ApprovalDecisionRadioButtons: Approve}]}
      - refused: {decide: {run: run, step: VP_Approver, by: max@x.org, decision: Approve}, because: may not}
      - decide: {run: run, step: VP_Approver, by: vera@x.org, decision: Approve, comments: go}
      - expect:
          run: run
          status: Completed
          submission: Approved
          outputs: {Manager_Approver.approvalComments: good, VP_Approver.approvalDecision: Approve}
          records: {quote: {RLM_Approval_Status__c: Approved}}
          history: [Take Outcome Yes_Requires_Approval, End Step Manager_Approver, End Step Director_Approver, End Step VP_Approver, End Run]

  - scenario: the manager rejects, and nobody else is asked
    steps:
      - create: {object: Quote, as: quote, fields: {Name: Q1, RLM_Approval_Level__c: 3, RLM_Payment_Terms__c: Net 30}}
      - start: {orchestration: RLM_Quote_Smart_Approval, as: run, inputs: {recordId: "${quote}"}, by: ann@x.org}
      - complete: {run: run, step: Manager_Approver, by: max@x.org, screens: [{ApprovalDecisionRadioButtons: Reject, ApprovalDecisionComments: too much}]}
      - expect:
          run: run
          status: Completed
          submission: Rejected
          steps: {Director_Approver: Not Started, VP_Approver: Not Started}
          records: {quote: {RLM_Approval_Status__c: Rejected}}

  - scenario: payment terms go to the manager as well
    steps:
      - create: {object: Quote, as: quote, fields: {Name: Q1, RLM_Approval_Level__c: 0, RLM_Payment_Terms__c: Net 90}}
      - start: {orchestration: RLM_Quote_Smart_Approval, as: run, inputs: {recordId: "${quote}"}, by: ann@x.org}
      - expect: {run: run, open_work: [{step: Payment_Terms, assignee: Manager}]}
      - decide: {run: run, step: Payment_Terms, by: max@x.org, decision: Approve}
      - expect: {run: run, submission: Approved, records: {quote: {RLM_Approval_Status__c: Approved}}}

  - scenario: nothing to approve
    steps:
      - create: {object: Quote, as: quote, fields: {Name: Q1, RLM_Approval_Level__c: 0, RLM_Payment_Terms__c: Net 30}}
      - start: {orchestration: RLM_Quote_Smart_Approval, as: run, inputs: {recordId: "${quote}"}, by: ann@x.org}
      - expect: {run: run, status: Completed, submission: Approved, records: {quote: {RLM_Approval_Status__c: Approved}}}

  - scenario: the submitter takes it back
    steps:
      - create: {object: Quote, as: quote, fields: {Name: Q1, RLM_Approval_Level__c: 1, RLM_Payment_Terms__c: Net 90}}
      - start: {orchestration: RLM_Quote_Smart_Approval, as: run, inputs: {recordId: "${quote}"}, by: ann@x.org}
      - complete: {run: run, step: Manager_Approver, by: max@x.org, screens: [{ApprovalDecisionRadioButtons: Approve}]}
      - refused: {recall: {run: run, by: max@x.org}, because: ann@x.org}
      - recall: {run: run, by: ann@x.org, comments: new prices}
      - expect:
          run: run
          status: Completed
          submission: Recalled
          steps: {Manager_Approver: Completed, Payment_Terms: Discontinued}
          history: [Run Recall Path, End Stage Quote_Approval_Level_1, End Work Item Payment_Terms, End Run]
      - refused: {decide: {run: run, step: Payment_Terms, by: max@x.org, decision: Approve}, because: by a recall}
"#;

#[test]
fn the_quote_approval_is_approved_rejected_and_recalled() {
    let folder = corpus().join("bgaldino__rlm-base-dev/unpackaged/post_approvals");
    if !folder.is_dir() {
        println!("skipped: no corpus");
        return;
    }
    let text = format!("project: {}\n{SCENARIOS}", folder.display());
    let path = Path::new("quote_approval.scenario.yaml");
    let file = scenario::read(path, &text).unwrap_or_else(|problems| panic!("{problems:?}"));
    let play = Play {
        filter: None,
        coverage: true,
        office: None,
    };
    let mut coverage = Coverage::default();
    let mut report = Report::default();
    let scenarios = play.file(&file, &mut Projects::default(), &mut coverage);
    report.scenarios.extend(scenarios);
    assert_eq!(report.scenarios.len(), 5);
    assert_eq!(report.n_failed(), 0, "\n{}", scenario::human(&report));
    let (_, process) = coverage
        .definitions()
        .find(|(name, _)| *name == "RLM_Quote_Smart_Approval")
        .unwrap();
    let [stages, steps, outcomes, ..] = process.parts();
    for (what, tally) in [stages, steps, outcomes] {
        assert_eq!(tally.hit, tally.all, "{what}");
    }
}

fn corpus() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    std::env::var_os("SEGUE_CORPUS").map_or(beside, PathBuf::from)
}
