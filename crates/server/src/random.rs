//! The one file that takes randomness from the system.

/// Random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// 16 hexadecimal digits that name a request.
pub(crate) fn id() -> String {
    format!("{:016x}", u64::from_ne_bytes(bytes()))
}
