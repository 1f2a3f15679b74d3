//! What users are allowed, as flows ask for it: `$Permission`, `$Profile`, `$UserRole`; and what their
//! permission sets and profiles say of objects and fields.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_definition::{ObjectPermission, PermissionSet};
use segue_language::Text;
use segue_store::{PersonAccess, record_id};

const PROFILE_PREFIX: &str = "00e";
const ROLE_PREFIX: &str = "00E";

/// How many numbers ids that come of names have.
const NUMBERS: u64 = 62 * 62 * 62 * 62 * 62 * 62 * 62 * 62;

/// Permission sets and profiles that are deployed, by name in small letters.
pub(crate) type PermissionSets = FxHashMap<String, Arc<PermissionSet>>;

/// What one user is allowed.
#[derive(Clone, Debug)]
pub(crate) struct Access<'a> {
    own: Arc<PersonAccess>,
    sets: &'a PermissionSets,
}

/// A profile or a role.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// Its id, which comes of its name.
    pub(crate) id: Text,
    /// Its name.
    pub(crate) name: Text,
}

impl<'a> Access<'a> {
    /// What somebody is allowed to whom that was given.
    pub(crate) fn new(own: Arc<PersonAccess>, sets: &'a PermissionSets) -> Access<'a> {
        Access { own, sets }
    }

    /// Her profile.
    pub(crate) fn profile(&self) -> Option<Named> {
        let name = self.own.profile.as_ref()?;
        Some(named(PROFILE_PREFIX, name))
    }

    /// Her role.
    pub(crate) fn role(&self) -> Option<Named> {
        let name = self.own.role.as_ref()?;
        Some(named(ROLE_PREFIX, name))
    }

    /// Whether she has the custom permission of that name: by herself, a permission set or her profile.
    pub(crate) fn has(&self, permission: &str) -> bool {
        let is_it = |name: &str| name.eq_ignore_ascii_case(permission);
        let mut sets = self.held().into_iter();
        self.own.permissions.iter().any(|name| is_it(name))
            || sets.any(|set| set.custom.iter().any(|name| is_it(name)))
    }

    /// What her profile and permission sets allow with an object; none when none of them names it.
    pub(crate) fn object(&self, object: &str) -> Option<ObjectPermission> {
        let key = object.to_ascii_lowercase();
        let sets = self.held().into_iter();
        let said = sets.filter_map(|set| set.objects.get(&key).copied());
        said.reduce(ObjectPermission::or)
    }

    /// Whether her profile and permission sets name a field, and none lets her change it.
    pub(crate) fn bars_field(&self, object: &str, field: &str) -> bool {
        let key = format!("{object}.{field}").to_ascii_lowercase();
        let sets = self.held().into_iter();
        let said = sets.filter_map(|set| set.fields.get(&key).map(|said| said.editable));
        said.reduce(|one, other| one || other) == Some(false)
    }

    /// The record type that her profile, else a permission set of hers, gives a new record.
    pub(crate) fn default_type(&self, object: &str) -> Option<&'a str> {
        let key = object.to_ascii_lowercase();
        let mut sets = self.held().into_iter();
        sets.find_map(|set| set.default_types.get(&key).map(String::as_str))
    }

    /// Her profile first, then her permission sets, as far as they are deployed.
    fn held(&self) -> Vec<&'a PermissionSet> {
        let names = self.own.profile.iter().chain(&self.own.permission_sets);
        let sets = names.filter_map(|name| self.sets.get(&name.to_ascii_lowercase()));
        sets.map(|set| &**set).collect()
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
