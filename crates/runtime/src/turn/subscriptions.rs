//! What a run waits for: fields of records that its open requirements name.

use segue_engine::{Gate, Operand, Orchestration, Reference, StepKind, subscriptions};
use segue_store::Subscription;

use super::{LoadedRun, Stop, Turn};

impl Turn<'_> {
    /// Stores what a run waits for now, when that has changed.
    pub(super) fn subscribe(&mut self, loaded: &mut LoadedRun) -> Result<(), Stop> {
        if !loaded.deployed.waits_for_records {
            return Ok(());
        }
        let wanted = wanted(loaded);
        let before = match loaded.subscriptions.take() {
            Some(before) => before,
            None => self.stored(self.tx.subscriptions(loaded.number))?,
        };
        if !is_same(&before, &wanted) {
            if !before.is_empty() {
                self.stored(self.tx.unsubscribe(loaded.number))?;
            }
            for subscription in &wanted {
                self.stored(self.tx.subscribe(subscription))?;
            }
        }
        loaded.subscriptions = Some(wanted);
        Ok(())
    }
}

fn wanted(loaded: &LoadedRun) -> Vec<Subscription> {
    subscriptions(&loaded.deployed.orchestration, &loaded.run)
        .into_iter()
        .map(|wanted| Subscription {
            record: wanted.record,
            run: loaded.number,
            fields: wanted.fields,
        })
        .collect()
}

fn is_same(before: &[Subscription], wanted: &[Subscription]) -> bool {
    before.len() == wanted.len() && wanted.iter().all(|wanted| before.contains(wanted))
}

/// Whether a run of this orchestration can ever wait for a change of a record.
pub(crate) fn waits_for_records(orchestration: &Orchestration) -> bool {
    let stages = orchestration.stages.iter().map(|stage| &stage.exit);
    let entries = orchestration.steps.iter().map(|step| &step.entry);
    let exits = orchestration
        .steps
        .iter()
        .filter_map(|step| match &step.kind {
            StepKind::Interactive(interactive) => Some(&interactive.exit),
            StepKind::Background { .. } | StepKind::External => None,
        });
    stages.chain(entries).chain(exits).any(names_a_record)
}

fn names_a_record(gate: &Gate) -> bool {
    let Gate::Requirements(criteria) = gate else {
        return false;
    };
    criteria.conditions.iter().any(|condition| {
        is_of_record(&condition.left)
            || match &condition.right {
                Operand::Reference(reference) => is_of_record(reference),
                Operand::Literal(_) => false,
                // What a formula or template reads is not looked into here: better once too often.
                Operand::Formula(_) | Operand::Template(_) => true,
            }
    })
}

fn is_of_record(reference: &Reference) -> bool {
    matches!(
        reference,
        Reference::Record(_) | Reference::Variable(..) | Reference::StepOutput(..)
    )
}
