//! What was typed, for people: shown to be copied when it can no longer be sent.

use segue_flow::ShownField;
use segue_language::merge_text;

use crate::queries::drafts::Told;

/// The answers of a form that are not empty, under the labels of their fields. `fields` may be
/// those of another screen, or none: then API names stand for labels.
pub(crate) fn told(fields: &[ShownField], inputs: &[(String, String)]) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for (name, value) in inputs.iter().filter(|(_, value)| !value.trim().is_empty()) {
        let Some((how, rest)) = name.split_once('.') else {
            continue;
        };
        let Some((key, field)) = key(how, rest, value) else {
            continue;
        };
        let shown = find(fields, field);
        let text = shown.map_or_else(|| value.clone(), |shown| in_words(shown, value));
        match all.iter_mut().find(|told| told.field == key) {
            Some(told) if matches!(how, "m" | "l") => told.text += &format!(", {text}"),
            Some(told) => told.text = text,
            None => all.push(Told {
                label: label(&key, field, shown),
                field: key,
                text,
            }),
        }
    }
    all
}

/// What tells an answer from others, and the API name of its field; none for what is no answer of
/// words.
fn key<'n>(how: &str, rest: &'n str, value: &str) -> Option<(String, &'n str)> {
    let field = rest.split('.').next().unwrap_or(rest);
    match how {
        "v" | "m" | "o" => Some((rest.to_owned(), field)),
        "t" => Some((format!("{field}, in own words"), field)),
        "b" | "p" if value == "true" => Some((rest.to_owned(), field)),
        "r" => {
            let mut parts = rest.splitn(4, '.');
            let (field, item) = (parts.next()?, parts.next()?.parse::<usize>().ok()?);
            let (how, child) = (parts.next()?, parts.next()?);
            let child = key(how, child, value)?.1;
            Some((format!("{field} {}, {child}", item + 1), child))
        }
        _ => None,
    }
}

/// The label of a field; of a part of it, the part besides.
fn label(key: &str, field: &str, shown: Option<&ShownField>) -> String {
    let name = match shown {
        Some(shown) if !shown.label.trim().is_empty() => shown.label.clone(),
        _ => field.replace('_', " "),
    };
    match key.strip_prefix(field) {
        Some("") => name,
        Some(part) => format!("{name} ({})", part.trim_matches(['.', ',', ' '])),
        None => format!("{name} ({})", key.split(',').next().unwrap_or_default()),
    }
}

fn in_words(shown: &ShownField, value: &str) -> String {
    let mut choices = shown.choices.iter();
    let chosen = choices.find(|choice| merge_text(&choice.value) == value);
    match (chosen, value) {
        (Some(choice), _) => choice.label.clone(),
        (None, "true") => "Yes".to_owned(),
        (None, value) => value.to_owned(),
    }
}

/// The field of that API name, in sections and repeaters too.
pub(crate) fn find<'f>(fields: &'f [ShownField], name: &str) -> Option<&'f ShownField> {
    fields
        .iter()
        .find_map(|field| match field.name.eq_ignore_ascii_case(name) {
            true => Some(field),
            false => find(&field.fields, name),
        })
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_was_typed_is_told_by_field() {
        let inputs = [
            ("screen", "One"),
            ("v.Why_not", "Too dear"),
            ("v.Empty", " "),
            ("b.Sure", "false"),
            ("m.Days", "Mon"),
            ("m.Days", "Tue"),
            ("o.Home.street", "Main 1"),
            ("r.Guests.1.v.Name", "Ann"),
            ("q.Who", "searched"),
        ];
        let inputs = inputs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let told: Vec<String> = told(&[], &inputs)
            .into_iter()
            .map(|told| format!("{}: {}", told.label, told.text))
            .collect();
        assert_eq!(
            told,
            [
                "Why not: Too dear",
                "Days: Mon, Tue",
                "Home (street): Main 1",
                "Name (Guests 2): Ann"
            ]
        );
    }
}
