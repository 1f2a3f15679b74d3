//! The directory of an archive, read so that there is only one reading of it.
//!
//! The archive begins with the first entry, ends with the end record and its comment, and every
//! byte between belongs to one entry or to the directory.

use super::fault::{Fault, Shown};
use super::record::Record;
use super::{ENTRIES_MAX, name};

const END: [u8; 4] = *b"PK\x05\x06";
const END_64: [u8; 4] = *b"PK\x06\x07";
const IN_DIRECTORY: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
/// Bytes of the end record without its comment, and of what announces ZIP64 before it.
const END_BYTES: usize = 22;
const END_64_BYTES: usize = 20;
const COMMENT_BYTES_MAX: usize = 0xffff;

/// Bits of an entry's flags.
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
const DESCRIBED: u16 = 1 << 3;
/// Extra fields that matter.
const EXTRA_ZIP64: u16 = 0x0001;
const EXTRA_AES: u16 = 0x9901;
const EXTRA_NAME: u16 = 0x7075;
/// Kinds of files in the attributes of Unix.
const UNIX: u16 = 3;
const KIND: u32 = 0o170_000;
const FILE: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;

/// An entry, as both of its headers tell of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) packed: u32,
    pub(super) unpacked: u32,
    flags: u16,
    method: u16,
    check_sum: u32,
    offset: u32,
}

impl Entry<'_> {
    /// A folder rather than a file.
    pub(super) fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }

    fn shown(&self) -> Shown {
        Shown::of(self.name)
    }
}

/// All entries, in the order of the directory.
///
/// # Errors
/// There is more than one reading of the archive, or none.
pub(super) fn directory(bytes: &[u8]) -> Result<Vec<Entry<'_>>, Fault> {
    let end = End::find(bytes)?;
    let mut record = Record::at(&bytes[..end.at], end.directory).ok_or(Fault::Directory)?;
    let mut entries = Vec::with_capacity(end.n_entries);
    for _ in 0..end.n_entries {
        entries.push(entry(&mut record)?);
    }
    if record.take(1).is_some() {
        return Err(Fault::Directory);
    }
    check_layout(&bytes[..end.directory], &entries)?;
    Ok(entries)
}

/// What the end record says.
struct End {
    at: usize,
    directory: usize,
    n_entries: usize,
}

impl End {
    fn find(bytes: &[u8]) -> Result<End, Fault> {
        let last = bytes.len().checked_sub(END_BYTES);
        let last = last.ok_or(Fault::NotAnArchive)?;
        let first = last.saturating_sub(COMMENT_BYTES_MAX);
        let mut places = (first..=last).rev();
        let is_end = |at: &usize| bytes[*at..].starts_with(&END) && fits(bytes, *at);
        match places.find(is_end) {
            Some(at) => End::read(bytes, at),
            None if bytes.starts_with(&LOCAL) => Err(Fault::Cut),
            None => Err(Fault::NotAnArchive),
        }
    }

    fn read(bytes: &[u8], at: usize) -> Result<End, Fault> {
        let before = at.checked_sub(END_64_BYTES);
        if before.is_some_and(|before| bytes[before..].starts_with(&END_64)) {
            return Err(Fault::Zip64);
        }
        let mut record = Record::at(bytes, at + END.len()).ok_or(Fault::Cut)?;
        let mut short = || record.short().ok_or(Fault::Cut);
        let (disk, first_disk, here, n_entries) = (short()?, short()?, short()?, short()?);
        let mut long = || record.long().ok_or(Fault::Cut);
        let (n_bytes, directory) = (long()?, long()?);
        if [here, n_entries].contains(&u16::MAX) || [n_bytes, directory].contains(&u32::MAX) {
            return Err(Fault::Zip64);
        }
        if disk != 0 || first_disk != 0 || here != n_entries {
            return Err(Fault::Split);
        }
        if usize::from(n_entries) > ENTRIES_MAX {
            return Err(Fault::TooMany);
        }
        if u64::from(directory) + u64::from(n_bytes) != at as u64 {
            return Err(Fault::Directory);
        }
        Ok(End {
            at,
            directory: size(directory),
            n_entries: n_entries.into(),
        })
    }
}

/// Whether the comment of an end record there goes to the end of the archive.
fn fits(bytes: &[u8], at: usize) -> bool {
    let comment = Record::at(bytes, at + END_BYTES - 2).and_then(|mut record| record.short());
    comment.is_some_and(|comment| at + END_BYTES + usize::from(comment) == bytes.len())
}

fn entry<'a>(record: &mut Record<'a>) -> Result<Entry<'a>, Fault> {
    let damaged = || Fault::Directory;
    if record.take(4).ok_or_else(damaged)? != IN_DIRECTORY {
        return Err(damaged());
    }
    let mut short = || record.short().ok_or_else(damaged);
    let (made_by, _needs, flags, method) = (short()?, short()?, short()?, short()?);
    let (_time, _date) = (short()?, short()?);
    let mut long = || record.long().ok_or_else(damaged);
    let (check_sum, packed, unpacked) = (long()?, long()?, long()?);
    let mut short = || record.short().ok_or_else(damaged);
    let (n_name, n_extra, n_comment) = (short()?, short()?, short()?);
    let (disk, _internal) = (short()?, short()?);
    let mut long = || record.long().ok_or_else(damaged);
    let (attributes, offset) = (long()?, long()?);
    let name = name::check(record.take(n_name.into()).ok_or_else(damaged)?)?;
    let extra = record.take(n_extra.into()).ok_or_else(damaged)?;
    record.take(n_comment.into()).ok_or_else(damaged)?;
    if disk != 0 {
        return Err(Fault::Split);
    }
    let entry = Entry {
        name,
        packed,
        unpacked,
        flags,
        method,
        check_sum,
        offset,
    };
    check_extra(extra, &entry)?;
    check_kind(&entry, made_by >> 8, attributes)?;
    Ok(entry)
}

fn check_kind(entry: &Entry<'_>, made_by: u16, attributes: u32) -> Result<(), Fault> {
    let kind = match made_by {
        UNIX => attributes >> 16 & KIND,
        _ => 0,
    };
    let is_folder = entry.is_folder();
    match (kind, entry.method) {
        _ if entry.flags & ENCRYPTED != 0 => Err(Fault::Encrypted(entry.shown())),
        (FOLDER, _) if !is_folder => Err(Fault::NotAFile(entry.shown())),
        (FILE, _) if is_folder => Err(Fault::NotAFile(entry.shown())),
        (kind, _) if ![0, FILE, FOLDER].contains(&kind) => Err(Fault::NotAFile(entry.shown())),
        (_, 0) if entry.packed != entry.unpacked => Err(Fault::Size(entry.shown())),
        _ if is_folder && entry.unpacked != 0 => Err(Fault::Size(entry.shown())),
        (_, 0 | 8) => Ok(()),
        (_, method) => Err(Fault::Method(entry.shown(), method)),
    }
}

/// Extra fields may say a second time what the header says; then they say the same.
fn check_extra(extra: &[u8], entry: &Entry<'_>) -> Result<(), Fault> {
    let damaged = || Fault::Header(entry.shown());
    let mut rest = Record::at(extra, 0).ok_or_else(damaged)?;
    while let Some(kind) = rest.short() {
        let n_bytes = rest.short().ok_or_else(damaged)?;
        let content = rest.take(n_bytes.into()).ok_or_else(damaged)?;
        match kind {
            EXTRA_ZIP64 => return Err(Fault::Zip64),
            EXTRA_AES => return Err(Fault::Encrypted(entry.shown())),
            EXTRA_NAME if content.get(5..) != Some(entry.name.as_bytes()) => {
                return Err(Fault::Contradiction(entry.shown(), "name"));
            }
            _ => {}
        }
    }
    match rest.take(1) {
        None => Ok(()),
        Some(_) => Err(damaged()),
    }
}

/// Every byte before the directory belongs to one entry.
fn check_layout(bytes: &[u8], entries: &[Entry<'_>]) -> Result<(), Fault> {
    let mut in_order: Vec<&Entry<'_>> = entries.iter().collect();
    in_order.sort_by_key(|entry| entry.offset);
    let mut from = 0;
    for (at, entry) in in_order.iter().enumerate() {
        let offset = size(entry.offset);
        if offset < from {
            return Err(Fault::Overlap(entry.shown()));
        }
        if offset > from {
            return Err(Fault::Gap(entry.shown()));
        }
        let next = in_order
            .get(at + 1)
            .map_or(bytes.len(), |next| size(next.offset));
        from = check_local(bytes, entry, next)?;
    }
    match in_order.last() {
        Some(last) if from < bytes.len() => Err(Fault::Gap(last.shown())),
        None if !bytes.is_empty() => Err(Fault::Directory),
        _ => Ok(()),
    }
}

/// The header before the content of an entry says what the directory says. Gives where the entry
/// ends.
fn check_local(bytes: &[u8], entry: &Entry<'_>, next: usize) -> Result<usize, Fault> {
    let damaged = || Fault::Header(entry.shown());
    let offset = size(entry.offset);
    let mut record = Record::at(bytes, offset).ok_or_else(damaged)?;
    if record.take(4).ok_or_else(damaged)? != LOCAL {
        return Err(damaged());
    }
    let mut short = || record.short().ok_or_else(damaged);
    let (_needs, flags, method, _time, _date) = (short()?, short()?, short()?, short()?, short()?);
    let mut long = || record.long().ok_or_else(damaged);
    let stated = [long()?, long()?, long()?];
    let mut short = || record.short().ok_or_else(damaged);
    let (n_name, n_extra) = (short()?, short()?);
    let name = record.take(n_name.into()).ok_or_else(damaged)?;
    let extra = record.take(n_extra.into()).ok_or_else(damaged)?;
    check_extra(extra, entry)?;
    let known = [entry.check_sum, entry.packed, entry.unpacked];
    let is_later = flags & DESCRIBED != 0 && stated == [0; 3];
    let differs = |what| Fault::Contradiction(entry.shown(), what);
    match () {
        () if name != entry.name.as_bytes() => return Err(differs("name")),
        () if method != entry.method => return Err(differs("method")),
        () if flags != entry.flags => return Err(differs("flags")),
        () if stated != known && !is_later => return Err(differs("size or check sum")),
        () => {}
    }
    let begins = offset + 30 + name.len() + extra.len();
    let ends = begins as u64 + u64::from(entry.packed);
    if ends > next as u64 {
        return Err(match next == bytes.len() {
            true => damaged(),
            false => Fault::Overlap(entry.shown()),
        });
    }
    let ends = begins + size(entry.packed);
    if flags & DESCRIBED == 0 {
        return Ok(ends);
    }
    check_descriptor(&bytes[ends..next], known)
        .map(|n_bytes| ends + n_bytes)
        .ok_or_else(|| differs("size or check sum"))
}

/// What follows an entry whose sizes were not known when its header was written. Gives its size.
fn check_descriptor(bytes: &[u8], known: [u32; 3]) -> Option<usize> {
    let has_mark = bytes.starts_with(&DESCRIPTOR) && bytes.len() >= 16;
    let n_mark = if has_mark { DESCRIPTOR.len() } else { 0 };
    let mut record = Record::at(bytes, n_mark)?;
    let stated = [record.long()?, record.long()?, record.long()?];
    (stated == known).then_some(n_mark + 12)
}

fn size(n_bytes: u32) -> usize {
    usize::try_from(n_bytes).unwrap_or(usize::MAX)
}
