//! A server to measure: the real router on a port of this machine, and people with tokens.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context;
use segue_language::{Text, Timestamp};
use segue_runtime::{Clock, N_PEOPLE, Runtime, Writer, bench_user};
use segue_store::{StoreError, Token, Tx};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::app::App;
use crate::edge::{self, Bounds};
use crate::identity::{self, ADMINISTRATOR, hash_of};
use crate::routes::router;
use crate::settings::Settings;

/// A server on a port of its own.
pub(super) struct Place {
    pub(super) app: App,
    pub(super) address: SocketAddr,
    writer: Writer,
    threads: tokio::runtime::Runtime,
    end: oneshot::Sender<()>,
}

/// The secret of somebody's token.
pub(super) fn token_of(n: usize) -> String {
    format!("segue_bench_{n}")
}

/// Gives everybody of the workloads a token that may do everything.
pub(super) fn let_in(runtime: &mut Runtime, now: Timestamp) -> Result<(), StoreError> {
    identity::prepare(runtime)?;
    runtime.aside(|tx| (0..N_PEOPLE).try_for_each(|n| let_one_in(tx, n, now)))
}

fn let_one_in(tx: &Tx<'_>, n: usize, now: Timestamp) -> Result<(), StoreError> {
    let (name, hash) = (bench_user(n), hash_of(&token_of(n)));
    let Some(user) = tx.user(&name)? else {
        return Ok(());
    };
    if tx.token(&hash)?.is_some() {
        return Ok(());
    }
    tx.grant_role(&user.id, ADMINISTRATOR)?;
    tx.insert_token(&Token {
        n: 0,
        hash,
        person: Text::from(&*user.id),
        label: "bench".to_owned(),
        scopes: "manage".to_owned(),
        created: now,
        expires: Timestamp(i64::MAX),
        used: Some(now),
    })?;
    Ok(())
}

impl Place {
    /// Serves a runtime.
    pub(super) fn new(runtime: Runtime, data: &Path, clock: Clock) -> anyhow::Result<Place> {
        let settings = Settings {
            data: data.to_owned(),
            listen: ([127, 0, 0, 1], 0).into(),
            ..Settings::of_defaults()
        };
        let (app, writer) = App::start(runtime, settings, clock)?;
        let threads = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let listener = threads.block_on(TcpListener::bind(app.settings().listen))?;
        let address = listener.local_addr()?;
        let (end, ending) = oneshot::channel();
        threads.spawn(edge::serve(
            listener,
            router(&app),
            Bounds::default(),
            async move {
                let _ = ending.await;
            },
        ));
        Ok(Place {
            app,
            address,
            writer,
            threads,
            end,
        })
    }

    /// Does something with the runtime between two batches.
    pub(super) fn at_writer<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Runtime) -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let done = self.threads.block_on(self.app.at_writer(work));
        done.map_err(|problem| anyhow::anyhow!(problem.detail))
    }

    /// Ends the server and gives its runtime back.
    pub(super) fn end(self) -> anyhow::Result<Runtime> {
        let _ = self.end.send(());
        drop(self.threads);
        drop(self.app);
        self.writer.stop().context("the writer died")
    }
}
