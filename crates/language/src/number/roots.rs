//! Square roots, exact to the last digit.

use super::Num;
use super::wide::settled;

impl Num {
    /// The square root, or none when it is negative.
    pub fn sqrt(self) -> Option<Num> {
        if self.is_negative() {
            return None;
        }
        if self.is_zero() {
            return Some(Num::ZERO);
        }
        settled(self.wide().decimal().sqrt())
    }
}
