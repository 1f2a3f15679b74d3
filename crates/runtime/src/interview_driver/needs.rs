//! What interviews need, one function each.

use segue_flow::{Answer, Need};
use segue_language::{Filter, Query, Record, Text, Values};

use super::missing_flow;
use crate::run_objects;
use crate::sight::Bounds;
use crate::stand_in::StandInKind;
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Meets one need. A fault is for the interview to take.
    pub(super) fn meet(&mut self, need: Need, bounds: Option<Bounds>) -> Result<Answer, Stop> {
        match need {
            Need::Rows(query) => Ok(Answer::Rows(self.rows_within(&query, bounds)?)),
            Need::Related(lookup) => {
                let found = self.reading().related(&lookup);
                let found = found.map(|record| Record::clone(&record));
                Ok(Answer::Related(match (found, bounds) {
                    (Some(found), Some(bounds)) => self.seen_record(found, bounds)?,
                    (found, _) => found,
                }))
            }
            Need::Create(records) => {
                if let Some(bounds) = bounds {
                    self.require_creates(&records, bounds)?;
                }
                Ok(Answer::Created(self.create_records(&records)?))
            }
            Need::Upsert {
                records,
                field,
                all_or_none,
            } => {
                let ids = self.upsert_records((&records, &field), all_or_none, bounds)?;
                Ok(Answer::Created(ids))
            }
            Need::Update(records) => self.update_within(&records, bounds),
            Need::UpdateWhere {
                object,
                filter,
                fields,
            } => self.update_where((object, filter), &fields, bounds),
            Need::Delete(records) => self.delete_within(&records, bounds),
            Need::DeleteWhere { object, filter } => {
                let records = self.found(object, filter, bounds)?;
                self.delete_within(&records, bounds)
            }
            Need::RollBack => self.roll_back().map(|()| Answer::Done),
            Need::Act {
                name,
                action_type,
                inputs,
            } => {
                let outputs = self.act((&name, &action_type), &inputs, bounds)?;
                Ok(Answer::Outputs(outputs))
            }
            Need::ScreenAction {
                name,
                action_type,
                inputs,
            } => {
                let outputs = self.screen_action((&name, &action_type), inputs, bounds)?;
                Ok(Answer::Outputs(outputs))
            }
            Need::Subflow { flow, inputs } => self.subflow(&flow, &inputs),
            Need::Screen(_) | Need::Wait(_) | Need::Finished(_) | Need::Failed(_) => {
                unreachable!("the driver takes these itself")
            }
        }
    }

    /// Rows of a query, of records or of run objects.
    pub(crate) fn rows(&mut self, query: &Query) -> Result<Vec<Record>, Stop> {
        let rows = if run_objects::is_run_object(&query.object) {
            run_objects::rows(self.reading(), query)?
        } else {
            self.table(&query.object)?;
            crate::records::saved(self.reading().rows(query))?
        };
        self.meter.query(rows.len(), &self.world.options.limits)?;
        Ok(rows)
    }

    fn found(
        &mut self,
        object: Text,
        filter: Filter,
        bounds: Option<Bounds>,
    ) -> Result<Vec<Record>, Stop> {
        let query = Query {
            object,
            filter,
            sort: None,
            limit: None,
        };
        self.rows_within(&query, bounds)
    }

    fn rows_within(&mut self, query: &Query, bounds: Option<Bounds>) -> Result<Vec<Record>, Stop> {
        match bounds {
            Some(bounds) => self.seen_rows(query, bounds),
            None => self.rows(query),
        }
    }

    fn update_within(
        &mut self,
        records: &[Record],
        bounds: Option<Bounds>,
    ) -> Result<Answer, Stop> {
        if let Some(bounds) = bounds {
            self.require_edits(records, bounds)?;
        }
        self.update_records(records).map(|()| Answer::Done)
    }

    fn delete_within(
        &mut self,
        records: &[Record],
        bounds: Option<Bounds>,
    ) -> Result<Answer, Stop> {
        if let Some(bounds) = bounds {
            self.require_deletes(records, bounds)?;
        }
        self.delete_records(records).map(|()| Answer::Done)
    }

    fn update_where(
        &mut self,
        (object, filter): (Text, Filter),
        fields: &Values,
        bounds: Option<Bounds>,
    ) -> Result<Answer, Stop> {
        let mut records = self.found(object, filter, bounds)?;
        for record in &mut records {
            record.settle();
            for (name, value) in fields {
                record.set(name.clone(), value.clone());
            }
        }
        self.update_within(&records, bounds)
    }

    fn subflow(&mut self, name: &Text, inputs: &Values) -> Result<Answer, Stop> {
        if let Some(answered) = self.stand_in(name, StandInKind::Flow, inputs) {
            return answered.map(Answer::Outputs).map_err(Stop::fault);
        }
        match self.world.definitions.active_flow(name) {
            Some(deployed) => Ok(Answer::Flow(deployed.flow.clone(), deployed.version)),
            None => Err(Stop::fault(missing_flow(name))),
        }
    }
}
