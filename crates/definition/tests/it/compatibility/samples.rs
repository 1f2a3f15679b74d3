//! Small files with one thing in them, and what people call it.

/// Process types, with the trigger type where there is one.
pub(super) const FLOW_TYPES: &[(&str, &str)] = &[
    ("Orchestrator", "orchestration"),
    ("Flow", "screen flow"),
    ("AutoLaunchedFlow", "autolaunched flow"),
    ("EvaluationFlow", "evaluation flow"),
    (
        "AutoLaunchedFlow RecordBeforeSave",
        "record-triggered, before save",
    ),
    (
        "AutoLaunchedFlow RecordAfterSave",
        "record-triggered, after save",
    ),
    (
        "AutoLaunchedFlow RecordBeforeDelete",
        "record-triggered, before delete",
    ),
    ("AutoLaunchedFlow Scheduled", "scheduled flow"),
    (
        "AutoLaunchedFlow PlatformEvent",
        "platform-event-triggered flow",
    ),
    ("ApprovalWorkflow", "flow approval process"),
    ("Workflow", "Process Builder: its immediate actions"),
    ("CustomEvent", "Process Builder of a platform event"),
    ("InvocableProcess", "Process Builder that is called"),
    ("RoutingFlow", "omni-channel flow"),
    ("AppProcess", "orchestration before its release"),
];

/// Elements, with their kind where one tag has several.
pub(super) const ELEMENTS: &[(&str, &str)] = &[
    ("screens", "Screen"),
    ("assignments", "Assignment"),
    ("decisions", "Decision"),
    ("loops", "Loop"),
    ("recordLookups", "Get Records"),
    ("recordCreates", "Create Records"),
    ("recordUpdates", "Update Records"),
    ("recordDeletes", "Delete Records"),
    ("recordRollbacks", "Roll Back Records"),
    ("actionCalls", "Action"),
    ("subflows", "Subflow"),
    (
        "collectionProcessors SortCollectionProcessor",
        "Collection Sort",
    ),
    (
        "collectionProcessors FilterCollectionProcessor",
        "Collection Filter",
    ),
    (
        "collectionProcessors RecommendationMapCollectionProcessor",
        "Recommendation map",
    ),
    ("transforms", "Transform"),
    ("waits", "Wait"),
    ("customErrors", "Custom Error"),
    ("apexPluginCalls", "Apex plug-in (legacy)"),
    ("steps", "Step (legacy)"),
];

/// Resources.
pub(super) const RESOURCES: &[(&str, &str)] = &[
    ("variables", "variable"),
    ("constants", "constant"),
    ("formulas", "formula"),
    ("textTemplates", "text template"),
    ("choices", "choice"),
    (
        "dynamicChoiceSets",
        "record, picklist or collection choice set",
    ),
    ("stages", "stage of a flow"),
];

/// Field types, and the extension names of the platform's components.
pub(super) const COMPONENTS: &[(&str, &str)] = &[
    ("DisplayText", "display text"),
    (
        "InputField",
        "text, number, currency, date, date and time, checkbox",
    ),
    ("LargeTextArea", "long text area"),
    ("PasswordField", "password"),
    ("RadioButtons", "radio buttons"),
    ("DropdownBox", "picklist"),
    ("MultiSelectPicklist", "multi-select picklist"),
    ("MultiSelectCheckboxes", "checkbox group"),
    ("ObjectProvided", "field of a record"),
    ("RegionContainer", "section"),
    ("Region", "column"),
    ("Repeater", "repeater"),
    ("flowruntime:datatable", "data table"),
    ("flowruntime:lookup", "lookup"),
    ("flowruntime:choiceLookup", "choice lookup"),
    ("flowruntime:email", "mail address"),
    ("flowruntime:phone", "telephone number"),
    ("flowruntime:url", "web address"),
    ("flowruntime:name", "name"),
    ("flowruntime:address", "postal address"),
    ("flowruntime:toggle", "toggle"),
    ("flowruntime:slider", "slider"),
    ("flowruntime:dependentPicklists", "dependent picklists"),
    ("flowruntime:image", "image"),
    ("flowruntime:message", "message"),
    ("flowruntime:visualPicker", "visual picker"),
    (
        "flowruntime:kanbanBoard",
        "kanban board: shows and selects; its inputs by what they hold, as their names are not published",
    ),
    ("flowruntime:actionButtonField", "action button"),
    ("forceContent:fileUpload", "file upload"),
];

/// Types of actions.
pub(super) const ACTIONS: &[(&str, &str)] = &[
    ("emailSimple", "send email"),
    ("emailAlert", "email alert; runs where the project has it"),
    ("flow", "a flow called as an action"),
    ("apex", "invocable Apex"),
    ("component", "local action of a Lightning component"),
    ("quickAction", "quick action"),
    (
        "submit",
        "submit for approval; runs where the project has an approval process",
    ),
    (
        "requestApproval",
        "submit to a flow approval process; runs where there is one",
    ),
    ("reviewApprovalWorkItem", "approve or reject"),
    (
        "overrideApprovalWorkItem",
        "approve or reject in place of the approver",
    ),
    (
        "reassignApprovalWorkItem",
        "give an approval to somebody else",
    ),
    ("recallApprovalSubmission", "take a submission back"),
    ("cancelApprovalSubmission", "cancel a submission"),
    ("getApprovalStatus", "status of a submission"),
    ("lockRecord", "lock or unlock a record"),
    ("chatterPost", "post to Chatter"),
    ("customNotificationAction", "custom notification"),
    ("outboundMessage", "outbound message"),
    ("externalService", "external service"),
];

/// Action types of steps.
pub(super) const STEPS: &[(&str, &str)] = &[
    ("stepBackground", "background step"),
    ("stepInteractive", "interactive step"),
    ("stepMuleSoft", "external step"),
    ("stepApproval", "approval step"),
];

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\"><apiVersion>64.0</apiVersion>\
    <label>Sample</label><status>Active</status>";

/// A flow of that kind.
pub(super) fn flow_type(process: &str, trigger: &str) -> String {
    let start = match trigger {
        "" => String::new(),
        trigger => format!(
            "<start><object>Account</object><recordTriggerType>Update</recordTriggerType>\
             <triggerType>{trigger}</triggerType></start>"
        ),
    };
    // Processes say in values of the builder what starts them.
    let started_by = match process {
        "Workflow" => "ObjectType",
        "CustomEvent" => "EventType",
        _ => "",
    };
    let values = match started_by {
        "" => String::new(),
        name => format!(
            "<processMetadataValues><name>{name}</name><value><stringValue>Happened__e\
             </stringValue></value></processMetadataValues>"
        ),
    };
    format!("{HEAD}<processType>{process}</processType>{start}{values}</Flow>")
}

/// An autolaunched flow with an element or resource.
pub(super) fn element(tag: &str, kind: &str) -> String {
    let kind = match kind {
        "" if tag == "apexPluginCalls" => "<apexClass>It</apexClass>".to_owned(),
        "" => String::new(),
        kind => format!("<collectionProcessorType>{kind}</collectionProcessorType>"),
    };
    let process = if tag == "screens" {
        "Flow"
    } else {
        "AutoLaunchedFlow"
    };
    format!(
        "{HEAD}<processType>{process}</processType>\
         <{tag}><name>It</name><label>It</label>{kind}</{tag}></Flow>"
    )
}

/// A screen flow with a component.
pub(super) fn component(name: &str) -> String {
    let kind = match name.contains(':') {
        true => {
            format!("<extensionName>{name}</extensionName><fieldType>ComponentInstance</fieldType>")
        }
        false => format!("<fieldType>{name}</fieldType>"),
    };
    format!(
        "{HEAD}<processType>Flow</processType><screens><name>Page</name><label>Page</label>\
         <fields><name>It</name>{kind}</fields></screens></Flow>"
    )
}

/// An autolaunched flow with an action.
pub(super) fn action(action_type: &str) -> String {
    format!(
        "{HEAD}<processType>AutoLaunchedFlow</processType><actionCalls><name>It</name>\
         <label>It</label><actionName>{action_type}</actionName>\
         <actionType>{action_type}</actionType></actionCalls></Flow>"
    )
}

/// An orchestration with a step.
pub(super) fn step(action_type: &str) -> String {
    let process = match action_type {
        "stepApproval" => "ApprovalWorkflow",
        _ => "Orchestrator",
    };
    format!(
        "{HEAD}<processType>{process}</processType><orchestratedStages><name>Stage</name>\
         <label>Stage</label><stageSteps><name>It</name><label>It</label>\
         <actionName>Missing</actionName><actionType>{action_type}</actionType></stageSteps>\
         </orchestratedStages></Flow>"
    )
}
