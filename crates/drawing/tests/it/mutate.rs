//! The same definition written otherwise: what another program, another person or another version
//! of the platform might have made of a file. Files are in canonical form before.

/// One way to write a file otherwise.
pub(crate) struct Mutation {
    /// What is otherwise.
    pub(crate) name: &'static str,
    /// Writes it; a seed chooses among several ways.
    pub(crate) write: fn(&str, u64) -> String,
    /// Whether it looks the same when it is drawn, to the pixel.
    pub(crate) looks_the_same: bool,
}

/// All of them.
pub(crate) const MUTATIONS: [Mutation; 12] = [
    like("line ends of another system", |text, _| {
        text.replace('\n', "\r\n")
    }),
    like("a byte order mark", |text, _| format!("\u{feff}{text}")),
    like("no declaration", |text, _| {
        text.split_once('\n')
            .map_or("", |(_, rest)| rest)
            .to_owned()
    }),
    like("all in one line", |text, _| one_line(text)),
    like("tabs in place of spaces", |text, _| {
        text.replace("    ", "\t")
    }),
    like("comments between the lines", commented),
    like("a prefix for each name", |text, _| prefixed(text)),
    like("no places on the canvas", |text, _| {
        without(text, &["locationX", "locationY"])
    }),
    like("nothing that only a builder needs", |text, _| {
        builders(text)
    }),
    like("another version", versioned),
    unlike("another order of the elements", shuffled),
    unlike("labels in other scripts", relabeled),
];

const fn like(name: &'static str, write: fn(&str, u64) -> String) -> Mutation {
    Mutation {
        name,
        write,
        looks_the_same: true,
    }
}

const fn unlike(name: &'static str, write: fn(&str, u64) -> String) -> Mutation {
    Mutation {
        name,
        write,
        looks_the_same: false,
    }
}

/// The next number of a simple generator.
fn next(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
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

fn builders(text: &str) -> String {
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
