//! Real flows walked through: whatever the world answers, an interview asks on, ends or says why
//! it failed, and storing it changes nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use expect_test::expect;
use segue_definition::Project;
use segue_flow::{
    Answer, Beginning, Environment, Flow, FlowKind, Frozen, Go, Interview, Need, Occurrence,
    ResourceKind, ShownField, ShownScreen, Submission,
};
use segue_language::{
    Date, FlowVersion, Path, Query, Record, Text, TimeZone, Timestamp, Type, Value, Values,
};

use crate::corpus::{corpus, project};

/// Walks per flow, each with other answers.
const WALKS: u64 = 6;
/// The fault that the world answers now and then.
const FAULT: &str = "it did not work";
/// Needs answered in one walk.
const NEEDS_MAX: usize = 120;

#[test]
fn every_flow_can_be_walked_through() {
    let Some(corpus) = corpus() else { return };
    let mut failures = BTreeSet::new();
    for entry in std::fs::read_dir(corpus).unwrap() {
        let folder = entry.unwrap().path();
        if folder.is_dir() {
            walk_through(&project(&folder), &mut failures);
        }
    }
    let failures: Vec<String> = failures.into_iter().collect();
    expect![[r#"
        Account_Flow_Logger_Example.Save_Account: a record of `Account` without an Id cannot be updated
        Case_Priority_is_High.My_Custom_Error: <p>"Whoop!</p>
        CreateBooking.Create_Booking_Record: `CheckInDate`: DATEVALUE: `text` is not a date like 2026-03-02.
        CreateBooking.Create_Booking_Record: `CheckOutDate`: DATEVALUE: `text` is not a date like 2026-03-02.
        Custom_Error.My_Custom_Error: <p>Whoop!</p>
        QuickRecord_ConfigureView.Updated_FlowTableViewDefinition: a record of `FlowTableViewDefinition__c` without an Id cannot be updated
        TTS_Tenant_Contact_Set_IsCurrent_Field.Update_Tenant_Contact_Record: a record of `TTS_Space_Tenant_Contact__c` without an Id cannot be updated"#]].assert_eq(&failures.join("\n"));
}

/// Walks through each flow, and once more with the interview stored between all answers.
fn walk_through(project: &Project, failures: &mut BTreeSet<String>) {
    for flow in &project.flows {
        for seed in 0..WALKS {
            let plain = Walk::new(project, seed).run(&flow.item);
            let stored = Walk {
                is_stored: true,
                ..Walk::new(project, seed)
            };
            assert_eq!(plain, stored.run(&flow.item), "{}", flow.name);
            failures.extend(plain.failure.filter(|why| !why.ends_with(FAULT)));
        }
    }
}

/// What was asked, and why it failed when it did.
#[derive(Debug, Default, PartialEq)]
struct Walked {
    log: Vec<String>,
    failure: Option<String>,
}

fn advance(interview: &mut Interview, answer: Answer) -> Need {
    let now = Timestamp(1_772_442_000_000_000);
    let globals = |_: &Path| None;
    interview.advance(&Environment::new(now, &TimeZone::UTC, &globals), answer)
}

struct Walk<'a> {
    project: &'a Project,
    state: u64,
    is_stored: bool,
    n_ids: u64,
}

impl<'a> Walk<'a> {
    fn new(project: &'a Project, seed: u64) -> Self {
        Walk {
            project,
            state: seed.wrapping_mul(7919) + 13,
            is_stored: false,
            n_ids: 0,
        }
    }

    /// A number below `n`.
    fn pick(&mut self, n: u64) -> u64 {
        self.state = self
            .state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.state >> 33) % n
    }

    fn id(&mut self) -> Text {
        self.n_ids += 1;
        format!("id{}", self.n_ids).into()
    }

    /// Walks until the interview ends or has asked often enough.
    fn run(mut self, flow: &Arc<Flow>) -> Walked {
        let mut walked = Walked::default();
        let mut interview = match Interview::start(self.beginning(flow)) {
            Ok(interview) => interview,
            Err(fault) => {
                walked.failure = Some(fault.message);
                return walked;
            }
        };
        let mut answer = Answer::Begin;
        for _ in 0..NEEDS_MAX {
            let need = advance(&mut interview, answer);
            walked.log.push(format!("{need:?}"));
            answer = match need {
                Need::Finished(_) => return walked,
                Need::Failed(fault) => {
                    let why = format!("{}.{}: {}", fault.flow, fault.element, fault.message);
                    walked.failure = Some(why);
                    return walked;
                }
                need => self.answer(need),
            };
            if self.is_stored {
                interview = self.read_back(&interview, flow);
            }
        }
        walked
    }

    fn read_back(&self, interview: &Interview, flow: &Arc<Flow>) -> Interview {
        let bytes = postcard::to_allocvec(&interview.freeze()).expect("it can be stored");
        let frozen: Frozen = postcard::from_bytes(&bytes).expect("it can be read");
        frozen
            .thaw(&|name, _| {
                if *flow.name == *name {
                    return Some(flow.clone());
                }
                self.project.flow(name).map(|found| found.item.clone())
            })
            .expect("its flows are there")
    }

    fn beginning(&mut self, flow: &Arc<Flow>) -> Beginning {
        let is_triggered = matches!(
            flow.kind,
            FlowKind::RecordTriggered(_) | FlowKind::Scheduled(_) | FlowKind::EventTriggered(_)
        );
        let mut record = Record::new("Thing");
        record.load("Id", Value::Text(self.id()));
        let mut inputs: Values = Vec::new();
        for resource in &flow.resources {
            if let ResourceKind::Variable(variable) = &resource.kind
                && variable.is_input
                && self.pick(3) > 0
            {
                inputs.push((resource.name.clone(), self.value(&resource.value_type)));
            }
        }
        let record = is_triggered.then(|| Arc::new(record));
        Beginning {
            flow: flow.clone(),
            version: FlowVersion(1),
            guid: "guid".into(),
            inputs,
            prior: record.clone().filter(|_| self.pick(2) == 0),
            record,
        }
    }

    fn value(&mut self, value_type: &Type) -> Value {
        match value_type {
            Type::Boolean => Value::Boolean(self.pick(2) == 0),
            Type::Number => Value::integer(self.pick(9) as i64),
            Type::Date => Value::Date(Date::constant(2026, 3, 2)),
            Type::DateTime => Value::DateTime(Timestamp(1_772_442_000_000_000)),
            Type::Record(object) => Value::Record(Arc::new(self.record(object))),
            Type::Collection(inner) => {
                let n = self.pick(3);
                Value::Collection(Arc::new((0..n).map(|_| self.value(inner)).collect()))
            }
            _ => Value::text("text"),
        }
    }

    fn record(&mut self, object: &Text) -> Record {
        let mut record = Record::new(object.clone());
        record.load("Id", Value::Text(self.id()));
        record.load("Name", Value::text("name"));
        record
    }

    fn rows(&mut self, query: &Query) -> Vec<Record> {
        let n = self.pick(4).min(u64::from(query.limit.unwrap_or(9)));
        (0..n)
            .map(|_| {
                let mut record = self.record(&query.object);
                for comparison in &query.filter.comparisons {
                    let value = comparison
                        .value
                        .items()
                        .first()
                        .cloned()
                        .unwrap_or(comparison.value.clone());
                    if &*comparison.field != "Id" && !comparison.field.contains('.') {
                        record.load(comparison.field.clone(), value);
                    }
                }
                record
            })
            .collect()
    }

    fn answer(&mut self, need: Need) -> Answer {
        if !matches!(need, Need::Screen(_) | Need::Related(_)) && self.pick(12) == 0 {
            return Answer::Fault(FAULT.to_owned());
        }
        match need {
            Need::Rows(query) => Answer::Rows(self.rows(&query)),
            Need::Related(unloaded) => {
                Answer::Related((self.pick(3) > 0).then(|| self.record(&unloaded.relationship)))
            }
            Need::Create(records) => Answer::Created(records.iter().map(|_| self.id()).collect()),
            Need::Act { .. } => Answer::Outputs(Vec::new()),
            Need::Subflow { flow, .. } => match self.project.flow(&flow) {
                Some(found) => Answer::Flow(found.item.clone(), FlowVersion(2)),
                None => Answer::Outputs(Vec::new()),
            },
            Need::Screen(screen) => Answer::Screen(self.submission(&screen)),
            Need::Wait(waits) => Answer::Occurred(Occurrence {
                place: waits.events[0].place,
                outputs: Vec::new(),
            }),
            _ => Answer::Done,
        }
    }

    fn submission(&mut self, screen: &ShownScreen) -> Submission {
        let mut answers = Vec::new();
        if screen.errors.is_empty() || self.pick(2) == 0 {
            for field in &screen.fields {
                self.fill(field, &mut answers);
            }
        }
        let go = match self.pick(8) {
            0 if screen.can_go_back => Go::Previous,
            1 => Go::Pause,
            _ if !screen.can_go_on && screen.can_go_back => Go::Previous,
            _ => Go::Next,
        };
        Submission { answers, go }
    }

    fn fill(&mut self, field: &ShownField, answers: &mut Values) {
        if field.style == "section" {
            for child in &field.fields {
                self.fill(child, answers);
            }
        }
        if field.read_only || !field.visible || self.pick(5) == 0 {
            return;
        }
        let value = match field.style {
            "display" | "section" => return,
            "number" | "currency" => Value::text(self.pick(20).to_string()),
            "date" => Value::text("2026-03-02"),
            "datetime" => Value::text("2026-03-02T09:00:00Z"),
            "checkbox" => Value::Boolean(self.pick(2) == 0),
            "radio" | "picklist" | "checkboxes" | "multipicklist" if field.choices.is_empty() => {
                return;
            }
            "radio" | "picklist" | "checkboxes" | "multipicklist" => {
                let n = self.pick(field.choices.len() as u64) as usize;
                field.choices[n].value.clone()
            }
            "component" => {
                let rows = field
                    .inputs
                    .iter()
                    .find(|(name, _)| &**name == "tableData")
                    .map(|(_, rows)| rows.items().to_vec());
                match rows {
                    Some(rows) if rows.is_empty() => return,
                    Some(rows) => rows[0].clone(),
                    None => {
                        let mut outputs = Record::new("");
                        outputs.load("value", Value::text("a@b.c"));
                        Value::Record(Arc::new(outputs))
                    }
                }
            }
            "repeater" => return,
            _ => Value::text("text"),
        };
        answers.push((field.name.clone(), value));
    }
}
