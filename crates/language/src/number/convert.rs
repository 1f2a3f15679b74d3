//! Numbers from and to those of the machine.

use super::{Form, Num};

impl Num {
    /// The whole number of 64 bits, or none when it has a fraction or does not fit.
    pub fn to_i64(self) -> Option<i64> {
        match self.0 {
            Form::Whole(whole) => Some(whole),
            Form::Wide(_) => None,
        }
    }

    /// The nearest binary number.
    pub fn to_f64(self) -> f64 {
        match self.0 {
            Form::Whole(whole) => whole as f64,
            Form::Wide(_) => self.exact_text().parse().unwrap_or(f64::NAN),
        }
    }

    /// The shortest decimal that reads back as `number`; none for infinities and not-a-number.
    pub fn from_f64(number: f64) -> Option<Num> {
        if !number.is_finite() {
            return None;
        }
        format!("{number:e}").parse().ok()
    }
}

impl From<i64> for Num {
    fn from(value: i64) -> Self {
        Num(Form::Whole(value))
    }
}

impl From<i32> for Num {
    fn from(value: i32) -> Self {
        Num::from(i64::from(value))
    }
}

impl From<u32> for Num {
    fn from(value: u32) -> Self {
        Num::from(i64::from(value))
    }
}
