//! `segue fmt`: brings definitions into their canonical form, XML as the platform writes it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use segue_definition::{SourceFile, read_folder};
use segue_runtime::scenario;

use super::{End, print, say, say_why};

/// Arguments of `segue fmt`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Project folders or files
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing; print what would change, and end with exit code 1 when there is any
    #[arg(long)]
    check: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        match read(path) {
            Ok(found) => files.extend(found),
            Err(error) => {
                say(&format!("segue fmt: {error}"));
                return Ok(End::Usage);
            }
        }
    }
    if files.is_empty() {
        say("segue fmt: found no definition file");
        return Ok(End::Usage);
    }
    let (mut n_changed, mut n_refused) = (0, 0);
    for file in &files {
        match canonical(file) {
            None => n_refused += 1,
            Some(text) if *text != *file.text => {
                n_changed += 1;
                print(&file.path);
                if !arguments.check {
                    fs::write(&file.path, text)
                        .with_context(|| format!("cannot write `{}`", file.path))?;
                }
            }
            Some(_) => {}
        }
    }
    let what = if arguments.check {
        "to change"
    } else {
        "changed"
    };
    say(&format!("{n_changed} of {} files {what}", files.len()));
    let is_bad = n_refused > 0 || (arguments.check && n_changed > 0);
    Ok(if is_bad { End::Bad } else { End::Good })
}

/// The definition files and the scenario files at or below a path.
fn read(path: &Path) -> anyhow::Result<Vec<SourceFile>> {
    let mut files = read_folder(path)?;
    if path.is_dir() {
        for path in scenario::find(path)? {
            let name = path.to_string_lossy();
            if name.ends_with(".scenario.yaml") {
                files.extend(read_folder(&path)?);
            }
        }
    }
    Ok(files)
}

/// The canonical text; none, with the reason printed, where there is none.
fn canonical(file: &SourceFile) -> Option<String> {
    match segue_definition::format(file) {
        Ok(text) => Some(text),
        Err(error) => {
            say_why("fmt", &file.path, &error);
            None
        }
    }
}
