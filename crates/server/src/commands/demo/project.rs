//! The files of the examples that the demo deploys, inside the program.

macro_rules! files {
    ($folder:literal: $($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../../examples/", $folder, $path)))),*]
    };
}

/// Path and text of each file of a project.
pub(super) type Files = &'static [(&'static str, &'static str)];

/// `examples/demo`: a new hire, a purchase.
pub(super) const OFFICE: Files = files!["demo/":
    "flows/Choose_Buddy.flow-meta.xml",
    "flows/Collect_Papers.flow-meta.xml",
    "flows/Confirm_Start.flow-meta.xml",
    "flows/Decide_Purchase.flow-meta.xml",
    "flows/Hand_Out_Laptop.flow-meta.xml",
    "flows/Onboard_New_Hire.flow-meta.xml",
    "flows/Order_Purchase.flow-meta.xml",
    "flows/Purchase_Approval.flow-meta.xml",
    "flows/Repair_Order.flow-meta.xml",
    "flows/Request_Account.flow-meta.xml",
    "flows/Set_Hire_Status.flow-meta.xml",
    "flows/Set_Request_Status.flow-meta.xml",
    "flows/Take_Back_Laptop.flow-meta.xml",
    "groups/Finance.group-meta.xml",
    "groups/People_Team.group-meta.xml",
    "objects/Account_Request__c/Account_Request__c.object-meta.xml",
    "objects/Account_Request__c/fields/Login__c.field-meta.xml",
    "objects/Account_Request__c/fields/New_Hire__c.field-meta.xml",
    "objects/New_Hire__c/New_Hire__c.object-meta.xml",
    "objects/New_Hire__c/fields/Buddy__c.field-meta.xml",
    "objects/New_Hire__c/fields/Department__c.field-meta.xml",
    "objects/New_Hire__c/fields/Job__c.field-meta.xml",
    "objects/New_Hire__c/fields/Laptop__c.field-meta.xml",
    "objects/New_Hire__c/fields/Login__c.field-meta.xml",
    "objects/New_Hire__c/fields/Manager__c.field-meta.xml",
    "objects/New_Hire__c/fields/Serial_Number__c.field-meta.xml",
    "objects/New_Hire__c/fields/Start_Date__c.field-meta.xml",
    "objects/New_Hire__c/fields/Status__c.field-meta.xml",
    "objects/Purchase_Order__c/Purchase_Order__c.object-meta.xml",
    "objects/Purchase_Order__c/fields/Amount__c.field-meta.xml",
    "objects/Purchase_Order__c/fields/Purchase_Request__c.field-meta.xml",
    "objects/Purchase_Order__c/fields/Supplier__c.field-meta.xml",
    "objects/Purchase_Request__c/Purchase_Request__c.object-meta.xml",
    "objects/Purchase_Request__c/fields/Amount__c.field-meta.xml",
    "objects/Purchase_Request__c/fields/Manager__c.field-meta.xml",
    "objects/Purchase_Request__c/fields/Order_Number__c.field-meta.xml",
    "objects/Purchase_Request__c/fields/Reason__c.field-meta.xml",
    "objects/Purchase_Request__c/fields/Status__c.field-meta.xml",
    "objects/Purchase_Request__c/fields/Supplier__c.field-meta.xml",
    "people.yaml",
    "queues/IT_Desk.queue-meta.xml",
    "queues/Purchasing.queue-meta.xml",
];

/// `examples/incident-management`: a project as it was published, and who sits in its queues.
pub(super) const INCIDENTS: Files = files!["incident-management/":
    "aim-base/main/default/flows/AIM_CreateKnowledgeArticle.flow-meta.xml",
    "aim-base/main/default/flows/AIM_EscalationFlow.flow-meta.xml",
    "aim-base/main/default/flows/AIM_FilterExistingIncidentRelatedItems.flow-meta.xml",
    "aim-base/main/default/flows/AIM_GetIncidentStatus.flow-meta.xml",
    "aim-base/main/default/flows/AIM_IncidentDetector.flow-meta.xml",
    "aim-base/main/default/flows/AIM_IncidentOrchestration.flow-meta.xml",
    "aim-base/main/default/flows/AIM_QualificationScreenFlow.flow-meta.xml",
    "aim-base/main/default/flows/AIM_SendCoreEmail.flow-meta.xml",
    "aim-base/main/default/flows/AIM_Stage_Flow_Automation.flow-meta.xml",
    "aim-base/main/default/flows/AIM_Stage_Flow_First_Response.flow-meta.xml",
    "aim-base/main/default/flows/AIM_Status_Evaluation.flow-meta.xml",
    "aim-base/main/default/flows/AIM_UpdateIncidentStatus.flow-meta.xml",
    "aim-base/main/default/flows/AIM_UpdateMilestone.flow-meta.xml",
    "aim-base/main/default/flows/AIM_WakeUpOrchestration.flow-meta.xml",
    "aim-base/main/default/flows/Retrieve_Impacted_Accounts_and_Contacts_Flow.flow-meta.xml",
    "aim-base/main/default/labels/CustomLabels.labels-meta.xml",
    "aim-base/main/default/milestoneTypes/AIM - Incident Closed.milestoneType-meta.xml",
    "aim-base/main/default/permissionsets/AIM_Broadcaster.permissionset-meta.xml",
    "aim-base/main/default/permissionsets/AIM_Incident_Manager.permissionset-meta.xml",
    "aim-base/main/default/queues/AIM_Completion.queue-meta.xml",
    "aim-base/main/default/queues/AIM_FirstResponse.queue-meta.xml",
    "aim-base/main/default/queues/AIM_Notification.queue-meta.xml",
    "aim-base/main/default/queues/AIM_Qualification.queue-meta.xml",
    "aim-base/main/default/standardValueSets/IncidentStatus.standardValueSet-meta.xml",
    "people.yaml",
];
