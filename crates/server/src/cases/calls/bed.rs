//! A server whose calls leave.

use std::fs;
use std::time::Duration;

use axum::http::Method;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::super::bed::{Bed, Told, request};
use super::peer::Api;

pub(super) const ADMIN: &str = "admin@x.org";
/// How long a run may take at most.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) struct Calling {
    pub(super) bed: Bed,
}

impl Calling {
    pub(super) async fn new() -> Calling {
        Calling::of(Bed::new())
    }

    /// The same with a server that is there.
    pub(super) fn of(bed: Bed) -> Calling {
        crate::calls::start(&bed.app);
        Calling { bed }
    }

    /// The same, but its calls are never sent.
    pub(super) fn of_still(bed: Bed) -> Calling {
        Calling { bed }
    }

    /// A server whose calls are noted as out and never sent.
    pub(super) fn still() -> Calling {
        Calling { bed: Bed::new() }
    }

    /// The server after it died and came back; now its calls leave.
    pub(super) fn reopened(self) -> Calling {
        let settings = self.bed.app.settings().clone();
        let bed = self.bed.started_again(settings);
        crate::calls::start(&bed.app);
        Calling { bed }
    }

    /// Waits until a call of the run is out.
    pub(super) async fn out(&self, run: &str) {
        let mut changes = self.bed.app.changes();
        let out = async {
            while self.calls(run).await[0]["outcome"] != "out" {
                changes.recv().await.unwrap();
            }
        };
        timeout(PATIENCE, out).await.expect("the call is out");
    }

    /// Serves the API on a port of this machine too.
    pub(super) async fn listen(&self) -> Api {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = self.bed.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Api(address)
    }

    /// Makes an endpoint that may lie on this machine.
    pub(super) async fn endpoint(&self, name: &str, url: &str, attempts: u32) {
        let body = json!({ "url": url, "attempts": attempts, "timeout_seconds": 20,
            "allow_private": true });
        let path = format!("/api/v1/endpoints/{name}");
        let told = self
            .bed
            .ask(request(ADMIN, Method::PUT, &path, Some(body)))
            .await;
        assert_eq!(told.status, 200, "{:?}", told.json);
    }

    pub(super) async fn start(&self, orchestration: &str, lead: &str) -> String {
        let path = format!("/api/v1/orchestrations/{orchestration}/runs");
        let told = self
            .bed
            .post(ADMIN, &path, json!({ "inputs": { "lead": lead } }))
            .await;
        assert_eq!(told.status, 201, "{:?}", told.json);
        told.text("/id")
    }

    /// The run when it no longer goes on.
    pub(super) async fn ended(&self, run: &str) -> Told {
        let mut changes = self.bed.app.changes();
        let path = format!("/api/v1/runs/{run}");
        let ended = async {
            loop {
                let told = self.bed.get(ADMIN, &path).await;
                if told.text("/status") != "InProgress" {
                    return told;
                }
                changes.recv().await.unwrap();
            }
        };
        timeout(PATIENCE, ended).await.expect("the run ends")
    }

    pub(super) async fn calls(&self, run: &str) -> Value {
        let told = self
            .bed
            .get(ADMIN, &format!("/api/v1/runs/{run}/calls"))
            .await;
        told.json["calls"].clone()
    }

    /// Any answer as text.
    pub(super) async fn text(&self, path: &str) -> String {
        let response = self.bed.raw(request(ADMIN, Method::GET, path, None)).await;
        assert_eq!(response.status(), 200, "{path}");
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    /// No file of the data folder holds that text.
    pub(super) fn holds_nowhere(&self, text: &str) {
        let mut n_bytes = 0;
        for entry in fs::read_dir(self.bed.folder()).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            n_bytes += bytes.len();
            let mut windows = bytes.windows(text.len());
            assert!(!windows.any(|window| window == text.as_bytes()));
        }
        assert!(n_bytes > 4_096, "there is a database");
    }
}
