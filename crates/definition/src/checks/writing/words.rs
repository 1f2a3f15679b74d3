//! Elements that hold one of a few words: a word that is none of them.
//!
//! Some lists are closed. Others grow with the platform: there, a word that is nearly one of the
//! known ones is doubtful, for it is probably a slip.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::checks::view::FlowDocument;
use crate::document::Node;
use crate::{Problem, Problems, suggest};

/// Elements that say yes or no.
const BOOLEANS: [&str; 24] = [
    "allowBack",
    "allowFinish",
    "allowPause",
    "assignNullValuesIfNoRecordsFound",
    "canAssigneeEdit",
    "doesPutEmptyStringAndNullFirst",
    "doesRequireRecordChangedToMeetCriteria",
    "getFirstRecordOnly",
    "isActive",
    "isCollection",
    "isGoTo",
    "isInput",
    "isOutput",
    "isOverridable",
    "isRequired",
    "isTemplate",
    "isViewedAsPlainText",
    "requiresAsyncProcessing",
    "runAsUser",
    "shouldLock",
    "showFooter",
    "showHeader",
    "storeOutputAutomatically",
    "doesUpsert",
];

/// Elements with a closed list of words.
const CLOSED: [(&str, &str); 7] = [
    (
        "dataType",
        "String Boolean Number Currency Date DateTime Time Picklist Multipicklist SObject Apex",
    ),
    ("status", "Active Draft Obsolete InvalidDraft UnderReview"),
    ("sortOrder", "Asc Desc"),
    ("iterationOrder", "Asc Desc"),
    (
        "recordTriggerType",
        "Create Update CreateAndUpdate Delete None",
    ),
    ("inputsOnNextNavToAssocScrn", "UseStoredValues ResetValues"),
    (
        "regionContainerType",
        "SectionWithHeader SectionWithoutHeader",
    ),
];

/// Elements whose lists grow.
const OPEN: [(&str, &str); 12] = [
    (
        "processType",
        "Orchestrator EvaluationFlow ApprovalWorkflow Flow AutoLaunchedFlow AppProcess Workflow \
         InvocableProcess CustomEvent ManagedContentAuthoringWorkflow \
         AutoApprovalEvaluationFlow ActionCadenceAutolaunchedFlow ActionCadenceStepFlow \
         ActionPlan ActionableEventManagementFlow ActivityObjectMatchingFlow AgxBackgroundFlow \
         AgxOrchestrationFlow AgxScreenDataFlow AgxScreenFlow Appointments CartAsyncFlow \
         CheckoutFlow ContactRequestFlow CustomerLifecycle DataCaptureFlow \
         DcvrFrameworkDataCaptureFlow DigitalForm FSCLending FieldServiceMobile FieldServiceWeb \
         IdentityUserRegistrationFlow IndicatorResultFlow IndividualObjectLinkingFlow Journey \
         JourneyBuilderIntegration LoginFlow LoyaltyManagementFlow ManagedContentFlow \
         OrchestrationFlow PromptFlow RecommendationStrategy RoutingFlow ServiceCatalogItemFlow \
         StageManagementEvaluationFlow Survey SurveyEnrich TransactionSecurityFlow \
         UnifiedSchedulingFlow UserProvisioningFlow",
    ),
    (
        "triggerType",
        "None RecordAfterSave RecordBeforeSave RecordBeforeDelete Scheduled PlatformEvent \
         Segment DataCloudDataChange ExternalSystemChange AutomationEvent Activation \
         AdminAutomationEvent BroadcastNoTrigger Capability DataGraphDataChange \
         EventDrivenJourney FormSubmissionEvent IndivRelatedRecord OnDemandNoTrigger \
         ScheduledHighScale",
    ),
    (
        "fieldType",
        "DisplayText InputField LargeTextArea PasswordField RadioButtons DropdownBox \
         MultiSelectCheckboxes MultiSelectPicklist ComponentInstance ComponentInput \
         ComponentChoice ComponentMultiChoice ComponentDisplay Repeater RegionContainer Region \
         ObjectProvided",
    ),
    ("conditionType", "Container EntryCondition ExitCondition"),
    ("exitActionType", "evaluationFlow flow EvaluationFlow"),
    ("entryActionType", "evaluationFlow flow EvaluationFlow"),
    (
        "stepSubtype",
        "InteractiveStep BackgroundStep MuleSoftStep ApprovalStep AgxBackgroundStep \
         AgxInteractiveStep",
    ),
    (
        "runInMode",
        "DefaultMode SystemModeWithSharing SystemModeWithoutSharing UserMode",
    ),
    ("flowRunAsUser", "TriggeringUser DefaultWorkflowUser"),
    (
        "flowTransactionModel",
        "Automatic NewTransaction CurrentTransaction",
    ),
    ("timeoutPathUsage", "EnableTimeoutPath DisableTimeoutPath"),
    (
        "collectionProcessorType",
        "SortCollectionProcessor FilterCollectionProcessor RecommendationMapCollectionProcessor",
    ),
];

/// Types of actions, of which the platform has more with each release.
const ACTION_TYPES: &str = include_str!("action_types.txt");

static KNOWN_ACTION_TYPES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let types = ACTION_TYPES.split_whitespace();
    types.map(str::to_ascii_lowercase).collect()
});

/// Elements that hold a number.
const NUMBERS: [&str; 6] = [
    "apiVersion",
    "limit",
    "maxBatchSize",
    "scale",
    "stageOrder",
    "triggerOrder",
];

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    check_below(flow.root, problems);
}

fn check_below(parent: &Node, problems: &mut Problems) {
    for node in &parent.children {
        let is_word = node.children.is_empty() && !node.word().is_empty();
        // Steps have action types of their own, which are read with them; inputs of capabilities
        // have data types of theirs.
        let is_other = match &*node.tag {
            "actionType" => &*parent.tag == "stageSteps" || &*parent.tag == "steps",
            "dataType" => &*parent.tag == "inputs",
            _ => false,
        };
        if is_word && !is_other {
            problems.extend(problem(node));
        }
        check_below(node, problems);
    }
}

fn problem(node: &Node) -> Option<Problem> {
    let (tag, word) = (&*node.tag, node.word());
    if BOOLEANS.contains(&tag) {
        let is_boolean = ["true", "false", "1", "0"].contains(&word);
        return (!is_boolean).then(|| invalid(node, "`true` or `false`", &["true", "false"]));
    }
    if NUMBERS.contains(&tag) {
        return (!is_number(word)).then(|| invalid(node, "a number", &[]));
    }
    if let Some(words) = words_of(tag, &CLOSED) {
        let expected = format!("one of {}", words.join(", "));
        return (!is_one_of(&words, word)).then(|| invalid(node, &expected, &words));
    }
    let meant = match words_of(tag, &OPEN) {
        Some(words) => suggest_unless(is_one_of(&words, word), word, words.into_iter()),
        None if tag == "actionType" => {
            let is_known = KNOWN_ACTION_TYPES.contains(&word.to_ascii_lowercase());
            suggest_unless(is_known, word, ACTION_TYPES.split_whitespace())
        }
        None => None,
    };
    meant.map(|meant| Problem::doubtful_value(&node.place(), word, meant))
}

fn suggest_unless<'w>(
    is_known: bool,
    word: &str,
    words: impl Iterator<Item = &'w str>,
) -> Option<String> {
    (!is_known).then(|| suggest(word, words)).flatten()
}

/// Digits, with a fraction or without: nothing that is counted here is below zero.
fn is_number(word: &str) -> bool {
    let is_plain = word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_plain && word.parse::<f64>().is_ok()
}

fn is_one_of(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn words_of(tag: &str, lists: &[(&str, &'static str)]) -> Option<Vec<&'static str>> {
    let (_, words) = lists.iter().find(|(name, _)| *name == tag)?;
    Some(words.split_whitespace().collect())
}

fn invalid(node: &Node, expected: &str, words: &[&str]) -> Problem {
    let suggestion = suggest(node.word(), words.iter().copied());
    Problem::invalid_value(&node.place(), node.word(), expected, suggestion)
}
