//! "Did you mean": the known name nearest to one that is not known.

/// Most names that are compared with one that is not known.
const CANDIDATES_MAX: usize = 2_000;

/// The name of `known` that was probably meant by `name`: the same but for case, or with so few
/// letters changed, left out, added or swapped that a slip is likely.
pub fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let wanted = name.to_lowercase();
    let letters = letters_of(name);
    let mut limit = tolerance(&wanted);
    let mut best: Option<&str> = None;
    for candidate in known.into_iter().take(CANDIDATES_MAX) {
        let is_far = (letters ^ letters_of(candidate)).count_ones() as usize > 2 * limit;
        if is_far || candidate == name || candidate.is_empty() {
            continue;
        }
        if let Some(distance) = distance_within(&wanted, &candidate.to_lowercase(), limit) {
            best = Some(candidate);
            if distance == 0 {
                break;
            }
            limit = distance - 1;
        }
    }
    best.map(str::to_owned)
}

/// One bit for each letter or digit in `name`: a slip changes two bits at most.
fn letters_of(name: &str) -> u64 {
    name.bytes()
        .fold(0, |bits, byte| match byte.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => bits | 1 << (letter - b'a'),
            digit @ b'0'..=b'9' => bits | 1 << (26 + digit - b'0'),
            _ => bits,
        })
}

/// How many slips are forgiven in a name of that length.
fn tolerance(name: &str) -> usize {
    match name.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=12 => 2,
        _ => 3,
    }
}

/// The number of single-letter changes and swaps of neighbors between two names (optimal string
/// alignment), if it is at most `limit`.
fn distance_within(a: &str, b: &str, limit: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (above[j] + 1)
                .min(row[j - 1] + 1)
                .min(above[j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    let distance = above[b.len()];
    (distance <= limit).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::suggest;

    const KNOWN: [&str; 4] = ["draft", "publish", "Manager_Review", "OwnerId"];

    #[test]
    fn a_left_out_letter_finds_the_name() {
        assert_eq!(suggest("drft", KNOWN).as_deref(), Some("draft"));
    }

    #[test]
    fn another_case_finds_the_name() {
        assert_eq!(suggest("ownerid", KNOWN).as_deref(), Some("OwnerId"));
    }

    #[test]
    fn swapped_neighbors_are_one_slip() {
        assert_eq!(suggest("darft", KNOWN).as_deref(), Some("draft"));
    }

    #[test]
    fn another_word_finds_nothing() {
        assert_eq!(suggest("archive", KNOWN), None);
        assert_eq!(suggest("x", KNOWN), None);
    }
}
