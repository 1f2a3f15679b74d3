//! Archives made to do harm: each is refused with a sentence that says why, quickly.

mod attacks;
mod made;

use segue_runtime::Stopwatch;

use super::read_archive;
use attacks::{Attack, attacks};
use made::{Made, archive, entry, packed};

const FLOW: &str = "flows/A.flow-meta.xml";
/// Longest time for one archive; the best of several tries, since other tests run meanwhile.
const SECONDS_MAX: f64 = 0.1;

#[test]
fn an_archive_gives_its_definitions_and_nothing_else() {
    let files = [
        entry("README.md", b"read me"),
        entry("flows/", b""),
        entry(FLOW, b"<Flow/>"),
        packed("objects/Größe__c.object-meta.xml", b"<CustomObject/>"),
        entry("staticresources/x.flow-meta.xml", b"skipped"),
        entry("__MACOSX/.hidden/x.flow", b"skipped"),
        entry("people.yaml", b"users: []"),
    ];
    let read = read_archive(&archive(&files)).unwrap();
    let read: Vec<_> = read.iter().map(|file| (&*file.path, &*file.text)).collect();
    let kept = [
        (FLOW, "<Flow/>"),
        ("objects/Größe__c.object-meta.xml", "<CustomObject/>"),
        ("people.yaml", "users: []"),
    ];
    assert_eq!(read, kept);
}

#[test]
fn what_common_programs_write_is_read() {
    let described = Made {
        described: true,
        ..packed(FLOW, b"<Flow/>")
    };
    let commented = made::commented(&[entry(FLOW, b"<Flow/>")], b"8d1c3f0 of the branch main");
    let stamped = Made {
        extra: b"UT\x05\x00\x03abcd".to_vec(),
        ..entry(FLOW, b"<Flow/>")
    };
    for bytes in [archive(&[described]), commented, archive(&[stamped])] {
        assert_eq!(read_archive(&bytes).unwrap().len(), 1);
    }
}

#[test]
fn sixty_attacks_are_refused_each_with_its_reason() {
    let attacks = attacks();
    assert!(attacks.len() >= 60, "{}", attacks.len());
    for Attack { name, bytes, says } in attacks {
        let fault = read_archive(&bytes).expect_err(name);
        let told = fault.to_string();
        assert!(told.contains(says), "{name}: {told}");
        assert!(told.len() < 400, "{name}: {told}");
        assert!(told.chars().all(|c| !c.is_control()), "{name}: {told}");
        let fastest = (0..3).map(|_| seconds(&bytes)).fold(f64::MAX, f64::min);
        assert!(fastest < SECONDS_MAX, "{name} took {fastest} s");
    }
}

#[test]
fn an_archive_cut_anywhere_is_refused() {
    let whole = archive(&[entry("a.txt", b"text"), packed(FLOW, b"<Flow/>")]);
    for n_bytes in 0..whole.len() {
        assert!(read_archive(&whole[..n_bytes]).is_err(), "{n_bytes} bytes");
    }
}

#[test]
fn an_archive_with_any_byte_changed_gives_the_same_text_or_none() {
    let whole = archive(&[packed(FLOW, b"<Flow><label>The label</label></Flow>")]);
    let text = read_archive(&whole).unwrap()[0].text.clone();
    for at in 0..whole.len() {
        for flip in [1, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[at] ^= flip;
            if let Ok(files) = read_archive(&changed) {
                assert_eq!(files[0].text, text, "byte {at}");
            }
        }
    }
}

fn seconds(bytes: &[u8]) -> f64 {
    let stopwatch = Stopwatch::start();
    let _ = read_archive(bytes);
    stopwatch.seconds()
}
