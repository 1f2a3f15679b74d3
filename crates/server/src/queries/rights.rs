//! What people may do in the screen flows that they run: what they may do everywhere else.

use segue_language::{Record, Text, Value};
use segue_runtime::{Deed, Hand, Reads, Refusal, Rights, Sees, Sight};
use segue_store::StoreError;

use super::eyes::{Eyes, owner};
use crate::identity::{Caller, ObjectAccess, Permission, Reach, is_of_runs, permissions_of};

/// What people may do in the screen flows that they run.
pub(crate) fn sight() -> Sight {
    Sight::new(OfPeople)
}

struct OfPeople;

impl Rights for OfPeople {
    fn sees(&self, reads: &Reads<'_>, hand: Hand<'_>, object: &str) -> Result<Sees, Refusal> {
        with_eyes(reads, hand, |eyes| {
            let access = access(eyes, hand, object)?;
            Ok(match access.reads() {
                Reach::All => Sees::All,
                Reach::Nothing => Sees::Nothing,
                Reach::Own => {
                    let mut owners = eyes.groups().to_vec();
                    owners.push(hand.person.clone());
                    Sees::OwnedBy(owners)
                }
            })
        })
    }

    fn bar(
        &self,
        reads: &Reads<'_>,
        hand: Hand<'_>,
        deed: Deed<'_>,
    ) -> Result<Option<String>, Refusal> {
        with_eyes(reads, hand, |eyes| {
            let may = match deed {
                Deed::Create(object, _) => access(eyes, hand, object)?.creates(),
                Deed::Edit(record, _) => edits(eyes, hand, record)?,
                Deed::Delete(record) => reaches(eyes, hand, record, ObjectAccess::deletes)?,
            };
            if !may {
                return Ok(Some(bar(deed)));
            }
            let field = barred_field(eyes, hand, deed)?;
            Ok(field.map(|field| format!("you may not change the field {field}")))
        })
    }
}

/// What a system mode sets is nobody's field.
fn barred_field<'f>(
    eyes: &Eyes<'_>,
    hand: Hand<'_>,
    deed: Deed<'f>,
) -> Result<Option<&'f Text>, StoreError> {
    match deed {
        _ if hand.by_sharing => Ok(None),
        Deed::Create(object, fields) => {
            eyes.barred_field(object, fields.iter().map(|(name, _)| name))
        }
        Deed::Edit(record, fields) => {
            let is_new = |(name, value): &&(Text, Value)| record.get(name) != Some(value);
            let new = fields.iter().filter(is_new).map(|(name, _)| name);
            eyes.barred_field(&record.object, new)
        }
        Deed::Delete(_) => Ok(None),
    }
}

fn bar(deed: Deed<'_>) -> String {
    match deed {
        Deed::Create(object, _) => format!("you may not create records of {object}"),
        Deed::Edit(record, _) => format!("you may not change this {}", record.object),
        Deed::Delete(record) => format!("you may not delete this {}", record.object),
    }
}

fn with_eyes<T>(
    reads: &Reads<'_>,
    hand: Hand<'_>,
    ask: impl FnOnce(&Eyes<'_>) -> Result<T, StoreError>,
) -> Result<T, Refusal> {
    let told = || {
        let caller = Caller::of_flow(hand.person, permissions_of(reads.store(), hand.person)?);
        ask(&Eyes::new(reads, &caller)?)
    };
    told().map_err(|error| Refusal::Internal(error.to_string()))
}

fn access(eyes: &Eyes<'_>, hand: Hand<'_>, object: &str) -> Result<ObjectAccess, StoreError> {
    let known = eyes.reads.object(object);
    let object = known.map_or(object, |known| &known.name);
    match hand.by_sharing {
        true => Ok(eyes.sharing(object)?.by_sharing(object)),
        false => eyes.access(object),
    }
}

/// A record of a person is edited by whoever may do as much as she; an item of work is given away.
fn edits(eyes: &Eyes<'_>, hand: Hand<'_>, record: &Record) -> Result<bool, StoreError> {
    if is_of_runs(&record.object) {
        return Ok(eyes.caller.may(Permission::ReassignWorkItems));
    }
    reaches(eyes, hand, record, ObjectAccess::edits)
}

fn reaches(
    eyes: &Eyes<'_>,
    hand: Hand<'_>,
    record: &Record,
    to_do: fn(ObjectAccess) -> Reach,
) -> Result<bool, StoreError> {
    let reach = to_do(access(eyes, hand, &record.object)?);
    Ok(reach.includes(eyes.viewer(), owner(record).as_deref())
        && eyes.require_below(record).is_ok())
}
