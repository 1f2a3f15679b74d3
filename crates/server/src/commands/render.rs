//! `segue render`: draws orchestrations and flows as SVG.

use std::collections::BTreeMap;
use std::fs;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};

use segue_definition::{
    Findings, Options, Project, Severity, SourceFile, human, load, read_folder,
};
use segue_drawing::{Model, Sizes, layout, of_flow, of_orchestration, standalone};

use super::{End, print, say};

/// Arguments of `segue render`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Files of flows and orchestrations, or folders of them
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,

    /// File to write; a folder for several drawings. Standard output when it is left out
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// A drawing and the file that it was made from.
struct Drawing {
    source: String,
    stem: String,
    svg: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let files = match read(&arguments.paths) {
        Ok(files) => files,
        Err(end) => return Ok(end),
    };
    let is_many = files.len() > 1 || arguments.paths.iter().any(|path| path.is_dir());
    let mut drawings = Vec::new();
    let mut is_bad = false;
    for file in files {
        match draw(file)? {
            Ok(drawing) => drawings.extend(drawing),
            Err(()) => is_bad = true,
        }
    }
    if drawings.is_empty() && !is_bad {
        say(
            "segue render: found no flow and no orchestration; their files end in \
             .flow-meta.xml, .flow.yaml or .orchestration.yaml",
        );
        return Ok(End::Usage);
    }
    let end = match &arguments.output {
        None => printed(&drawings),
        Some(path) => written(&drawings, path, is_many),
    };
    Ok(if is_bad && end == End::Good {
        End::Bad
    } else {
        end
    })
}

/// All files, those of folders included; the end of the command when one cannot be read.
fn read(paths: &[PathBuf]) -> Result<Vec<SourceFile>, End> {
    let mut files = Vec::new();
    for path in paths {
        match read_folder(path) {
            Ok(found) => files.extend(found),
            Err(error) => {
                let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
                say(&format!(
                    "segue render: {error}{}",
                    cause.unwrap_or_default()
                ));
                return Err(End::Usage);
            }
        }
    }
    Ok(files)
}

/// The drawing of a file, if it defines a flow; says what is wrong when it cannot be drawn. Each
/// file is read for itself: what it calls need not be there.
fn draw(file: SourceFile) -> anyhow::Result<Result<Option<Drawing>, ()>> {
    let (source, stem) = (file.path.clone(), file.stem().to_owned());
    let project = load(vec![file], &Options { infer: true }, None);
    let Some(model) = model(&project) else {
        return Ok(if complains(&project)? {
            Err(())
        } else {
            Ok(None)
        });
    };
    let placed = layout(&model, &Sizes::default());
    match placed.and_then(|placed| standalone(&model, &placed)) {
        Ok(svg) => Ok(Ok(Some(Drawing { source, stem, svg }))),
        Err(error) => {
            say(&format!("segue render: cannot draw `{source}`: {error}"));
            Ok(Err(()))
        }
    }
}

fn model(project: &Project) -> Option<Model> {
    let orchestration = project.orchestrations.first();
    let drawn = orchestration.map(|found| of_orchestration(&found.item));
    drawn.or_else(|| project.flows.first().map(|found| of_flow(&found.item)))
}

/// Says why a file defines nothing, if that is a mistake.
fn complains(project: &Project) -> anyhow::Result<bool> {
    let working_directory = std::env::current_dir()?;
    let findings = Findings {
        projects: vec![(&project.problems, &project.sources)],
        working_directory: &working_directory,
    };
    if findings.count(Severity::Error) == 0 {
        return Ok(false);
    }
    say(human(&findings, stderr().is_terminal()).trim_end());
    Ok(true)
}

fn printed(drawings: &[Drawing]) -> End {
    match drawings {
        [] => End::Good,
        [drawing] => {
            print(drawing.svg.trim_end());
            End::Good
        }
        more => {
            let n_drawings = more.len();
            say(&format!(
                "segue render: {n_drawings} drawings need a folder: give one with -o"
            ));
            End::Usage
        }
    }
}

fn written(drawings: &[Drawing], output: &Path, is_many: bool) -> End {
    let ends_in_slash = output.as_os_str().to_string_lossy().ends_with(['/', '\\']);
    let is_one = !is_many && !ends_in_slash && !output.is_dir();
    let targets: Vec<PathBuf> = drawings
        .iter()
        .map(|drawing| match is_one {
            true => output.to_owned(),
            false => output.join(format!("{}.svg", drawing.stem)),
        })
        .collect();
    let mut seen: BTreeMap<&Path, &str> = BTreeMap::new();
    for (target, drawing) in targets.iter().zip(drawings) {
        if let Some(other) = seen.insert(target, &drawing.source) {
            let (target, source) = (target.display(), &drawing.source);
            say(&format!(
                "segue render: `{target}` would be the drawing of `{other}` and of `{source}`"
            ));
            return End::Usage;
        }
    }
    let folder = if is_one { None } else { Some(output) };
    let made = folder.map_or(Ok(()), fs::create_dir_all);
    let all = targets.iter().zip(drawings);
    let kept = made.and_then(|()| {
        let mut all = all.map(|(target, drawing)| fs::write(target, &drawing.svg));
        all.try_for_each(|kept| kept)
    });
    match kept {
        Ok(()) => End::Good,
        Err(error) => {
            say(&format!(
                "segue render: cannot write `{}`: {error}",
                output.display()
            ));
            End::Usage
        }
    }
}
