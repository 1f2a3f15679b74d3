//! Archives: a zip of definitions, read in memory only.
//!
//! Whoever sends one may send anything. So its directory is first read by rules that leave no room
//! for two readings: every byte belongs to one entry, both headers of an entry agree, names lead
//! nowhere else. Only then entries that define something are unpacked, each up to the size that it
//! states; the others are never touched, and nothing is written to a disk.

mod directory;
mod fault;
mod name;
mod record;
#[cfg(test)]
mod specs;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use segue_definition::{FILE_BYTES_MAX, Fault as FileFault, SourceFile, is_read};
use zip::ZipArchive;

use directory::{Entry, directory};
pub(crate) use fault::Fault;
use fault::Shown;

/// Bytes of an archive.
pub(crate) const ARCHIVE_BYTES_MAX: usize = 10 << 20;
/// Entries of an archive.
pub(crate) const ENTRIES_MAX: usize = 5_000;
/// Bytes of all definitions of an archive once they are unpacked.
pub(crate) const UNPACKED_BYTES_MAX: u64 = 40 << 20;
/// How many times larger an entry may become.
const RATIO_MAX: u64 = 200;
/// Smaller entries may become larger by any factor.
const SMALL: u64 = 100 << 10;

/// The files of an archive that define something, by path.
///
/// # Errors
/// The archive is damaged, ambiguous, too large, or leads out of itself.
pub(crate) fn read_archive(bytes: &[u8]) -> Result<Vec<SourceFile>, Fault> {
    if bytes.len() > ARCHIVE_BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    let entries = directory(bytes)?;
    check_sizes(&entries)?;
    check_names(&entries)?;
    let mut unpacking = Unpacking::new(bytes, entries.len())?;
    let wanted = entries.iter().enumerate();
    let wanted = wanted.filter(|(_, entry)| is_definition(entry));
    let files: Result<Vec<SourceFile>, Fault> = wanted
        .map(|(at, entry)| unpacking.file(at, entry))
        .collect();
    let files = files?;
    if files.is_empty() {
        return Err(Fault::Empty);
    }
    Ok(files)
}

/// Names of files that come without an archive follow the same rules. Tells whether the file
/// defines something.
///
/// # Errors
/// [`Fault::Name`].
pub(crate) fn check_path(path: &str) -> Result<bool, Fault> {
    name::check(path.as_bytes())?;
    let defines = is_read(path) && !path.ends_with('/');
    if defines {
        name::check_definition(path)?;
    }
    Ok(defines)
}

fn is_definition(entry: &Entry<'_>) -> bool {
    !entry.is_folder() && is_read(entry.name)
}

/// Sizes as they are stated; unpacking holds the entries to them.
fn check_sizes(entries: &[Entry<'_>]) -> Result<(), Fault> {
    let grows = |entry: &&Entry<'_>| {
        let unpacked = u64::from(entry.unpacked);
        unpacked > SMALL && unpacked > u64::from(entry.packed).saturating_mul(RATIO_MAX)
    };
    if let Some(entry) = entries.iter().find(grows) {
        return Err(Fault::Bomb(Shown::of(entry.name)));
    }
    let kept = entries.iter().filter(|entry| is_definition(entry));
    let total: u64 = kept.map(|entry| u64::from(entry.unpacked)).sum();
    if total > UNPACKED_BYTES_MAX {
        return Err(Fault::TooMuch);
    }
    Ok(())
}

/// No two entries have the same name; for definitions letters of either case are the same.
fn check_names(entries: &[Entry<'_>]) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for entry in entries {
        let is_definition = is_definition(entry);
        if is_definition {
            name::check_definition(entry.name)?;
        }
        let name = match is_definition {
            true => entry.name.to_lowercase(),
            false => entry.name.trim_end_matches('/').to_owned(),
        };
        if !seen.insert(name) {
            return Err(Fault::Twice(Shown::of(entry.name)));
        }
    }
    Ok(())
}

/// Unpacks entries one by one.
struct Unpacking<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Unpacking<'a> {
    fn new(bytes: &'a [u8], n_entries: usize) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        let archive = archive.map_err(|_| Fault::Directory)?;
        if archive.len() != n_entries {
            return Err(Fault::Directory);
        }
        Ok(Unpacking { archive })
    }

    fn file(&mut self, at: usize, entry: &Entry<'_>) -> Result<SourceFile, Fault> {
        if u64::from(entry.unpacked) > FILE_BYTES_MAX {
            let fault = FileFault::TooLarge(entry.unpacked.into());
            return Ok(SourceFile::unreadable(entry.name, fault));
        }
        let corrupt = || Fault::Corrupt(Shown::of(entry.name));
        let mut packed = self.archive.by_index(at).map_err(|_| corrupt())?;
        if packed.name_raw() != entry.name.as_bytes() {
            return Err(Fault::Directory);
        }
        let size = usize::try_from(entry.unpacked).map_err(|_| corrupt())?;
        let mut bytes = Vec::with_capacity(size);
        let mut limited = (&mut packed).take(u64::from(entry.unpacked) + 1);
        // The check sum is compared at the end.
        limited.read_to_end(&mut bytes).map_err(|_| corrupt())?;
        if bytes.len() != size {
            return Err(Fault::Size(Shown::of(entry.name)));
        }
        Ok(SourceFile::of_bytes(entry.name, bytes))
    }
}
