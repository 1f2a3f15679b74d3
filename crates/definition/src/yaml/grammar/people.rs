//! Queues, groups and roles in `people.yaml`.

use super::{Absent, Grammar, Key, Shape, Short, text};

const LABEL: Key =
    Key::new("label", text("name"), "Its label, unless it is the name").or(Absent::NameAsLabel);

pub(in crate::yaml) static QUEUE: Grammar = Grammar {
    name: "a queue",
    tag: "Queue",
    short: None,
    keys: &[
        LABEL,
        Key::new(
            "members",
            Shape::Part("queueMembers", &MEMBERS),
            "Its members: user names, or a map of them by kind",
        ),
        Key::new(
            "objects",
            Shape::Wrapped("queueSobject", "sobjectType"),
            "Objects whose records it can own",
        ),
        Key::new("email", text("email"), "Its mail goes there"),
        Key::new(
            "mails_members",
            Shape::Flag("doesSendEmailToMembers"),
            "Whether its mail goes to its members, too",
        ),
    ],
};

static MEMBERS: Grammar = Grammar {
    name: "members",
    tag: "queueMembers",
    short: Some(Short::Users),
    keys: &[
        Key::new("users", Shape::Inside("users", "user"), "User names"),
        Key::new(
            "groups",
            Shape::Inside("publicGroups", "publicGroup"),
            "API names of groups",
        ),
        Key::new(
            "roles",
            Shape::Inside("roles", "role"),
            "API names of roles",
        ),
        Key::new(
            "roles_and_below",
            Shape::Inside("roleAndSubordinates", "roleAndSubordinate"),
            "API names of roles, with those below them",
        ),
    ],
};

pub(in crate::yaml) static GROUP: Grammar = Grammar {
    name: "a group",
    tag: "Group",
    short: None,
    keys: &[
        LABEL,
        Key::new(
            "members",
            Shape::Texts("members"),
            "User names, or API names of groups; metadata does not have them",
        ),
        Key::new(
            "includes_managers",
            Shape::Flag("doesIncludeBosses"),
            "Whether its members' managers may do what they may",
        ),
    ],
};

pub(in crate::yaml) static ROLE: Grammar = Grammar {
    name: "a role",
    tag: "Role",
    short: None,
    keys: &[
        LABEL,
        Key::new("description", text("description"), "What it is for"),
        Key::new("parent", text("parentRole"), "The role above it"),
        Key::new(
            "accounts_cases",
            text("caseAccessLevel"),
            "What it may do with cases of its accounts: None, Read, Edit",
        ),
        Key::new(
            "accounts_contacts",
            text("contactAccessLevel"),
            "The same of contacts",
        ),
        Key::new(
            "accounts_opportunities",
            text("opportunityAccessLevel"),
            "The same of opportunities",
        ),
        Key::new(
            "shares_forecasts",
            Shape::Flag("mayForecastManagerShare"),
            "Whether it may share forecasts",
        ),
    ],
};
