//! What the URL of the inbox says.

use segue_language::Text;

use crate::pages::query_string;
use crate::queries::items::{DueBy, Order, Wanted};

const DAY: i64 = 86_400 * 1_000_000;
/// Ages that are offered: days and words.
const AGES: [(&str, &str); 4] = [
    ("1", "1 day or more"),
    ("3", "3 days or more"),
    ("7", "7 days or more"),
    ("30", "30 days or more"),
];

/// What the URL of the inbox says.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Id of a holder; `all` or empty for all.
    pub(super) from: String,
    /// API name of an orchestration.
    pub(super) orchestration: String,
    /// Id of a record.
    pub(super) record: String,
    /// Text in the labels and the records' names.
    pub(super) q: String,
    /// Days since it was created.
    pub(super) age: String,
    /// `now` or `soon`.
    pub(super) due: String,
    /// `newest`, else the oldest come first.
    pub(super) order: String,
    /// Name of the saved view that this is.
    pub(super) view: String,
    /// Where the page begins.
    pub(super) after: Option<i64>,
    /// What was just done.
    pub(super) told: String,
}

impl Asked {
    /// Whether the URL says nothing: then the default view is shown.
    pub(super) fn is_silent(&self) -> bool {
        self.pairs().iter().all(|(_, value)| value.is_empty()) && self.after.is_none()
    }

    /// Whether anything but a holder narrows the list.
    pub(super) fn is_filtered(&self) -> bool {
        let narrowing = [
            &self.orchestration,
            &self.record,
            &self.q,
            &self.age,
            &self.due,
        ];
        narrowing.iter().any(|text| !text.is_empty()) || self.is_of_one() || self.after.is_some()
    }

    /// Whether only one holder's work is wanted.
    pub(super) fn is_of_one(&self) -> bool {
        !self.from.is_empty() && self.from != "all"
    }

    pub(super) fn wanted(&self) -> Wanted {
        let named = |text: &str| (!text.is_empty()).then(|| Text::from(text));
        let days: Option<i64> = self.age.parse().ok();
        Wanted {
            holder: named(&self.from).filter(|_| self.is_of_one()),
            orchestration: named(&self.orchestration),
            record: named(&self.record),
            text: self.q.trim().to_owned(),
            age: days.map(|days| days.saturating_mul(DAY)),
            due: match self.due.as_str() {
                "now" => Some(DueBy::Now),
                "soon" => Some(DueBy::Soon),
                _ => None,
            },
            order: match self.order.as_str() {
                "newest" => Order::NewestFirst,
                _ => Order::OldestFirst,
            },
            after: self.after,
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 8] {
        [
            ("from", self.from.as_str()),
            ("orchestration", &self.orchestration),
            ("record", &self.record),
            ("q", &self.q),
            ("age", &self.age),
            ("due", &self.due),
            ("order", &self.order),
            ("view", &self.view),
        ]
    }

    /// The filter as the inputs of another form hold it.
    pub(super) fn filter(&self) -> Vec<(&'static str, &str)> {
        let pairs = self.pairs().into_iter();
        let filter = pairs.filter(|(name, value)| *name != "view" && !value.is_empty());
        filter.collect()
    }

    /// The same list at another page.
    pub(super) fn path(&self, path: &str, after: Option<i64>) -> String {
        let after = after.map(|after| after.to_string()).unwrap_or_default();
        let mut pairs = self.pairs().to_vec();
        pairs.push(("after", &after));
        query_string(path, &pairs)
    }

    /// The filter as a URL holds it, under the name of a view.
    pub(super) fn query(&self, view: &str) -> String {
        let named = Asked {
            view: view.to_owned(),
            ..self.clone()
        };
        let path = query_string("", &named.pairs());
        path.trim_start_matches('?').to_owned()
    }

    /// The list of another holder.
    pub(super) fn of(&self, holder: &str) -> String {
        let asked = Asked {
            from: holder.to_owned(),
            view: String::new(),
            ..self.clone()
        };
        asked.path("/inbox", None)
    }

    /// The same list without its record.
    pub(super) fn without_record(&self) -> String {
        let asked = Asked {
            record: String::new(),
            from: match self.from.as_str() {
                "" => "all".to_owned(),
                from => from.to_owned(),
            },
            ..self.clone()
        };
        asked.path("/inbox", None)
    }

    pub(super) fn ages(&self) -> [(&'static str, &'static str); 4] {
        AGES
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn a_view_holds_the_filter_and_nothing_else() {
        let asked = Asked {
            q: "a b&c".to_owned(),
            age: "3".to_owned(),
            told: "claimed".to_owned(),
            after: Some(7),
            ..Asked::default()
        };
        assert_eq!(asked.query("My view"), "q=a%20b%26c&age=3&view=My%20view");
        assert!(Asked::default().is_silent() && !asked.is_silent());
    }
}
