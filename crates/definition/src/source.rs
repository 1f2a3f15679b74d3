//! Source files: what a project is made from, and reading them from a folder.
//!
//! The only file of this crate that touches the disk.

mod ignored;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use self::ignored::Ignored;

/// Largest file that is read, in bytes.
pub const FILE_BYTES_MAX: u64 = 10 * 1024 * 1024;

/// Deepest folder below the project's.
pub const FOLDER_DEPTH_MAX: usize = 32;

/// One file of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it stands, as the person named it; `/` between folders.
    pub path: String,
    /// Its text; empty when it could not be read.
    pub text: Arc<str>,
    /// Why its text could not be read.
    pub fault: Option<Fault>,
}

/// Why a file has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is neither UTF-8 nor UTF-16 text.
    NotText,
    /// It has so many bytes, more than [`FILE_BYTES_MAX`].
    TooLarge(u64),
}

/// Number of a file among the [`Sources`] of a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// All files of a project; a [`FileId`] is an index.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// Why a folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The operating system refused.
    #[error("cannot read `{}`", .path.display())]
    Refused {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Folders nested deeper than [`FOLDER_DEPTH_MAX`].
    #[error("`{}` is nested too deep", .path.display())]
    TooDeep {
        /// The folder.
        path: PathBuf,
    },
}

impl SourceFile {
    /// A file with its text.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        SourceFile {
            path: path.into(),
            text: text.into(),
            fault: None,
        }
    }

    /// A file whose text could not be read; `fault` says why.
    pub fn unreadable(path: impl Into<String>, fault: Fault) -> Self {
        SourceFile {
            fault: Some(fault),
            ..SourceFile::new(path, "")
        }
    }

    /// A file with the text that `bytes` are; one that is no text, or too large, is kept with its
    /// fault: the others are still read.
    pub fn of_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let n_bytes = bytes.len() as u64;
        if n_bytes > FILE_BYTES_MAX {
            return SourceFile::unreadable(path, Fault::TooLarge(n_bytes));
        }
        match decoded(bytes) {
            Some(text) => SourceFile::new(path, text.trim_start_matches('\u{feff}')),
            None => SourceFile::unreadable(path, Fault::NotText),
        }
    }

    /// The name without its folder.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The name without its folder and without everything from the first dot: the API name of
    /// what the file defines.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Whether the path lies in a folder of that name.
    pub fn is_below(&self, folder: &str) -> bool {
        let mut folders = self.path.split('/').rev().skip(1);
        folders.any(|name| name == folder)
    }
}

impl Sources {
    /// Adds a file and gives it a number.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = u32::try_from(self.files.len()).expect("a project has fewer than 2^32 files");
        self.files.push(file);
        FileId(id)
    }

    /// The file of that number.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Reads the files below `root` that define something, sorted by path; `root` may be one file.
/// Hidden folders, `node_modules`, `staticresources` and what `.forceignore` names are skipped.
///
/// # Errors
/// The first [`ReadError`].
pub fn read_folder(root: &Path) -> Result<Vec<SourceFile>, ReadError> {
    if root.is_file() {
        return Ok(vec![read_file(root)?]);
    }
    let ignored = fs::read_to_string(root.join(".forceignore"));
    let mut reading = Reading {
        ignored: Ignored::of(&ignored.unwrap_or_default()),
        below: Vec::new(),
        files: Vec::new(),
    };
    reading.collect(root)?;
    let mut files = reading.files;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// A folder that is being read.
struct Reading {
    ignored: Ignored,
    /// The folders that lead from its root to where it is.
    below: Vec<String>,
    files: Vec<SourceFile>,
}

impl Reading {
    fn collect(&mut self, folder: &Path) -> Result<(), ReadError> {
        if self.below.len() > FOLDER_DEPTH_MAX {
            return Err(ReadError::TooDeep {
                path: folder.to_owned(),
            });
        }
        let refused = |source| ReadError::Refused {
            path: folder.to_owned(),
            source,
        };
        for entry in fs::read_dir(folder).map_err(refused)? {
            let entry = entry.map_err(refused)?;
            let (path, kind) = (entry.path(), entry.file_type().map_err(refused)?);
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_definition = is_definition(self.below.last().map_or("", String::as_str), &name);
            self.below.push(name);
            if self.ignored.has(&self.below, kind.is_dir()) {
                // Left out, with all that is in it.
            } else if kind.is_dir() && self.below.last().is_some_and(|name| is_searched(name)) {
                self.collect(&path)?;
            } else if kind.is_file() && is_definition {
                self.files.push(read_file(&path)?);
            }
            self.below.pop();
        }
        Ok(())
    }
}

/// Whether the file at `path` below a project's folder is one that [`read_folder`] would read.
pub fn is_read(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = folders.rsplit('/').next().unwrap_or_default();
    let mut folders = folders.split('/').filter(|folder| !folder.is_empty());
    folders.all(is_searched) && is_definition(folder, name)
}

/// Whether the file at `path` defines a flow or an orchestration.
pub fn is_flow(path: &str) -> bool {
    const ENDINGS: [&str; 4] = [
        ".flow-meta.xml",
        ".flow",
        ".flow.yaml",
        ".orchestration.yaml",
    ];
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// Names the files by their paths below the project's folder: what all paths have in common goes,
/// up to a folder that says what its files are, such as `objects`. So the same project is the same
/// wherever it came from.
pub fn from_root(files: &mut [SourceFile]) {
    let n_common = {
        let mut folders = files.iter().map(|file| folders(&file.path));
        let Some(first) = folders.next() else { return };
        let first: Vec<&str> = first.take_while(|folder| !says_what(folder)).collect();
        folders.fold(first.len(), |n_common, other| {
            let pairs = first[..n_common].iter().zip(other);
            pairs.take_while(|(a, b)| **a == *b).count()
        })
    };
    for file in files {
        let kept: Vec<&str> = file.path.split('/').skip(n_common).collect();
        file.path = kept.join("/");
    }
}

fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').take(path.matches('/').count())
}

/// Folders of the source format that say what their files are.
fn says_what(folder: &str) -> bool {
    const KINDS: [&str; 14] = [
        "flows",
        "flowDefinitions",
        "objects",
        "queues",
        "groups",
        "roles",
        "labels",
        "standardValueSets",
        "globalValueSets",
        "permissionsets",
        "profiles",
        "workflows",
        "customMetadata",
        "flowtests",
    ];
    KINDS.contains(&folder)
}

fn is_searched(folder: &str) -> bool {
    !folder.starts_with('.') && folder != "staticresources" && folder != "node_modules"
}

/// Whether a file of that name, in a folder of that name, defines something that this crate reads.
fn is_definition(folder: &str, name: &str) -> bool {
    const SUFFIXES: [&str; 15] = [
        "-meta.xml",
        ".orchestration.yaml",
        ".flow.yaml",
        ".object.yaml",
        ".flow",
        ".flowDefinition",
        ".object",
        ".labels",
        ".queue",
        ".group",
        ".standardValueSet",
        ".globalValueSet",
        ".permissionset",
        ".profile",
        ".workflow",
    ];
    // Anywhere else it is prose.
    let is_custom_metadata = folder == "customMetadata" && name.ends_with(".md");
    matches!(name, "people.yaml" | "actions.yaml")
        || is_custom_metadata
        || SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

/// A file that is no text, or too large, is kept with its fault: the others are still read.
fn read_file(path: &Path) -> Result<SourceFile, ReadError> {
    let refused = |source| ReadError::Refused {
        path: path.to_owned(),
        source,
    };
    let shown = path.to_string_lossy().replace('\\', "/");
    let n_bytes = fs::metadata(path).map_err(refused)?.len();
    if n_bytes > FILE_BYTES_MAX {
        return Ok(SourceFile::unreadable(shown, Fault::TooLarge(n_bytes)));
    }
    let bytes = fs::read(path).map_err(refused)?;
    Ok(SourceFile::of_bytes(shown, bytes))
}

/// The text that `bytes` are: UTF-16 when they begin with its mark, else UTF-8.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2) {
        Some([0xff, 0xfe]) => u16::from_le_bytes,
        Some([0xfe, 0xff]) => u16::from_be_bytes,
        _ => return String::from_utf8(bytes).ok(),
    };
    let (units, []) = bytes.as_chunks::<2>() else {
        return None;
    };
    let units = units.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}
