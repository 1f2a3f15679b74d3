//! Random order, the same every time: people do not work in the order of creation.

/// Shuffles in place (Fisher-Yates over a SplitMix64 sequence with a fixed seed).
pub fn shuffle<T>(items: &mut [T]) {
    let mut state: u64 = 0x5e6_0e5e6;
    for last in (1..items.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        items.swap(last, (bits % (last as u64 + 1)) as usize);
    }
}
