//! What the document says of parameters holds: a request that breaks it reaches no handler.

use std::sync::Arc;

use axum::http::request::Parts;
use serde_json::Value;

use super::{Operation, Parameter, schemas};
use crate::problem::{Answer, Problem};

/// The rules of a route's parameters, made once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules(Arc<[Rule]>);

/// What a value must be.
#[derive(Debug)]
struct Rule {
    name: &'static str,
    in_query: bool,
    length_max: Option<usize>,
    words: Option<Vec<String>>,
    range: Option<(i64, i64)>,
}

impl Rules {
    /// The rules that an operation tells of.
    pub(crate) fn of(operation: Option<&Operation>) -> Rules {
        let parameters = operation.map_or(&[][..], |operation| operation.parameters);
        Rules(parameters.iter().map(Rule::of).collect())
    }

    /// Goes on only when every parameter is as the document says.
    ///
    /// # Errors
    /// 422 with the parameters that are not.
    pub(crate) fn check(&self, parts: &Parts) -> Answer<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let query = parts.uri.query().unwrap_or_default();
        let broken = self.0.iter().filter_map(|rule| {
            let message = match rule.in_query {
                true => url::form_urlencoded::parse(query.as_bytes())
                    .filter(|(name, _)| name == rule.name)
                    .find_map(|(_, value)| rule.broken_by(&value)),
                false => rule.broken_by(parts.headers.get(rule.name)?.to_str().ok()?),
            };
            Some((rule.name, message?))
        });
        let problem = broken.fold(None, |problem: Option<Problem>, (name, message)| {
            let problem = problem
                .unwrap_or_else(|| Problem::invalid(format!("The parameter `{name}` {message}.")));
            Some(problem.at(name, message))
        });
        problem.map_or(Ok(()), Err)
    }
}

impl Rule {
    fn of(parameter: &Parameter) -> Rule {
        let schema = schemas::parsed(parameter.schema);
        let words = schema["enum"].as_array().map(|words| {
            let words = words.iter().filter_map(Value::as_str);
            words.map(str::to_owned).collect()
        });
        let is_number = schema["type"] == "integer";
        let bound = |name: &str, open: i64| schema[name].as_i64().unwrap_or(open);
        Rule {
            name: parameter.name,
            in_query: parameter.place == "query",
            length_max: schema["maxLength"].as_u64().and_then(|n| n.try_into().ok()),
            words,
            range: is_number.then(|| (bound("minimum", i64::MIN), bound("maximum", i64::MAX))),
        }
    }

    /// What is wrong with a value; none when nothing is.
    fn broken_by(&self, value: &str) -> Option<String> {
        if let Some(max) = self.length_max.filter(|max| value.chars().count() > *max) {
            return Some(format!("has more than {max} characters"));
        }
        if let Some(words) = &self.words
            && !words.iter().any(|word| word == value)
        {
            return Some(format!("is none of {}", words.join(", ")));
        }
        let (min, max) = self.range?;
        let is_inside = value.parse().is_ok_and(|n| (min..=max).contains(&n));
        (!is_inside).then(|| format!("is no number from {min} to {max}"))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::super::{CURSOR, IDEMPOTENCY_KEY, LIMIT};
    use super::{Rule, Rules};

    fn told(uri: &str, key: &str) -> Vec<String> {
        let rules = [CURSOR, LIMIT, IDEMPOTENCY_KEY].iter().map(Rule::of);
        let request = Request::get(uri).header("Idempotency-Key", key).body(());
        let (parts, ()) = request.expect("a request").into_parts();
        let checked = Rules(rules.collect()).check(&parts);
        let errors = checked.err().map(|problem| problem.errors);
        let errors = errors.unwrap_or_default().into_iter();
        errors
            .map(|error| format!("{} {}", error.field, error.message))
            .collect()
    }

    #[test]
    fn what_keeps_the_document_passes() {
        assert!(told("/?limit=200&cursor=12&other=1", "k").is_empty());
        assert!(told("/", "").is_empty());
    }

    #[test]
    fn a_number_outside_its_range_is_refused_wherever_it_stands() {
        let expected = ["limit is no number from 1 to 200"];
        for query in [
            "limit=0",
            "limit=201",
            "limit=x",
            "limit=",
            "limit=5&limit=999",
        ] {
            assert_eq!(told(&format!("/?{query}"), "k"), expected, "{query}");
        }
    }

    #[test]
    fn long_texts_are_refused_in_query_and_header() {
        let long = "x".repeat(256);
        let expected = [
            "cursor has more than 255 characters",
            "Idempotency-Key has more than 255 characters",
        ];
        assert_eq!(told(&format!("/?cursor={long}"), &long), expected);
    }
}
