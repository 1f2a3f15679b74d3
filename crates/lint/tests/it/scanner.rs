//! The example flows of Lightning Flow Scanner: what its own rules say of them, ours say.

use std::path::PathBuf;

use segue_definition::read_folder;
use segue_lint::{Level, RULES, Settings, lint};

const FOLDER: &str = "Flow-Scanner__lightning-flow-scanner/example-flows/force-app";

fn examples() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let corpus = std::env::var_os("SEGUE_CORPUS").map_or_else(beside, PathBuf::from);
    let folder = corpus.join(FOLDER);
    folder.is_dir().then_some(folder)
}

/// Each rule that has an example: the file, and the results that the rule names there.
const EXAMPLES: &[(&str, &str, &[&str])] = &[
    ("APIVersion", "Outdated_API_Version", &["API Version <49"]),
    ("APIVersion", "Outdated_API_Version_Fixed", &[]),
    ("AutoLayout", "Unconnected_Element", &["FREE_FORM_CANVAS"]),
    ("AutoLayout", "Unused_Variable", &[]),
    ("CopyAPIName", "Copy_API_Name", &["Copy_1_of_mockscreen"]),
    ("CopyAPIName", "Copy_API_Name_Fixed", &[]),
    ("CyclomaticComplexity", "Cyclomatic_Complexity", &["28"]),
    (
        "DMLStatementInLoop",
        "DML_Statement_In_A_Loop",
        &["createNewCase"],
    ),
    (
        "DuplicateDMLOperation",
        "Duplicate_DML_Operation",
        &["mock_screen_2"],
    ),
    (
        "DuplicateDMLOperation",
        "Duplicate_DML_Operation_Fixed",
        &[],
    ),
    (
        "FlowDescription",
        "Missing_Flow_Description",
        &["undefined"],
    ),
    ("FlowDescription", "Missing_Flow_Description_Fixed", &[]),
    (
        "FlowName",
        "FlowNamingConvention",
        &["FlowNamingConvention"],
    ),
    ("FlowName", "Flow_Naming_Convention_Fixed", &[]),
    (
        "GetRecordAllFields",
        "Get_All_Elements_Flow_ALL_FIELDS",
        &["GetRecordElement"],
    ),
    (
        "GetRecordAllFields",
        "Get_All_Elements_Flow_FieldVarRecord",
        &[],
    ),
    (
        "GetRecordAllFields",
        "Get_All_Elements_Flow_IndividualVar",
        &[],
    ),
    (
        "GetRecordAllFields",
        "Get_All_Elements_Flow_Salesforce_Do_The_rest",
        &[],
    ),
    ("HardcodedId", "Hardcoded_Id", &["create_Test_Account"]),
    ("HardcodedId", "Hardcoded_Id_Fixed", &[]),
    (
        "HardcodedUrl",
        "HardcodedUrl",
        &["HardcodedURL", "HardcodedFlowVariable"],
    ),
    ("InactiveFlow", "HardcodedUrl", &["Draft"]),
    ("MissingFaultPath", "Missing_Error_Handler", &["log_call"]),
    ("MissingFaultPath", "Missing_Error_Handler_Fixed", &[]),
    (
        "MissingFilterRecordTrigger",
        "Trigger_Without_Filter",
        &["RecordAfterSave"],
    ),
    (
        "MissingFilterRecordTrigger",
        "TriggerWithoutFilter_Fixed",
        &[],
    ),
    (
        "MissingMetadataDescription",
        "Missing_Metadata_Description",
        &["create_account_manually", "create_Test_Account", "Account"],
    ),
    (
        "MissingNullHandler",
        "Missing_Null_Handler",
        &["GetAnAccount"],
    ),
    ("MissingNullHandler", "Missing_Null_Handler_Fixed", &[]),
    ("MissingNullHandler", "No_Missing_Null_Handler", &[]),
    ("RecordIdAsString", "RecordId_As_String", &["recordId"]),
    ("RecordIdAsString", "RecordId_As_Record_Fixed", &[]),
    (
        "RecursiveAfterUpdate",
        "Make_Recursive",
        &[
            "Yeah_do_another_update_for_fun",
            "Yeah_don_t_do_another_update",
        ],
    ),
    (
        "SOQLQueryInLoop",
        "SOQL_Query_In_A_Loop",
        &["SOQL_Query_Example"],
    ),
    ("SOQLQueryInLoop", "SOQL_Query_In_A_Loop_Fixed", &[]),
    (
        "SameRecordFieldUpdates",
        "Same_Record_Field_Updates",
        &["Update_triggering_records"],
    ),
    (
        "TransformInsteadOfLoop",
        "Loop_Assignment_Pattern",
        &["Loop_Through_Accounts"],
    ),
    ("TriggerOrder", "Trigger_Without_Filter", &["TriggerOrder"]),
    ("TriggerOrder", "Same_Record_Field_Updates", &[]),
    (
        "UnconnectedElement",
        "Unconnected_Element",
        &["unused_assignment"],
    ),
    ("UnconnectedElement", "Unconnected_Element_Fixed", &[]),
    (
        "UnconnectedElement",
        "Unconnected_Element_Async",
        &["UnconnectedElementTestOnAsync"],
    ),
    (
        "UnsafeRunningContext",
        "Unsafe_Running_Context",
        &["SystemModeWithoutSharing"],
    ),
    (
        "UnsafeRunningContext",
        "Unsafe_Running_Context_Default",
        &[],
    ),
    (
        "UnsafeRunningContext",
        "Unsafe_Running_Context_WithSharing",
        &[],
    ),
    ("UnusedVariable", "Unused_Variable", &["anUnusedVariable"]),
    ("UnusedVariable", "Unused_Variable_Fixed", &[]),
];

#[test]
fn the_examples_of_the_scanner_are_judged_as_it_judges_them() {
    let Some(folder) = examples() else {
        println!("skipped: no corpus");
        return;
    };
    let mut settings = Settings::default();
    for rule in RULES.iter().filter(|rule| rule.level == Level::Off) {
        settings.change(rule, |setting| setting.level = Level::Note);
    }
    let linted = lint(read_folder(&folder).unwrap(), &settings);
    for (rule, flow, expected) in EXAMPLES {
        let in_flow = linted.findings.iter().filter(|(file, finding)| {
            linted.sources.get(*file).stem() == *flow && finding.problem.code == *rule
        });
        let mut results: Vec<&str> = in_flow.map(|(_, finding)| &*finding.result).collect();
        results.dedup();
        assert_eq!(results, *expected, "{rule} in {flow}");
    }
}
