//! API names made of the names of a document: a letter, then letters, digits and underscores.

/// Longest name.
const LENGTH_MAX: usize = 80;

/// A name as flows can write it.
pub(super) fn api_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => name.push(c),
            _ if !name.is_empty() && !name.ends_with('_') => name.push('_'),
            _ => {}
        }
        if name.len() == LENGTH_MAX {
            break;
        }
    }
    let name = name.trim_end_matches('_');
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name.to_owned(),
        Some(_) => format!("x{}", &name[..name.len().min(LENGTH_MAX - 1)]),
        None => "x".to_owned(),
    }
}

/// The name, or the first of `name_2`, `name_3`, … that is not taken.
pub(super) fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let base = &name[..name.len().min(LENGTH_MAX - 6)];
    let numbered = (2_u32..).map(|number| format!("{base}_{number}"));
    let mut free = numbered.filter(|name| !is_taken(name));
    free.next().expect("numbers do not run out before names do")
}
