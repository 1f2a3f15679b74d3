//! The server's life: opening, listening, ending.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use segue_definition::read_folder;
use segue_runtime::{Runtime, RuntimeOptions, system_time};
use segue_store::{Options, Store};
use tokio::net::TcpListener;
use tokio::signal;

use crate::app::App;
use crate::calls;
use crate::commands::say;
use crate::delivery;
use crate::deployment::{Offer, check, read_base, watch};
use crate::edge::{self, Bounds};
use crate::identity;
use crate::observe::start_logging;
use crate::routes::router;
use crate::settings::Settings;

/// Name of the database in the data folder.
const DATABASE: &str = "segue.sqlite";
/// How long answers may take to their end once the server is told to end.
const ENDING: Duration = Duration::from_secs(10);

/// The project cannot be deployed; the problems, as people read them.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Refused(pub(crate) String);

/// Serves until it is told to end.
pub(crate) fn serve(settings: Settings) -> anyhow::Result<()> {
    start_logging(&settings.log, settings.log_format)?;
    let mut runtime = open(&settings)?;
    prepare_people(&mut runtime, &settings)?;
    if let Some(project) = &settings.project {
        deploy(&mut runtime, project, settings.infer)?;
    }
    serve_runtime(runtime, settings)
}

/// Serves a runtime until it is told to end.
pub(crate) fn serve_runtime(runtime: Runtime, settings: Settings) -> anyhow::Result<()> {
    let clock: segue_runtime::Clock = Arc::new(system_time);
    let (app, writer) = App::start(runtime, settings, clock)?;
    let threads = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let served = threads.block_on(listen(app));
    threads.shutdown_timeout(ENDING);
    writer.stop().context("the writer died")?;
    served
}

/// Opens the database in the data folder.
pub(crate) fn open(settings: &Settings) -> anyhow::Result<Runtime> {
    let store = open_store(&settings.data)?;
    Ok(Runtime::open(store, settings.runtime_options())?)
}

/// Opens the database in a folder for a command that deals with people only.
pub(crate) fn open_folder(data: &Path) -> anyhow::Result<Runtime> {
    let store = open_store(data)?;
    Ok(Runtime::open(store, RuntimeOptions::default())?)
}

fn open_store(data: &Path) -> anyhow::Result<Store> {
    std::fs::create_dir_all(data).with_context(|| data.display().to_string())?;
    Ok(Store::open(&data.join(DATABASE), &Options::default())?)
}

/// Prepares the database for people, and says how the first administrator is made.
fn prepare_people(runtime: &mut Runtime, settings: &Settings) -> anyhow::Result<()> {
    if let Some(invitation) = identity::prepare(runtime)? {
        let url = &settings.base_url;
        say(&format!(
            "segue: there is no administrator yet; become one at\n  {url}/setup?invitation={invitation}"
        ));
    }
    Ok(())
}

/// Deploys a folder of definitions.
pub(crate) fn deploy(runtime: &mut Runtime, folder: &Path, infer: bool) -> anyhow::Result<()> {
    let (files, now) = (read_folder(folder)?, system_time());
    let base = read_base(&runtime.reads(), now).map_err(|problem| anyhow!(problem.detail))?;
    let checked = check(Offer { files, infer }, &base);
    if checked.has_errors() {
        return Err(Refused(checked.explained()).into());
    }
    let deployed = runtime.deploy(&checked.project, now)?;
    let (n_changed, n_unchanged) = (deployed.changed.len(), deployed.n_unchanged);
    tracing::info!(n_changed, n_unchanged, folder = %folder.display(), "deployed");
    for warning in deployed.warnings {
        tracing::warn!("{warning}");
    }
    Ok(())
}

async fn listen(app: App) -> anyhow::Result<()> {
    let address = app.settings().listen;
    let listener = TcpListener::bind(address).await;
    let listener = listener.with_context(|| format!("cannot listen on {address}"))?;
    let address = listener.local_addr()?;
    let delivery = delivery::start(&app)?;
    say(&format!("segue: listening on http://{address}"));
    if let (true, Some(project)) = (app.settings().watch, app.settings().project.clone()) {
        tokio::spawn(watch(app.clone(), project, app.settings().infer));
    }
    let served = serve_on(listener, app).await;
    if let Some(delivery) = delivery {
        let _ = delivery.await;
    }
    served
}

/// Serves on a listener until a signal comes or [`App::begin_ending`] is called.
async fn serve_on(listener: TcpListener, app: App) -> anyhow::Result<()> {
    calls::start(&app);
    let told = app.clone();
    let serving = edge::serve(listener, router(&app), Bounds::default(), async move {
        wait_for_signal().await;
        tracing::info!("ending");
        told.begin_ending();
    });
    let late = async {
        app.ending().await;
        tokio::time::sleep(ENDING).await;
    };
    tokio::select! {
        () = serving => Ok(()),
        () = late => {
            tracing::warn!("some answers did not end in time");
            Ok(())
        }
    }
}

/// Waits for Ctrl-C or SIGTERM.
async fn wait_for_signal() {
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signals) => {
                signals.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = signal::ctrl_c() => {}
        () = terminated => {}
    }
}
