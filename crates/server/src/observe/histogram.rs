//! How long things took, in a few buckets.

use std::sync::atomic::{AtomicU64, Ordering};

/// Upper ends of the buckets in seconds; the last bucket has none.
pub(super) const ENDS: [f64; 11] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0,
];

/// Counts durations by bucket.
#[derive(Default)]
pub(super) struct Histogram {
    buckets: [AtomicU64; ENDS.len() + 1],
    micros: AtomicU64,
}

impl Histogram {
    /// Counts one duration.
    pub(super) fn add(&self, seconds: f64) {
        let bucket = ENDS.iter().position(|end| seconds <= *end);
        self.buckets[bucket.unwrap_or(ENDS.len())].fetch_add(1, Ordering::Relaxed);
        let micros = (seconds * 1e6) as u64;
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// How many were at most as long as each end, and then how many there were.
    pub(super) fn at_most(&self) -> Vec<u64> {
        let mut n = 0;
        let counts = self.buckets.iter();
        counts
            .map(|bucket| {
                n += bucket.load(Ordering::Relaxed);
                n
            })
            .collect()
    }

    /// All durations together, in seconds.
    pub(super) fn sum(&self) -> f64 {
        self.micros.load(Ordering::Relaxed) as f64 / 1e6
    }
}
