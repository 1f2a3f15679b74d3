//! Comparisons of a number with a constant, such as `>= 50`.

use std::cmp::Ordering;

/// What a number must be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    operator: &'static str,
    than: f64,
}

/// Longer ones first, so that none is taken for the beginning of another.
const OPERATORS: [&str; 9] = ["===", "!==", ">=", "<=", "==", "!=", ">", "<", "="];

impl Comparison {
    /// Reads one.
    pub(crate) fn parse(text: &str) -> Option<Comparison> {
        let text = text.trim();
        let operator = OPERATORS.into_iter().find(|op| text.starts_with(op))?;
        let than: f64 = text[operator.len()..].trim().parse().ok()?;
        than.is_finite().then_some(Comparison { operator, than })
    }

    /// Whether `number` is as it must be.
    pub(crate) fn holds(&self, number: f64) -> bool {
        let order = number.partial_cmp(&self.than);
        match self.operator {
            ">=" => order.is_some_and(Ordering::is_ge),
            "<=" => order.is_some_and(Ordering::is_le),
            ">" => order.is_some_and(Ordering::is_gt),
            "<" => order.is_some_and(Ordering::is_lt),
            "!=" | "!==" => order.is_some_and(Ordering::is_ne),
            _ => order.is_some_and(Ordering::is_eq),
        }
    }

    /// The smallest whole number that is as it must be, where there is a smallest.
    pub(crate) fn least(&self) -> Option<f64> {
        match self.operator {
            ">=" | "=" | "==" | "===" => Some(self.than.ceil()),
            ">" => Some(self.than.floor() + 1.0),
            _ => None,
        }
    }

    /// As it is written.
    pub(crate) fn words(&self) -> String {
        format!("{} {}", self.operator, self.than)
    }
}

#[cfg(test)]
mod tests {
    use super::Comparison;

    #[test]
    fn comparisons_are_read_as_the_scanner_writes_them() {
        let holds = |text: &str, number| Comparison::parse(text).unwrap().holds(number);
        assert!(holds(">=50", 50.0) && holds("===58", 58.0) && holds("< 50", 49.0));
        assert!(!holds(">= 50", 49.0) && !holds("!= 58", 58.0) && !holds("> 50", 50.0));
    }

    #[test]
    fn what_compares_nothing_is_refused() {
        for text in ["", "50", ">=", ">= fifty", ">= inf"] {
            assert_eq!(Comparison::parse(text), None, "{text}");
        }
    }
}
