//! Which verb was asked for.

use super::{
    End, Server, cancel, deploy, end, history, reassign, resume, runs, show, start, suspend, why,
    work,
};

/// The client verbs.
#[derive(clap::Subcommand)]
pub(crate) enum Verb {
    /// Deploy a folder of definitions to a server
    Deploy(deploy::Arguments),
    /// Start a run
    Start(start::Arguments),
    /// List runs
    Runs(runs::Arguments),
    /// Show a run with its stages, steps and work
    Show(show::Arguments),
    /// Tell why a run waits
    Why(why::Arguments),
    /// Show the history of a run
    History(history::Arguments),
    /// List my work, show or complete a work item
    Work(work::Arguments),
    /// Suspend a run
    Suspend(suspend::Arguments),
    /// Resume a suspended or failed run
    Resume(resume::Arguments),
    /// Cancel a run
    Cancel(cancel::Arguments),
    /// Give a work item to somebody else
    Reassign(reassign::Arguments),
}

/// Carries out a verb.
pub(crate) fn run(verb: &Verb) -> anyhow::Result<End> {
    let (server, told): (&Server, _) = match verb {
        Verb::Deploy(asked) => (&asked.server, deploy::run(asked)),
        Verb::Start(asked) => (&asked.server, start::run(asked)),
        Verb::Runs(asked) => (&asked.server, runs::run(asked)),
        Verb::Show(asked) => (&asked.server, show::run(asked)),
        Verb::Why(asked) => (&asked.server, why::run(asked)),
        Verb::History(asked) => (&asked.server, history::run(asked)),
        Verb::Work(asked) => (asked.server(), work::run(asked)),
        Verb::Suspend(asked) => (&asked.server, suspend::run(asked)),
        Verb::Resume(asked) => (&asked.server, resume::run(asked)),
        Verb::Cancel(asked) => (&asked.server, cancel::run(asked)),
        Verb::Reassign(asked) => (&asked.server, reassign::run(asked)),
    };
    end(server, told)
}
