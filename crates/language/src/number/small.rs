//! Decimals whose digits fit into 64 bits, which is nearly every amount and rate: computed with
//! the machine's own numbers. The results are exact, so that there is nothing to round.

use std::cmp::Ordering;

use super::wide::{Digits, settle};
use super::{Form, Num};

/// Decimal places up to which two decimals can be aligned in 128 bits.
const SCALE_MAX: i16 = 18;

/// `digits / 10^scale`.
#[derive(Clone, Copy)]
pub(super) struct Small {
    digits: i128,
    scale: u32,
}

impl Small {
    /// The number, when it is small enough.
    pub(super) fn of(number: Num) -> Option<Small> {
        match number.0 {
            Form::Whole(whole) => Some(Small {
                digits: i128::from(whole),
                scale: 0,
            }),
            Form::Wide(wide) => {
                let small = wide.small()?;
                let scale = (0..=SCALE_MAX).contains(&wide.scale);
                let digits = i128::from(small);
                scale.then_some(Small {
                    digits: if wide.negative { -digits } else { digits },
                    scale: u32::from(wide.scale.unsigned_abs()),
                })
            }
        }
    }

    pub(super) fn add(self, other: Small) -> Num {
        let (a, b, scale) = self.aligned(other);
        exact(a + b, scale)
    }

    pub(super) fn sub(self, other: Small) -> Num {
        let (a, b, scale) = self.aligned(other);
        exact(a - b, scale)
    }

    /// None when the product does not fit.
    pub(super) fn mul(self, other: Small) -> Option<Num> {
        let digits = self.digits.checked_mul(other.digits)?;
        Some(exact(digits, self.scale + other.scale))
    }

    /// The quotient, when it ends within 18 more places; the divisor is not zero.
    pub(super) fn div(self, other: Small) -> Option<Num> {
        let digits = self.digits.checked_mul(POWERS[SCALE_MAX as usize])?;
        let scale = (self.scale + SCALE_MAX as u32).checked_sub(other.scale)?;
        (digits % other.digits == 0).then(|| exact(digits / other.digits, scale))
    }

    pub(super) fn cmp(self, other: Small) -> Ordering {
        let (a, b, _) = self.aligned(other);
        a.cmp(&b)
    }

    /// Both at the same scale: at most 64 bits times 10^18, so a sum of two fits as well.
    fn aligned(self, other: Small) -> (i128, i128, u32) {
        let scale = self.scale.max(other.scale);
        let at = |small: Small| small.digits * POWERS[(scale - small.scale) as usize];
        (at(self), at(other), scale)
    }
}

/// The powers of ten up to [`SCALE_MAX`].
const POWERS: [i128; SCALE_MAX as usize + 1] = {
    let mut powers = [1; SCALE_MAX as usize + 1];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// The number in its one form: 128 bits have at most 39 digits.
fn exact(digits: i128, scale: u32) -> Num {
    let size = digits.unsigned_abs();
    let Ok(mut small) = u64::try_from(size) else {
        let words = [size as u64, (size >> 64) as u64, 0, 0];
        let exponent = -(scale as i32);
        return settle(Digits::from_digits(words), exponent, digits < 0)
            .expect("128 bits are never too large");
    };
    let mut scale = scale;
    while scale > 0 && small.is_multiple_of(10) {
        (small, scale) = (small / 10, scale - 1);
    }
    let negative = digits < 0;
    match i64::try_from(small) {
        Ok(whole) if scale == 0 => Num(Form::Whole(if negative { -whole } else { whole })),
        _ => super::wide::from_small(small, scale, negative),
    }
}
