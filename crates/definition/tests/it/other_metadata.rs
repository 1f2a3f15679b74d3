//! What else stands in a project beside flows: read where it means something here, never an error.

use segue_definition::Project;

use crate::projects::{problems, project};

/// Files by path, each with the elements inside its root.
const FILES: &[(&str, &str, &str)] = &[
    (
        "objects/Deal__c/Deal__c.object-meta.xml",
        "CustomObject",
        "<actionOverrides><actionName>View</actionName><formFactor>Large</formFactor>
         <type>Default</type></actionOverrides><allowInChatterGroups>false</allowInChatterGroups>
         <compactLayoutAssignment>SYSTEM</compactLayoutAssignment><deploymentStatus>Deployed
         </deploymentStatus><enableActivities>true</enableActivities><enableHistory>true
         </enableHistory><externalSharingModel>Private</externalSharingModel><label>Deal</label>
         <nameField><displayFormat>D-{0000}</displayFormat><label>No</label>
         <trackHistory>false</trackHistory><type>AutoNumber</type></nameField>
         <pluralLabel>Deals</pluralLabel><searchLayouts/><sharingModel>ReadWrite</sharingModel>
         <visibility>Public</visibility>",
    ),
    (
        "objects/Deal__c/fields/Key__c.field-meta.xml",
        "CustomField",
        "<fullName>Key__c</fullName><businessStatus>Active</businessStatus>
         <complianceGroup>PII</complianceGroup><encryptionScheme>None</encryptionScheme>
         <externalId>true</externalId><label>Key</label><length>20</length>
         <maskChar>asterisk</maskChar><maskType>all</maskType><securityClassification>Public
         </securityClassification><trackTrending>false</trackTrending><type>EncryptedText</type>",
    ),
    (
        "objects/Deal__c/fields/Other__c.field-meta.xml",
        "CustomField",
        "<fullName>Other__c</fullName><deleteConstraint>SetNull</deleteConstraint>
         <label>Other</label><lookupFilter><active>true</active><filterItems>
         <field>Deal__c.Key__c</field><operation>notEqual</operation><value/></filterItems>
         <isOptional>true</isOptional></lookupFilter><referenceTo>Deal__c</referenceTo>
         <relationshipLabel>Deals</relationshipLabel><relationshipName>Deals</relationshipName>
         <type>Lookup</type>",
    ),
    (
        "objects/Deal__c/listViews/All.listView-meta.xml",
        "ListView",
        "<fullName>All</fullName><columns>NAME</columns><filterScope>Everything</filterScope>
         <label>All</label>",
    ),
    (
        "objects/Deal__c/businessProcesses/P.businessProcess-meta.xml",
        "BusinessProcess",
        "<fullName>P</fullName><isActive>true</isActive>",
    ),
    (
        "objects/Deal__c/webLinks/Go.webLink-meta.xml",
        "WebLink",
        "<fullName>Go</fullName><url>{!URLFOR($Action.Case.NewCase)}</url>",
    ),
    (
        "objects/Deal__c/recordTypes/One.recordType-meta.xml",
        "RecordType",
        "<fullName>One</fullName><active>true</active><businessProcess>P</businessProcess>
         <compactLayoutAssignment>C</compactLayoutAssignment><label>One</label>",
    ),
    (
        "permissionsets/Agent.permissionset-meta.xml",
        "PermissionSet",
        "<applicationVisibilities><application>A</application><visible>true</visible>
         </applicationVisibilities><classAccesses><apexClass>X</apexClass><enabled>true</enabled>
         </classAccesses><customPermissions><enabled>true</enabled><name>Skip</name>
         </customPermissions><fieldPermissions><editable>true</editable>
         <field>Deal__c.Key__c</field><readable>true</readable></fieldPermissions><flowAccesses>
         <enabled>true</enabled><flow>F</flow></flowAccesses><hasActivationRequired>false
         </hasActivationRequired><label>Agent</label><license>Salesforce</license>
         <objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete>
         <allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false
         </modifyAllRecords><object>Deal__c</object><viewAllFields>false</viewAllFields>
         <viewAllRecords>false</viewAllRecords></objectPermissions><recordTypeVisibilities>
         <recordType>Deal__c.One</recordType><visible>true</visible></recordTypeVisibilities>
         <userPermissions><enabled>true</enabled><name>RunFlow</name></userPermissions>",
    ),
    (
        "profiles/Admin.profile-meta.xml",
        "Profile",
        "<custom>false</custom><layoutAssignments><layout>L</layout></layoutAssignments>
         <loginHours/><userLicense>Salesforce</userLicense><customPermissions><enabled>false
         </enabled><name>Skip</name></customPermissions>",
    ),
    (
        "queues/Desk.queue-meta.xml",
        "Queue",
        "<doesSendEmailToMembers>false</doesSendEmailToMembers><name>Desk</name><queueMembers>
         <publicGroups><publicGroup>Team</publicGroup></publicGroups><roleAndSubordinates>
         <roleAndSubordinate>CEO</roleAndSubordinate></roleAndSubordinates><roles><role>CEO</role>
         </roles><users><user>ann@x.org</user></users></queueMembers><queueRoutingConfig>R
         </queueRoutingConfig><queueSobject><sobjectType>Deal__c</sobjectType></queueSobject>",
    ),
    (
        "groups/Team.group-meta.xml",
        "Group",
        "<doesIncludeBosses>true</doesIncludeBosses><name>Team</name>",
    ),
    (
        "roles/CEO.role-meta.xml",
        "Role",
        "<caseAccessLevel>Edit</caseAccessLevel><name>CEO</name>",
    ),
    (
        "standardValueSets/CaseStatus.standardValueSet-meta.xml",
        "StandardValueSet",
        "<groupingStringEnum>x</groupingStringEnum><sorted>false</sorted><standardValue>
         <fullName>New</fullName><default>true</default><label>New</label><closed>false</closed>
         </standardValue>",
    ),
    (
        "globalValueSets/Size.globalValueSet-meta.xml",
        "GlobalValueSet",
        "<customValue><fullName>S</fullName><color>#FFFFFF</color><default>false</default>
         <isActive>true</isActive><label>Small</label></customValue><masterLabel>Size</masterLabel>
         <sorted>false</sorted>",
    ),
    (
        "labels/CustomLabels.labels-meta.xml",
        "CustomLabels",
        "<labels><fullName>Hello</fullName><categories>x</categories><language>en_US</language>
         <protected>false</protected><shortDescription>Hello</shortDescription><value>Hi</value>
         </labels>",
    ),
    (
        "customMetadata/Rate.One.md-meta.xml",
        "CustomMetadata",
        "<label>One</label><protected>false</protected><values><field>Percent__c</field>
         <value>7</value></values>",
    ),
    (
        "workflows/Deal__c.workflow-meta.xml",
        "Workflow",
        "<alerts><fullName>Tell</fullName><protected>false</protected><senderType>CurrentUser
         </senderType><template>t</template></alerts><rules><fullName>R</fullName>
         <active>true</active><triggerType>onCreateOnly</triggerType></rules>",
    ),
    (
        "externalServiceRegistrations/Bank.externalServiceRegistration-meta.xml",
        "ExternalServiceRegistration",
        "<label>Bank</label><namedCredential>Bank</namedCredential><schema>{}</schema>
         <schemaType>OpenApi3</schemaType><status>Complete</status>",
    ),
    (
        "flowDefinitions/F.flowDefinition-meta.xml",
        "FlowDefinition",
        "<activeVersionNumber>3</activeVersionNumber><masterLabel>F</masterLabel>",
    ),
    (
        "classes/X.cls-meta.xml",
        "ApexClass",
        "<apiVersion>60.0</apiVersion>",
    ),
];

fn read() -> Project {
    let texts: Vec<(&str, String)> = FILES
        .iter()
        .map(|(path, root, inside)| (*path, format!("<{root}>{inside}</{root}>")))
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (*path, &**text)).collect();
    project(&files)
}

#[test]
fn every_kind_of_metadata_is_read_without_a_word() {
    assert_eq!(problems(&read()), "");
}

#[test]
fn what_means_something_here_is_taken_over() {
    let project = read();
    let deal = project.objects.get("Deal__c").unwrap();
    assert!(deal.field("Key__c").unwrap().external_id);
    assert_eq!(deal.record_types.len(), 1);
    assert_eq!(project.permission_sets["agent"].custom, ["Skip"]);
    assert!(project.permission_sets["admin"].custom.is_empty());
    assert_eq!(project.labels["Hello"], "Hi");
    assert_eq!(project.custom_metadata.len(), 1);
}
