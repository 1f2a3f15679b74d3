//! Which elements a flow file may have, and where.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::Problem;
use crate::compile::Notes;
use crate::document::Node;

/// Elements that every element of a flow may have.
const COMMON: &str = "name label description locationX locationY processMetadataValues \
    elementSubtype group isLogicalPath customProperties styleProperties";

/// Elements that hold one value.
const VALUES: &str = "value rightValue defaultValue assignee stageReference isDisabled isReadOnly \
    isVisible collectionElements leftValue minValue maxValue verticalAlignment propertyValue \
    stringifiedValue";

/// What a value may be.
const IN_VALUE: &str = "apexValue booleanValue collectionElements complexValue complexValueType \
    dateTimeValue dateValue elementReference formulaDataType formulaExpression \
    inputConfiguratorMode isReverseValueMapping numberValue setupReference setupReferenceType \
    sobjectValue stringValue timeValue transformValueReference transform valueMapName \
    elementReferenceType";

/// Parents, and the elements that each may have besides the common ones.
const TABLE: &[(&str, &str)] = &[
    (
        "Flow",
        "actionCalls apexPluginCalls apiVersion areMetricsLoggedToDataCloud assignments \
        associatedRecordIdReference choices collectionFilterCriteria collectionProcessors \
        constants customErrors dataLookups dataSpace decisions dynamicChoiceSets ends environments \
        exitRules experiments formulas fullName groups interviewLabel \
        isAdditionalPermissionRequiredToRun isOverridable isTemplate loops \
        migratedFromWorkflowRuleName orchestratedStages overriddenFlow processType \
        recordCreates recordDeletes recordLookups recordRollbacks recordUpdates runInMode \
        screens segment sourceTemplate stages start startElementReference status steps \
        steppedStages subflows textTemplates timeZoneSidKey transforms triggerOrder variables \
        versionNumber waits",
    ),
    (
        "start",
        "activation activationTemplate capabilityTypes conditionLogic conditions connector \
        dataGraph dataTypeMappings doesRequireRecordChangedToMeetCriteria entryType eventName \
        eventType fanOutAction faultConnector filterFormula filterLogic filters flowRunAsUser \
        form formName individualObjectRelatedField inputs isAsync object objectContainer \
        prioritizedContactPointsList publishSegment recordTriggerType schedule scheduledPaths \
        segment sendMsgToOneContactPtPerIndv timeZoneSidKey triggerType triggeringDataGraph \
        triggeringDataModelObjectPath triggerConfigurationName eventParameters versionString",
    ),
    (
        "schedule",
        "dayOfMonthToRun daysOfWeekToRun endDate endTime frequency frequencyNumber \
        frequencyUnit startDate startTime dayOfWeek daysOfWeek",
    ),
    (
        "scheduledPaths",
        "connector maxBatchSize offsetNumber offsetUnit pathType recordField timeSource",
    ),
    ("capabilityTypes", "capabilityName inputs"),
    ("connector", "isGoTo targetReference"),
    ("faultConnector", "isGoTo targetReference"),
    ("defaultConnector", "isGoTo targetReference"),
    ("nextValueConnector", "isGoTo targetReference"),
    ("noMoreValuesConnector", "isGoTo targetReference"),
    (
        "actionCalls",
        "actionCallPaths actionName actionType connector dataTypeMappings faultConnector \
        flowTransactionModel inputParameters isWaitUntilCompleted nameSegment offset offsetUnit \
        outputParameters storeOutputAutomatically timeoutConnector timeoutPathUsage \
        versionString versionSegment failOnTimeout timeoutDuration dataSourceMappings",
    ),
    (
        "apexPluginCalls",
        "apexClass connector faultConnector inputParameters outputParameters",
    ),
    ("assignments", "assignmentItems connector"),
    ("assignmentItems", "assignToReference operator value field"),
    ("choices", "choiceIcon choiceText dataType userInput value"),
    ("userInput", "isRequired promptText validationRule"),
    ("validationRule", "errorMessage formulaExpression"),
    (
        "collectionProcessors",
        "assignNextValueToReference collectionProcessorType collectionReference \
        conditionLogic conditions connector formula limit mapItems outputSObjectType sortOptions",
    ),
    (
        "sortOptions",
        "doesPutEmptyStringAndNullFirst sortField sortOrder",
    ),
    (
        "conditions",
        "aggregationOperator conditionLogic conditionType conditions leftValueReference \
        operator rightValue",
    ),
    (
        "entryConditions",
        "aggregationOperator conditionLogic conditionType conditions leftValueReference \
        operator rightValue",
    ),
    (
        "exitConditions",
        "aggregationOperator conditionLogic conditionType conditions leftValueReference \
        operator rightValue",
    ),
    ("entryCriteria", "leftValueReference operator rightValue"),
    ("exitCriteria", "leftValueReference operator rightValue"),
    ("constants", "dataType value"),
    ("customErrors", "connector customErrorMessages"),
    (
        "customErrorMessages",
        "errorMessage fieldSelection isFieldError",
    ),
    (
        "decisions",
        "defaultConnector defaultConnectorLabel rules attributes",
    ),
    (
        "rules",
        "conditionLogic conditions connector doesRequireRecordChangedToMeetCriteria attributes \
        ruleActions",
    ),
    (
        "dynamicChoiceSets",
        "collectionReference dataType displayField filterLogic filters limit object \
        outputAssignments picklistField picklistObject sortField sortOrder valueField",
    ),
    ("formulas", "dataType expression scale"),
    (
        "loops",
        "assignNextValueToReference collectionReference iterationOrder nextValueConnector \
        noMoreValuesConnector",
    ),
    (
        "orchestratedStages",
        "connector exitActionInputParameters exitActionName exitActionOutputParameters \
        exitActionType exitConditionLogic exitConditions faultConnector stageSteps",
    ),
    (
        "steppedStages",
        "connector exitCriteria exitCriteriaLogic steps faultConnector",
    ),
    (
        "stageSteps",
        "actionName actionType assignees autoApprovalActionInputParameters \
        autoApprovalActionName autoApprovalActionOutputParameters autoApprovalActionType \
        canAssigneeEdit debugSimulateStep entryActionInputParameters entryActionName \
        entryActionOutputParameters entryActionType entryConditionLogic entryConditions \
        exitActionInputParameters exitActionName exitActionOutputParameters exitActionType \
        exitConditionLogic exitConditions inputParameters outputConfigParams outputParameters \
        requiresAsyncProcessing requiresMultiMemberApproval runAsUser shouldLock sldsIcon \
        stepSubtype",
    ),
    (
        "steps",
        "actionName actionType assignees connectors entryCriteria entryCriteriaLogic \
        inputParameters outputParameters",
    ),
    ("assignees", "assignee assigneeType"),
    (
        "recordCreates",
        "assignRecordIdToReference connector doesUpsert faultConnector inputAssignments \
        inputReference object storeOutputAutomatically assignResultToReference \
        operationMultMatchingRecords operationOneMatchingRecord operationZeroMatchingRecords \
        filterLogic filters doesUpsertAllOrNone upsertExternalIdField upsertStandardIdField",
    ),
    (
        "recordDeletes",
        "connector faultConnector filterLogic filters inputReference object",
    ),
    (
        "recordLookups",
        "assignNullValuesIfNoRecordsFound connector faultConnector filterLogic filters \
        getFirstRecordOnly limit object outputAssignments outputReference queriedFields \
        relatedRecords sortField sortOrder storeOutputAutomatically",
    ),
    ("recordRollbacks", "connector"),
    (
        "recordUpdates",
        "connector faultConnector filterLogic filters inputAssignments inputReference object",
    ),
    ("filters", "field operator value"),
    ("inputAssignments", "field name value"),
    ("outputAssignments", "assignToReference field name"),
    ("inputParameters", "value"),
    ("outputParameters", "assignToReference value"),
    ("exitActionInputParameters", "value"),
    ("entryActionInputParameters", "value"),
    (
        "screens",
        "actions allowBack allowFinish allowPause backButtonLabel connector fields helpText \
        nextOrFinishButtonLabel nextOrFinishLabel pauseButtonLabel pauseLabel pausedText \
        rules showFooter showHeader stageReference styleSettings triggers backLabel backButtonType \
        nextOrFinishButtonType pauseButtonType",
    ),
    (
        "fields",
        "attributes choiceReferences dataType dataTypeMappings defaultSelectedChoiceReference \
        defaultValue extensionName fieldText fieldType fields helpText inputParameters \
        inputsOnNextNavToAssocScrn isDisabled isReadOnly isRequired isVisible \
        objectFieldReference outputParameters regionContainerType scale \
        sourceTemplateApiName sourceTemplateProviderType storeOutputAutomatically validationRule visibilityRule width singleRow layout minimum \
        maximum",
    ),
    ("visibilityRule", "conditionLogic conditions"),
    (
        "dataTypeMappings",
        "apexClass schemaUri typeName typeValue valueMappingKey valueMappingTarget \
        valueMappingTransformType",
    ),
    ("stages", "isActive stageOrder"),
    (
        "subflows",
        "connector flowName inputAssignments outputAssignments storeOutputAutomatically \
        faultConnector",
    ),
    ("textTemplates", "isViewedAsPlainText text"),
    (
        "transforms",
        "apexClass connector dataType isCollection objectType scale schemaUri \
        storeOutputAutomatically transformValues",
    ),
    (
        "transform",
        "apexClass dataType isCollection objectType scale schemaUri transformValues",
    ),
    (
        "transformValues",
        "transformValueActions transformValueDescription transformValueLabel transformValueName",
    ),
    (
        "transformValueActions",
        "actionName actionType actionVersionString assignToReference inputParameters \
        outputFieldApiName transformType value",
    ),
    ("mapItems", "assignToFieldReference operator value"),
    (
        "variables",
        "apexClass dataType isCollection isInput isOutput objectType scale value",
    ),
    (
        "waits",
        "defaultConnector defaultConnectorLabel faultConnector waitEvents timeZoneId",
    ),
    (
        "waitEvents",
        "associatedElement automationEventName automationEventType conditionLogic conditions \
        connector eventType filterLogic filters inputParameters interactionType maxBatchSize \
        object offset offsetUnit outputParameters recordTriggerType resumeDate \
        resumeDateReference resumeTime extendUntil duration durationUnit waitUntil",
    ),
];

static PARENTS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut parents: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
    for (parent, children) in TABLE {
        let all = children.split_whitespace().chain(COMMON.split_whitespace());
        parents.insert(parent, all.collect());
    }
    for value in VALUES.split_whitespace() {
        parents.insert(value, IN_VALUE.split_whitespace().collect());
    }
    parents
});

/// The elements that an element of that name may have; none where that is not described.
pub(crate) fn children_of(tag: &str) -> Option<&'static [&'static str]> {
    PARENTS.get(tag).map(Vec::as_slice)
}

/// Whether the element of that name holds one value.
pub(crate) fn is_value(tag: &str) -> bool {
    VALUES.split_whitespace().any(|value| value == tag)
}

/// Warns of elements of `root` that flows do not have. What stands inside an element that is not
/// described here is not looked at.
pub(crate) fn check(root: &Node, notes: &mut Notes) {
    let known = PARENTS.get(&*root.tag);
    for child in &root.children {
        match known {
            Some(known) if !known.contains(&&*child.tag) => {
                let suggestion = notes.suggest(&child.tag, known.iter().copied());
                let place = child.tag_place();
                notes.add(Problem::unknown_element(
                    &place, &child.tag, &root.tag, suggestion,
                ));
            }
            _ => check(child, notes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::compile::Notes;
    use crate::{Document, FileId};

    fn problems(text: &str) -> Vec<String> {
        let document = Document::read(FileId(0), text).unwrap();
        let mut notes = Notes::default();
        check(&document.root, &mut notes);
        let problems = notes.problems.iter();
        problems
            .map(|problem| format!("{} ({:?})", problem.message, problem.suggestion))
            .collect()
    }

    #[test]
    fn a_misspelt_element_is_kept_with_a_warning() {
        let text = "<Flow><decisions><name>A</name><rule><name>B</name></rule></decisions></Flow>";
        assert_eq!(
            problems(text),
            ["`decisions` has no element `rule` (Some(\"rules\"))"]
        );
    }

    #[test]
    fn values_hold_values() {
        let text = "<Flow><constants><value><text>1</text></value></constants></Flow>";
        assert_eq!(problems(text), ["`value` has no element `text` (None)"]);
    }

    #[test]
    fn what_is_not_described_is_not_looked_at() {
        let text = "<Flow><groups><anything><x/></anything></groups></Flow>";
        assert!(problems(text).is_empty());
    }
}
