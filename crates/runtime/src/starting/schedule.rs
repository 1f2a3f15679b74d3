//! Scheduled flows: one timer for each that is in force, set again each time that it fires.

use std::sync::Arc;

use segue_flow::{Answer, Flow, FlowKind, Interview};
use segue_language::{
    Comparison, Filter, FlowVersion, Operator, Path, Query, Record, RecordTrigger, Text, TimeZone,
    Timestamp, TriggerCondition, TriggerOperand, Value,
};
use segue_store::{Job as JobRow, PartNumber, StoreError, Tx, encode};

use crate::alone::Alone;
use crate::definitions::DeployedFlow;
use crate::jobs::{JOB, Work};
use crate::turn::{Stop, Turn};

/// Records of one start of a scheduled flow.
const RECORDS_MAX: u32 = 50_000;
/// Records whose interviews share a transaction.
const BATCH: usize = 200;

/// Sets the timer of a flow that has come into force, in place of the one of the version before.
/// Gives the time of its first start.
pub(crate) fn plan_schedule(
    tx: &Tx<'_>,
    (version, flow): (FlowVersion, &Flow),
    now: Timestamp,
    zone: &TimeZone,
) -> Result<Option<Timestamp>, StoreError> {
    forget_schedule(tx, &flow.name)?;
    let FlowKind::Scheduled(start) = &flow.kind else {
        return Ok(None);
    };
    let Some(due) = start.schedule.first(now, zone) else {
        return Ok(None);
    };
    let number = tx.new_job_number()?;
    tx.await_for(&key(&flow.name), number)?;
    put(tx, number, version, due)?;
    Ok(Some(due))
}

/// Forgets the timer of what is no longer in force.
pub(crate) fn forget_schedule(tx: &Tx<'_>, name: &str) -> Result<(), StoreError> {
    for number in tx.awaiting(&key(name))? {
        tx.delete_job(number, 0)?;
        tx.stop_awaiting(number)?;
    }
    Ok(())
}

fn key(name: &str) -> String {
    format!("schedule:{}", name.to_ascii_lowercase())
}

fn put(
    tx: &Tx<'_>,
    number: PartNumber,
    flow: FlowVersion,
    due: Timestamp,
) -> Result<(), StoreError> {
    tx.put_job(&JobRow {
        n: number,
        activation: 0,
        kind: JOB,
        due: due.max(Timestamp(1)),
        attempt: 0,
        epoch: 0,
        body: encode(&(0_i64, Work::Schedule { flow })),
    })
}

impl Turn<'_> {
    /// The time of a scheduled flow has come: it starts in turns of its own, so that its failure
    /// does not lose its next start. Starts that were missed are not made up for.
    pub(crate) fn scheduled(&mut self, number: PartNumber, flow: FlowVersion) -> Result<(), Stop> {
        let Some(deployed) = self.world.definitions.flow(flow) else {
            return Ok(());
        };
        let FlowKind::Scheduled(start) = &deployed.flow.kind else {
            return Ok(());
        };
        match start.schedule.after(self.now, &self.world.options.zone) {
            Some(due) => {
                self.stored(put(self.tx, number, flow, due))?;
                self.batch.wake_at(due);
            }
            None => self.stored(self.tx.stop_awaiting(number))?,
        }
        let records = None;
        self.jobs.push((0, Work::Scheduled { flow, records }));
        Ok(())
    }

    /// Starts a scheduled flow: one interview, or one for each of its records.
    pub(crate) fn start_scheduled(
        &mut self,
        number: PartNumber,
        flow: FlowVersion,
        records: Option<&[Text]>,
    ) -> Result<(), Stop> {
        let Some(deployed) = self.world.definitions.flow(flow) else {
            return Ok(());
        };
        let FlowKind::Scheduled(start) = &deployed.flow.kind else {
            return Ok(());
        };
        match (&start.records, records) {
            (None, _) => self.contained(&deployed, again(Some(number), flow, None), |turn| {
                turn.start_with(Some(number), &deployed, None)
            }),
            (Some(trigger), None) => {
                self.contained(&deployed, again(Some(number), flow, None), |turn| {
                    turn.share_out(&deployed, trigger)
                })
            }
            (Some(trigger), Some(ids)) => {
                let number = Some(number).filter(|_| ids.len() == 1);
                for id in ids {
                    let record = self.reading().record(&trigger.object, id);
                    if let Some(record) = record {
                        let with = Some(record);
                        self.contained(&deployed, again(number, flow, Some(id)), |turn| {
                            turn.start_with(number, &deployed, with)
                        })?;
                    }
                }
                Ok(())
            }
        }
    }

    fn start_with(
        &mut self,
        number: Option<PartNumber>,
        deployed: &DeployedFlow,
        record: Option<Arc<Record>>,
    ) -> Result<(), Stop> {
        let mut beginning = self.beginning(deployed, Vec::new());
        beginning.record = record;
        let interview = Interview::start(beginning).map_err(Stop::Fault)?;
        let alone = Alone::begun(number, self.world.system_user.clone());
        self.walk_alone(&alone, interview, Answer::Begin)
    }

    /// Finds the records, and leaves their interviews as jobs of a few records each.
    fn share_out(&mut self, deployed: &DeployedFlow, trigger: &RecordTrigger) -> Result<(), Stop> {
        let query = Query {
            object: trigger.object.clone(),
            filter: self.filter_of(trigger)?,
            sort: None,
            limit: Some(RECORDS_MAX + 1),
        };
        self.table(&query.object)?;
        let rows = self.tx.records(&self.world.tables, &query);
        let rows = crate::records::saved(rows)?;
        if rows.len() > RECORDS_MAX as usize {
            let what = "records of one start of a scheduled flow";
            return Err(Stop::Limit(what));
        }
        let mut ids = Vec::with_capacity(rows.len());
        for row in rows {
            let is_meant = match &trigger.condition {
                TriggerCondition::Formula(_) => {
                    let row = Arc::new(row.clone());
                    self.still_holds(trigger, &deployed.flow.name, &row)?
                }
                TriggerCondition::Always | TriggerCondition::Criteria(_) => true,
            };
            ids.extend(row.id().filter(|_| is_meant).cloned());
        }
        for some in ids.chunks(BATCH) {
            let work = Work::Scheduled {
                flow: deployed.version,
                records: Some(some.to_vec()),
            };
            self.jobs.push((0, work));
        }
        Ok(())
    }

    /// The start filters as a query: they select records, so that texts compare without regard to
    /// case. A formula is asked of each record.
    fn filter_of(&self, trigger: &RecordTrigger) -> Result<Filter, Stop> {
        let TriggerCondition::Criteria(criteria) = &trigger.condition else {
            return Ok(Filter::all());
        };
        let mut comparisons = Vec::new();
        for condition in &criteria.conditions {
            if condition.operator == Operator::IsChanged {
                let problem = "a schedule cannot ask what has changed";
                return Err(Stop::fault(problem));
            }
            comparisons.push(Comparison {
                field: field_of(&condition.left),
                operator: condition.operator,
                value: match &condition.right {
                    TriggerOperand::Literal(value) => value.clone(),
                    TriggerOperand::Reference(path) => self.global_of_start(path),
                },
            });
        }
        Ok(Filter {
            logic: criteria.logic.clone(),
            comparisons,
        })
    }

    fn global_of_start(&self, path: &Path) -> Value {
        let name = path.to_string().to_ascii_lowercase();
        let zone = self.world.options.zone.clone();
        match name.as_str() {
            "$flow.currentdate" => Value::Date(self.now.to_jiff().to_zoned(zone).date()),
            "$flow.currentdatetime" => Value::DateTime(self.now),
            _ => self.reading().global(path).unwrap_or_default(),
        }
    }
}

/// What is tried again when a start fails: that of one record, or the whole.
fn again(
    number: Option<PartNumber>,
    flow: FlowVersion,
    record: Option<&Text>,
) -> impl FnOnce() -> (Option<PartNumber>, Work) {
    let records = record.map(|id| vec![id.clone()]);
    move || (number, Work::Scheduled { flow, records })
}

/// The field, whether `$Record` stands before it or not.
fn field_of(path: &Path) -> Text {
    let is_record = path.head().eq_ignore_ascii_case("$Record");
    let segments = if is_record {
        path.tail()
    } else {
        path.segments()
    };
    segments.join(".").into()
}
