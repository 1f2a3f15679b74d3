//! Rounding to decimal places, half up and in each direction.

use super::wide::{Digits, settle};
use super::{Form, Num};

/// What to do with the digits that are cut off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    HalfUp,
    TowardZero,
    AwayFromZero,
}

impl Num {
    /// Rounded half up (away from zero) to `places` decimal places; negative ones round to tens,
    /// hundreds and so on.
    pub fn rounded(self, places: i32) -> Num {
        self.cut(places, Direction::HalfUp)
    }

    /// Cut off after `places` decimal places.
    pub fn truncated(self, places: i32) -> Num {
        self.cut(places, Direction::TowardZero)
    }

    /// Rounded half up to `n` significant digits.
    pub fn significant(self, n: u32) -> Num {
        let wide = match self.0 {
            Form::Whole(_) if n >= 19 => return self,
            _ => self.wide(),
        };
        let n_digits = wide.digits().decimal_digits();
        let excess = n_digits.saturating_sub(n) as i32;
        self.rounded(i32::from(wide.scale) - excess)
    }

    /// The nearest whole number that is no greater.
    pub fn floor(self) -> Num {
        let away = self.is_negative();
        self.cut(0, direction(away))
    }

    /// The nearest whole number that is no less.
    pub fn ceiling(self) -> Num {
        let away = !self.is_negative();
        self.cut(0, direction(away))
    }

    /// The nearest whole number that is no nearer to zero.
    pub fn away_from_zero(self) -> Num {
        self.cut(0, Direction::AwayFromZero)
    }

    fn cut(self, places: i32, how: Direction) -> Num {
        if matches!(self.0, Form::Whole(_)) && places >= 0 {
            return self;
        }
        let wide = self.wide();
        let n_cut = i64::from(wide.scale) - i64::from(places);
        if n_cut <= 0 {
            return self;
        }
        let (kept, exponent) = cut_digits(wide.digits(), n_cut, how);
        let shift = exponent.max(0) - i64::from(wide.scale);
        let shift = i32::try_from(shift).unwrap_or(i32::MAX);
        settle(kept, shift, wide.negative).unwrap_or(self)
    }
}

fn direction(away: bool) -> Direction {
    if away {
        Direction::AwayFromZero
    } else {
        Direction::TowardZero
    }
}

/// The digits that stay, and by what power of ten they now count.
fn cut_digits(digits: Digits, n_cut: i64, how: Direction) -> (Digits, i64) {
    let n_digits = i64::from(digits.decimal_digits());
    if n_cut > n_digits {
        let up = u64::from(how == Direction::AwayFromZero && !digits.is_zero());
        return (Digits::from_digit(up), if up == 0 { 0 } else { n_cut });
    }
    let n_cut = n_cut as u32;
    let (kept, cut) = digits.div_rem(Digits::power_of_ten(n_cut));
    let up = match how {
        Direction::TowardZero => false,
        Direction::AwayFromZero => !cut.is_zero(),
        Direction::HalfUp => cut >= Digits::power_of_ten(n_cut - 1).mul_digit(5),
    };
    (kept.strict_add_digit(u64::from(up)), i64::from(n_cut))
}
