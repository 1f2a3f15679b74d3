//! The roles that every server has. More can be stored beside them.

use segue_store::{Result, Role, Tx};

use super::{Caller, Denied, Permission, Permissions};

/// Name of the role that may do everything.
pub(crate) const ADMINISTRATOR: &str = "administrator";
/// Name of the role of whoever does work.
pub(crate) const WORKER: &str = "worker";

/// Name, label and permissions; none stands for all of them.
const BUILT_IN: [(&str, &str, Option<&[Permission]>); 4] = [
    (ADMINISTRATOR, "Administrator", None),
    (
        "builder",
        "Builder",
        Some(&[
            Permission::RunFlows,
            Permission::ManageFlow,
            Permission::ViewAllData,
        ]),
    ),
    (
        "run-manager",
        "Run manager",
        Some(&[
            Permission::RunFlows,
            Permission::ManageOrchestrationRuns,
            Permission::ReassignWorkItems,
        ]),
    ),
    (WORKER, "Worker", Some(&[Permission::RunFlows])),
];

/// Whether the program has that role built in.
pub(crate) fn is_built_in(name: &str) -> bool {
    BUILT_IN.iter().any(|(known, ..)| *known == name)
}

/// Makes sure that the built-in roles are stored as this program knows them.
///
/// # Errors
/// [`segue_store::StoreError`].
pub(crate) fn ensure_roles(tx: &Tx<'_>) -> Result<()> {
    let stored = tx.roles()?;
    for (name, label, permissions) in BUILT_IN {
        let permissions = permissions.map(|some| some.iter().copied().collect());
        let role = Role {
            name: name.into(),
            label: label.to_owned(),
            permissions: permissions.unwrap_or_else(Permissions::all).words(),
        };
        if !stored.contains(&role) {
            tx.put_role(&role)?;
        }
    }
    Ok(())
}

/// What a role allows; none when there is no such role.
///
/// # Errors
/// [`segue_store::StoreError`].
pub(crate) fn allowed_by(view: &segue_store::View, role: &str) -> Result<Option<Permissions>> {
    let roles = view.roles()?;
    let found = roles.iter().find(|known| *known.name == *role);
    Ok(found.map(|role| Permissions::read(&role.permissions)))
}

/// What a person may, by all her roles.
///
/// # Errors
/// [`segue_store::StoreError`].
pub(crate) fn permissions_of(view: &segue_store::View, person: &str) -> Result<Permissions> {
    let roles = view.permissions_of(person)?;
    let each = roles.iter().map(|words| Permissions::read(words));
    Ok(each.fold(Permissions::NONE, Permissions::or))
}

/// Goes on when the caller may all of that: nobody gives what she does not have, or rises by what
/// she does to somebody else's account.
///
/// # Errors
/// [`Denied::Lacks`].
pub(crate) fn covers(caller: &Caller, permissions: Permissions) -> Result<(), Denied> {
    let mut missing = permissions.iter().filter(|p| !caller.may(*p));
    missing
        .next()
        .map_or(Ok(()), |missing| Err(Denied::Lacks(missing)))
}
