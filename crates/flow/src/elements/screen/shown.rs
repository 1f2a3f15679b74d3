//! A screen as a person sees it: texts rendered, choices listed, visibility decided.

use segue_language::{Text, Type, Value, Values};

use super::accept::{can_go_back, can_go_on};
use super::choices::{self, offers};
use super::fields::depends_on_page;
use super::settle::FieldError;
use super::{act, component, is_locked, is_visible, levels, page, record_field};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{
    Buttons, ChoiceStyle, Column, CompiledTemplate, Element, FieldKind, InputStyle, Reference,
    Screen, ScreenField, ShownChoice, ShownField, ShownScreen,
};

/// The screen as it is now.
pub(super) fn shown(
    advance: &Advance,
    element: &Element,
    screen: &Screen,
    errors: Vec<FieldError>,
) -> Result<ShownScreen, Stop> {
    let fields = shown_fields(advance, screen, &screen.fields, true)?;
    Ok(ShownScreen {
        flow: advance.frame().flow.name.clone(),
        name: element.name.clone(),
        label: element.label.clone(),
        takes_answers: fields.iter().any(takes_answers),
        fields,
        can_go_back: can_go_back(advance, screen),
        can_go_on: can_go_on(element, screen),
        can_pause: screen.allow_pause,
        is_last: element.next.is_none() && advance.interview.frames.len() == 1,
        flow_label: advance.frame().flow.label.clone(),
        show_header: screen.show_header,
        show_footer: screen.show_footer,
        help: help(advance, screen.help.as_ref())?,
        paused_text: help(advance, screen.paused_text.as_ref())?,
        buttons: buttons(screen),
        errors,
        renewed: page(advance).renewed.clone(),
    })
}

fn buttons(screen: &Screen) -> Buttons {
    let [next, back, pause] = &screen.buttons;
    let own = |label: &Option<String>| label.clone().filter(|label| !label.trim().is_empty());
    Buttons {
        next: own(next),
        back: own(back),
        pause: own(pause),
    }
}

fn takes_answers(field: &ShownField) -> bool {
    match field.style {
        "display" => false,
        "section" => field.fields.iter().any(takes_answers),
        _ => !field.read_only,
    }
}

pub(super) fn shown_fields(
    advance: &Advance,
    screen: &Screen,
    fields: &[ScreenField],
    is_section_visible: bool,
) -> Result<Vec<ShownField>, Stop> {
    let mut shown = Vec::new();
    for field in fields {
        let visible = is_section_visible && is_visible(advance, field)?;
        if visible || !is_section_visible || can_appear(advance, screen, field) {
            shown.push(shown_field(advance, screen, field, visible)?);
        }
    }
    Ok(shown)
}

/// Whether answers on this screen can make the field visible.
fn can_appear(advance: &Advance, screen: &Screen, field: &ScreenField) -> bool {
    field
        .visible
        .as_ref()
        .is_some_and(|criteria| depends_on_page(&advance.view(), criteria, screen))
}

fn shown_field(
    advance: &Advance,
    screen: &Screen,
    field: &ScreenField,
    visible: bool,
) -> Result<ShownField, Stop> {
    let inputs = match &field.kind {
        FieldKind::Component(component) => component::inputs(advance, component)?,
        _ => Values::new(),
    };
    let (extension, is_fixed, required) = match &field.kind {
        FieldKind::Component(component) => (
            Some(component.extension.clone()),
            !component::takes_answers(component, &inputs),
            component::is_required(field, component, &inputs),
        ),
        _ => (None, false, record_field::is_required(field)),
    };
    Ok(ShownField {
        name: field.name.clone(),
        label: record_field::label(field, label(advance, field)?),
        record_field: record_field(advance, field),
        help: record_field::help(field, help(advance, field.help.as_ref())?),
        style: style(&field.kind),
        extension,
        required,
        read_only: is_fixed || is_locked(advance, field)?,
        can_click: act::can_click(advance, screen, field)?,
        visible,
        value: value(advance, screen, field)?,
        choices: shown_choices(advance, field)?,
        takes_several: choices::is_multiple(field),
        inputs,
        columns: columns(advance, screen, field, visible)?,
        rows: Vec::new(),
        fields: children(advance, screen, field, visible)?,
        scale: match &field.kind {
            FieldKind::Input { scale, .. } => *scale,
            FieldKind::RecordField { field, .. } => field.as_ref().and_then(|own| own.field.scale),
            _ => None,
        },
        leaves: match &field.kind {
            FieldKind::Component(component) => component.leaves.clone(),
            _ => Vec::new(),
        },
        levels: levels::shown(advance, field)?,
        grouping: grouping(field),
    })
}

fn grouping(field: &ScreenField) -> Option<(Text, Vec<(Text, String)>)> {
    let FieldKind::Component(component) = &field.kind else {
        return None;
    };
    let grouping = component.grouping.as_ref()?;
    Some((grouping.field.clone(), grouping.values.clone()))
}

/// A section without a header has a label for builders only.
fn label(advance: &Advance, field: &ScreenField) -> Result<String, Stop> {
    match &field.kind {
        FieldKind::Section { header: false, .. } => Ok(String::new()),
        _ => advance.view().template(&field.label),
    }
}

fn record_field(advance: &Advance, field: &ScreenField) -> Option<(Text, Text)> {
    let FieldKind::RecordField { target, .. } = &field.kind else {
        return None;
    };
    let Reference::Slot(slot, path) = target else {
        return None;
    };
    let resource = &advance.frame().flow.resources[slot.0];
    match (&resource.value_type, path.as_slice()) {
        (Type::Record(object), [name]) => Some((object.clone(), name.clone())),
        _ => None,
    }
}

fn help(advance: &Advance, help: Option<&CompiledTemplate>) -> Result<Option<String>, Stop> {
    help.map(|help| advance.view().template(help)).transpose()
}

fn value(advance: &Advance, screen: &Screen, field: &ScreenField) -> Result<Value, Stop> {
    if let Some(became) = act::shown(advance, screen, field) {
        return Ok(became);
    }
    Ok(match &field.kind {
        FieldKind::DisplayText(text) => Value::text(advance.view().template(text)?),
        FieldKind::Input {
            style: InputStyle::Password,
            ..
        }
        | FieldKind::Section { .. } => Value::Null,
        _ => advance.frame().state.values[field.slot.0].clone(),
    })
}

fn shown_choices(advance: &Advance, field: &ScreenField) -> Result<Vec<ShownChoice>, Stop> {
    if let FieldKind::RecordField {
        field: Some(own), ..
    } = &field.kind
    {
        return record_field::shown_choices(advance, own);
    }
    let offers = offers(advance, field)?.into_iter();
    Ok(offers
        .map(|offer| ShownChoice {
            name: offer.name,
            label: offer.label,
            value: offer.value,
            takes_text: offer.takes_text,
            prompt: offer.prompt,
        })
        .collect())
}

fn children(
    advance: &Advance,
    screen: &Screen,
    field: &ScreenField,
    visible: bool,
) -> Result<Vec<ShownField>, Stop> {
    match &field.kind {
        FieldKind::Section { columns, .. } => {
            let mut shown = Vec::new();
            for column in columns {
                shown.extend(shown_fields(advance, screen, &column.fields, visible)?);
            }
            Ok(shown)
        }
        FieldKind::Repeater { fields, .. } => shown_fields(advance, screen, fields, visible),
        _ => Ok(Vec::new()),
    }
}

fn columns(
    advance: &Advance,
    screen: &Screen,
    field: &ScreenField,
    visible: bool,
) -> Result<Vec<(u8, usize)>, Stop> {
    let FieldKind::Section { columns, .. } = &field.kind else {
        return Ok(Vec::new());
    };
    let count = |column: &Column| {
        let shown = shown_fields(advance, screen, &column.fields, visible)?;
        Ok((column.width, shown.len()))
    };
    columns.iter().map(count).collect()
}

fn style(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::DisplayText(_) => "display",
        FieldKind::Input { style, .. } => input_style(*style),
        FieldKind::Choices { style, .. } => match style {
            ChoiceStyle::RadioButtons => "radio",
            ChoiceStyle::Picklist => "picklist",
            ChoiceStyle::CheckboxGroup => "checkboxes",
            ChoiceStyle::MultiSelectPicklist => "multipicklist",
        },
        FieldKind::Section { .. } => "section",
        FieldKind::Repeater { .. } => "repeater",
        FieldKind::Component(_) => "component",
        FieldKind::RecordField {
            field: Some(own),
            value_type,
            ..
        } if record_field::style(&own.field, value_type).is_some() => {
            record_field::style(&own.field, value_type).unwrap_or_default()
        }
        FieldKind::RecordField { value_type, .. } => match value_type {
            Type::Boolean => "checkbox",
            Type::Number => "number",
            Type::Date => "date",
            Type::DateTime => "datetime",
            Type::Time => "time",
            _ => "text",
        },
    }
}

fn input_style(style: InputStyle) -> &'static str {
    match style {
        InputStyle::Text => "text",
        InputStyle::LongText => "longtext",
        InputStyle::Password => "password",
        InputStyle::Number => "number",
        InputStyle::Currency => "currency",
        InputStyle::Date => "date",
        InputStyle::DateTime => "datetime",
        InputStyle::Time => "time",
        InputStyle::Checkbox => "checkbox",
    }
}
