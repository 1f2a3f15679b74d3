//! `segue schema`: prints the JSON Schema of a YAML file.

use segue_definition::{Schema, schema};

use super::{End, print};

/// Arguments of `segue schema`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Whose schema
    #[arg(value_enum)]
    of: Of,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Of {
    /// *.orchestration.yaml
    Orchestration,
    /// *.flow.yaml
    Flow,
    /// *.object.yaml
    Object,
    /// people.yaml
    People,
    /// *.scenario.yaml
    Scenario,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let which = match arguments.of {
        Of::Orchestration => Schema::Orchestration,
        Of::Flow => Schema::Flow,
        Of::Object => Schema::Object,
        Of::People => Schema::People,
        Of::Scenario => Schema::Scenario,
    };
    print(schema(which).trim_end());
    Ok(End::Good)
}
