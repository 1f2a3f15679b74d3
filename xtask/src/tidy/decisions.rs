//! Decision records are numbered without gaps.

use super::File;

/// Finds gaps and double numbers in `docs/decisions/`.
pub(crate) fn check(files: &[File], findings: &mut Vec<String>) {
    let mut numbers: Vec<u32> = files
        .iter()
        .filter_map(|file| file.path.strip_prefix("docs/decisions/"))
        .filter_map(|name| name.get(..4)?.parse().ok())
        .collect();
    numbers.sort_unstable();
    for (index, number) in numbers.iter().enumerate() {
        if *number as usize != index + 1 {
            findings.push(format!(
                "docs/decisions: {:04} is missing or double",
                index + 1
            ));
            return;
        }
    }
}
