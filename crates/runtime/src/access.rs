//! What users are allowed, as flows ask for it: `$Permission`, `$Profile`, `$UserRole`.

use rustc_hash::FxHashSet;
use segue_definition::Project;
use segue_language::Text;
use segue_store::record_id;

const PROFILE_PREFIX: &str = "00e";
const ROLE_PREFIX: &str = "00E";

/// How many numbers ids that come of names have.
const NUMBERS: u64 = 62 * 62 * 62 * 62 * 62 * 62 * 62 * 62;

/// What one user is allowed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Access {
    /// Her profile.
    pub(crate) profile: Option<Named>,
    /// Her role.
    pub(crate) role: Option<Named>,
    /// Custom permissions that she has, in small letters.
    permissions: FxHashSet<String>,
}

/// A profile or a role.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// Its id, which comes of its name.
    pub(crate) id: Text,
    /// Its name.
    pub(crate) name: Text,
}

impl Access {
    /// What a user of the project is allowed: by herself, her permission sets and her profile.
    pub(crate) fn of(user: &segue_definition::User, project: &Project) -> Access {
        let own = &user.access;
        let sets = own.permission_sets.iter().chain(&own.profile);
        let given = sets.filter_map(|set| project.permissions.get(&set.to_ascii_lowercase()));
        let all = given.flatten().chain(&own.permissions);
        Access {
            profile: own
                .profile
                .as_deref()
                .map(|name| named(PROFILE_PREFIX, name)),
            role: own.role.as_deref().map(|name| named(ROLE_PREFIX, name)),
            permissions: all.map(|name| name.to_ascii_lowercase()).collect(),
        }
    }

    /// Whether she has the custom permission of that name.
    pub(crate) fn has(&self, permission: &str) -> bool {
        self.permissions.contains(&permission.to_ascii_lowercase())
    }
}

fn named(prefix: &str, name: &str) -> Named {
    let number = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    });
    let number = i64::try_from(number % NUMBERS).unwrap_or_default();
    Named {
        id: record_id(prefix, number),
        name: name.into(),
    }
}
