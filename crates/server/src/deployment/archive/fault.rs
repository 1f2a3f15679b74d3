//! Faults of archives: why one is not read, each in one sentence that says what to do.

use std::fmt;

use super::{ARCHIVE_BYTES_MAX, ENTRIES_MAX, UNPACKED_BYTES_MAX};

/// Longest part of a name that is shown.
const SHOWN_MAX: usize = 80;

/// A name of an entry that may hold anything, made fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown(String);

impl Shown {
    /// The name, cut and with everything escaped that is no plain text.
    pub(crate) fn of(name: &str) -> Shown {
        let mut characters = name.chars();
        let shown: String = characters.by_ref().take(SHOWN_MAX).collect();
        let more = if characters.next().is_some() {
            "…"
        } else {
            ""
        };
        let shown: String = shown.chars().flat_map(escaped).collect();
        Shown(shown + more)
    }

    /// A name that is no text.
    pub(super) fn of_bytes(name: &[u8]) -> Shown {
        Shown::of(&String::from_utf8_lossy(name))
    }
}

fn escaped(character: char) -> impl Iterator<Item = char> {
    let is_plain = character.is_ascii_graphic() || character == ' ' || character.is_alphanumeric();
    let plain = is_plain.then_some(character);
    let escaped = (!is_plain).then(|| character.escape_unicode());
    plain.into_iter().chain(escaped.into_iter().flatten())
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

/// Why an archive is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    #[error("This is not a zip archive.")]
    NotAnArchive,
    #[error("The archive ends too early, or something follows it. Send it again as it was made.")]
    Cut,
    #[error("The archive has more than {ARCHIVE_BYTES_MAX} bytes. Leave out what defines nothing.")]
    TooLarge,
    #[error("The archive has more than {ENTRIES_MAX} entries. Leave out what defines nothing.")]
    TooMany,
    #[error("The archive is one of several parts. Make one archive of it.")]
    Split,
    #[error(
        "The archive is in the ZIP64 format, for more than 4 GiB. Write it to a file, not to a pipe."
    )]
    Zip64,
    #[error("The directory of the archive is damaged. Make the archive again.")]
    Directory,
    #[error("{0} has no readable header. Make the archive again.")]
    Header(Shown),
    #[error("{0}: the two headers of the entry contradict each other in its {1}.")]
    Contradiction(Shown, &'static str),
    #[error("{0} shares its bytes with another entry.")]
    Overlap(Shown),
    #[error("There are bytes before {0} that belong to no entry.")]
    Gap(Shown),
    #[error("{0} is encrypted. Make the archive without a password.")]
    Encrypted(Shown),
    #[error("{0} is packed by method {1}. Only stored and deflated entries are read.")]
    Method(Shown, u16),
    #[error("{0} is neither a file nor a folder, but a link or a device.")]
    NotAFile(Shown),
    #[error("{0} has a name that {1}.")]
    Name(Shown, &'static str),
    #[error("{0} is there twice.")]
    Twice(Shown),
    #[error("{0} becomes too many times larger when it is unpacked.")]
    Bomb(Shown),
    #[error("The definitions of the archive have more than {UNPACKED_BYTES_MAX} bytes together.")]
    TooMuch,
    #[error("{0} is damaged: its content does not have its check sum.")]
    Corrupt(Shown),
    #[error("{0} has another size than its header says.")]
    Size(Shown),
    #[error("There is no definition in the archive.")]
    Empty,
}
