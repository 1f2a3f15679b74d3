//! The workloads: which definitions, which requests.

use segue_definition::SourceFile;
use segue_engine::{Assignee, AssigneeKind};
use segue_language::{Text, Value};

use super::drive::{Drive, Until};
use super::shuffle::shuffle;
use super::{BenchError, BenchOptions};
use crate::{Actor, OpenItem, Request, Runtime};

/// People among whom the work items are spread.
pub const N_PEOPLE: usize = 200;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// Two stages of two background steps, one after the other, in one turn.
    Background,
    /// The same, each step a job and a turn of its own.
    BackgroundAsync,
    /// A work item completed, then a background step.
    Human,
}

impl Workload {
    /// The workload of that name on the command line.
    pub fn named(name: &str) -> Option<Workload> {
        [
            Workload::Background,
            Workload::BackgroundAsync,
            Workload::Human,
        ]
        .into_iter()
        .find(|workload| workload.name() == name)
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Workload::Background => "background",
            Workload::BackgroundAsync => "background-async",
            Workload::Human => "human",
        }
    }

    /// Turns that one request leads to.
    pub(super) fn turns(self) -> usize {
        match self {
            Workload::Background | Workload::Human => 1,
            Workload::BackgroundAsync => 5,
        }
    }

    /// What ends one request's time.
    pub(super) fn until(self) -> Until {
        match self {
            Workload::Background | Workload::Human => Until::Reply,
            Workload::BackgroundAsync => Until::RunEnds,
        }
    }

    /// API name of its orchestration.
    pub fn orchestration(self) -> Text {
        Text::from(match self {
            Workload::Background => "Bench_Background",
            Workload::BackgroundAsync => "Bench_Background_Async",
            Workload::Human => "Bench_Human",
        })
    }
}

macro_rules! definition {
    ($name:literal) => {
        ($name, include_str!(concat!("definitions/", $name)))
    };
}

const DEFINITIONS: &[(&str, &str)] = &[
    definition!("Bench_Background.flow-meta.xml"),
    definition!("Bench_Background_Async.flow-meta.xml"),
    definition!("Bench_Form.flow-meta.xml"),
    definition!("Bench_Human.flow-meta.xml"),
    definition!("Bench_Set_Variable.flow-meta.xml"),
];

/// The definitions of all workloads and the people in them.
pub(super) fn sources() -> Vec<SourceFile> {
    let people: Vec<String> = (0..N_PEOPLE)
        .map(|n| format!("{}@bench.test", person(n)))
        .collect();
    let people = format!("people:\n  users: [{}]\n", people.join(", "));
    let file = |(path, text): &(&str, &str)| SourceFile::new(*path, *text);
    let mut sources: Vec<SourceFile> = DEFINITIONS.iter().map(file).collect();
    sources.push(SourceFile::new("people.yaml", people));
    sources
}

/// What is measured, after what has to stand before it.
pub(super) fn prepare(
    options: &BenchOptions,
    drive: &mut Drive,
) -> Result<Vec<Request>, BenchError> {
    let n_starts = options.runs + options.open_items;
    let start = |n: usize| bench_start(options.workload, n);
    if options.workload != Workload::Human {
        return Ok((0..options.runs).map(start).collect());
    }
    drive.all((0..n_starts).map(start).collect(), Until::Reply)?;
    let mut requests = drive.look(completions)?;
    shuffle(&mut requests);
    requests.truncate(options.runs);
    Ok(requests)
}

/// The completion of every open work item, as its assignee would do it.
pub(super) fn completions(runtime: &mut Runtime) -> Vec<Request> {
    let completion = |(n, item): (usize, OpenItem)| Request::CompleteItem {
        item: (item.run, item.item).into(),
        by: Actor::User(bench_user(n)),
        outputs: vec![(Text::from("answer"), Value::text("done"))],
    };
    open_items(runtime).into_iter().map(completion).collect()
}

/// All open work items, each with the number of whoever has it.
pub fn open_items(runtime: &Runtime) -> Vec<(usize, OpenItem)> {
    let reads = runtime.reads();
    let mut all = Vec::new();
    for (n, name) in (0..N_PEOPLE).map(bench_user).enumerate() {
        let Some(id) = reads.person_id(&name) else {
            continue;
        };
        let assignee = Assignee {
            kind: AssigneeKind::User,
            id,
            name,
        };
        let items = reads.open_items_of(&assignee, usize::MAX);
        all.extend(items.into_iter().map(|item| (n, item)));
    }
    all
}

/// The start of one run.
pub fn bench_start(workload: Workload, n: usize) -> Request {
    let inputs = match workload {
        Workload::Human => vec![(Text::from("person"), Value::Text(bench_user(n)))],
        Workload::Background | Workload::BackgroundAsync => Vec::new(),
    };
    let orchestration = workload.orchestration();
    Request::StartRun {
        orchestration,
        inputs,
        by: Actor::System,
        key: None,
    }
}

fn person(n: usize) -> String {
    format!("person{}", n % N_PEOPLE)
}

/// User name of one of the people.
pub fn bench_user(n: usize) -> Text {
    format!("{}@bench.test", person(n)).into()
}
