//! When what is waited for comes.

use segue_flow::{AwaitedWhat, Waits};
use segue_language::{Offset, Record, Time, Timestamp, Value};

use crate::starting::GENERATIONS_MAX;
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Whether an interview may wait so: the times can be told - a fault of the flow where its record
    /// is missing - and it does not go round and round without any time going by.
    pub(crate) fn require_wait(&self, waits: &Waits) -> Result<(), Stop> {
        for event in &waits.events {
            self.moment(&event.what)?;
        }
        let earliest = self.earliest(waits);
        if self.generation >= GENERATIONS_MAX && earliest.is_some_and(|(due, _)| due <= self.now) {
            return Err(Stop::Limit(
                "1,000 starts and waits that led to each other at once; let the flow wait for a time \
                 to come",
            ));
        }
        Ok(())
    }

    /// The earliest time of a wait and the place of its event. What cannot be told never comes.
    pub(super) fn earliest(&self, waits: &Waits) -> Option<(Timestamp, u16)> {
        let events = waits.events.iter();
        let moments = events.filter_map(|event| {
            let moment = self.moment(&event.what).ok().flatten()?;
            Some((moment, event.place))
        });
        moments.min()
    }

    fn moment(&self, what: &AwaitedWhat) -> Result<Option<Timestamp>, Stop> {
        match what {
            AwaitedWhat::Time(moment) => Ok(Some(*moment)),
            AwaitedWhat::Event { .. } => Ok(None),
            AwaitedWhat::RecordTime {
                object,
                field,
                record,
                offset,
            } => {
                let found = self.reading().record(object, record).ok_or_else(|| {
                    Stop::fault(format!("there is no {object} with Id {record} to wait for"))
                })?;
                if found.get(field).is_none() {
                    let problem = format!("{object} has no field {field} to wait for");
                    return Err(Stop::fault(problem));
                }
                Ok(self.moment_from(&found, field, *offset))
            }
        }
    }

    /// The moment that lies so far from what a field of a record holds; none where that is no date.
    pub(crate) fn moment_from(
        &self,
        record: &Record,
        field: &str,
        offset: Offset,
    ) -> Option<Timestamp> {
        let zone = &self.world.options.zone;
        let base = match record.get(field)? {
            Value::DateTime(moment) => *moment,
            Value::Date(date) => Timestamp::in_zone(*date, Time::midnight(), zone)?,
            _ => return None,
        };
        offset.from(base, zone)
    }
}
