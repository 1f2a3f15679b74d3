//! Bytes of characters: the scanner counts characters, places count bytes.

/// The byte of each character of a text.
pub(crate) struct Offsets {
    /// Nothing for a text of ASCII, in which both are the same.
    bytes: Option<Vec<u32>>,
    end: usize,
}

impl Offsets {
    pub(crate) fn of(text: &str) -> Offsets {
        let byte = |(at, _)| u32::try_from(at).expect("the size of files has a limit");
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(byte).collect());
        Offsets {
            bytes,
            end: text.len(),
        }
    }

    /// The byte at which that character begins.
    pub(crate) fn byte(&self, character: usize) -> usize {
        match &self.bytes {
            None => character.min(self.end),
            Some(bytes) => bytes.get(character).map_or(self.end, |byte| *byte as usize),
        }
    }
}
