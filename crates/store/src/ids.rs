//! Ids: numbers inside, 18 characters outside.
//!
//! Three characters say the kind, twelve are a number in base 62, three restore upper and lower
//! case where a client has lost it. A part's number holds its run's number, so an id leads to its
//! run without an index.

use std::fmt;

use segue_engine::PartId;
use segue_language::Text;

/// Key prefix of runs.
pub const RUN_PREFIX: &str = "0jE";
/// Key prefix of stage runs.
pub const STAGE_RUN_PREFIX: &str = "0jF";
/// Key prefix of step runs.
pub const STEP_RUN_PREFIX: &str = "0jL";
/// Key prefix of work items.
pub const WORK_ITEM_PREFIX: &str = "0jf";
/// Key prefix of log rows.
pub const LOG_PREFIX: &str = "0jM";
/// Key prefix of submissions; the number is that of their run.
pub const SUBMISSION_PREFIX: &str = "zAS";
/// Key prefix of what was done in a submission.
pub const SUBMISSION_DETAIL_PREFIX: &str = "zAD";
/// Key prefix of approval work items; the number is that of their work item.
pub const APPROVAL_ITEM_PREFIX: &str = "zAW";
/// Key prefix of interviews that no run asked for; the number is that of their job without its sign.
pub const INTERVIEW_PREFIX: &str = "0Fo";
/// Key prefix of users.
pub const USER_PREFIX: &str = "005";
/// Key prefix of groups and queues.
pub const GROUP_PREFIX: &str = "00G";

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHECKS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
const PART_BITS: u32 = 16;

/// Number of a run; grows with time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunNumber(pub i64);

/// Number of a part of a run, unique over all runs: the run's number and the part's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartNumber(pub i64);

/// An id taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParsedId {
    /// The first three characters.
    pub prefix: [u8; 3],
    /// The number.
    pub number: i64,
}

impl fmt::Display for RunNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&run_id(*self))
    }
}

impl PartNumber {
    /// The number of that part of that run.
    pub fn new(run: RunNumber, part: PartId) -> Self {
        debug_assert!(run.0 >> (63 - PART_BITS) == 0, "run numbers have 47 bits");
        PartNumber(run.0 << PART_BITS | i64::from(part.0))
    }

    /// The run that it is part of.
    pub fn run(self) -> RunNumber {
        RunNumber(self.0 >> PART_BITS)
    }

    /// Its number inside the run.
    pub fn part(self) -> PartId {
        PartId((self.0 & 0xFFFF) as u16)
    }
}

impl ParsedId {
    /// Whether it is of the kind with that prefix.
    pub fn is_a(&self, prefix: &str) -> bool {
        self.prefix == prefix.as_bytes()
    }

    /// The number as that of a run or of a run's part.
    pub fn part_number(&self) -> PartNumber {
        PartNumber(self.number)
    }
}

/// The 18-character id of a run.
pub fn run_id(run: RunNumber) -> Text {
    record_id(RUN_PREFIX, PartNumber::new(run, PartId(0)).0)
}

/// The 18-character id of a part of a run: a stage run, step run, work item or log row.
pub fn part_id(prefix: &str, run: RunNumber, part: PartId) -> Text {
    record_id(prefix, PartNumber::new(run, part).0)
}

/// The 18-character id of the record of that kind and number.
pub fn record_id(prefix: &str, number: i64) -> Text {
    let mut id = [b'0'; 18];
    id[..3].copy_from_slice(&prefix.as_bytes()[..3]);
    let mut rest = number.unsigned_abs();
    for digit in id[3..15].iter_mut().rev() {
        *digit = DIGITS[(rest % 62) as usize];
        rest /= 62;
    }
    let checks = case_checks(&id);
    id[15..].copy_from_slice(&checks);
    Text::from(std::str::from_utf8(&id).expect("an id is ASCII"))
}

/// The run that an id of a run or of its part leads to.
pub fn run_of(id: &str) -> Option<RunNumber> {
    let parsed = parse_id(id)?;
    let prefixes = [
        RUN_PREFIX,
        STAGE_RUN_PREFIX,
        STEP_RUN_PREFIX,
        WORK_ITEM_PREFIX,
        LOG_PREFIX,
        SUBMISSION_PREFIX,
        SUBMISSION_DETAIL_PREFIX,
        APPROVAL_ITEM_PREFIX,
    ];
    let known = prefixes.into_iter().any(|prefix| parsed.is_a(prefix));
    known.then(|| parsed.part_number().run())
}

/// Takes an id of 15 or 18 characters apart; none when it is not one of ours.
pub fn parse_id(text: &str) -> Option<ParsedId> {
    let id = canonical(text)?;
    let mut number: i64 = 0;
    for character in &id[3..15] {
        let digit = DIGITS.iter().position(|digit| digit == character)?;
        number = number.checked_mul(62)?.checked_add(digit as i64)?;
    }
    Some(ParsedId {
        prefix: [id[0], id[1], id[2]],
        number,
    })
}

/// The 18-character form of an id of 15 or 18 characters; any other text as it stands.
pub fn canonical_id(text: &Text) -> Text {
    match canonical(text) {
        Some(id) if id != text.as_bytes() => {
            Text::from(std::str::from_utf8(&id).expect("an id is ASCII"))
        }
        _ => text.clone(),
    }
}

/// 18 characters in the right case; none when the text is no id.
fn canonical(text: &str) -> Option<[u8; 18]> {
    let bytes = text.as_bytes();
    if !matches!(bytes.len(), 15 | 18) || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let mut id = [b'0'; 18];
    id[..15].copy_from_slice(&bytes[..15]);
    let given = bytes.get(15..).unwrap_or_default();
    if !given.is_empty() && !given.eq_ignore_ascii_case(&case_checks(&id)) {
        restore_case(&mut id, text, given)?;
    }
    let checks = case_checks(&id);
    id[15..].copy_from_slice(&checks);
    Some(id)
}

/// Gives an id that lost its case its case back; an id in mixed case did not lose it.
fn restore_case(id: &mut [u8; 18], text: &str, checks: &[u8]) -> Option<()> {
    let is_folded = !text.bytes().any(|c| c.is_ascii_lowercase())
        || !text.bytes().any(|c| c.is_ascii_uppercase());
    if !is_folded {
        return None;
    }
    for (chunk, check) in id[..15].chunks_mut(5).zip(checks) {
        let bits = CHECKS
            .iter()
            .position(|c| *c == check.to_ascii_uppercase())?;
        for (place, character) in chunk.iter_mut().enumerate() {
            let upper = bits >> place & 1 == 1;
            if upper && !character.is_ascii_alphabetic() {
                return None;
            }
            *character = if upper {
                character.to_ascii_uppercase()
            } else {
                character.to_ascii_lowercase()
            };
        }
    }
    Some(())
}

/// One character for each five of the id: which of them are upper case.
fn case_checks(id: &[u8; 18]) -> [u8; 3] {
    let mut checks = [0; 3];
    for (check, chunk) in checks.iter_mut().zip(id[..15].chunks(5)) {
        let upper = |bits: usize, (place, c): (usize, &u8)| {
            bits | usize::from(c.is_ascii_uppercase()) << place
        };
        *check = CHECKS[chunk.iter().enumerate().fold(0, upper)];
    }
    checks
}
