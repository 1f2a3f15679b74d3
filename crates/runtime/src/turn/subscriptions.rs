//! What a run waits for: fields of records that its open requirements read, and the time.

use segue_engine::{Gate, Operand, Orchestration, Reference, StepKind, pace, subscriptions};
use segue_language::{Operator, Pace, Path};
use segue_store::Subscription;

use super::sources::Sources;
use super::{LoadedRun, Reading, Stop, Turn};

impl Turn<'_> {
    /// Stores what a run waits for now, when that has changed.
    pub(super) fn subscribe(&mut self, loaded: &mut LoadedRun) -> Result<(), Stop> {
        if !loaded.deployed.waits_for_records {
            return Ok(());
        }
        let (wanted, pace) = wanted(self.reading(), loaded);
        if let Some(pace) = pace {
            self.tick(loaded.number, pace)?;
        }
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

/// What the run waits for: fields of records, and the time at which what it reads changes by itself.
fn wanted(reading: Reading<'_>, loaded: &LoadedRun) -> (Vec<Subscription>, Option<Pace>) {
    let orchestration = &loaded.deployed.orchestration;
    let mut sources = Sources::new(reading);
    for wanted in subscriptions(orchestration, &loaded.run) {
        for path in &wanted.fields {
            sources.add(
                (&wanted.object, &wanted.record),
                Path::new(path).segments(),
                0,
            );
        }
    }
    let pace = sources.pace.max(pace(orchestration, &loaded.run));
    let wanted = sources.fields.into_iter();
    let wanted = wanted.map(|(record, fields)| Subscription {
        record,
        run: loaded.number,
        fields,
    });
    (wanted.collect(), pace)
}

fn is_same(before: &[Subscription], wanted: &[Subscription]) -> bool {
    before.len() == wanted.len() && wanted.iter().all(|wanted| before.contains(wanted))
}

/// Whether a run of this orchestration can ever wait for a change of a record, or for the time.
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
            || matches!(condition.operator, Operator::Relative(_))
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
        Reference::Record(_)
            | Reference::Variable(..)
            | Reference::StepOutput(..)
            | Reference::Formula(_)
            | Reference::Template(_)
            | Reference::Global(_)
    )
}
