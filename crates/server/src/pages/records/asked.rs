//! What the URL of a list of records says. A filter by a field is `f.Field=value`, a sort is
//! `sort=Field` or, the largest first, `sort=-Field`.

use segue_language::{Sort, Text};

use crate::pages::query_string;
use crate::queries::records::{Start, Wanted};

/// What the URL of a list says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// Text in the names.
    pub(crate) text: String,
    /// Filters: `f.Field` and value.
    fields: Vec<(String, String)>,
    is_mine: bool,
    sort: String,
    before: String,
    skip: String,
    /// What was just done.
    pub(super) told: String,
}

impl Asked {
    pub(super) fn read(pairs: Vec<(String, String)>) -> Asked {
        let mut asked = Asked::default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            match name.as_str() {
                "q" => value.trim().clone_into(&mut asked.text),
                "owner" => asked.is_mine = value == "me",
                "sort" => asked.sort = value,
                "before" => asked.before = value,
                "skip" => asked.skip = value,
                "told" => asked.told = value,
                _ if name.starts_with("f.") => asked.fields.push((name, value)),
                _ => {}
            }
        }
        asked
    }

    pub(super) fn wanted(&self) -> Wanted {
        let fields = self.fields.iter().filter_map(|(name, value)| {
            Some((Text::from(name.strip_prefix("f.")?), value.clone()))
        });
        Wanted {
            text: self.text.clone(),
            fields: fields.collect(),
            is_mine: self.is_mine,
            sort: self.sort(),
            start: match (self.skip.parse(), self.before.is_empty()) {
                (Ok(skip), _) => Some(Start::Skip(skip)),
                (_, false) => Some(Start::Before(Text::from(self.before.as_str()))),
                _ => None,
            },
        }
    }

    fn sort(&self) -> Option<Sort> {
        let field = self.sort.trim_start_matches('-');
        (!field.is_empty()).then(|| Sort {
            field: Text::from(field),
            descending: self.sort.starts_with('-'),
        })
    }

    /// Whether anything narrows the list.
    pub(super) fn is_filtered(&self) -> bool {
        !self.text.is_empty() || !self.fields.is_empty() || self.is_mine
    }

    pub(super) fn is_mine(&self) -> bool {
        self.is_mine
    }

    /// Whether a filter has that value.
    pub(super) fn is_chosen(&self, field: &Text, value: &Text) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|(name, chosen)| name.strip_prefix("f.") == Some(field) && **chosen == **value)
    }

    pub(super) fn sort_text(&self) -> &str {
        &self.sort
    }

    /// `ascending` or `descending` where the list is sorted by a field; nothing elsewhere.
    pub(super) fn order_of(&self, field: &Text) -> &'static str {
        match self.sort() {
            Some(sort) if sort.field == *field && sort.descending => "descending",
            Some(sort) if sort.field == *field => "ascending",
            _ => "",
        }
    }

    /// The same from its beginning, sorted by a field; the other way round where it is already.
    pub(super) fn sorted_by(&self, field: &Text) -> Asked {
        let sort = match self.order_of(field) {
            "ascending" => format!("-{field}"),
            _ => field.to_string(),
        };
        Asked {
            sort,
            before: String::new(),
            skip: String::new(),
            ..self.clone()
        }
    }

    /// The page that begins there.
    pub(super) fn at(&self, start: &Start) -> Asked {
        let (before, skip) = match start {
            Start::Before(id) => (id.to_string(), String::new()),
            Start::Skip(n) => (String::new(), n.to_string()),
        };
        Asked {
            before,
            skip,
            ..self.clone()
        }
    }

    pub(super) fn path(&self, path: &str) -> String {
        let mut pairs = vec![("q", self.text.as_str())];
        let fields = self.fields.iter();
        pairs.extend(fields.map(|(name, value)| (name.as_str(), value.as_str())));
        pairs.push(("owner", if self.is_mine { "me" } else { "" }));
        pairs.push(("sort", &self.sort));
        pairs.push(("before", &self.before));
        pairs.push(("skip", &self.skip));
        query_string(path, &pairs)
    }
}

#[cfg(test)]
mod tests {
    use segue_language::Text;

    use super::Asked;

    #[test]
    fn a_url_is_read_as_it_is_written() {
        let pairs = [
            ("q", "a b"),
            ("f.Status__c", "New"),
            ("sort", "Amount__c"),
            ("skip", "50"),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let asked = Asked::read(pairs.to_vec());
        let path = asked.path("/r");
        assert_eq!(path, "/r?q=a%20b&f.Status__c=New&sort=Amount__c&skip=50");
        let turned = asked.sorted_by(&Text::from("Amount__c")).path("/r");
        assert_eq!(turned, "/r?q=a%20b&f.Status__c=New&sort=-Amount__c");
    }
}
