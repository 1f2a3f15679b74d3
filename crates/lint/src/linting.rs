//! Linting files: each flow is read once and shown to every rule that is not off.

mod in_yaml;

use segue_definition::{
    FILE_BYTES_MAX, Fault, FileId, Place, Problem, Problems, Severity, SourceFile, Sources,
    read_flow,
};

use crate::found::Found;
use crate::{Finding, FlowFile, RULES, Settings};

/// What lint found.
#[derive(Debug, Default)]
pub struct Linted {
    /// The files of flows.
    pub sources: Sources,
    /// What was found, in order; what keeps a file from being read is among it.
    pub problems: Problems,
    /// What can be put right, with the file that it is in.
    pub findings: Vec<(FileId, Finding)>,
}

/// Shows the flows among `files` to the rules.
pub fn lint(files: Vec<SourceFile>, settings: &Settings) -> Linted {
    let mut flows: Vec<SourceFile> = files.into_iter().filter(is_linted).collect();
    flows.retain(|file| !settings.ignores(&file.path, flow_name(file)));
    flows.sort_by(|a, b| a.path.cmp(&b.path));
    let mut linted = Linted::default();
    for file in flows {
        let id = linted.sources.add(file);
        lint_file(id, settings, &mut linted);
    }
    linted.problems.sort();
    linted
}

/// Whether a file of that name defines a flow.
pub fn is_flow(file_name: &str) -> bool {
    segue_definition::is_flow(file_name)
}

fn is_linted(file: &SourceFile) -> bool {
    is_flow(file.file_name()) && !file.is_below("staticresources")
}

fn lint_file(id: FileId, settings: &Settings, linted: &mut Linted) {
    let file = linted.sources.get(id);
    if let Some(fault) = file.fault {
        return linted.problems.push(unreadable(id, fault));
    }
    let source = file.text.clone();
    let is_yaml = file.path.ends_with(".yaml");
    let document = match read_flow(id, file) {
        Ok(document) if &*document.root.tag == "Flow" => document,
        Ok(document) => {
            let place = document.root.tag_place();
            let message = format!("`{}` is no flow", document.root.tag);
            let problem = Problem::new("unexpected-root", Severity::Error, &place, message);
            return linted.problems.push(problem);
        }
        Err(problems) => return linted.problems.append(problems),
    };
    let flow = FlowFile::new(flow_name(file), &document.root, &source);
    let mut found = findings(&flow, settings);
    if is_yaml {
        in_yaml::translate(&mut found, file, &document);
    }
    for finding in found {
        linted.problems.push(finding.problem.clone());
        linted.findings.push((id, finding));
    }
}

fn findings(flow: &FlowFile<'_>, settings: &Settings) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in RULES {
        let setting = settings.of(rule);
        let Some(severity) = setting.level.severity() else {
            continue;
        };
        if !settings.reports(setting.level) {
            continue;
        }
        let mut found = Found::new(rule, severity);
        (rule.check)(flow, setting, &mut found);
        let is_expected = |finding: &Finding| settings.excepts(flow.name, rule, &finding.result);
        let unexpected = found
            .list
            .into_iter()
            .filter(|finding| !is_expected(finding));
        all.extend(unexpected.map(|finding| worded(finding, setting.message.as_ref())));
    }
    all
}

/// With what the settings say about it, if they say something.
fn worded(mut finding: Finding, message: Option<&String>) -> Finding {
    if let Some(message) = message {
        finding.problem.help = Some(message.clone());
    }
    finding
}

/// Old files have the number of their version behind the name: `Name-3`.
fn flow_name(file: &SourceFile) -> &str {
    let stem = file.stem();
    match stem.rsplit_once('-') {
        Some((name, version)) if version.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => stem,
    }
}

fn unreadable(id: FileId, fault: Fault) -> Problem {
    let (code, message) = match fault {
        Fault::NotText => (
            "malformed-xml",
            "the file is no UTF-8 or UTF-16 text".to_owned(),
        ),
        Fault::TooLarge(bytes) => {
            let message = format!("the file has {bytes} bytes; the limit is {FILE_BYTES_MAX}");
            ("too-large", message)
        }
    };
    Problem::new(code, Severity::Error, &Place::start_of(id), message)
}
