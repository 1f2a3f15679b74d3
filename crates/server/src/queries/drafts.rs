//! Drafts: what somebody typed on a screen of a work item and did not send yet. They outlive a
//! reload, the end of a session, and somebody else who was first.

use segue_flow::ShownScreen;
use segue_language::{Text, Timestamp};
use segue_store::{DraftRow, StoreError, Tx, WORK_ITEM_PREFIX, decode, encode, parse_id};
use serde::{Deserialize, Serialize};

use super::eyes::see;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;

/// Bytes of a draft; a longer one is not kept.
const BYTES_MAX: usize = 256 * 1024;

/// What somebody typed, with the screen on which that was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    /// API name of the flow.
    pub(crate) flow: Text,
    /// API name of the screen.
    pub(crate) screen: Text,
    /// Names and values of the form's inputs.
    pub(crate) inputs: Vec<(String, String)>,
    /// The same for people.
    pub(crate) told: Vec<Told>,
}

/// An answer for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// API name of the field.
    pub(crate) field: String,
    /// What the field is called.
    pub(crate) label: String,
    /// The answer.
    pub(crate) text: String,
}

impl Draft {
    /// Whether it was typed on that screen.
    pub(crate) fn is_of(&self, screen: &ShownScreen) -> bool {
        self.flow == screen.flow && self.screen == screen.name
    }
}

/// What the caller typed at a work item, and when.
pub(crate) async fn find(
    app: &App,
    caller: &Caller,
    item: &Text,
) -> Answer<Option<(Draft, Timestamp)>> {
    let item = item.clone();
    see(app, caller, move |eyes| {
        let Some(id) = parse_id(&item).filter(|id| id.is_a(WORK_ITEM_PREFIX)) else {
            return Ok(None);
        };
        let row = eyes
            .reads
            .store()
            .draft(&eyes.caller.id, id.part_number())?;
        // A draft of another format is as if it had not been kept.
        Ok(row.and_then(|row| Some((decode(&row.body).ok()?, row.at))))
    })
    .await
}

/// Keeps what the caller typed at a work item.
pub(crate) async fn keep(app: &App, caller: &Caller, item: &Text, draft: &Draft) -> Answer<()> {
    let body = encode(draft);
    if body.len() > BYTES_MAX {
        return Ok(());
    }
    let row = DraftRow {
        at: app.now(),
        body,
    };
    let (person, item) = (caller.id.clone(), item.clone());
    write(app, move |tx| match parse_id(&item) {
        Some(id) => tx.put_draft(&person, id.part_number(), &row),
        None => Ok(()),
    })
    .await
}

/// Forgets what the caller typed at a work item.
pub(crate) async fn forget(app: &App, caller: &Caller, item: &Text) -> Answer<()> {
    if find(app, caller, item).await?.is_none() {
        return Ok(());
    }
    let (person, item) = (caller.id.clone(), item.clone());
    write(app, move |tx| match parse_id(&item) {
        Some(id) => tx.delete_draft(&person, id.part_number()).map(|_| ()),
        None => Ok(()),
    })
    .await
}

/// A transaction beside the turns: what people keep for themselves.
pub(crate) async fn write<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Answer<T> {
    Ok(app.aside(work).await??)
}
