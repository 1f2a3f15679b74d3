//! Wait: says what it waits for, and goes on by the first event that comes.

use segue_language::{Date, Num, Offset, OffsetUnit, Text, Time, TimeZone, Timestamp, Value};

use super::{Onward, filter, outputs, unexpected};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::interview::view::View;
use crate::{
    Answer, Awaited, AwaitedWhat, Element, Moment, Need, Occurrence, Wait, WaitEvent, WaitFor,
    WaitOffset, WaitUnit, Waits,
};

/// Asks to wait, then follows the event that came. Without an event to wait for it goes on at once.
pub(super) fn wait(
    advance: &mut Advance,
    element: &Element,
    wait: &Wait,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    match answer {
        None => {
            let events = awaited(&advance.view(), wait)?;
            if events.is_empty() {
                return Ok(Onward::Next);
            }
            Ok(Onward::Ask(Need::Wait(Box::new(waits(
                advance, element, events,
            )))))
        }
        Some(Answer::Occurred(occurrence)) => go_on(advance, wait, occurrence),
        Some(answer) => Err(unexpected(&answer)),
    }
}

fn waits(advance: &Advance, element: &Element, events: Vec<Awaited>) -> Waits {
    let frame = advance.frame();
    let label = match element.label.as_str() {
        "" => element.name.clone(),
        label => Text::from(label),
    };
    Waits {
        flow: frame.flow.name.clone(),
        version: frame.version,
        element: frame.state.at.expect("it is at the element"),
        label,
        events,
    }
}

/// What was read before the wait may have changed since.
fn go_on(advance: &mut Advance, wait: &Wait, occurrence: Occurrence) -> Result<Onward, Stop> {
    let Some(event) = wait.events.get(usize::from(occurrence.place)) else {
        return Err(Stop::limit("an event came that was not waited for"));
    };
    advance.interview.shared.lookups.forget();
    advance.write_slot(event.slot, Value::Boolean(true))?;
    outputs::keep(advance, &event.outputs, None, occurrence.outputs)?;
    Ok(Onward::To(event.next))
}

fn awaited(view: &View, wait: &Wait) -> Result<Vec<Awaited>, Stop> {
    let mut events = Vec::new();
    for (place, event) in wait.events.iter().enumerate() {
        if view.holds(&event.criteria)? {
            let what = what(view, event).map_err(|stop| stop.within(&event.name))?;
            let place = u16::try_from(place).map_err(|_| Stop::limit("too many events"))?;
            events.push(Awaited { place, what });
        }
    }
    Ok(events)
}

fn what(view: &View, event: &WaitEvent) -> Result<AwaitedWhat, Stop> {
    match &event.what {
        WaitFor::Moment(moment) => self::moment(view, moment).map(AwaitedWhat::Time),
        WaitFor::RecordDate {
            object,
            field,
            record,
            offset,
        } => Ok(AwaitedWhat::RecordTime {
            object: text(view.evaluate(object)?, "the object")?,
            field: text(view.evaluate(field)?, "the field")?,
            record: text(view.evaluate(record)?, "the record's id")?,
            offset: self::offset(view, offset)?,
        }),
        WaitFor::Event {
            object,
            filter: which,
        } => {
            let values = filter(view, which)?.comparisons.into_iter();
            Ok(AwaitedWhat::Event {
                object: object.clone(),
                values: values.map(|comparison| comparison.value).collect(),
            })
        }
    }
}

fn moment(view: &View, moment: &Moment) -> Result<Timestamp, Stop> {
    let zone = moment.zone.as_ref().unwrap_or(view.environment.zone);
    let base = match &moment.base {
        None => view.environment.now,
        Some(base) => base_of(&view.evaluate(base)?, moment.time, zone)?,
    };
    let reached = offset(view, &moment.offset)?.from(base, zone);
    let reached = reached.and_then(|reached| match moment.until {
        None => Some(reached),
        Some(until) => extended(reached, until, zone),
    });
    reached.ok_or_else(|| Stop::problem("the time lies beyond the calendar"))
}

fn base_of(base: &Value, time: Option<Time>, zone: &TimeZone) -> Result<Timestamp, Stop> {
    let on = |date: Date| Timestamp::in_zone(date, time.unwrap_or(Time::midnight()), zone);
    let read = match base {
        Value::DateTime(moment) => match time {
            None => Some(*moment),
            Some(_) => on(moment.to_jiff().to_zoned(zone.clone()).date()),
        },
        Value::Date(date) => on(*date),
        Value::Text(text) => match segue_language::read::date(text) {
            Some(date) => on(date),
            None => segue_language::read::date_time(text),
        },
        _ => None,
    };
    read.ok_or_else(|| {
        Stop::problem(format!(
            "the time to wait for is {}, not a date or a date/time",
            base.type_in_words()
        ))
    })
}

/// The first moment from there on at which clocks show that time.
fn extended(moment: Timestamp, until: Time, zone: &TimeZone) -> Option<Timestamp> {
    let day = moment.to_jiff().to_zoned(zone.clone()).date();
    let days = [day, day.tomorrow().ok()?];
    let mut then = days
        .iter()
        .filter_map(|day| Timestamp::in_zone(*day, until, zone));
    then.find(|then| *then >= moment)
}

fn offset(view: &View, offset: &WaitOffset) -> Result<Offset, Stop> {
    let number = match view.evaluate(&offset.number)? {
        Value::Null => return Ok(Offset::NONE),
        Value::Number(number) => whole(&number),
        Value::Text(text) => text.trim().parse::<Num>().ok().as_ref().and_then(whole),
        _ => None,
    };
    let number = number.ok_or_else(|| Stop::problem("the offset is not a whole number"))?;
    let unit = match &offset.unit {
        WaitUnit::Fixed(unit) => *unit,
        WaitUnit::Named(name) => unit_named(&view.evaluate(name)?)?,
    };
    Ok(Offset { number, unit })
}

fn whole(number: &Num) -> Option<i64> {
    number.to_i64()
}

fn unit_named(name: &Value) -> Result<OffsetUnit, Stop> {
    let unit = name.as_text().and_then(|name| OffsetUnit::named(name));
    unit.ok_or_else(|| {
        let names = OffsetUnit::NAMES.join(", ");
        Stop::problem(format!("the unit of the offset is none of {names}"))
    })
}

fn text(value: Value, what: &str) -> Result<Text, Stop> {
    match value {
        Value::Text(text) if !text.is_empty() => Ok(text),
        other => {
            let found = other.type_in_words();
            Err(Stop::problem(format!("{what} is {found}, not a text")))
        }
    }
}
