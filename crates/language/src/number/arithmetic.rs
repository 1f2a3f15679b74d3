//! The four operations, remainder and power.

use std::ops::Neg;

use super::small::Small;
use super::wide::{Digits, settle, settled};
use super::{Form, Num};

impl Num {
    /// The sum, or none when it is too large.
    pub fn checked_add(self, other: Num) -> Option<Num> {
        match (self.0, other.0) {
            (Form::Whole(a), Form::Whole(b)) => from_i128(i128::from(a) + i128::from(b)),
            _ => match (Small::of(self), Small::of(other)) {
                (Some(a), Some(b)) => Some(a.add(b)),
                _ => settled(self.wide().decimal() + other.wide().decimal()),
            },
        }
    }

    /// The difference, or none when it is too large.
    pub fn checked_sub(self, other: Num) -> Option<Num> {
        match (self.0, other.0) {
            (Form::Whole(a), Form::Whole(b)) => from_i128(i128::from(a) - i128::from(b)),
            _ => match (Small::of(self), Small::of(other)) {
                (Some(a), Some(b)) => Some(a.sub(b)),
                _ => settled(self.wide().decimal() - other.wide().decimal()),
            },
        }
    }

    /// The product, or none when it is too large.
    pub fn checked_mul(self, other: Num) -> Option<Num> {
        match (self.0, other.0) {
            (Form::Whole(a), Form::Whole(b)) => from_i128(i128::from(a) * i128::from(b)),
            _ => {
                let small = Small::of(self).zip(Small::of(other));
                let product = small.and_then(|(a, b)| a.mul(b));
                product.or_else(|| settled(self.wide().decimal() * other.wide().decimal()))
            }
        }
    }

    /// The quotient, or none when dividing by zero or when it is too large.
    pub fn checked_div(self, other: Num) -> Option<Num> {
        if other.is_zero() {
            return None;
        }
        match (self.0, other.0) {
            (Form::Whole(a), Form::Whole(b)) if a.checked_rem(b) == Some(0) => {
                Some(Num::from(a / b))
            }
            _ => {
                let small = Small::of(self).zip(Small::of(other));
                let quotient = small.and_then(|(a, b)| a.div(b));
                quotient.or_else(|| settled(self.wide().decimal() / other.wide().decimal()))
            }
        }
    }

    /// What remains after dividing down to a whole number; has the sign of `self`. None when
    /// dividing by zero.
    pub fn checked_rem(self, other: Num) -> Option<Num> {
        if other.is_zero() {
            return None;
        }
        match (self.0, other.0) {
            (Form::Whole(a), Form::Whole(b)) => Some(Num::from(a.wrapping_rem(b))),
            _ => {
                let whole = self.checked_div(other)?.truncated(0);
                self.checked_sub(whole.checked_mul(other)?)
            }
        }
    }

    /// The power, or none when it is undefined or too large.
    pub fn checked_pow(self, exponent: Num) -> Option<Num> {
        match exponent.to_i64() {
            Some(whole) => self.whole_power(whole),
            None => Num::from_f64(self.to_f64().powf(exponent.to_f64())),
        }
    }

    /// The size without the sign.
    pub fn abs(self) -> Num {
        if self.is_negative() { -self } else { self }
    }

    fn whole_power(self, exponent: i64) -> Option<Num> {
        if exponent < 0 {
            return Num::ONE.checked_div(self.whole_power(exponent.checked_neg()?)?);
        }
        let (mut result, mut square, mut left) = (Num::ONE, self, exponent);
        while left > 0 {
            if left & 1 == 1 {
                result = result.checked_mul(square)?;
            }
            left >>= 1;
            if left > 0 {
                square = square.checked_mul(square)?;
            }
        }
        Some(result)
    }
}

impl Neg for Num {
    type Output = Num;

    fn neg(self) -> Num {
        match self.0 {
            Form::Whole(whole) => {
                from_i128(-i128::from(whole)).expect("64 bits are never too large")
            }
            Form::Wide(wide) => settle(wide.digits(), -i32::from(wide.scale), !wide.negative)
                .expect("as large as before"),
        }
    }
}

fn from_i128(number: i128) -> Option<Num> {
    if let Ok(whole) = i64::try_from(number) {
        return Some(Num(Form::Whole(whole)));
    }
    let size = number.unsigned_abs();
    let digits = Digits::from_digits([size as u64, (size >> 64) as u64, 0, 0]);
    settle(digits, 0, number < 0)
}
