//! What cannot be sent any more: somebody was first, or the work begins anew. What was typed is
//! never lost: it is kept, and shown to be copied.

use axum::http::StatusCode;
use axum::response::Response;
use segue_engine::Rejection;
use segue_language::Text;
use segue_runtime::Refusal;

use super::Typed;
use crate::app::App;
use crate::identity::Caller;
use crate::pages::form;
use crate::pages::work_item::draw;
use crate::pages::work_item::guide::{self, Guide, Over, Place, State};
use crate::problem::{Answer, Problem};
use crate::queries::items;

/// A page that tells why.
pub(super) async fn page(
    app: &App,
    caller: &Caller,
    at: (&Text, Place),
    late: (Refusal, &Typed),
) -> Answer<Response> {
    let guide = guide(app, caller, at, late).await?;
    Ok(draw(app, caller, StatusCode::CONFLICT, guide))
}

/// The guide that tells why.
pub(super) async fn guide(
    app: &App,
    caller: &Caller,
    (id, place): (&Text, Place),
    (refusal, typed): (Refusal, &Typed),
) -> Answer<Guide> {
    let was_first = matches!(
        refusal,
        Refusal::Rejected(Rejection::AlreadyCompleted { .. })
    );
    let has_moved = match refusal {
        Refusal::Invalid(_) | Refusal::Failed { .. } => true,
        // It was hers until somebody gave it away; to others it was never open.
        Refusal::NotEntitled { .. } => !form::told(&[], &typed.inputs).is_empty(),
        _ => false,
    };
    if !was_first && !has_moved {
        return Err(Problem::from(refusal));
    }
    let draft = typed.keep_without_screen(app, caller, id).await?;
    let item = items::item(app, caller, id).await?;
    let mut guide = match &item.closed {
        Some(closed) => Guide {
            state: State::Closed(Over::of(app, closed, true)),
            item,
            place,
            typed: Vec::new(),
        },
        None => guide::guide(app, caller, item, place).await?,
    };
    guide.typed = draft.told;
    Ok(guide)
}
