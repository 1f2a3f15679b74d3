//! The command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands;

/// Orchestrations: run, check and test business processes that go from stage to stage.
#[derive(Parser)]
#[command(name = "segue", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read definitions and print every problem in them
    Check(commands::check::Arguments),
    /// Look at flows for what is allowed and yet likely to hurt
    Lint(commands::lint::Arguments),
    /// Run scenario files with a virtual clock
    Test(commands::test::Arguments),
    /// Convert definitions from metadata XML to YAML, or back
    Convert(commands::convert::Arguments),
    /// Bring definitions into their canonical form
    Fmt(commands::fmt::Arguments),
    /// Print the JSON Schema of a YAML file
    Schema(commands::schema::Arguments),
    /// Evaluate a formula
    Eval(commands::eval::Arguments),
    /// Draw orchestrations and flows as SVG
    Render(commands::render::Arguments),
    /// Measure this machine
    Bench(commands::bench::Arguments),
    /// Check the histories' hash chains
    Verify(commands::verify::Arguments),
    /// Copy a database that may be in use to a file
    Backup(commands::backup::Arguments),
    /// Make a database of such a copy
    Restore(commands::restore::Arguments),
    /// Bring a database to the version of this program
    Migrate(commands::migrate::Arguments),
    /// Run the server
    Serve(commands::serve::Arguments),
    /// Run the server with a project to try
    Demo(commands::demo::Arguments),
    /// Make an administrator
    Admin(commands::admin::Arguments),
    #[command(flatten)]
    Client(commands::client::Verb),
}

/// Carries out what the command line asks for.
pub fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Lint(arguments) => commands::lint::run(&arguments),
        Command::Test(arguments) => commands::test::run(&arguments),
        Command::Convert(arguments) => commands::convert::run(&arguments),
        Command::Fmt(arguments) => commands::fmt::run(&arguments),
        Command::Schema(arguments) => commands::schema::run(&arguments),
        Command::Eval(arguments) => commands::eval::run(&arguments),
        Command::Render(arguments) => commands::render::run(&arguments),
        Command::Bench(arguments) => commands::bench::run(&arguments),
        Command::Verify(arguments) => commands::verify::run(&arguments),
        Command::Backup(arguments) => commands::backup::run(&arguments),
        Command::Restore(arguments) => commands::restore::run(&arguments),
        Command::Migrate(arguments) => commands::migrate::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Demo(arguments) => commands::demo::run(&arguments),
        Command::Admin(arguments) => commands::admin::run(&arguments),
        Command::Client(verb) => commands::client::run(&verb),
    };
    commands::exit(outcome)
}
