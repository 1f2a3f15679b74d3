//! Steps that change records.

use segue_language::Text;

use super::act::{actor, record_named};
use super::trouble::{Done, Trouble};
use crate::scenario::model::{Given, NewRecord, Spot};
use crate::scenario::names::Thing;
use crate::scenario::world::World;
use crate::{Reply, Request};

pub(super) fn create(world: &mut World, new: &NewRecord) -> Done {
    let fields = world
        .fields(&new.object.text, &new.fields)
        .map_err(Trouble::refused)?;
    let object = Text::from(new.object.text.as_str());
    let by = actor(world, new.by.as_ref())?;
    let reply = world.ask(Request::CreateRecord {
        object: object.clone(),
        fields,
        by,
    })?;
    if let (Reply::Created { id }, Some(name)) = (reply, &new.name) {
        world.names.give_record(&name.text, Thing { object, id });
    }
    Ok(())
}

pub(super) fn update(world: &mut World, record: &Spot, fields: &Given, by: Option<&Spot>) -> Done {
    let Thing { object, id } = record_named(world, record)?;
    let fields = world.fields(&object, fields).map_err(Trouble::refused)?;
    let by = actor(world, by)?;
    world.ask(Request::UpdateRecord {
        object,
        id,
        fields,
        by,
    })?;
    Ok(())
}

pub(super) fn delete(world: &mut World, record: &Spot, by: Option<&Spot>) -> Done {
    let Thing { object, id } = record_named(world, record)?;
    let by = actor(world, by)?;
    world.ask(Request::DeleteRecord { object, id, by })?;
    Ok(())
}
