//! Settling a page: each field in order takes its answer, what it held, or its default, and the
//! visible conditions of later fields see that.

use segue_language::{Text, Value, Values};

use super::{choices, component, input, is_locked, is_visible, page, record_field, repeater};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{FieldKind, Screen, ScreenField, Slot};

/// A field (empty for the page) and what is wrong with it.
pub(super) type FieldError = (Text, String);

/// An answer read, or why it cannot be.
pub(super) type Parsed = Result<Value, String>;

/// What settling found.
pub(super) struct Settled<'s> {
    /// The fields that are visible and can hold an answer.
    pub(super) visible: Vec<&'s ScreenField>,
    /// What is wrong with the answers.
    pub(super) errors: Vec<FieldError>,
    answers: &'s [(Text, Value)],
    is_used: Vec<bool>,
}

/// Gives every field of the screen its value.
pub(super) fn settle<'s>(
    advance: &mut Advance,
    screen: &'s Screen,
    answers: &'s [(Text, Value)],
) -> Result<Settled<'s>, Stop> {
    let mut settled = Settled {
        visible: Vec::new(),
        errors: Vec::new(),
        answers,
        is_used: vec![false; answers.len()],
    };
    for field in &screen.fields {
        settled.field(advance, field, true)?;
    }
    settled.refuse_unknown();
    Ok(settled)
}

impl<'s> Settled<'s> {
    /// What the visible fields hold now.
    pub(super) fn values(&self, advance: &Advance) -> Vec<(Slot, Value)> {
        let values = &advance.frame().state.values;
        let visible = self.visible.iter();
        visible
            .map(|field| (field.slot, values[field.slot.0].clone()))
            .collect()
    }

    /// Whether something is wrong with a field already.
    pub(super) fn is_refused(&self, name: &str) -> bool {
        let mut errors = self.errors.iter();
        errors.any(|(field, _)| field.eq_ignore_ascii_case(name))
    }

    /// Notes what is wrong with a field.
    pub(super) fn refuse(&mut self, field: &ScreenField, why: impl Into<String>) {
        self.errors.push((field.name.clone(), why.into()));
    }

    fn field(
        &mut self,
        advance: &mut Advance,
        field: &'s ScreenField,
        is_section_visible: bool,
    ) -> Result<(), Stop> {
        let visible = is_section_visible && is_visible(advance, field)?;
        let answer = self.answer(&field.name);
        match &field.kind {
            FieldKind::DisplayText(_) | FieldKind::Section { .. } if answer.is_some() => {
                self.refuse(field, "takes no answer");
            }
            FieldKind::DisplayText(_) => {}
            FieldKind::Section { columns, .. } => {
                for child in columns.iter().flat_map(|column| &column.fields) {
                    self.field(advance, child, visible)?;
                }
            }
            _ if visible => self.put(advance, field, answer)?,
            _ => {
                advance.frame_mut().state.values[field.slot.0] = Value::Null;
                if answer.is_some() {
                    self.refuse(field, "is hidden and cannot be answered");
                }
            }
        }
        Ok(())
    }

    fn put(
        &mut self,
        advance: &mut Advance,
        field: &'s ScreenField,
        answer: Option<&Value>,
    ) -> Result<(), Stop> {
        self.visible.push(field);
        let parsed = match (answer, &field.kind) {
            (None, _) => None,
            (Some(answer), _) if is_locked(advance, field)? => {
                let same = parse(advance, field, answer)?.ok();
                let is_same = same == Some(held(advance, field)?);
                (!is_same).then(|| Err("is read-only".to_owned()))
            }
            (Some(answer), FieldKind::Repeater { fields, source }) => Some(repeater::read(
                advance,
                (field, fields, source.as_ref()),
                answer,
                &mut self.errors,
            )?),
            (Some(answer), _) => Some(parse(advance, field, answer)?),
        };
        let value = match parsed {
            Some(Ok(value)) => {
                write_through(advance, field, &value)?;
                value
            }
            Some(Err(why)) => {
                self.refuse(field, why);
                held(advance, field)?
            }
            None => self.kept(advance, field)?,
        };
        advance.frame_mut().state.values[field.slot.0] = value;
        Ok(())
    }

    /// What a field holds without an answer. A record field lets go of a value that the field on
    /// which it depends no longer allows.
    fn kept(&self, advance: &mut Advance, field: &ScreenField) -> Result<Value, Stop> {
        let value = held(advance, field)?;
        if !record_field::is_dropped(advance, field, &value)? {
            return Ok(value);
        }
        write_through(advance, field, &Value::Null)?;
        Ok(Value::Null)
    }

    fn answer(&mut self, name: &str) -> Option<&'s Value> {
        let mut answers = self.answers.iter();
        let number = answers.position(|(answered, _)| answered.eq_ignore_ascii_case(name))?;
        self.is_used[number] = true;
        Some(&self.answers[number].1)
    }

    fn refuse_unknown(&mut self) {
        for ((name, _), is_used) in self.answers.iter().zip(&self.is_used) {
            if !is_used {
                let why = "is no field of this screen".to_owned();
                self.errors.push((name.clone(), why));
            }
        }
    }
}

/// Reads an answer as what the field takes. Items of repeaters are read one by one elsewhere.
pub(super) fn parse(
    advance: &Advance,
    field: &ScreenField,
    answer: &Value,
) -> Result<Parsed, Stop> {
    let zone = advance.environment.zone;
    Ok(match &field.kind {
        FieldKind::Input {
            value_type, scale, ..
        } => input::parse(answer, value_type, *scale, zone),
        FieldKind::RecordField {
            value_type, field, ..
        } => record_field::parse(advance, field.as_deref(), value_type, answer)?,
        FieldKind::Choices { .. } => choices::parse(advance, field, answer)?,
        FieldKind::Component(component) => component::parse(advance, field, component, answer)?,
        FieldKind::DisplayText(_) | FieldKind::Section { .. } | FieldKind::Repeater { .. } => {
            Ok(Value::Null)
        }
    })
}

/// A record field's answer goes into the record at once, where it changes it.
pub(super) fn write_through(
    advance: &mut Advance,
    field: &ScreenField,
    value: &Value,
) -> Result<(), Stop> {
    let FieldKind::RecordField { target, .. } = &field.kind else {
        return Ok(());
    };
    if advance.view().read(target)? == *value {
        return Ok(());
    }
    advance.write(target, value.clone())
}

/// What a field holds without an answer: what it held, unless that is offered no more.
fn held(advance: &Advance, field: &ScreenField) -> Result<Value, Stop> {
    if let Some(value) = page(advance).base(field.slot).cloned()
        && choices::are_still_offered(advance, field, &value)?
        && let Some(value) = component::still_held(advance, field, value)?
    {
        return Ok(value);
    }
    default(advance, field).map_err(|stop| stop.within(&format!("`{}`", field.name)))
}

/// What a field holds at first.
pub(super) fn default(advance: &Advance, field: &ScreenField) -> Result<Value, Stop> {
    match &field.kind {
        FieldKind::Input {
            style,
            value_type,
            default,
            ..
        } => input::default(advance, *style, value_type, default.as_ref()),
        FieldKind::RecordField { target, .. } => advance.view().read(target),
        FieldKind::Choices { .. } => choices::default(advance, field),
        FieldKind::Component(component) => component::default(advance, field, component),
        FieldKind::Repeater { fields, source } => {
            repeater::default(advance, fields, source.as_ref())
        }
        FieldKind::DisplayText(_) | FieldKind::Section { .. } => Ok(Value::Null),
    }
}

/// A record of names and values.
pub(super) fn record(values: Values) -> Value {
    crate::elements::outputs::as_record(values)
}
