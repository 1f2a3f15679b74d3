//! `people.yaml`: users, groups and queues.

use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};

use crate::{FileId, Group, People, Place, Problem, Problems, Queue, User, suggest};

/// Largest `people.yaml`, in bytes.
const BYTES_MAX: usize = 4 * 1024 * 1024;

type Pair<'a> = (&'a MarkedYaml<'a>, &'a MarkedYaml<'a>);

/// The people in `text`: a map with `people:`, or that block alone.
pub(crate) fn people(file: FileId, text: &str, problems: &mut Problems) -> People {
    let mut reader = Reader {
        file,
        text,
        problems,
    };
    if text.len() > BYTES_MAX {
        let place = Place::start_of(file);
        let problem =
            Problem::too_large(&place, "the file, counted in bytes,", text.len(), BYTES_MAX);
        reader.problems.push(problem);
        return People::default();
    }
    match MarkedYaml::load_from_str(text) {
        Ok(documents) => documents
            .first()
            .map(|document| reader.document(document))
            .unwrap_or_default(),
        Err(fault) => {
            let place = reader.point(*fault.marker());
            let problem = Problem::malformed_yaml(&place, fault.info());
            reader.problems.push(problem);
            People::default()
        }
    }
}

struct Reader<'r> {
    file: FileId,
    text: &'r str,
    problems: &'r mut Problems,
}

impl Reader<'_> {
    fn document(&mut self, document: &MarkedYaml<'_>) -> People {
        let pairs = self.map(document, "people");
        match pairs.as_slice() {
            [(key, block)] if scalar(key).as_deref() == Some("people") => self.block(block),
            _ => self.block(document),
        }
    }

    fn block(&mut self, block: &MarkedYaml<'_>) -> People {
        let mut people = People::default();
        for (key, value) in self.map(block, "people") {
            match scalar(key).as_deref() {
                Some("users") => {
                    for item in self.list(value, "users") {
                        people.users.extend(self.user(item));
                    }
                }
                Some("groups") => {
                    for (name, members) in self.teams(value, "groups") {
                        people.add_group(group(name, members));
                    }
                }
                Some("queues") => {
                    for (name, members) in self.teams(value, "queues") {
                        people.add_queue(queue(name, members));
                    }
                }
                _ => self.unknown_key(key, "people", &["users", "groups", "queues"]),
            }
        }
        people
    }

    fn user(&mut self, item: &MarkedYaml<'_>) -> Option<User> {
        if let Some(username) = scalar(item) {
            return Some(User {
                email: username.clone(),
                username,
                name: None,
                active: true,
            });
        }
        let (mut username, mut name, mut email, mut active) = (None, None, None, true);
        for (key, value) in self.map(item, "a user") {
            match scalar(key).as_deref() {
                Some("username") => username = self.text(value),
                Some("name") => name = self.text(value),
                Some("email") => email = self.text(value),
                Some("active") => active = self.flag(value),
                _ => self.unknown_key(key, "user", &["username", "name", "email", "active"]),
            }
        }
        let Some(username) = username else {
            let place = self.place(item);
            self.problems
                .push(Problem::missing_element(&place, "username", "user"));
            return None;
        };
        Some(User {
            email: email.unwrap_or_else(|| username.clone()),
            username,
            name,
            active,
        })
    }

    /// `(name, members)` of each group or queue.
    fn teams(&mut self, value: &MarkedYaml<'_>, what: &str) -> Vec<(String, Vec<String>)> {
        let mut teams = Vec::new();
        for (key, members) in self.map(value, what) {
            let Some(name) = self.text(key) else { continue };
            let items = self.list(members, &name);
            let members = items.iter().filter_map(|item| self.text(item)).collect();
            teams.push((name, members));
        }
        teams
    }

    fn map<'a>(&mut self, node: &'a MarkedYaml<'a>, what: &str) -> Vec<Pair<'a>> {
        match &node.data {
            YamlData::Mapping(entries) => entries.iter().collect(),
            YamlData::Value(Scalar::Null) => Vec::new(),
            _ => {
                self.invalid(node, &format!("a map for {what}"));
                Vec::new()
            }
        }
    }

    fn list<'a>(&mut self, node: &'a MarkedYaml<'a>, what: &str) -> Vec<&'a MarkedYaml<'a>> {
        match &node.data {
            YamlData::Sequence(items) => items.iter().collect(),
            YamlData::Value(Scalar::Null) => Vec::new(),
            _ => {
                self.invalid(node, &format!("a list for {what}"));
                Vec::new()
            }
        }
    }

    fn text(&mut self, node: &MarkedYaml<'_>) -> Option<String> {
        let text = scalar(node);
        if text.is_none() {
            self.invalid(node, "a text");
        }
        text
    }

    fn flag(&mut self, node: &MarkedYaml<'_>) -> bool {
        match &node.data {
            YamlData::Value(Scalar::Boolean(flag)) => *flag,
            _ => {
                self.invalid(node, "true or false");
                true
            }
        }
    }

    fn invalid(&mut self, node: &MarkedYaml<'_>, expected: &str) {
        let place = self.place(node);
        let found = scalar(node).unwrap_or_else(|| "something else".to_owned());
        self.problems
            .push(Problem::invalid_value(&place, &found, expected, None));
    }

    fn unknown_key(&mut self, key: &MarkedYaml<'_>, parent: &str, known: &[&str]) {
        let place = self.place(key);
        let name = scalar(key).unwrap_or_default();
        let suggestion = suggest(&name, known.iter().copied());
        self.problems
            .push(Problem::unknown_key(&place, &name, parent, suggestion));
    }

    fn place(&self, node: &MarkedYaml<'_>) -> Place {
        let start = self.byte(node.span.start.index());
        let end = self.byte(node.span.end.index());
        Place::new(self.file, start..end.max(start))
    }

    fn point(&self, marker: Marker) -> Place {
        let at = self.byte(marker.index());
        Place::new(self.file, at..at)
    }

    fn byte(&self, character: usize) -> usize {
        let mut offsets = self.text.char_indices().map(|(at, _)| at);
        offsets.nth(character).unwrap_or(self.text.len())
    }
}

fn group(name: String, members: Vec<String>) -> Group {
    Group {
        label: name.clone(),
        name,
        members: Some(members),
    }
}

fn queue(name: String, members: Vec<String>) -> Queue {
    Queue {
        label: name.clone(),
        name,
        members: Some(members),
        objects: Vec::new(),
    }
}

fn scalar(node: &MarkedYaml<'_>) -> Option<String> {
    match &node.data {
        YamlData::Value(Scalar::String(text)) => Some(text.to_string()),
        YamlData::Value(Scalar::Integer(number)) => Some(number.to_string()),
        YamlData::Value(Scalar::Boolean(flag)) => Some(flag.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::people;
    use crate::{FileId, Problems};

    #[test]
    fn users_groups_and_queues_are_read() {
        let mut problems = Problems::new();
        let text = "people:
  users: [lead@example.com, {username: agent, name: First agent, active: false}]
  groups: {Managers: [lead@example.com]}
  queues: {Support: [agent]}
";
        let people = people(FileId(0), text, &mut problems);
        assert!(problems.is_empty());
        assert_eq!(people.users[0].email, "lead@example.com");
        assert!(!people.user("AGENT").unwrap().active);
        assert_eq!(
            people.group("Managers").unwrap().members,
            Some(vec!["lead@example.com".to_owned()])
        );
        assert_eq!(people.queue("Support").unwrap().label, "Support");
    }

    #[test]
    fn an_unknown_key_is_a_problem_with_a_suggestion() {
        let mut problems = Problems::new();
        people(FileId(0), "people:\n  user: []\n", &mut problems);
        let problem = problems.iter().next().unwrap();
        expect![[r#"("unknown-key", 10..14, Some("users"))"#]].assert_eq(&format!(
            "{:?}",
            (
                problem.code,
                &problem.place.range,
                problem.suggestion.as_deref()
            )
        ));
    }
}
