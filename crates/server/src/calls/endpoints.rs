//! Endpoints as the administrator sees and changes them. A credential goes in and never comes out.

use std::time::Duration;

use axum::http::StatusCode;
use segue_connectors::{
    Credential, Endpoint, EndpointProblem, EndpointSettings, Notice, import_openapi,
    probe as probing,
};
use segue_language::{Action, Text, Timestamp};
use segue_store::{AuditLine, EndpointRow, ImportedAction, StoreError, Tx};

use crate::app::App;
use crate::identity::{Caller, Sender};
use crate::problem::{Answer, Problem};

/// Endpoints at most.
const ENDPOINTS_MAX: usize = 200;

/// An endpoint with what is stored of it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) settings: EndpointSettings,
    pub(crate) endpoint: Endpoint,
    /// Kind of its credential.
    pub(crate) credential: Option<String>,
    pub(crate) changed: Timestamp,
    row: EndpointRow,
}

/// Who changes an endpoint, and from where.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// User name.
    pub(crate) by: Text,
    pub(crate) address: String,
}

/// What an imported document gave.
#[derive(Clone, Debug)]
pub(crate) struct Imported {
    pub(crate) actions: Vec<Action>,
    pub(crate) notices: Vec<Notice>,
}

/// What trying an endpoint out gave.
#[derive(Clone, Debug)]
pub(crate) struct Probed {
    pub(crate) status: Option<u16>,
    pub(crate) milliseconds: i64,
    pub(crate) error: Option<String>,
}

/// All endpoints by name.
pub(crate) async fn endpoints(app: &App) -> Answer<Vec<Known>> {
    let rows = app.look(|reads| reads.store().endpoints()).await??;
    rows.into_iter().map(known).collect()
}

/// An endpoint.
///
/// # Errors
/// There is none of that name.
pub(crate) async fn endpoint(app: &App, name: &str) -> Answer<Known> {
    let found = find(app, name).await?;
    found.ok_or_else(|| Problem::unknown("endpoint", name))
}

pub(super) async fn find(app: &App, name: &str) -> Answer<Option<Known>> {
    let name = name.to_owned();
    let row = app
        .look(move |reads| reads.store().endpoint(&name))
        .await??;
    row.map(known).transpose()
}

fn known(row: EndpointRow) -> Answer<Known> {
    let settings: EndpointSettings = serde_json::from_str(&row.settings)
        .map_err(|error| Problem::internal(&format!("endpoint {}: {error}", row.name)))?;
    Ok(Known {
        endpoint: Endpoint::new(&row.name, &settings).map_err(wrong)?,
        settings,
        credential: row.secret.as_ref().map(|(kind, _)| kind.clone()),
        changed: row.changed,
        row,
    })
}

/// Stores what the administrator says of an endpoint. A credential is bound to scheme, host and
/// port: when these change it is forgotten.
pub(crate) async fn save(
    app: &App,
    change: Change,
    name: &str,
    settings: EndpointSettings,
) -> Answer<Known> {
    let new = Endpoint::new(name, &settings).map_err(wrong)?;
    let all = endpoints(app).await?;
    let old = all
        .iter()
        .find(|old| old.endpoint.name.eq_ignore_ascii_case(name));
    if old.is_none() && all.len() >= ENDPOINTS_MAX {
        let detail = format!("There are {ENDPOINTS_MAX} endpoints already.");
        return Err(Problem::new(StatusCode::CONFLICT, "too-many", detail));
    }
    let name = old.map_or_else(|| name.to_owned(), |old| old.endpoint.name.clone());
    let is_moved = old
        .is_some_and(|old| old.endpoint.origin() != new.origin() || !new.may_carry_credentials());
    let text = serde_json::to_string(&settings).map_err(|e| Problem::internal(&e.to_string()))?;
    let line = change.line(app, "endpoint-saved", &name, &settings.url);
    let (now, stored) = (app.now(), name.clone());
    app.aside::<_, StoreError>(move |tx| {
        tx.put_endpoint(&stored, &text, now)?;
        if is_moved {
            tx.put_endpoint_secret(&stored, None)?;
        }
        tx.audit(&line)
    })
    .await??;
    endpoint(app, &name).await
}

/// Forgets an endpoint with its credential and its imported actions.
pub(crate) async fn delete(app: &App, change: Change, name: &str) -> Answer<()> {
    let known = endpoint(app, name).await?;
    let name = known.endpoint.name;
    let line = change.line(app, "endpoint-deleted", &name, "");
    changing(app, line, move |tx| tx.delete_endpoint(&name)).await
}

/// Seals a credential and stores it.
pub(crate) async fn set_credential(
    app: &App,
    change: Change,
    name: &str,
    text: &str,
) -> Answer<()> {
    let known = endpoint(app, name).await?;
    let unfit = |detail: String| Problem::invalid(detail);
    if !known.endpoint.may_carry_credentials() {
        return Err(unfit("A credential is sent over https only.".to_owned()));
    }
    let credential = Credential::read(text).map_err(|problem| unfit(problem.to_string()))?;
    let keys = app.calls().vault.keys();
    let keys = keys.map_err(|problem| Problem::internal(&problem.to_string()))?;
    let sealed = keys.seal(&credential, &known.endpoint);
    let sealed = sealed.map_err(|problem| Problem::internal(&problem.to_string()))?;
    let (name, kind) = (known.endpoint.name, credential.kind());
    let line = change.line(app, "credential-set", &name, kind);
    changing(app, line, move |tx| {
        tx.put_endpoint_secret(&name, Some((kind, &sealed)))
    })
    .await
}

/// Forgets a credential.
pub(crate) async fn forget_credential(app: &App, change: Change, name: &str) -> Answer<()> {
    let name = endpoint(app, name).await?.endpoint.name;
    let line = change.line(app, "credential-forgotten", &name, "");
    changing(app, line, move |tx| tx.put_endpoint_secret(&name, None)).await
}

async fn changing(
    app: &App,
    line: AuditLine,
    work: impl FnOnce(&Tx<'_>) -> Result<bool, StoreError> + Send + 'static,
) -> Answer<()> {
    let name = line.subject.clone();
    let done = app
        .aside::<_, StoreError>(move |tx| {
            let done = work(tx)?;
            if done {
                tx.audit(&line)?;
            }
            Ok(done)
        })
        .await??;
    match done {
        true => Ok(()),
        false => Err(Problem::unknown("endpoint", &name)),
    }
}

/// Puts the operations of an OpenAPI document in the place of the actions that the endpoint had.
/// Nothing is fetched: the document says what, the endpoint says where.
pub(crate) async fn import(
    app: &App,
    change: Change,
    name: &str,
    document: String,
) -> Answer<Imported> {
    let name = endpoint(app, name).await?.endpoint.name;
    let endpoint = name.clone();
    let read = tokio::task::spawn_blocking(move || import_openapi(&endpoint, &document)).await;
    let read = read.map_err(|_| Problem::internal("an import did not come to its end"))?;
    let read = read.map_err(|problem| Problem::invalid(problem.to_string()))?;
    let rows: Result<Vec<_>, _> = read
        .actions
        .iter()
        .map(|action| row(&name, action))
        .collect();
    let rows = rows.map_err(|error| Problem::internal(&error.to_string()))?;
    let detail = format!("{} actions", rows.len());
    let line = change.line(app, "actions-imported", &name, &detail);
    changing(app, line, move |tx| {
        tx.replace_imported_actions(&name, &rows).map(|()| true)
    })
    .await?;
    Ok(Imported {
        actions: read.actions,
        notices: read.notices,
    })
}

fn row(endpoint: &str, action: &Action) -> serde_json::Result<ImportedAction> {
    Ok(ImportedAction {
        name: action.name.to_string(),
        endpoint: endpoint.to_owned(),
        body: serde_json::to_string(action)?,
    })
}

/// Tries an endpoint out with a GET below it: the same way, rules and limits as every call. What
/// the reply holds is not shown.
pub(crate) async fn probe(app: &App, name: &str, path: &str) -> Answer<Probed> {
    let known = endpoint(app, name).await?;
    let begun = app.now();
    let sent = async {
        let prepared = probing(&known.endpoint, path)?;
        let credential = opened(app, &known).map_err(segue_connectors::HttpFault::Request)?;
        let dialer = &app.calls().dialer;
        dialer
            .send(&known.endpoint, credential.as_ref(), prepared)
            .await
    };
    let sent = sent.await;
    let took = app.now().0 - begun.0;
    let milliseconds = took / Duration::from_millis(1).as_micros() as i64;
    Ok(match sent {
        Ok(reply) => Probed {
            status: Some(reply.status),
            milliseconds,
            error: None,
        },
        Err(fault) => Probed {
            status: None,
            milliseconds,
            error: Some(fault.to_string()),
        },
    })
}

/// The credential of an endpoint, for one call.
pub(super) fn opened(app: &App, known: &Known) -> Result<Option<Credential>, String> {
    let Some((_, sealed)) = &known.row.secret else {
        return Ok(None);
    };
    let keys = app
        .calls()
        .vault
        .keys()
        .map_err(|problem| problem.to_string())?;
    let opened = keys.open(sealed, &known.endpoint);
    opened.map(Some).map_err(|problem| problem.to_string())
}

/// Seals with the newest key what older ones sealed.
pub(super) async fn reseal(app: &App) {
    let known = endpoints(app).await.unwrap_or_default();
    for known in known.iter().filter(|known| known.row.secret.is_some()) {
        if let Err(problem) = reseal_one(app, known).await {
            let endpoint = &known.endpoint.name;
            tracing::warn!(endpoint, problem, "a credential was not sealed again");
        }
    }
}

async fn reseal_one(app: &App, known: &Known) -> Result<(), String> {
    let keys = app
        .calls()
        .vault
        .keys()
        .map_err(|problem| problem.to_string())?;
    let Some((kind, sealed)) = &known.row.secret else {
        return Ok(());
    };
    if !keys.is_outdated(sealed) {
        return Ok(());
    }
    let opened = keys
        .open(sealed, &known.endpoint)
        .map_err(|p| p.to_string())?;
    let sealed = keys
        .seal(&opened, &known.endpoint)
        .map_err(|p| p.to_string())?;
    let (name, kind) = (known.endpoint.name.clone(), kind.clone());
    let stored =
        app.aside::<_, StoreError>(move |tx| tx.put_endpoint_secret(&name, Some((&kind, &sealed))));
    let stored = stored.await.map_err(|problem| problem.detail.to_string())?;
    stored.map(|_| ()).map_err(|error| error.to_string())
}

impl Change {
    /// A change that the caller asks for.
    pub(crate) fn new(caller: &Caller, sender: &Sender) -> Change {
        Change {
            by: caller.user.clone(),
            address: sender.address.to_string(),
        }
    }

    fn line(self, app: &App, kind: &str, name: &str, detail: &str) -> AuditLine {
        AuditLine {
            n: 0,
            at: app.now(),
            actor: self.by,
            kind: kind.into(),
            subject: name.into(),
            detail: detail.to_owned(),
            address: self.address,
        }
    }
}

fn wrong(problem: EndpointProblem) -> Problem {
    Problem::invalid(problem.message.clone()).at(problem.field, problem.message)
}
