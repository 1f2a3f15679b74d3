//! The wide decimals behind [`Num`], brought into their one form.

use fastnum::bint::UInt;
use fastnum::decimal::{Context, Decimal, RoundingMode, Sign};

use super::{Form, Num};

/// 256 bits hold 77 digits: room to compute and to round once. (Computing with an odd number of
/// words is not supported.)
pub(super) type Decimal256 = Decimal<4>;
pub(super) type Digits = UInt<4>;

/// Significant digits of a number.
pub(super) const DIGITS_MAX: u32 = 39;
/// Numbers from 10 to this power upward do not exist; the smallest fractions are zero.
pub(super) const MAGNITUDE_MAX: i32 = 1_000;

/// Cuts instead of rounding, so that the one rounding of [`settle`] is exact, and never traps.
const CUT: Context = Context::default()
    .without_traps()
    .with_rounding_mode(RoundingMode::Down);

/// `digits / 10^scale`: 192 bits for 39 digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Wide {
    digits: [u64; 3],
    pub(super) scale: i16,
    pub(super) negative: bool,
}

impl Wide {
    pub(super) fn digits(self) -> Digits {
        let [low, middle, high] = self.digits;
        Digits::from_digits([low, middle, high, 0])
    }

    /// Its digits, when they fit into 64 bits.
    pub(super) fn small(self) -> Option<u64> {
        match self.digits {
            [small, 0, 0] => Some(small),
            _ => None,
        }
    }

    /// As a decimal to compute with.
    pub(super) fn decimal(self) -> Decimal256 {
        let exponent = -i32::from(self.scale);
        Decimal256::from_parts(self.digits(), exponent, sign(self.negative), CUT)
    }
}

impl From<i64> for Wide {
    fn from(whole: i64) -> Self {
        Wide {
            digits: [whole.unsigned_abs(), 0, 0],
            scale: 0,
            negative: whole < 0,
        }
    }
}

/// The number `small / 10^scale`, which has no trailing zero after its point.
pub(super) fn from_small(small: u64, scale: u32, negative: bool) -> Num {
    if scale == 0 || small == 0 {
        let settled = settle(Digits::from_digit(small), 0, negative);
        return settled.expect("64 bits are never too large");
    }
    Num(Form::Wide(Wide {
        digits: [small, 0, 0],
        scale: i16::try_from(scale).expect("few decimal places"),
        negative,
    }))
}

fn sign(negative: bool) -> Sign {
    if negative { Sign::Minus } else { Sign::Plus }
}

/// The number `digits * 10^exponent`, rounded half up to 39 digits; none when it is too large.
pub(super) fn settle(digits: Digits, exponent: i32, negative: bool) -> Option<Num> {
    let (digits, exponent) = round_half_up(digits, exponent);
    let (digits, exponent) = strip_zeros(digits, exponent);
    if let Some(whole) = as_whole(digits, exponent, negative) {
        return Some(Num(Form::Whole(whole)));
    }
    let magnitude = exponent + digits.decimal_digits() as i32;
    if magnitude > MAGNITUDE_MAX {
        return None;
    }
    if magnitude < -MAGNITUDE_MAX {
        return Some(Num::ZERO);
    }
    let [low, middle, high, _] = *digits.digits();
    Some(Num(Form::Wide(Wide {
        digits: [low, middle, high],
        scale: i16::try_from(-exponent).expect("the magnitude is small"),
        negative,
    })))
}

/// Settles the result of a wide operation; none when there is none (too large, undefined).
pub(super) fn settled(decimal: Decimal256) -> Option<Num> {
    if decimal.is_nan() || decimal.is_infinite() {
        return None;
    }
    let exponent = -i32::from(decimal.fractional_digits_count());
    settle(decimal.digits(), exponent, decimal.is_negative())
}

fn round_half_up(digits: Digits, exponent: i32) -> (Digits, i32) {
    let excess = digits.decimal_digits().saturating_sub(DIGITS_MAX);
    if excess == 0 {
        return (digits, exponent);
    }
    let (kept, cut) = digits.div_rem(Digits::power_of_ten(excess));
    let half = Digits::power_of_ten(excess - 1).mul_digit(5);
    let up = u64::from(cut >= half);
    (kept.strict_add_digit(up), exponent + excess as i32)
}

fn strip_zeros(mut digits: Digits, mut exponent: i32) -> (Digits, i32) {
    loop {
        if let [small, 0, 0, 0] = *digits.digits() {
            let (small, exponent) = strip_small(small, exponent);
            return (Digits::from_digit(small), exponent);
        }
        let (tenth, rest) = digits.div_rem_digit(10);
        if rest != 0 {
            return (digits, exponent);
        }
        (digits, exponent) = (tenth, exponent + 1);
    }
}

fn strip_small(mut small: u64, mut exponent: i32) -> (u64, i32) {
    if small == 0 {
        return (0, 0);
    }
    while small.is_multiple_of(10) {
        (small, exponent) = (small / 10, exponent + 1);
    }
    (small, exponent)
}

fn as_whole(digits: Digits, exponent: i32, negative: bool) -> Option<i64> {
    let [small, 0, 0, 0] = *digits.digits() else {
        return None;
    };
    let exponent = u32::try_from(exponent).ok().filter(|e| *e < 20)?;
    let size = i128::from(small) * 10_i128.pow(exponent);
    i64::try_from(if negative { -size } else { size }).ok()
}
