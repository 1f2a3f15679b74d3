//! The list of attacks.

#![expect(clippy::too_many_lines, reason = "a list is as long as it is")]

use super::FLOW;
use super::made::{End, Made, archive, descriptor, ended, entry, named, of_kind, packed};
use crate::deployment::archive::{ARCHIVE_BYTES_MAX, ENTRIES_MAX};

/// An archive, and what of its fault must be said.
pub(super) struct Attack {
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) says: &'static str,
}

/// All of them.
pub(super) fn attacks() -> Vec<Attack> {
    let mut attacks = names();
    attacks.extend(lookalikes());
    attacks.extend(kinds());
    attacks.extend(bombs());
    attacks.extend(lies());
    attacks.extend(layouts());
    attacks.extend(ends());
    attacks
}

fn attack(name: &'static str, bytes: Vec<u8>, says: &'static str) -> Attack {
    Attack { name, bytes, says }
}

fn flow() -> Made {
    entry(FLOW, b"<Flow/>")
}

/// An archive whose flow lies.
fn lying(change: impl FnOnce(&mut Made)) -> Vec<u8> {
    let mut made = flow();
    change(&mut made);
    archive(&[made])
}

fn names() -> Vec<Attack> {
    let deep = "a/".repeat(40) + "A.flow";
    let long = "a".repeat(1_000) + ".flow";
    let named_so = |name: &str| archive(&[entry(name, b"<Flow/>")]);
    vec![
        attack(
            "slip",
            named_so("../../etc/A.flow"),
            "leads out of its folder",
        ),
        attack(
            "slip inside",
            named_so("flows/../../A.flow"),
            "leads out of its folder",
        ),
        attack(
            "slip of a skipped file",
            named_so("../x.txt"),
            "leads out of its folder",
        ),
        attack("a dot", named_so("./A.flow"), "leads out of its folder"),
        attack(
            "three dots",
            named_so(".../A.flow"),
            "leads out of its folder",
        ),
        attack(
            "dots and a blank",
            named_so(".. /A.flow"),
            "leads out of its folder",
        ),
        attack(
            "only a blank",
            named_so("flows/ /A.flow"),
            "leads out of its folder",
        ),
        attack("absolute", named_so("/etc/A.flow"), "is an absolute path"),
        attack(
            "two slashes",
            named_so("flows//A.flow"),
            "has an empty folder",
        ),
        attack(
            "backslashes",
            named_so("..\\..\\A.flow"),
            "holds a backslash",
        ),
        attack("a drive", named_so("C:/A.flow"), "holds a colon"),
        attack("another stream", named_so("A.flow:x.flow"), "holds a colon"),
        attack("a share", named_so("\\\\host\\A.flow"), "holds a backslash"),
        attack(
            "a NUL",
            named_so("A.flow\0.txt"),
            "holds a control character",
        ),
        attack(
            "a new line",
            named_so("A\n.flow"),
            "holds a control character",
        ),
        attack(
            "an escape",
            named_so("A\x1b[2J.flow"),
            "holds a control character",
        ),
        attack("no name", named_so(""), "is empty"),
        attack("too long", named_so(&long), "is too long"),
        attack("too deep", named_so(&deep), "is nested too deep"),
        attack(
            "no UTF-8",
            archive(&[named(b"\xc0\xae\xc0\xae/A.flow", b"<Flow/>")]),
            "is not UTF-8",
        ),
    ]
}

fn lookalikes() -> Vec<Attack> {
    const STRANGE: &str = "a character that no name of a definition has";
    let named_so = |name: &str| archive(&[entry(name, b"<Flow/>")]);
    let twice = |a: &str, b: &str| archive(&[entry(a, b"<Flow/>"), entry(b, b"<Flow/>")]);
    vec![
        attack(
            "right to left",
            named_so("A\u{202e}wolf.flow"),
            "an invisible character",
        ),
        attack(
            "no width",
            named_so("A\u{200b}.flow"),
            "an invisible character",
        ),
        attack(
            "a mark of bytes",
            named_so("\u{feff}A.flow"),
            "an invisible character",
        ),
        attack(
            "a tag",
            named_so("A\u{e0041}.flow"),
            "an invisible character",
        ),
        attack("a wide slash", named_so("..\u{ff0f}A.flow"), STRANGE),
        attack("a slash of division", named_so("..\u{2215}A.flow"), STRANGE),
        attack(
            "a leader of one dot",
            named_so("\u{2024}\u{2024}/A.flow"),
            STRANGE,
        ),
        attack(
            "a mark apart from its letter",
            named_so("Gro\u{308}A.flow"),
            STRANGE,
        ),
        attack("a star", named_so("*.flow"), STRANGE),
        attack("twice", twice(FLOW, FLOW), "is there twice"),
        attack(
            "twice but for case",
            twice("A.flow", "a.flow"),
            "is there twice",
        ),
        attack("twice, skipped", twice("a.txt", "a.txt"), "is there twice"),
        attack(
            "a file and a folder",
            twice("a.txt", "a.txt/"),
            "another size",
        ),
    ]
}

fn kinds() -> Vec<Attack> {
    let of = |kind| archive(&[of_kind(FLOW, kind)]);
    vec![
        attack("a symbolic link", of(0o120_777), "but a link or a device"),
        attack("a device", of(0o020_666), "but a link or a device"),
        attack("a block device", of(0o060_666), "but a link or a device"),
        attack("a pipe", of(0o010_666), "but a link or a device"),
        attack("a socket", of(0o140_666), "but a link or a device"),
        attack(
            "a folder that is a file",
            of(0o040_755),
            "but a link or a device",
        ),
        attack(
            "a skipped link",
            archive(&[of_kind("x.txt", 0o120_777), flow()]),
            "but a link or a device",
        ),
        attack(
            "a folder with content",
            archive(&[entry("flows/", b"x")]),
            "another size",
        ),
        attack("encrypted", lying(|made| made.flags = 1), "is encrypted"),
        attack(
            "strongly encrypted",
            lying(|made| made.flags = 1 << 6),
            "is encrypted",
        ),
        attack(
            "hidden headers",
            lying(|made| made.flags = 1 << 13),
            "is encrypted",
        ),
        attack(
            "encrypted by AES",
            lying(|made| made.extra = b"\x01\x99\x07\x00\x02\x00AE\x03\x08\x00".to_vec()),
            "is encrypted",
        ),
        attack(
            "packed by bzip2",
            lying(|made| made.method = 12),
            "packed by method 12",
        ),
        attack(
            "packed by zstd",
            lying(|made| made.method = 93),
            "packed by method 93",
        ),
    ]
}

fn bombs() -> Vec<Attack> {
    let zeros = vec![0; 8 << 20];
    let bomb = packed(FLOW, &zeros);
    let inner = archive(&[packed("A.flow", &zeros)]);
    let lines = "<a>1234567890abcdefghijklmnopqrstuvwxyz</a>\n";
    let large: Vec<u8> = (0..200_000_u32)
        .flat_map(|n| format!("{n:x}{lines}").into_bytes())
        .take(9 << 20)
        .collect();
    let many: Vec<Made> = (0..5)
        .map(|n| packed(&format!("A{n}.flow"), &large))
        .collect();
    let small: Vec<Made> = (0..=ENTRIES_MAX)
        .map(|n| entry(&format!("{n}.flow"), b""))
        .collect();
    let more = |n: u32| Made {
        unpacked: n,
        ..packed(FLOW, &large[..500_000])
    };
    vec![
        attack(
            "a bomb",
            archive(std::slice::from_ref(&bomb)),
            "too many times larger",
        ),
        attack(
            "a bomb that is skipped",
            archive(&[packed("x.txt", &zeros), flow()]),
            "too many times larger",
        ),
        attack(
            "a nested bomb",
            archive(&[entry("x.zip", &inner)]),
            "no definition",
        ),
        attack("many large ones", archive(&many), "bytes together"),
        attack("too many", archive(&small), "more than 5000 entries"),
        attack("larger than it says", archive(&[more(1_000)]), "damaged"),
        attack(
            "smaller than it says",
            archive(&[more(600_000)]),
            "another size",
        ),
        attack(
            "too large",
            vec![0; ARCHIVE_BYTES_MAX + 1],
            "more than 10485760 bytes",
        ),
    ]
}

fn lies() -> Vec<Attack> {
    const CONTRADICTS: &str = "contradict each other";
    let numbers = |change: [u32; 3]| move |made: &mut Made| made.local_numbers = Some(change);
    let described = |descriptor: Vec<u8>| Made {
        described: true,
        descriptor: Some(descriptor),
        ..flow()
    };
    vec![
        attack(
            "a wrong check sum",
            lying(|made| made.check_sum ^= 1),
            "check sum",
        ),
        attack(
            "a wrong check sum when packed",
            archive(&[Made {
                check_sum: 7,
                ..packed(FLOW, b"<Flow/>")
            }]),
            "check sum",
        ),
        attack(
            "no deflated bytes",
            archive(&[Made {
                content: vec![0xff; 20],
                ..packed(FLOW, b"<Flow/>")
            }]),
            "is damaged",
        ),
        attack(
            "another name before the content",
            lying(|made| made.local_name = Some(b"flows/B.flow-meta.xml".to_vec())),
            CONTRADICTS,
        ),
        attack(
            "another name in an extra field",
            lying(|made| made.extra = b"up\x0b\x00\x01abcd../x.y".to_vec()),
            CONTRADICTS,
        ),
        attack(
            "another method",
            lying(|made| made.local_method = Some(8)),
            CONTRADICTS,
        ),
        attack(
            "other flags",
            lying(|made| made.local_flags = Some(2)),
            CONTRADICTS,
        ),
        attack(
            "another size before the content",
            lying(numbers([1, 2, 3])),
            CONTRADICTS,
        ),
        attack(
            "no size before the content",
            lying(numbers([0; 3])),
            CONTRADICTS,
        ),
        attack(
            "a size in ZIP64",
            lying(|made| made.extra = b"\x01\x00\x08\x0012345678".to_vec()),
            "ZIP64",
        ),
        attack(
            "a size of 4 GiB",
            lying(numbers([u32::MAX; 3])),
            CONTRADICTS,
        ),
        attack(
            "an extra field beyond its end",
            lying(|made| made.extra = b"UT\xff\xff\x03".to_vec()),
            "no readable header",
        ),
        attack(
            "half an extra field",
            lying(|made| made.extra = b"U".to_vec()),
            "header",
        ),
        attack(
            "a lying descriptor",
            archive(&[described(descriptor([1, 2, 3]))]),
            CONTRADICTS,
        ),
        attack(
            "no descriptor",
            archive(&[described(Vec::new())]),
            CONTRADICTS,
        ),
    ]
}

fn layouts() -> Vec<Attack> {
    let other = || entry("B.flow", b"<Flow/>");
    let nested = archive(&[flow()]);
    vec![
        attack(
            "two entries with the same bytes",
            archive(&[
                flow(),
                Made {
                    stated_offset: Some(0),
                    ..other()
                },
            ]),
            "shares its bytes",
        ),
        attack(
            "an entry inside another",
            archive(&[
                entry("x.zip", &nested),
                Made {
                    stated_offset: Some(35),
                    ..flow()
                },
            ]),
            "shares its bytes",
        ),
        attack(
            "a size that covers the next one",
            archive(&[
                Made {
                    local_numbers: Some([flow().check_sum, 40, 40]),
                    stated_packed: Some(40),
                    unpacked: 40,
                    ..flow()
                },
                other(),
            ]),
            "shares its bytes",
        ),
        attack(
            "a program before it",
            archive(&[Made {
                before: b"#!/bin/sh\n".to_vec(),
                ..flow()
            }]),
            "belong to no entry",
        ),
        attack(
            "bytes between entries",
            archive(&[
                flow(),
                Made {
                    before: vec![0; 9],
                    ..other()
                },
            ]),
            "belong to no entry",
        ),
        attack(
            "an entry before the beginning",
            archive(&[Made {
                stated_offset: Some(u32::MAX - 1),
                ..flow()
            }]),
            "belong to no entry",
        ),
        attack(
            "a header that is none",
            lying(|made| made.local_mark = *b"PK\x09\x09"),
            "no readable header",
        ),
        attack("another disk", lying(|made| made.disk = 1), "several parts"),
    ]
}

fn ends() -> Vec<Attack> {
    let with = |end: End| ended(&[flow()], &end);
    let plain = End::plain;
    let whole = archive(&[flow()]);
    let cut = whole[..whole.len() - 5].to_vec();
    let followed = [&whole[..], b"more"].concat();
    let hidden = archive(&[entry("B.flow", b"<Flow/>")]);
    let locator = [&b"PK\x06\x07"[..], &[0; 16]].concat();
    vec![
        attack("empty", Vec::new(), "not a zip"),
        attack(
            "a picture",
            b"\x89PNG\r\n\x1a\n and so on, long enough".to_vec(),
            "not a zip",
        ),
        attack("cut", cut, "ends too early"),
        attack("followed", followed, "something follows"),
        attack("no entry", archive(&[]), "no definition"),
        attack(
            "fewer than it says",
            with(End {
                n_entries: Some(2),
                ..plain()
            }),
            "damaged",
        ),
        attack(
            "more than it says",
            with(End {
                n_entries: Some(0),
                ..plain()
            }),
            "damaged",
        ),
        attack(
            "huge counts",
            with(End {
                n_entries: Some(u16::MAX),
                ..plain()
            }),
            "ZIP64",
        ),
        attack(
            "many",
            with(End {
                n_entries: Some(60_000),
                ..plain()
            }),
            "more than 5000",
        ),
        attack(
            "a huge directory",
            with(End {
                n_bytes: Some(u32::MAX),
                ..plain()
            }),
            "ZIP64",
        ),
        attack(
            "a directory elsewhere",
            with(End {
                directory: Some(3),
                ..plain()
            }),
            "damaged",
        ),
        attack(
            "bytes before the end",
            with(End {
                before: vec![1; 7],
                ..plain()
            }),
            "damaged",
        ),
        attack(
            "a ZIP64 end",
            with(End {
                before: locator,
                ..plain()
            }),
            "ZIP64",
        ),
        attack(
            "one of several parts",
            with(End { disk: 1, ..plain() }),
            "several parts",
        ),
        attack(
            "half its entries here",
            with(End {
                n_here: Some(0),
                ..plain()
            }),
            "several parts",
        ),
        attack(
            "a comment too long",
            with(End {
                n_comment: Some(9),
                ..plain()
            }),
            "too early",
        ),
        attack(
            "a second archive in the comment",
            with(End {
                comment: hidden,
                ..plain()
            }),
            "damaged",
        ),
    ]
}
