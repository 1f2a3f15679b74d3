//! `segue convert`: definitions from metadata XML to YAML, or back, without loss.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use segue_definition::{ConvertError, Converted, SourceFile, read_folder, to_xml, to_yaml};

use super::{End, print, say, say_why};

/// Arguments of `segue convert`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Definition files, or folders of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The form to convert to; the other one unless given
    #[arg(long, value_enum)]
    to: Option<Form>,
    /// Write into this folder; a single file is printed otherwise, several stand beside theirs
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Segue's own short form
    Yaml,
    /// The platform's metadata
    Xml,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let mut files = Vec::new();
    for path in &arguments.files {
        match read_folder(path) {
            Ok(found) => files.extend(found.into_iter().map(|file| (path.is_file(), file))),
            Err(error) => {
                say(&format!("segue convert: {error}"));
                return Ok(End::Usage);
            }
        }
    }
    let is_single = arguments.files.len() == 1 && arguments.files[0].is_file();
    let (mut n_converted, mut n_refused) = (0, 0);
    for (is_named, file) in &files {
        match convert(file, arguments.to) {
            Ok(converted) => {
                n_converted += 1;
                if !put(&converted, file, is_single, arguments.output.as_deref())? {
                    return Ok(End::Usage);
                }
            }
            // Of a folder only what has both forms is meant.
            Err(ConvertError::OneFormOnly | ConvertError::Already) if !is_named => {}
            Err(error) => {
                n_refused += 1;
                say_why("convert", &file.path, &error);
            }
        }
    }
    if n_converted + n_refused == 0 {
        say("segue convert: found no definition file with another form");
        return Ok(End::Usage);
    }
    Ok(if n_refused > 0 { End::Bad } else { End::Good })
}

fn convert(file: &SourceFile, to: Option<Form>) -> Result<Converted, ConvertError> {
    let is_yaml = file.path.ends_with(".yaml");
    match to.unwrap_or(if is_yaml { Form::Xml } else { Form::Yaml }) {
        Form::Yaml => to_yaml(file),
        Form::Xml => to_xml(file),
    }
}

/// Prints it, or writes it where it belongs. Nothing is overwritten: false when there is a file.
fn put(
    converted: &Converted,
    file: &SourceFile,
    is_single: bool,
    folder: Option<&Path>,
) -> anyhow::Result<bool> {
    if is_single && folder.is_none() {
        print(converted.text.trim_end_matches('\n'));
        return Ok(true);
    }
    let beside = Path::new(&file.path).parent().unwrap_or(Path::new(""));
    let folder = folder.unwrap_or(beside);
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let path = folder.join(&converted.name);
    if path.exists() {
        let shown = path.display();
        say(&format!(
            "segue convert: `{shown}` is there already; remove it first"
        ));
        return Ok(false);
    }
    fs::write(&path, &converted.text)
        .with_context(|| format!("cannot write `{}`", path.display()))?;
    print(&path.to_string_lossy());
    Ok(true)
}
