//! The files of `examples/demo`, inside the program.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../../examples/demo/", $path)))),*]
    };
}

/// Path and text of each.
pub(super) const FILES: &[(&str, &str)] = files![
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
