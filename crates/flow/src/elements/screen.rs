//! Screen.

use super::Onward;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Answer, Element, Screen};

/// Shows the screen until it is answered.
pub(super) fn show(
    _advance: &mut Advance,
    element: &Element,
    _screen: &Screen,
    _answer: Option<Answer>,
) -> Result<Onward, Stop> {
    Err(Stop::problem(format!("screen {}", element.name)))
}
