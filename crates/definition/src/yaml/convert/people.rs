//! Converting queues, groups and roles: in metadata each has a file of its own, here all stand in
//! one `people.yaml`, with users, whom metadata does not have.

use super::super::grammar::{GROUP, Grammar, QUEUE, ROLE};
use super::super::lower::{Lowered, entry_of, lower_named};
use super::super::parse;
use super::super::print::{Comments, print};
use super::super::raise::raise_named;
use super::super::tree::{self, Content, Yaml};
use super::{ConvertError, Converted, as_comment, bad, loss, notes_of, read_xml, take_comments};
use crate::canonical::write_xml;
use crate::document::Node;
use crate::sections::Kind;
use crate::sections::group::group;
use crate::sections::queue::queue;
use crate::{FileId, People, Problems, SourceFile};

/// A section of `people.yaml`, and the metadata files that it stands for.
struct Section {
    key: &'static str,
    kind: Kind,
    grammar: &'static Grammar,
    folder: &'static str,
    ending: &'static str,
}

static SECTIONS: [Section; 3] = [
    Section {
        key: "groups",
        kind: Kind::Group,
        grammar: &GROUP,
        folder: "groups",
        ending: "group-meta.xml",
    },
    Section {
        key: "queues",
        kind: Kind::Queue,
        grammar: &QUEUE,
        folder: "queues",
        ending: "queue-meta.xml",
    },
    Section {
        key: "roles",
        kind: Kind::Role,
        grammar: &ROLE,
        folder: "roles",
        ending: "role-meta.xml",
    },
];

/// Files in another form, and what has no place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Several {
    /// The files.
    pub files: Vec<Converted>,
    /// What was left out of them, as sentences.
    pub left_out: Vec<String>,
}

/// Whether the file holds people: `people.yaml`, a queue, a group or a role.
pub fn holds_people(file: &SourceFile) -> bool {
    let kind = Kind::of(file);
    kind == Some(Kind::People) || section_of(file).is_some()
}

fn section_of(file: &SourceFile) -> Option<&'static Section> {
    let kind = Kind::of(file)?;
    SECTIONS.iter().find(|section| section.kind == kind)
}

/// The metadata files of `people.yaml`, each below the folder of its kind.
///
/// # Errors
/// It has errors, or is no `people.yaml`.
pub fn people_to_xml(file: &SourceFile) -> Result<Several, ConvertError> {
    if Kind::of(file) != Some(Kind::People) {
        return Err(ConvertError::Already);
    }
    let mut problems = Problems::new();
    crate::sections::people::people(FileId(0), &file.text, &mut problems);
    let yaml = parse(FileId(0), &file.text, &mut problems);
    let Some(yaml) = yaml.filter(|_| !problems.has_errors()) else {
        problems.sort();
        return Err(bad(file, problems));
    };
    let block = entry_of(&yaml, "people").unwrap_or(&yaml);
    let groups = names_in(entry_of(block, "groups"));
    let mut several = Several::default();
    for section in &SECTIONS {
        let Some(Content::Map(entries)) = entry_of(block, section.key).map(|yaml| &yaml.content)
        else {
            continue;
        };
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            let mut root = team(file, section, (key, value), &mut problems);
            if problems.has_errors() {
                return Err(bad(file, problems));
            }
            sort_members(&mut root, &groups);
            several.left_out.extend(without_members(name, &mut root));
            several.files.push(Converted {
                name: format!("{}/{name}.{}", section.folder, section.ending),
                text: write_xml(&root),
            });
        }
    }
    several.left_out.extend(users_left_out(block));
    let notes = notes_of(file, &yaml);
    several.add_comments(&notes.map(|notes| notes.before).unwrap_or_default());
    Ok(several)
}

impl Several {
    /// Comments of the whole stand at the top of the first file.
    fn add_comments(&mut self, notes: &[Box<str>]) {
        let notes: String = notes
            .iter()
            .map(|note| format!("<!--{note}-->\n"))
            .collect();
        if let Some(first) = self.files.first_mut() {
            let at = first.text.find('\n').map_or(0, |at| at + 1);
            first.text.insert_str(at, &notes);
        }
    }
}

fn names_in(section: Option<&Yaml>) -> Vec<&str> {
    match section.map(|yaml| &yaml.content) {
        Some(Content::Map(entries)) => entries.iter().filter_map(|(key, _)| key.text()).collect(),
        _ => Vec::new(),
    }
}

/// The element of a queue, group or role.
fn team(
    file: &SourceFile,
    section: &Section,
    entry: (&Yaml, &Yaml),
    problems: &mut Problems,
) -> Node {
    let lowered = Lowered {
        file: FileId(0),
        text: &file.text,
        grammar: section.grammar,
    };
    let mut root = lower_named(&lowered, entry, problems);
    // The name is that of the file.
    root.children.retain(|child| &*child.tag != "fullName");
    root
}

/// Members that are groups are told from users by their names.
fn sort_members(root: &mut Node, groups: &[&str]) {
    let mut all = root.children.iter_mut();
    let Some(members) = all.find(|child| &*child.tag == "queueMembers") else {
        return;
    };
    let is_group = |node: &Node| groups.contains(&node.word());
    let mut moved = Vec::new();
    for users in members
        .children
        .iter_mut()
        .filter(|child| &*child.tag == "users")
    {
        let (found, left) = std::mem::take(&mut users.children)
            .into_iter()
            .partition(is_group);
        users.children = left;
        let found: Vec<Node> = found;
        moved.extend(found);
    }
    members.children.retain(|child| !child.children.is_empty());
    if moved.is_empty() {
        return;
    }
    for node in &mut moved {
        node.tag = "publicGroup".into();
    }
    match members
        .children
        .iter_mut()
        .find(|child| &*child.tag == "publicGroups")
    {
        Some(own) => own.children.extend(moved),
        None => {
            let mut own = members.clone();
            own.tag = "publicGroups".into();
            own.children = moved;
            members.children.push(own);
        }
    }
}

/// Takes the members out of a group: its metadata has none.
fn without_members(name: &str, root: &mut Node) -> Option<String> {
    let members = root.children("members").map(|node| node.word().to_owned());
    let members: Vec<String> = members.collect();
    root.children.retain(|child| &*child.tag != "members");
    (!members.is_empty()).then(|| {
        format!(
            "the members of group `{name}` ({}): metadata of groups does not say who is in them",
            members.join(", ")
        )
    })
}

fn users_left_out(block: &Yaml) -> Option<String> {
    let Content::List(users) = &entry_of(block, "users")?.content else {
        return None;
    };
    let n_users = users.len();
    (n_users > 0).then(|| {
        let users = if n_users == 1 { "user" } else { "users" };
        format!("{n_users} {users}: on the platform users are data, not metadata")
    })
}

/// One `people.yaml` of files of queues, groups and roles.
///
/// # Errors
/// The first file that has errors.
pub fn people_to_yaml(files: &[&SourceFile]) -> Result<Converted, ConvertError> {
    let mut notes = String::new();
    let mut sections = Vec::new();
    for section in &SECTIONS {
        let mut teams = Vec::new();
        for file in files {
            if section_of(file).is_none_or(|own| !std::ptr::eq(own, section)) {
                continue;
            }
            let mut root = read_xml(file, section.kind)?;
            let comments = take_comments(&mut root);
            notes.extend(comments.iter().map(|note| as_comment(note)));
            let name = file.stem();
            let value = raise_named(&root, name, section.grammar);
            if !comes_back(&value, name, section, &root) {
                return Err(loss());
            }
            teams.push((Yaml::plain(name), value));
        }
        if !teams.is_empty() {
            sections.push((Yaml::plain(section.key), Yaml::map(teams)));
        }
    }
    let yaml = Yaml::map(vec![(Yaml::plain("people"), Yaml::map(sections))]);
    Ok(Converted {
        name: "people.yaml".to_owned(),
        text: notes + &print(&yaml, &Comments::new()),
    })
}

/// Whether what was made of a file becomes that file again.
fn comes_back(value: &Yaml, name: &str, section: &Section, root: &Node) -> bool {
    let mut problems = Problems::new();
    let lowered = Lowered {
        file: FileId(0),
        text: "",
        grammar: section.grammar,
    };
    let key = Yaml::plain(name);
    let mut again = lower_named(&lowered, (&key, value), &mut problems);
    again.children.retain(|child| &*child.tag != "fullName");
    problems.is_empty() && write_xml(&again) == write_xml(root)
}

/// The groups and queues that a text describes as maps.
pub(crate) fn teams_in(file: FileId, text: &str, problems: &mut Problems) -> People {
    let mut people = People::default();
    // What is no YAML is told by who reads the rest.
    let Ok(yaml) = tree::read(text) else {
        return people;
    };
    let block = entry_of(&yaml, "people").unwrap_or(&yaml);
    for section in &SECTIONS {
        let Some(Content::Map(entries)) = entry_of(block, section.key).map(|yaml| &yaml.content)
        else {
            continue;
        };
        let of = Lowered {
            file,
            text,
            grammar: section.grammar,
        };
        let maps = entries.iter().filter(|(_, value)| {
            section.kind == Kind::Role || matches!(value.content, Content::Map(_))
        });
        for (key, value) in maps {
            let root = lower_named(&of, (key, value), problems);
            let name = key.text().unwrap_or_default();
            match section.kind {
                Kind::Group => people.add_group(group(name, &root)),
                Kind::Queue => people.add_queue(queue(name, &root)),
                _ => {}
            }
        }
    }
    people
}
