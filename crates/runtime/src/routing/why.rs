//! Why an item of a routed queue is where it is, in words.

use segue_engine::Explanation;
use segue_language::Text;
use segue_store::{RoutedItem, RoutedState, StoreError, User, View};

use super::turns::assignee;
use super::{RoutedQueue, USUAL_CAPACITY};
use crate::people::People;
use crate::turn::LoadedRun;

/// Adds to an explanation where the work items of the run's steps stand.
pub(crate) fn explain_routing(
    view: &View,
    people: &People,
    loaded: &LoadedRun,
    explanation: &mut Explanation,
) -> Result<(), StoreError> {
    for row in view.routed_items_of_run(loaded.number)? {
        let Some(step) = loaded.run.step_of_item(row.n.part()) else {
            continue;
        };
        let name = format!(
            "step {}",
            loaded.deployed.orchestration.step(step.step).name
        );
        let words = words(view, people, &row)?;
        let part = explanation.parts.iter_mut().find(|part| part.name == name);
        if let Some(part) = part {
            part.routing = words;
        }
    }
    Ok(())
}

fn words(view: &View, people: &People, row: &RoutedItem) -> Result<Option<String>, StoreError> {
    let queues = people.routed_queues(view)?;
    let Some(queue) = queues.iter().find(|queue| queue.id == row.queue) else {
        return Ok(None);
    };
    match (row.state, &row.person, row.until) {
        (RoutedState::Offered, Some(person), Some(until)) => {
            let user = view.user(person)?;
            let name = user.map_or_else(|| person.to_string(), |user| full_name(&user));
            Ok(Some(format!("offered to {name} until {until}")))
        }
        (RoutedState::Waiting, ..) => Ok(Some(waits(view, people, queue, row)?)),
        _ => Ok(None),
    }
}

fn waits(
    view: &View,
    people: &People,
    queue: &RoutedQueue,
    row: &RoutedItem,
) -> Result<String, StoreError> {
    let members = people.active_members(view, &assignee(queue))?;
    let is_member = |person: &Text| members.iter().any(|member| member.id == *person);
    let online = view.online()?;
    let mut there = online
        .iter()
        .filter(|row| is_member(&row.person))
        .peekable();
    let label = &queue.label;
    if there.peek().is_none() {
        return Ok(format!("nobody of {label} is online"));
    }
    if there.all(|there| there.capacity.unwrap_or(USUAL_CAPACITY) < row.weight) {
        let weight = row.weight;
        return Ok(format!(
            "it weighs {weight}: more than anybody of {label} who is online can hold"
        ));
    }
    Ok(format!("everybody of {label} who is online is busy"))
}

fn full_name(user: &User) -> String {
    match &user.first_name {
        Some(first) => format!("{first} {}", user.last_name),
        None => user.last_name.to_string(),
    }
}
