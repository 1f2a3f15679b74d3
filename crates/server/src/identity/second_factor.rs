//! Second factors: six digits that an authenticator app computes from a shared secret and the time
//! (RFC 6238), each good for one use; and recovery codes for whoever lost the app.

use ring::hmac;
use segue_connectors::{Keys, Secret};
use segue_language::Timestamp;
use segue_store::{SecondFactor, StoreError, Tx};

use super::hash_of;
use crate::app::App;
use crate::problem::{Answer, Problem};
use crate::random;

/// Seconds for which a code counts.
const STEP_SECONDS: i64 = 30;
/// Steps before and after now whose codes count too, as clocks differ.
const DRIFT: i64 = 1;
/// Recovery codes of a person.
const N_RECOVERY_CODES: usize = 10;
/// The digits of base 32, in which apps take secrets.
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret that a person's app and the server share, as text in base 32.
#[derive(Clone, Debug)]
pub(crate) struct SharedSecret(Secret);

/// What was given beside the password, and is to be used up in the transaction of the sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// Nothing that counts.
    Missing,
    /// The code of this time step.
    Step(i64),
    /// Perhaps a recovery code: its hash.
    Recovery([u8; 32]),
}

impl SharedSecret {
    /// A new one of 160 bits.
    pub(crate) fn new() -> SharedSecret {
        let bytes: [u8; 20] = random::bytes();
        SharedSecret(Secret::new(base_32(&bytes)))
    }

    /// The text that a person types into her app.
    pub(crate) fn text(&self) -> &str {
        self.0.reveal()
    }

    /// What an app reads from a picture.
    pub(crate) fn uri(&self, user: &str) -> String {
        let user: String = url::form_urlencoded::byte_serialize(user.as_bytes()).collect();
        let user = user.replace('+', "%20");
        format!(
            "otpauth://totp/Segue:{user}?secret={}&issuer=Segue",
            self.text()
        )
    }

    /// Sealed for a person.
    pub(super) fn seal(&self, keys: &Keys, person: &str) -> Result<Vec<u8>, Problem> {
        let sealed = keys.seal_text(&self.0, &bound_to(person));
        sealed.map_err(|problem| Problem::internal(&problem.to_string()))
    }

    /// What was sealed for a person.
    pub(super) fn open(keys: &Keys, sealed: &[u8], person: &str) -> Result<SharedSecret, Problem> {
        let opened = keys.open_text(sealed, &bound_to(person));
        let opened = opened.map_err(|problem| Problem::internal(&problem.to_string()))?;
        Ok(SharedSecret(opened))
    }

    /// The time step around `now` whose code this is.
    pub(super) fn step_of(&self, code: &str, now: Timestamp) -> Option<i64> {
        let code = digits(code)?;
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes_of(self.text()));
        let today = step_at(now);
        let mut steps = today - DRIFT..=today + DRIFT;
        steps.find(|step| code_of(&key, *step) == code)
    }
}

/// What somebody gave who has this second factor, or none.
pub(super) fn proof(
    keys: impl FnOnce() -> Result<std::sync::Arc<Keys>, Problem>,
    factor: Option<&SecondFactor>,
    (person, given): (&str, &str),
    now: Timestamp,
) -> Result<Proof, Problem> {
    let Some(factor) = factor.filter(|factor| factor.confirmed.is_some()) else {
        return Ok(Proof::Missing);
    };
    if given.trim().is_empty() {
        return Ok(Proof::Missing);
    }
    if digits(given).is_none() {
        return Ok(Proof::Recovery(hash_of(&spelled(given))));
    }
    let secret = SharedSecret::open(&*keys()?, &factor.sealed, person)?;
    Ok(secret
        .step_of(given, now)
        .map_or(Proof::Missing, Proof::Step))
}

/// Whether the proof is enough for a person; it is used up.
pub(super) fn proves(tx: &Tx<'_>, person: &str, proof: Proof) -> Result<bool, StoreError> {
    let factor = tx.second_factor(person)?;
    if factor.is_none_or(|factor| factor.confirmed.is_none()) {
        return Ok(true);
    }
    match proof {
        Proof::Missing => Ok(false),
        Proof::Step(step) => tx.use_code(person, step),
        Proof::Recovery(hash) => tx.use_recovery_code(person, &hash),
    }
}

/// Seals with the newest key what older ones sealed.
pub(crate) async fn reseal_second_factors(app: &App) -> Answer<()> {
    let factors = app.look(|reads| reads.store().second_factors());
    let factors = factors.await??;
    if factors.is_empty() {
        return Ok(());
    }
    let keys = app.calls().vault.keys();
    let keys = keys.map_err(|problem| Problem::internal(&problem.to_string()))?;
    let outdated = factors.into_iter();
    let outdated = outdated.filter(|(_, factor)| keys.is_outdated(&factor.sealed));
    for (person, factor) in outdated {
        let old = factor.sealed;
        let sealed = SharedSecret::open(&keys, &old, &person)?.seal(&keys, &person)?;
        app.jot(move |tx| tx.reseal_second_factor(&person, &old, &sealed))
            .await?;
    }
    Ok(())
}

/// New recovery codes.
pub(super) fn recovery_codes() -> Vec<String> {
    let code = |_| {
        let text = base_32(&random::bytes::<10>()).to_lowercase();
        let parts: Vec<&str> = [0, 4, 8, 12].iter().map(|at| &text[*at..at + 4]).collect();
        parts.join("-")
    };
    (0..N_RECOVERY_CODES).map(code).collect()
}

/// What is stored of recovery codes.
pub(super) fn hashes_of(codes: &[String]) -> Vec<[u8; 32]> {
    codes.iter().map(|code| hash_of(&spelled(code))).collect()
}

/// A recovery code however it was typed.
fn spelled(code: &str) -> String {
    let kept = code.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|character| character.to_ascii_lowercase())
        .collect()
}

/// Six digits, with or without a blank among them.
fn digits(code: &str) -> Option<u32> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| code.parse().ok()).flatten()
}

fn step_at(now: Timestamp) -> i64 {
    now.0.div_euclid(1_000_000).div_euclid(STEP_SECONDS)
}

/// The code of a time step: RFC 4226, dynamic truncation to six digits.
fn code_of(key: &hmac::Key, step: i64) -> u32 {
    let tag = hmac::sign(key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let at = usize::from(bytes[bytes.len() - 1] & 0x0f);
    let word: [u8; 4] = bytes[at..at + 4].try_into().expect("four bytes");
    (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000
}

fn bound_to(person: &str) -> String {
    format!("second factor of {person}")
}

fn base_32(bytes: &[u8]) -> String {
    let bits = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1));
    let bits: Vec<u8> = bits.collect();
    let digit = |five: &[u8]| {
        let value = five.iter().fold(0_u8, |value, bit| value << 1 | bit);
        char::from(BASE_32[usize::from(value << (5 - five.len()))])
    };
    bits.chunks(5).map(digit).collect()
}

fn bytes_of(text: &str) -> Vec<u8> {
    let value = |byte: u8| BASE_32.iter().position(|digit| *digit == byte).unwrap_or(0);
    let bits = text.bytes().flat_map(|byte| {
        let value = value(byte);
        (0..5).rev().map(move |at| (value >> at & 1) as u8)
    });
    let bits: Vec<u8> = bits.collect();
    let whole = bits.chunks_exact(8);
    whole
        .map(|eight| eight.iter().fold(0, |byte, bit| byte << 1 | bit))
        .collect()
}

#[cfg(test)]
pub(crate) fn code_at(secret: &str, now: Timestamp) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes_of(secret));
    format!("{:06}", code_of(&key, step_at(now)))
}

#[cfg(test)]
mod tests {
    use segue_connectors::Secret;
    use segue_language::Timestamp;

    use super::{SharedSecret, base_32, bytes_of, code_at};

    /// The secret of the examples in RFC 6238.
    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let at = Timestamp(seconds * 1_000_000);
            assert_eq!(code_at(&base_32(RFC), at), code);
        }
    }

    #[test]
    fn a_code_counts_one_step_early_and_late_and_no_longer() {
        let secret = SharedSecret(Secret::new(base_32(RFC)));
        let at = |seconds: i64| Timestamp(seconds * 1_000_000);
        for (seconds, counts) in [
            (0, true),
            (30, true),
            (89, true),
            (119, false),
            (120, false),
        ] {
            let found = secret.step_of("287082", at(seconds));
            assert_eq!(found.is_some(), counts, "{seconds}");
        }
        assert_eq!(secret.step_of(" 287 082 ", at(59)), Some(1));
        for nonsense in ["", "28708", "2870820", "28708x", "-87082", "２８７０８２"] {
            assert_eq!(secret.step_of(nonsense, at(59)), None, "{nonsense}");
        }
    }

    #[test]
    fn base_32_leads_there_and_back() {
        assert_eq!(base_32(RFC), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(bytes_of(&base_32(RFC)), RFC);
    }

    #[test]
    fn the_address_for_the_app_names_the_person() {
        let secret = SharedSecret(Secret::new("ABC".to_owned()));
        let uri = secret.uri("ann b&c@example.com");
        assert_eq!(
            uri,
            "otpauth://totp/Segue:ann%20b%26c%40example.com?secret=ABC&issuer=Segue"
        );
    }
}
