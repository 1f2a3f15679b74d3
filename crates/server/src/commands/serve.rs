//! `segue serve`: the server.

use std::collections::BTreeMap;

use super::{End, print, say};
use crate::serve::{Refused, serve};
use crate::settings::{Settings, Sources};

/// Arguments of `segue serve`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder of the database [default: segue-data]
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Deploy this folder of definitions first
    #[arg(long, value_name = "DIR")]
    project: Option<String>,
    /// Add the objects and fields that the project uses but nothing declares
    #[arg(long)]
    infer: bool,
    /// Deploy the project again whenever its folder changes: for development
    #[arg(long)]
    watch: bool,
    /// How people reach the server, for links in mails
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Mail server: smtp://, smtps:// or smtp+plain://; without one, mails are kept
    #[arg(long, value_name = "URL")]
    mail_smtp: Option<String>,
    /// Who sends mails, such as `Segue <segue@example.com>`
    #[arg(long, value_name = "SENDER")]
    mail_from: Option<String>,
    /// What to log: a level, or directives
    #[arg(long, value_name = "FILTER")]
    log: Option<String>,
    /// How to log: text or json
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
    /// Print the settings in force and where they come from, and end
    #[arg(long)]
    print_config: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let read = Sources::gather(flags(arguments));
    let read = read.and_then(|sources| Ok((Settings::read(&sources)?, sources)));
    let (settings, sources) = match read {
        Ok(read) => read,
        Err(error) => {
            say(&format!("segue: {error:#}"));
            return Ok(End::Usage);
        }
    };
    if arguments.print_config {
        print(sources.print().trim_end());
        return Ok(End::Good);
    }
    match serve(settings) {
        Ok(()) => Ok(End::Good),
        Err(error) => match error.downcast_ref::<Refused>() {
            Some(refused) => {
                say(&refused.0);
                Ok(End::Bad)
            }
            None => Err(error),
        },
    }
}

fn flags(arguments: &Arguments) -> BTreeMap<&'static str, String> {
    let infer = arguments.infer.then(|| "true".to_owned());
    let watch = arguments.watch.then(|| "true".to_owned());
    let flags = [
        ("data", &arguments.data),
        ("listen", &arguments.listen),
        ("project", &arguments.project),
        ("infer", &infer),
        ("watch", &watch),
        ("base_url", &arguments.base_url),
        ("mail_smtp", &arguments.mail_smtp),
        ("mail_from", &arguments.mail_from),
        ("log", &arguments.log),
        ("log_format", &arguments.log_format),
    ];
    let given = flags.into_iter();
    given
        .filter_map(|(name, value)| Some((name, value.clone()?)))
        .collect()
}
