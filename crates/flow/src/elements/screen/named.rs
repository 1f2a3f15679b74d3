//! Records that answers name: whoever gives the answers must be able to see them.

use segue_language::{Text, Value, Values};

use super::record_field;
use crate::{FieldKind, ScreenField};

/// Fields and the ids that their answers name, of lookups and of components that choose records.
/// What a field holds already is no answer.
pub(crate) fn records_named(
    fields: &[ScreenField],
    answers: &Values,
    held: &[Value],
) -> Vec<(Text, Text)> {
    let mut named = Vec::new();
    super::fields::each(fields, &mut |field| {
        let answer = answers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&field.name));
        if let Some((_, answer)) = answer {
            let known = ids_of(&held[field.slot.0]);
            let ids = ids_in(field, answer, held).into_iter();
            let new = ids.filter(|id| !known.contains(id));
            named.extend(new.map(|id| (field.name.clone(), id)));
        }
    });
    named
}

fn ids_in(field: &ScreenField, answer: &Value, held: &[Value]) -> Vec<Text> {
    match &field.kind {
        FieldKind::RecordField { .. } if record_field::is_lookup(field) => ids_of(answer),
        FieldKind::Component(_) if answer.as_record().is_some() => ids_of(answer),
        FieldKind::Repeater { fields, .. } => {
            let items = answer.items().iter().filter_map(Value::as_record);
            let named = items.flat_map(|item| {
                let values = item.fields().iter();
                let values = values.map(|field| (field.name.clone(), field.value.clone()));
                records_named(fields, &values.collect(), held)
            });
            named.map(|(_, id)| id).collect()
        }
        _ => Vec::new(),
    }
}

/// Ids of an answer: itself, or what a lookup leaves.
fn ids_of(answer: &Value) -> Vec<Text> {
    let ids = match answer {
        Value::Record(outputs) => {
            let one = outputs.get("recordId").into_iter();
            let several = outputs.get("recordIds").map(Value::items);
            one.chain(several.unwrap_or_default()).collect()
        }
        other => vec![other],
    };
    let texts = ids.into_iter().filter_map(Value::as_text);
    texts.filter(|id| !id.is_empty()).cloned().collect()
}
