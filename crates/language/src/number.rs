//! Numbers as the platform computes them: decimal, 39 significant digits, rounded half up.
//!
//! Whole numbers of 64 bits, nearly all there are, never touch the wide decimals.

mod arithmetic;
mod convert;
mod roots;
mod rounding;
mod small;
mod text;
mod wide;

use std::cmp::Ordering;

use self::small::Small;
use self::wide::Wide;

pub use self::text::NotANumber;

/// A decimal number of at most 39 significant digits.
///
/// Operations round half up to 39 digits; [`std::fmt::Display`] prints at most 32 decimal places
/// without trailing zeros or exponent.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Num(Form);

/// INVARIANT: a number has one form only. What is whole and fits is `Whole`; the digits of a
/// `Wide` have no trailing zero. Equality and hash rely on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Whole(i64),
    Wide(Wide),
}

impl Num {
    /// Zero.
    pub const ZERO: Num = Num(Form::Whole(0));
    /// One.
    pub const ONE: Num = Num(Form::Whole(1));

    /// Whether it has no fraction.
    pub fn is_whole(self) -> bool {
        match self.0 {
            Form::Whole(_) => true,
            Form::Wide(wide) => wide.scale <= 0,
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        match self.0 {
            Form::Whole(whole) => whole < 0,
            Form::Wide(wide) => wide.negative,
        }
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        matches!(self.0, Form::Whole(0))
    }

    fn wide(self) -> Wide {
        match self.0 {
            Form::Whole(whole) => whole.into(),
            Form::Wide(wide) => wide,
        }
    }
}

impl Default for Num {
    fn default() -> Self {
        Num::ZERO
    }
}

impl PartialOrd for Num {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Num {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0, other.0) {
            (Form::Whole(a), Form::Whole(b)) => a.cmp(&b),
            _ => match (Small::of(*self), Small::of(*other)) {
                (Some(a), Some(b)) => a.cmp(b),
                _ => self.wide().decimal().cmp(&other.wide().decimal()),
            },
        }
    }
}
