//! The same definition written otherwise: what another program, another person or another version
//! of the platform might have made of a file. Files are in canonical form before.

/// What is otherwise, and how it is written so; a seed chooses among several ways.
pub(crate) type Mutation = (&'static str, fn(&str, u64) -> String);

/// All of them.
pub(crate) const MUTATIONS: [Mutation; 13] = [
    ("line ends of another system", |text, _| {
        text.replace('\n', "\r\n")
    }),
    ("a byte order mark", |text, _| format!("\u{feff}{text}")),
    ("no declaration", |text, _| {
        text.split_once('\n')
            .map_or("", |(_, rest)| rest)
            .to_owned()
    }),
    ("all in one line", |text, _| one_line(text)),
    ("tabs in place of spaces", |text, _| tabbed(text)),
    ("comments between the lines", commented),
    ("a prefix for each name", |text, _| prefixed(text)),
    ("no places on the canvas", |text, _| {
        without(text, &["locationX", "locationY"])
    }),
    ("nothing that only a builder needs", |text, _| {
        builders(text)
    }),
    ("another version", versioned),
    ("other names of elements", |text, _| renamed(text)),
    ("another order of the elements", shuffled),
    ("labels in other scripts", relabeled),
];

/// The next number of a simple generator.
fn next(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// Only where lines begin: spaces inside texts are theirs.
fn tabbed(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let rest = line.trim_start_matches(' ');
        match rest.starts_with('<') {
            true => "\t".repeat((line.len() - rest.len()) / 4) + rest,
            false => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn one_line(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let begins = line.trim_start().starts_with('<');
        match begins && out.ends_with('>') {
            true => out.push_str(line.trim_start()),
            false if out.is_empty() => out.push_str(line),
            false => {
                out.push('\n');
                out.push_str(line);
            }
        }
    }
    out
}

/// A comment before some of the lines that begin an element.
fn commented(text: &str, mut seed: u64) -> String {
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push('\n');
        let begins = line.trim_start().starts_with('<') && out.trim_end().ends_with('>');
        if begins && next(&mut seed).is_multiple_of(5) {
            out.push_str("<!-- <name>said</name> & more -->\n");
        }
        out.push_str(line);
    }
    out + "\n"
}

fn prefixed(text: &str) -> String {
    let (declaration, rest) = text.split_once('\n').unwrap_or(("", text));
    let rest = rest
        .replace("</", "\u{1}")
        .replace('<', "<sf:")
        .replace('\u{1}', "</sf:")
        .replace("<sf:!", "<!")
        .replace(" xmlns=", " xmlns:sf=");
    format!("{declaration}\n{rest}")
}

/// Without the lines that are one of these elements.
fn without(text: &str, tags: &[&str]) -> String {
    let is_kept = |line: &&str| {
        let line = line.trim_start();
        !tags.iter().any(|tag| line.starts_with(&format!("<{tag}>")))
    };
    let lines: Vec<&str> = text.lines().filter(is_kept).collect();
    lines.join("\n") + "\n"
}

/// A process is started by what its builder keeps for itself: it stays as it is.
fn builders(text: &str) -> String {
    if text.contains("<name>ObjectType</name>") {
        return text.to_owned();
    }
    let (head, mut blocks, tail) = blocks(text);
    let extras = [
        "processMetadataValues",
        "environments",
        "areMetricsLoggedToDataCloud",
    ];
    blocks.retain(|block| !extras.contains(&tag(block)));
    whole(head, &blocks, tail)
}

fn versioned(text: &str, mut seed: u64) -> String {
    let version = 45 + next(&mut seed) % 22;
    let Some((before, rest)) = text.split_once("<apiVersion>") else {
        return text.to_owned();
    };
    let after = rest.split_once('<').map_or("", |(_, after)| after);
    format!("{before}<apiVersion>{version}.0<{after}")
}

/// Elements of the flow with other names, wherever they are named.
fn renamed(text: &str) -> String {
    let (_, blocks, _) = blocks(text);
    let is_element = |block: &&&str| block.contains("<locationX>") && tag(block) != "start";
    let mut out = text.to_owned();
    for name in blocks
        .iter()
        .filter(is_element)
        .filter_map(|block| name_of(block))
    {
        let is_elsewhere = ["flowName", "actionName", "field", "object"]
            .iter()
            .any(|tag| text.contains(&format!("<{tag}>{name}</{tag}>")));
        if name.contains('_') && !name.contains("__") && name.len() < 70 && !is_elsewhere {
            out = renamed_once(&out, name);
        }
    }
    out
}

fn name_of<'t>(block: &&'t str) -> Option<&'t str> {
    let (_, rest) = block.split_once("\n        <name>")?;
    rest.split('<').next()
}

/// Every whole word that is that name, with another ending.
fn renamed_once(text: &str, name: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let end = at + name.len();
        let before = rest[..at].chars().next_back().or(out.chars().next_back());
        let is_whole = !before.is_some_and(is_part) && !rest[end..].starts_with(is_part);
        out.push_str(&rest[..end]);
        if is_whole {
            out.push_str("_Z9");
        }
        rest = &rest[end..];
    }
    out + rest
}

/// Elements of one name stay in their order: it means something.
fn shuffled(text: &str, mut seed: u64) -> String {
    let (head, blocks, tail) = blocks(text);
    let mut tags: Vec<&str> = blocks.iter().map(|block| tag(block)).collect();
    for at in (1..tags.len()).rev() {
        tags.swap(at, next(&mut seed) as usize % (at + 1));
    }
    let mut left = blocks;
    let mut ordered = Vec::new();
    for wanted in tags {
        let at = left.iter().position(|block| tag(block) == wanted);
        ordered.push(left.remove(at.expect("each name comes as often as before")));
    }
    whole(head, &ordered, tail)
}

fn relabeled(text: &str, mut seed: u64) -> String {
    let scripts = [
        "見積もりの承認 🦀",
        "موافقة على الطلب",
        "Überprüfung — ½ ‰",
        "a",
    ];
    let lines = text.lines().map(|line| {
        let rest = line.trim_start();
        let is_label = rest.starts_with("<label>") && rest.ends_with("</label>");
        match is_label {
            true => {
                let label = scripts[next(&mut seed) as usize % scripts.len()];
                let indent = &line[..line.len() - rest.len()];
                format!("{indent}<label>{label}</label>")
            }
            false => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// What stands before the elements of the root, each of them, and what stands behind.
fn blocks(text: &str) -> (&str, Vec<&str>, &str) {
    let is_begin = |line: &str| line.starts_with("    <") && !line.starts_with("    </");
    let mut starts = Vec::new();
    let mut at = 0;
    let mut end = text.len();
    for line in text.split_inclusive('\n') {
        if is_begin(line) {
            starts.push(at);
        } else if line.starts_with("</") {
            end = at;
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([end]);
    let blocks = starts.iter().zip(ends).map(|(from, to)| &text[*from..to]);
    let head = starts.first().copied().unwrap_or(end);
    (&text[..head], blocks.collect(), &text[end..])
}

fn tag(block: &str) -> &str {
    let block = block.trim_start().trim_start_matches('<');
    let end = block.find(|c: char| !c.is_alphanumeric());
    &block[..end.unwrap_or(block.len())]
}

fn whole(head: &str, blocks: &[&str], tail: &str) -> String {
    format!("{head}{}{tail}", blocks.concat())
}
