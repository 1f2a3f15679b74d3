//! Archives written byte by byte, so that they may lie.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// An entry to write.
#[derive(Clone)]
pub(super) struct Made {
    pub(super) name: Vec<u8>,
    /// Its bytes in the archive.
    pub(super) content: Vec<u8>,
    pub(super) unpacked: u32,
    pub(super) check_sum: u32,
    pub(super) method: u16,
    pub(super) flags: u16,
    pub(super) made_by: u16,
    pub(super) attributes: u32,
    pub(super) disk: u16,
    pub(super) extra: Vec<u8>,
    pub(super) comment: Vec<u8>,
    /// Sizes follow the content.
    pub(super) described: bool,
    /// What follows it instead.
    pub(super) descriptor: Option<Vec<u8>>,
    /// What the header before the content says instead.
    pub(super) local_name: Option<Vec<u8>>,
    pub(super) local_method: Option<u16>,
    pub(super) local_flags: Option<u16>,
    pub(super) local_numbers: Option<[u32; 3]>,
    pub(super) local_extra: Option<Vec<u8>>,
    pub(super) local_mark: [u8; 4],
    /// Size that the directory says instead.
    pub(super) stated_packed: Option<u32>,
    /// Where the directory says that it is instead.
    pub(super) stated_offset: Option<u32>,
    /// Bytes before its header.
    pub(super) before: Vec<u8>,
}

/// The end of an archive.
pub(super) struct End {
    pub(super) disk: u16,
    pub(super) n_here: Option<u16>,
    pub(super) n_entries: Option<u16>,
    pub(super) n_bytes: Option<u32>,
    pub(super) directory: Option<u32>,
    pub(super) comment: Vec<u8>,
    pub(super) n_comment: Option<u16>,
    /// Bytes between the directory and the end record.
    pub(super) before: Vec<u8>,
}

impl End {
    pub(super) fn plain() -> End {
        End {
            disk: 0,
            n_here: None,
            n_entries: None,
            n_bytes: None,
            directory: None,
            comment: Vec::new(),
            n_comment: None,
            before: Vec::new(),
        }
    }
}

/// A stored entry.
pub(super) fn entry(name: &str, content: &[u8]) -> Made {
    named(name.as_bytes(), content)
}

/// A stored entry whose name may be anything.
pub(super) fn named(name: &[u8], content: &[u8]) -> Made {
    Made {
        name: name.to_vec(),
        content: content.to_vec(),
        unpacked: content.len() as u32,
        check_sum: check_sum(content),
        method: 0,
        flags: 0,
        made_by: 20,
        attributes: 0,
        disk: 0,
        extra: Vec::new(),
        comment: Vec::new(),
        described: false,
        descriptor: None,
        local_name: None,
        local_method: None,
        local_flags: None,
        local_numbers: None,
        local_extra: None,
        local_mark: *b"PK\x03\x04",
        stated_packed: None,
        stated_offset: None,
        before: Vec::new(),
    }
}

/// A deflated entry.
pub(super) fn packed(name: &str, content: &[u8]) -> Made {
    Made {
        content: deflated(content),
        unpacked: content.len() as u32,
        check_sum: check_sum(content),
        method: 8,
        ..entry(name, b"")
    }
}

/// An entry with attributes of Unix.
pub(super) fn of_kind(name: &str, kind: u32) -> Made {
    Made {
        made_by: 3 << 8 | 20,
        attributes: kind << 16,
        ..entry(name, b"/etc/passwd")
    }
}

/// An archive of entries.
pub(super) fn archive(entries: &[Made]) -> Vec<u8> {
    ended(entries, &End::plain())
}

/// An archive with a comment.
pub(super) fn commented(entries: &[Made], comment: &[u8]) -> Vec<u8> {
    let comment = comment.to_vec();
    ended(
        entries,
        &End {
            comment,
            ..End::plain()
        },
    )
}

/// An archive with an end of its own.
pub(super) fn ended(entries: &[Made], end: &End) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for made in entries {
        bytes.extend(&made.before);
        let offset = made.stated_offset.unwrap_or(bytes.len() as u32);
        write_local(made, &mut bytes);
        write_central(made, offset, &mut directory);
    }
    let n = entries.len() as u16;
    let begins = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(&end.before);
    bytes.extend(b"PK\x05\x06");
    let n_entries = end.n_entries.unwrap_or(n);
    shorts(
        &mut bytes,
        &[
            end.disk,
            end.disk,
            end.n_here.unwrap_or(n_entries),
            n_entries,
        ],
    );
    let n_bytes = end.n_bytes.unwrap_or(directory.len() as u32);
    longs(&mut bytes, &[n_bytes, end.directory.unwrap_or(begins)]);
    shorts(
        &mut bytes,
        &[end.n_comment.unwrap_or(end.comment.len() as u16)],
    );
    bytes.extend(&end.comment);
    bytes
}

fn write_local(made: &Made, bytes: &mut Vec<u8>) {
    let numbers = [made.check_sum, made.content.len() as u32, made.unpacked];
    let flags = made.local_flags.unwrap_or(flags(made));
    let name = made.local_name.as_ref().unwrap_or(&made.name);
    let extra = made.local_extra.as_ref().unwrap_or(&made.extra);
    bytes.extend(made.local_mark);
    shorts(
        bytes,
        &[20, flags, made.local_method.unwrap_or(made.method), 0, 0],
    );
    let stated = if made.described { [0; 3] } else { numbers };
    longs(bytes, &made.local_numbers.unwrap_or(stated));
    shorts(bytes, &[name.len() as u16, extra.len() as u16]);
    bytes.extend(name);
    bytes.extend(extra);
    bytes.extend(&made.content);
    match &made.descriptor {
        Some(descriptor) => bytes.extend(descriptor),
        None if made.described => bytes.extend(descriptor(numbers)),
        None => {}
    }
}

/// What follows an entry whose sizes were not known before.
pub(super) fn descriptor(numbers: [u32; 3]) -> Vec<u8> {
    let mut bytes = b"PK\x07\x08".to_vec();
    longs(&mut bytes, &numbers);
    bytes
}

fn write_central(made: &Made, offset: u32, bytes: &mut Vec<u8>) {
    bytes.extend(b"PK\x01\x02");
    shorts(bytes, &[made.made_by, 20, flags(made), made.method, 0, 0]);
    let n_packed = made.stated_packed.unwrap_or(made.content.len() as u32);
    longs(bytes, &[made.check_sum, n_packed, made.unpacked]);
    let lengths = [&made.name, &made.extra, &made.comment].map(|part| part.len() as u16);
    shorts(bytes, &lengths);
    shorts(bytes, &[made.disk, 0]);
    longs(bytes, &[made.attributes, offset]);
    bytes.extend(&made.name);
    bytes.extend(&made.extra);
    bytes.extend(&made.comment);
}

fn flags(made: &Made) -> u16 {
    made.flags | if made.described { 1 << 3 } else { 0 }
}

fn shorts(bytes: &mut Vec<u8>, numbers: &[u16]) {
    numbers.iter().for_each(|n| bytes.extend(n.to_le_bytes()));
}

fn longs(bytes: &mut Vec<u8>, numbers: &[u32]) {
    numbers.iter().for_each(|n| bytes.extend(n.to_le_bytes()));
}

fn check_sum(content: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in content {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}

/// The bytes that a usual writer packs `content` to.
pub(super) fn deflated(content: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("x", options).unwrap();
    writer.write_all(content).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let file = archive.by_index_raw(0).unwrap();
    let begins = file.data_start().unwrap() as usize;
    bytes[begins..begins + file.compressed_size() as usize].to_vec()
}
