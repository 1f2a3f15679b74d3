//! Headers, lengths and leftovers.

use super::File;

/// Alarm for a shipped source file, in lines.
const LINES_MAX: usize = 500;
/// Alarm for any file, in bytes.
const BYTES_MAX: usize = 1024 * 1024;

/// Finds missing headers, long and large files, leftovers, and paths of somebody's machine.
pub(crate) fn check(file: &File, findings: &mut Vec<String>) {
    let path = &file.path;
    if file.text.len() > BYTES_MAX {
        findings.push(format!("{path}: larger than {BYTES_MAX} bytes"));
    }
    if path.ends_with(".rs") && !file.text.starts_with("//!") {
        findings.push(format!(
            "{path}: begins with no `//!` header that says what it is for"
        ));
    }
    let n_lines = file.text.lines().count();
    if file.is_shipped_rust() && n_lines > LINES_MAX {
        findings.push(format!(
            "{path}: {n_lines} lines, more than {LINES_MAX}: split it"
        ));
    }
    if path.ends_with(".rs") {
        leftovers(file, findings);
    }
}

fn leftovers(file: &File, findings: &mut Vec<String>) {
    for (number, line) in file.text.lines().enumerate() {
        let words = ["TO", "DO"].concat();
        let fix = ["FIX", "ME"].concat();
        if line.contains(&words) || line.contains(&fix) {
            findings.push(format!(
                "{}:{}: an issue, or nothing",
                file.path,
                number + 1
            ));
        }
        if line.trim_start().starts_with("#[allow(") {
            findings.push(format!(
                "{}:{}: `expect` with a reason",
                file.path,
                number + 1
            ));
        }
    }
}
