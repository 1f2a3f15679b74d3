//! Key prefixes: the first three characters of a record's id, one for each object.

use segue_language::Text;

use crate::Objects;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// How many prefixes there are for objects of projects: `a` and two more characters.
const N_PREFIXES: u32 = 62 * 62;

/// A prefix that no object of `objects` has. It depends on the name alone unless two names
/// collide, so that it is the same whenever a project is read again.
pub(super) fn free_prefix(name: &str, objects: &Objects) -> Text {
    let start = hash(name) % N_PREFIXES;
    let candidates = (0..N_PREFIXES).map(|i| prefix((start + i) % N_PREFIXES));
    candidates
        .into_iter()
        .find(|candidate| objects.iter().all(|other| *other.key_prefix != **candidate))
        .map_or_else(|| "a00".into(), Text::from)
}

fn prefix(number: u32) -> String {
    let digit = |n: u32| char::from(DIGITS[(n % 62) as usize]);
    format!("a{}{}", digit(number / 62), digit(number))
}

/// FNV-1a of the name in lower case: stable over programs and versions.
fn hash(name: &str) -> u32 {
    name.to_ascii_lowercase()
        .bytes()
        .fold(0x811c_9dc5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
}
