//! Wait: its events, of each of the kinds that the platform has had.

use segue_flow::{Moment, Operand, RecordFilter, Wait, WaitEvent, WaitFor, WaitOffset, WaitUnit};
use segue_language::{Logic, OffsetUnit, Operator, TimeZone, Value, is_event_object, read};

use crate::Problem;
use crate::compile::flow::Compiler;
use crate::compile::scope::operand;
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn wait(&mut self, node: &Node) -> Wait {
        let written: Vec<&Node> = node.children("waitEvents").collect();
        if written.is_empty() {
            let problem = Problem::waits_for_nothing(&node.tag_place(), node.name());
            self.notes.add(problem);
        }
        let events = written
            .into_iter()
            .filter_map(|event| self.wait_event(node, event));
        Wait {
            events: events.collect(),
        }
    }

    fn wait_event(&mut self, wait: &Node, event: &Node) -> Option<WaitEvent> {
        let what = self.awaited(wait, event)?;
        let name = match event.name() {
            "" => event.label(),
            name => name,
        };
        Some(WaitEvent {
            name: name.into(),
            label: event.label().to_owned(),
            slot: self.own_slot(event.name()),
            criteria: self.criteria(event),
            what,
            outputs: self.outputs(event, "outputParameters"),
            next: self.connector(event, "connector"),
        })
    }

    fn awaited(&mut self, wait: &Node, event: &Node) -> Option<WaitFor> {
        match wait.text_of("elementSubtype") {
            Some("WaitDuration") => return self.duration(event),
            Some("WaitDate") => return self.date(wait, event),
            _ => {}
        }
        match event.text_of("eventType") {
            Some("AlarmEvent") => match self.given(event, "AlarmTime") {
                Some(base) => Some(self.alarm(event, Some(base))),
                None if event.child("offset").is_some() => self.duration(event),
                None => self.wrong_wait(event, "an alarm needs the input `AlarmTime`"),
            },
            Some("DateRefAlarmEvent") => self.record_date(event),
            Some(object) => self.published(event, object),
            None if event.child("offset").is_some() => self.duration(event),
            None if event.child("resumeDate").is_some() => self.date(wait, event),
            None => self.wrong_wait(event, "it has no `eventType`"),
        }
    }

    fn wrong_wait<T>(&mut self, event: &Node, why: &str) -> Option<T> {
        let problem = Problem::wrong_wait(&event.tag_place(), why);
        self.notes.add(problem);
        None
    }

    /// The value of the input of that name.
    fn given(&mut self, event: &Node, name: &str) -> Option<Operand> {
        let mut inputs = event.children("inputParameters");
        let found = inputs.find(|input| input.name().eq_ignore_ascii_case(name))?;
        Some(operand(self, Some(found.child("value")?)))
    }

    fn alarm(&mut self, event: &Node, base: Option<Operand>) -> WaitFor {
        WaitFor::Moment(Box::new(Moment {
            base,
            offset: self.given_offset(event),
            time: None,
            until: None,
            zone: None,
        }))
    }

    /// The offset of an alarm. The platform's default unit is the hour.
    fn given_offset(&mut self, event: &Node) -> WaitOffset {
        let unit = self.given(event, "TimeOffsetUnit");
        WaitOffset {
            number: self.given(event, "TimeOffset").unwrap_or_else(null),
            unit: unit.map_or(WaitUnit::Fixed(OffsetUnit::Hours), WaitUnit::Named),
        }
    }

    fn record_date(&mut self, event: &Node) -> Option<WaitFor> {
        let inputs = [
            "TimeTableColumnEnumOrId",
            "TimeFieldColumnEnumOrId",
            "EntityObjectId",
        ];
        let mut given = Vec::new();
        for name in inputs {
            match self.given(event, name) {
                Some(value) => given.push(value),
                None => {
                    let why = format!("an alarm relative to a record needs the input `{name}`");
                    return self.wrong_wait(event, &why);
                }
            }
        }
        self.note_record_date(event);
        let mut given = given.into_iter();
        let mut next = || given.next().expect("as many as inputs");
        Some(WaitFor::RecordDate {
            object: next(),
            field: next(),
            record: next(),
            offset: self.given_offset(event),
        })
    }

    /// Object and field are written as texts: both are used.
    fn note_record_date(&mut self, event: &Node) {
        let text_of = |name: &str| {
            let mut inputs = event.children("inputParameters");
            let found = inputs.find(|input| input.name().eq_ignore_ascii_case(name))?;
            found.child("value")?.child("stringValue")
        };
        let object = text_of("TimeTableColumnEnumOrId");
        let field = text_of("TimeFieldColumnEnumOrId");
        if let (Some(object), Some(field)) = (object, field) {
            let any = segue_language::Type::DateTime;
            self.notes
                .uses_field(object.word(), field.word(), any, field.place());
        }
    }

    fn duration(&mut self, event: &Node) -> Option<WaitFor> {
        let Some((number, unit)) = offset_nodes(event) else {
            return self.wrong_wait(event, "a duration needs `offset` and `offsetUnit`");
        };
        Some(WaitFor::Moment(Box::new(Moment {
            base: None,
            offset: self.written_offset(number, unit)?,
            time: None,
            until: event.text_of("extendUntil").and_then(read::time),
            zone: None,
        })))
    }

    fn written_offset(&mut self, number: &Node, unit: &Node) -> Option<WaitOffset> {
        let Ok(n) = number.word().parse() else {
            self.notes.invalid_value(number, "a whole number");
            return None;
        };
        let Some(unit) = OffsetUnit::named(unit.word()) else {
            let expected = format!("one of {}", OffsetUnit::NAMES.join(", "));
            self.notes.invalid_value(unit, &expected);
            return None;
        };
        Some(WaitOffset {
            number: Operand::Literal(Value::integer(n)),
            unit: WaitUnit::Fixed(unit),
        })
    }

    fn date(&mut self, wait: &Node, event: &Node) -> Option<WaitFor> {
        let reference = self.reference_in(event, "resumeDateReference");
        let base = reference.map(Operand::Reference).or_else(|| {
            let written = event.text_of("resumeDate")?;
            Some(Operand::Literal(Value::text(written)))
        });
        let Some(base) = base else {
            let why = "a date needs `resumeDate` or `resumeDateReference`";
            return self.wrong_wait(event, why);
        };
        let offset = match offset_nodes(event) {
            Some((number, unit)) => self.written_offset(number, unit)?,
            None => no_offset(),
        };
        Some(WaitFor::Moment(Box::new(Moment {
            base: Some(base),
            offset,
            time: event.text_of("resumeTime").and_then(read::time),
            until: None,
            zone: self.zone_of(wait),
        })))
    }

    fn zone_of(&mut self, wait: &Node) -> Option<TimeZone> {
        let node = wait.child("timeZoneId")?;
        let zone = TimeZone::get(node.word()).ok();
        if zone.is_none() && !node.word().is_empty() {
            self.notes.invalid_value(node, "the name of a time zone");
        }
        zone
    }

    fn published(&mut self, event: &Node, object: &str) -> Option<WaitFor> {
        let node = event.child("eventType")?;
        if !is_event_object(object) {
            self.notes.add(Problem::no_event(&node.place(), object));
            return None;
        }
        self.notes.uses_object(object, node.place());
        let mut filter = self.filter(event, object);
        self.add_inputs(event, &mut filter);
        Some(WaitFor::Event {
            object: object.into(),
            filter,
        })
    }

    /// In older files inputs say which events are meant: their fields have these values.
    fn add_inputs(&mut self, event: &Node, filter: &mut RecordFilter) {
        if filter.comparisons.is_empty() {
            let inputs = self.inputs(event, "inputParameters").into_iter();
            let equal = |(field, value)| (field, Operator::EqualTo, value);
            filter.comparisons = inputs.map(equal).collect();
            filter.logic = Logic::All;
        }
    }
}

/// How long a wait is, as it is written.
fn offset_nodes(event: &Node) -> Option<(&Node, &Node)> {
    let either = |one, other| event.child(one).or_else(|| event.child(other));
    let number = either("offset", "duration")?;
    Some((number, either("offsetUnit", "durationUnit")?))
}

fn null() -> Operand {
    Operand::Literal(Value::Null)
}

fn no_offset() -> WaitOffset {
    WaitOffset {
        number: null(),
        unit: WaitUnit::Fixed(OffsetUnit::Days),
    }
}
