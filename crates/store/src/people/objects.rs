//! The objects of people, as the store needs them at least.

use std::sync::{Arc, OnceLock};

use segue_language::{FieldSource, FieldType, Lookup, ObjectType, Text, Type};

use crate::{GROUP_PREFIX, RecordTable, USER_PREFIX};

const MEMBER_PREFIX: &str = "011";

/// Tables of people with the fields below.
pub(super) struct People {
    pub(super) user: Arc<RecordTable>,
    pub(super) group: Arc<RecordTable>,
    pub(super) member: Arc<RecordTable>,
}

/// Made once per process: these tables are the same in every database.
pub(super) fn people() -> &'static People {
    static PEOPLE: OnceLock<People> = OnceLock::new();
    PEOPLE.get_or_init(|| {
        let table = |object| RecordTable::new(Arc::new(object));
        People {
            user: table(user()),
            group: table(group()),
            member: table(group_member()),
        }
    })
}

/// The objects that the store itself knows; a deployed object of the same name adds fields.
pub fn people_objects() -> Vec<ObjectType> {
    vec![user(), group(), group_member()]
}

fn user() -> ObjectType {
    let username = FieldType {
        unique: true,
        required: true,
        ..field("Username", Type::Text)
    };
    let fields = vec![
        username,
        field("FirstName", Type::Text),
        field("LastName", Type::Text),
        field("Name", Type::Text),
        field("Email", Type::Text),
        field("IsActive", Type::Boolean),
        lookup(
            "DelegatedApproverId",
            "DelegatedApprover",
            &["User", "Group"],
        ),
    ];
    object("User", USER_PREFIX, fields)
}

fn group() -> ObjectType {
    let fields = vec![
        field("DeveloperName", Type::Text),
        field("Name", Type::Text),
        field("Type", Type::Picklist),
        field("Email", Type::Text),
        field("DoesSendEmailToMembers", Type::Boolean),
    ];
    object("Group", GROUP_PREFIX, fields)
}

fn group_member() -> ObjectType {
    let fields = vec![
        lookup("GroupId", "Group", &["Group"]),
        lookup("UserOrGroupId", "UserOrGroup", &["User", "Group"]),
    ];
    object("GroupMember", MEMBER_PREFIX, fields)
}

fn object(name: &str, key_prefix: &str, fields: Vec<FieldType>) -> ObjectType {
    let mut all = vec![system("Id", Type::Text)];
    all.extend(fields);
    all.extend([
        system("CreatedDate", Type::DateTime),
        system("CreatedById", Type::Text),
        system("LastModifiedDate", Type::DateTime),
        system("LastModifiedById", Type::Text),
        system("IsDeleted", Type::Boolean),
    ]);
    ObjectType::new(name, name, key_prefix, all)
}

fn field(name: &str, value_type: Type) -> FieldType {
    FieldType::new(name, name, value_type)
}

fn system(name: &str, value_type: Type) -> FieldType {
    FieldType {
        source: FieldSource::System,
        ..field(name, value_type)
    }
}

fn lookup(name: &str, relationship: &str, to: &[&str]) -> FieldType {
    FieldType {
        lookup: Some(Lookup::new(
            to.iter().map(|object| Text::from(*object)).collect(),
            relationship,
        )),
        ..field(name, Type::Text)
    }
}
