//! `cargo xtask tidy`: rules of the house that no compiler checks. Also an ordinary test.

mod decisions;
mod files;
mod names;
mod walls;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::shell::{output, root};

/// A tracked text file.
pub(crate) struct File {
    /// Path from the root.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl File {
    /// Whether it is Rust source that ships.
    fn is_shipped_rust(&self) -> bool {
        self.path.ends_with(".rs")
            && !["/tests/", "/specs/", "/cases/", "/benches/"]
                .iter()
                .any(|t| self.path.contains(t))
            && !self.path.ends_with("/specs.rs")
    }
}

/// Prints every finding and fails when there is one.
pub(crate) fn run() -> Result<()> {
    let findings = findings(&tracked_files()?);
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("tidy: {} findings", findings.len());
    }
    println!("tidy: nothing found");
    Ok(())
}

fn findings(files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        files::check(file, &mut findings);
        names::check(file, &mut findings);
        walls::check(file, &mut findings);
    }
    decisions::check(files, &mut findings);
    findings
}

/// Files that git tracks or would track, examples' own data left out.
fn tracked_files() -> Result<Vec<File>> {
    let list = output(
        "git",
        &["ls-files", "--cached", "--others", "--exclude-standard"],
    )?;
    let mut files = Vec::new();
    for path in list.lines().filter(|path| root().join(path).is_file()) {
        files.push(read(path)?);
    }
    Ok(files)
}

fn read(path: &str) -> Result<File> {
    let bytes =
        fs::read(Path::new(&root()).join(path)).with_context(|| format!("while reading {path}"))?;
    Ok(File {
        path: path.to_owned(),
        text: String::from_utf8_lossy(&bytes).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_tidy() {
        let findings = findings(&tracked_files().unwrap());
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    #[test]
    fn a_file_without_header_that_is_too_long_and_holds_a_leftover_is_found() {
        let text = format!("use x;\n// {}{}: later\n{}", "TO", "DO", "\n".repeat(600));
        let file = File {
            path: "crates/engine/src/a.rs".into(),
            text,
        };
        assert_eq!(findings(&[file]).len(), 3);
    }
}
