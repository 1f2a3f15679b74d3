//! `segue deploy DIR`: sends a folder of definitions to a server.

use std::fmt::Write as _;
use std::io::{Cursor, IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};

use reqwest::Method;
use segue_definition::{ReadError, is_read, read_folder};
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::connection::Body;
use super::shown::{clean, list, text};
use super::{End, Fault, Server, Told, formatted, print, say};

/// Arguments of `segue deploy`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder of definitions
    folder: PathBuf,
    /// Say what is wrong and what would change, and deploy nothing
    #[arg(long)]
    check_only: bool,
    /// Add the objects and fields that the project uses but nothing declares
    #[arg(long)]
    infer: bool,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let connection = asked.server.connect()?;
    let (archive, n_files) = archive(&asked.folder)?;
    progress(&format!(
        "sending {n_files} files, {} kB",
        archive.len().div_ceil(1_000)
    ));
    let query = [
        ("check_only", asked.check_only.to_string()),
        ("infer", asked.infer.to_string()),
    ];
    let body = Body::Zip(archive);
    match connection.send(Method::POST, &["deployments"], &query, body, None) {
        Ok(done) => {
            asked.server.tell(done, shown);
            Ok(End::Good)
        }
        Err(Fault::Refused(refused)) if refused.code() == "invalid-project" => {
            let problems = refused.member("problems").clone();
            Ok(refuse(asked, &problems))
        }
        Err(fault) => Err(fault),
    }
}

fn refuse(asked: &Arguments, problems: &Value) -> End {
    let answer = json!({ "deployed": false, "problems": problems });
    if asked.server.json {
        print(&formatted(answer).to_string());
    } else {
        print(lines(&answer).trim_end());
        say("segue: the project has errors; nothing was deployed");
    }
    End::Bad
}

/// The definitions of a folder as a zip, and how many files they are.
fn archive(folder: &Path) -> Result<(Vec<u8>, usize), Fault> {
    let files = read_folder(folder).map_err(|error| unreadable(&error))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut n_files = 0;
    for file in files {
        let path = below(folder, &file.path);
        if is_read(&path) {
            n_files += 1;
            let written = writer
                .start_file(&*path, SimpleFileOptions::default())
                .map_err(std::io::Error::from)
                .and_then(|()| writer.write_all(file.text.as_bytes()));
            written.map_err(|error| Fault::Internal(error.to_string()))?;
        }
    }
    if n_files == 0 {
        let what = format!("there is no definition in `{}`", folder.display());
        return Err(Fault::Usage(what, "name the folder of a project"));
    }
    let bytes = writer.finish();
    let bytes = bytes.map_err(|error| Fault::Internal(error.to_string()))?;
    Ok((bytes.into_inner(), n_files))
}

/// The path of a file below the folder; of the folder itself, its name.
fn below(folder: &Path, path: &str) -> String {
    let path = Path::new(path);
    let below = path.strip_prefix(folder).ok();
    let below = below.filter(|below| !below.as_os_str().is_empty());
    let name = path.file_name().map(Path::new);
    let below = below.or(name).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

fn unreadable(error: &ReadError) -> Fault {
    let cause = std::error::Error::source(error);
    let what = cause.map_or(error.to_string(), |cause| format!("{error}: {cause}"));
    Fault::Usage(what, "name the folder of a project")
}

/// People who wait want to know for what.
fn progress(what: &str) {
    if stderr().is_terminal() {
        say(&format!("segue: {what}"));
    }
}

fn shown(done: &Value) -> String {
    let changed = list(done, "changed");
    let mut shown = lines(done);
    let verb = match done["deployed"] == true {
        true => "deployed",
        false => "would deploy",
    };
    for change in changed {
        let (name, version) = (clean(&text(change, "name")), text(change, "version"));
        let _ = writeln!(shown, "{verb} {name} version {version}");
    }
    for warning in list(done, "warnings").iter().filter_map(Value::as_str) {
        let _ = writeln!(shown, "warning: {}", clean(warning));
    }
    let n_changed = changed.len();
    let _ = writeln!(
        shown,
        "{n_changed} changed, {} unchanged",
        text(done, "unchanged")
    );
    shown
}

/// Problems, a line each, with what to do below it.
fn lines(answer: &Value) -> String {
    let mut lines = String::new();
    for problem in list(answer, "problems") {
        let of = |name: &str| clean(&text(problem, name));
        let place = format!("{}:{}:{}", of("file"), of("line"), of("column"));
        let _ = writeln!(
            lines,
            "{place}: {}[{}]: {}",
            of("severity"),
            of("code"),
            of("message")
        );
        for (title, name) in [("did you mean", "suggestion"), ("help", "help")] {
            let more = of(name);
            if !more.is_empty() {
                let _ = writeln!(lines, "  {title}: {more}");
            }
        }
    }
    lines
}
