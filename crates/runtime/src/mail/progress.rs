//! Who of a mail's recipients has it already, or was refused for good.

use segue_store::{Result, decode, encode};

use super::Recipient;

/// What became of recipients, by their place in the letter. A stored format.
type Stored = Vec<(u16, Option<String>)>;

/// What became of the recipients of a mail.
pub(super) fn read(bytes: &[u8]) -> Result<Stored> {
    if bytes.is_empty() {
        return Ok(Stored::new());
    }
    decode(bytes)
}

/// Adds what an attempt brought.
pub(super) fn merged(stored: &Stored, done: &[(u16, Option<String>)]) -> Stored {
    let mut all = stored.clone();
    for (place, refusal) in done {
        if !all.iter().any(|(known, _)| known == place) {
            all.push((*place, refusal.clone()));
        }
    }
    all
}

/// As bytes.
pub(super) fn written(progress: &Stored) -> Vec<u8> {
    if progress.is_empty() {
        return Vec::new();
    }
    encode(progress)
}

/// Only who has it already: the others get another chance.
pub(super) fn without_refusals(progress: Stored) -> Stored {
    progress
        .into_iter()
        .filter(|(_, refusal)| refusal.is_none())
        .collect()
}

/// The recipients that still wait, with their places.
pub(super) fn waiting(to: Vec<segue_language::Text>, progress: &Stored) -> Vec<Recipient> {
    let places = (0u16..).zip(to);
    let open = places.filter(|(place, _)| !progress.iter().any(|(done, _)| done == place));
    open.map(|(place, address)| Recipient { place, address })
        .collect()
}

/// The refusals in one sentence; none when there are none.
pub(super) fn refusals(to: &[segue_language::Text], progress: &Stored) -> Option<String> {
    let refused = progress.iter().filter_map(|(place, refusal)| {
        let address = to.get(usize::from(*place))?;
        Some(format!("{address}: {}", refusal.as_ref()?))
    });
    let refused: Vec<String> = refused.collect();
    (!refused.is_empty()).then(|| refused.join("; "))
}
