//! Finding scenario files and flow tests.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Deepest folder below the one that is searched.
const FOLDER_DEPTH_MAX: usize = 32;

/// Every `*.scenario.yaml` and every flow test at or below `root`, sorted; hidden folders, `node_modules` and
/// `target` are skipped.
///
/// # Errors
/// A file or folder that cannot be read.
pub fn find(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if fs::metadata(root)?.is_file() {
        files.push(root.to_owned());
    } else {
        collect(root, 0, &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if depth > FOLDER_DEPTH_MAX {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        let name = name.to_string_lossy();
        if kind.is_dir() && is_searched(&name) {
            collect(&entry.path(), depth + 1, files)?;
        } else if kind.is_file() && is_test(&name) {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn is_test(name: &str) -> bool {
    name.ends_with(".scenario.yaml") || segue_definition::is_flow_test(name)
}

fn is_searched(folder: &str) -> bool {
    !folder.starts_with('.') && !matches!(folder, "node_modules" | "target")
}
