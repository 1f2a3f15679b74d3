//! The rights of a scenario's people. Whoever has roles is held to them; everybody else may do everything,
//! as where nobody says who may do what.

use std::collections::BTreeSet;
use std::fmt;

use segue_store::{StoreError, Tx};

use super::model::People;
use crate::{Deed, Hand, Reads, Refusal, Rights, Runtime, Sees, Sight};

/// Who may do what, as the owner of the runtime knows it.
#[derive(Clone)]
pub struct Office {
    /// What people may do by their roles.
    pub sight: Sight,
    /// Makes sure that the roles are stored.
    pub prepare: fn(&Tx<'_>) -> Result<(), StoreError>,
}

impl fmt::Debug for Office {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Office")
    }
}

/// Holds whoever has roles to what they allow.
pub(super) fn hold(runtime: &mut Runtime, office: Option<&Office>, people: &People) {
    let held = people.users.iter().filter(|user| user.roles.is_some());
    let held: BTreeSet<String> = held
        .map(|user| user.username.text.to_ascii_lowercase())
        .collect();
    if let Some(office) = office.filter(|_| !held.is_empty()) {
        let sight = office.sight.clone();
        runtime.set_sight(Sight::new(Held { sight, held }));
    }
}

/// Gives people their roles.
///
/// # Errors
/// A role that there is not, or roles where nobody knows what they allow.
pub(super) fn grant(
    runtime: &mut Runtime,
    office: Option<&Office>,
    people: &People,
) -> Result<(), String> {
    for user in &people.users {
        let Some(roles) = &user.roles else { continue };
        let Some(office) = office else {
            return Err("users can have `roles` in `segue test` only".to_owned());
        };
        let name = &user.username.text;
        let id = runtime.reads().person_id(name);
        let id = id.ok_or_else(|| format!("there is no user `{name}`"))?;
        let granted: Result<Option<String>, StoreError> = runtime.aside(|tx| {
            (office.prepare)(tx)?;
            let known = tx.roles()?;
            for role in roles {
                if !known.iter().any(|known| *known.name == *role.text) {
                    return Ok(Some(format!("there is no role `{}`", role.text)));
                }
                tx.grant_role(&id, &role.text)?;
            }
            Ok(None)
        });
        match granted {
            Ok(None) => {}
            Ok(Some(fault)) => return Err(format!("line {}: {fault}", user.username.at.line)),
            Err(fault) => return Err(fault.to_string()),
        }
    }
    Ok(())
}

struct Held {
    sight: Sight,
    held: BTreeSet<String>,
}

impl Held {
    fn holds(&self, reads: &Reads<'_>, hand: Hand<'_>) -> Result<bool, Refusal> {
        let user = reads.store().user(hand.person);
        let user = user.map_err(|error| Refusal::Internal(error.to_string()))?;
        Ok(user.is_some_and(|user| self.held.contains(&user.username.to_ascii_lowercase())))
    }
}

impl Rights for Held {
    fn sees(&self, reads: &Reads<'_>, hand: Hand<'_>, object: &str) -> Result<Sees, Refusal> {
        match self.holds(reads, hand)? {
            true => self.sight.sees(reads, hand, object),
            false => Ok(Sees::All),
        }
    }

    fn bar(
        &self,
        reads: &Reads<'_>,
        hand: Hand<'_>,
        deed: Deed<'_>,
    ) -> Result<Option<String>, Refusal> {
        match self.holds(reads, hand)? {
            true => self.sight.bar(reads, hand, deed),
            false => Ok(None),
        }
    }
}
