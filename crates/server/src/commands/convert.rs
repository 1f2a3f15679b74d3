//! `segue convert`: definitions from metadata XML to YAML, or back, without loss.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use segue_definition::{
    ConvertError, Converted, SourceFile, holds_people, object_of, object_to_parts, object_to_yaml,
    people_to_xml, people_to_yaml, read_folder, to_xml, to_yaml,
};

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
    /// Write objects as the source format does: each field and other part in a file of its own
    #[arg(long)]
    split: bool,
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

/// What becomes one result: a file, the parts of an object, or all queues, groups and roles.
struct Piece<'f> {
    files: Vec<&'f SourceFile>,
    /// The object of which the files are.
    object: Option<String>,
    /// Where what comes of it stands, unless there is a folder for all.
    beside: PathBuf,
    /// Whether it was named itself.
    is_named: bool,
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
    for piece in pieces(&files, arguments) {
        match convert(&piece, arguments) {
            Ok((converted, left_out)) => {
                n_converted += 1;
                let folder = arguments.output.as_deref();
                let folder = folder.or((!is_single).then_some(&*piece.beside));
                if !put(&converted, folder)? {
                    return Ok(End::Usage);
                }
                for what in left_out {
                    say(&format!("segue convert: left out: {what}"));
                }
            }
            // Of a folder only what has both forms is meant.
            Err(ConvertError::OneFormOnly | ConvertError::Already) if !piece.is_named => {}
            Err(error) => {
                n_refused += 1;
                say_why("convert", &piece.files[0].path, &error);
            }
        }
    }
    if n_converted + n_refused == 0 {
        say("segue convert: found no definition file with another form");
        return Ok(End::Usage);
    }
    Ok(if n_refused > 0 { End::Bad } else { End::Good })
}

/// Puts together what becomes one file.
fn pieces<'f>(files: &'f [(bool, SourceFile)], arguments: &Arguments) -> Vec<Piece<'f>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut whole: BTreeMap<(PathBuf, String), usize> = BTreeMap::new();
    for (is_named, file) in files {
        let is_yaml = file.path.ends_with(".yaml");
        let is_of_many = !is_yaml && arguments.to != Some(Form::Xml);
        let own = Path::new(&file.path).parent().unwrap_or(Path::new(""));
        let above = own.parent().unwrap_or(own);
        let object = object_of(file).filter(|_| is_of_many);
        let is_object = file.file_name().ends_with(".object-meta.xml");
        let (beside, key) = match object {
            Some(name) if is_object => (own, Some(name.to_owned())),
            Some(name) => (above, Some(name.to_owned())),
            None if is_of_many && holds_people(file) => (above, Some(String::new())),
            None => (own, None),
        };
        let key = key.map(|name| (beside.to_owned(), name));
        if let Some(at) = key.as_ref().and_then(|key| whole.get(key)) {
            pieces[*at].files.push(file);
            continue;
        }
        whole.extend(key.map(|key| (key, pieces.len())));
        pieces.push(Piece {
            files: vec![file],
            object: object.map(str::to_owned),
            beside: beside.to_owned(),
            is_named: *is_named,
        });
    }
    pieces
}

/// The files that a piece becomes, and what has no place in them.
fn convert(
    piece: &Piece<'_>,
    arguments: &Arguments,
) -> Result<(Vec<Converted>, Vec<String>), ConvertError> {
    let one = |converted: Converted| (vec![converted], Vec::new());
    let file = piece.files[0];
    let is_yaml = file.path.ends_with(".yaml");
    let to = arguments
        .to
        .unwrap_or(if is_yaml { Form::Xml } else { Form::Yaml });
    match (to, &piece.object) {
        (Form::Yaml, Some(object)) => object_to_yaml(object, &piece.files).map(one),
        (Form::Yaml, None) if holds_people(file) && !is_yaml => {
            people_to_yaml(&piece.files).map(one)
        }
        (Form::Yaml, None) => to_yaml(file).map(one),
        (Form::Xml, _) if file.file_name() == "people.yaml" => {
            let several = people_to_xml(file)?;
            Ok((several.files, several.left_out))
        }
        (Form::Xml, _) if arguments.split && file.file_name().ends_with(".object.yaml") => {
            Ok((object_to_parts(file)?, Vec::new()))
        }
        (Form::Xml, _) => to_xml(file).map(one),
    }
}

/// Prints the files, or writes them below a folder. Nothing is overwritten: false when there is a
/// file.
fn put(converted: &[Converted], folder: Option<&Path>) -> anyhow::Result<bool> {
    let Some(folder) = folder else {
        for file in converted {
            if converted.len() > 1 {
                print(&format!("<!-- file: {} -->", file.name));
            }
            print(file.text.trim_end_matches('\n'));
        }
        return Ok(true);
    };
    for file in converted {
        let path = folder.join(&file.name);
        let own = path.parent().unwrap_or(folder);
        fs::create_dir_all(own).with_context(|| format!("cannot make `{}`", own.display()))?;
        if path.exists() {
            let shown = path.display();
            say(&format!(
                "segue convert: `{shown}` is there already; remove it first"
            ));
            return Ok(false);
        }
        fs::write(&path, &file.text)
            .with_context(|| format!("cannot write `{}`", path.display()))?;
        print(&path.to_string_lossy());
    }
    Ok(true)
}
