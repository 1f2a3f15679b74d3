//! Stored values: a format number and a compact encoding. Old formats are read for ever.

use segue_engine::{Event, Run};
use segue_language::Text;
use serde::{Serialize, de::DeserializeOwned};

use crate::{Result, StoreError};

/// Format of everything written today.
const FORMAT: u8 = 1;
const USUAL_BYTES: usize = 512;

/// Encodes a value for a column of bytes: the body of a job, the state of an interview.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(USUAL_BYTES);
    bytes.push(FORMAT);
    postcard::to_extend(value, bytes).expect("memory takes every value")
}

/// Decodes what [`encode`] gave.
///
/// # Errors
/// [`StoreError::Corrupt`] when the bytes are of no known format or hold no such value.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let Some((&FORMAT, body)) = bytes.split_first() else {
        let format = bytes.first().copied().unwrap_or_default();
        return Err(StoreError::corrupt(format!("format {format} is not known")));
    };
    match postcard::take_from_bytes(body) {
        Ok((value, [])) => Ok(value),
        Ok((_, rest)) => Err(StoreError::corrupt(format!(
            "{} bytes too many",
            rest.len()
        ))),
        Err(error) => Err(StoreError::corrupt(format!(
            "a value cannot be decoded: {error}"
        ))),
    }
}

/// Encodes the state of a run.
pub fn encode_run(run: &Run) -> Vec<u8> {
    encode(run)
}

/// Decodes the state of a run.
///
/// # Errors
/// [`StoreError::Corrupt`].
pub fn decode_run(bytes: &[u8]) -> Result<Run> {
    decode(bytes)
}

/// Encodes what one turn adds to a history.
pub(crate) fn encode_turn(actor: Option<&str>, events: &[Event]) -> Vec<u8> {
    encode(&(actor, events))
}

/// Decodes what one turn added to a history.
pub(crate) fn decode_turn(bytes: &[u8]) -> Result<(Option<Text>, Vec<Event>)> {
    decode(bytes)
}
