//! Saved views: filters of a page that a person gave a name.

use segue_store::SavedView;

use super::drafts::write;
use super::eyes::see;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::{Answer, Problem};

/// Views of one person for one page.
const VIEWS_MAX: usize = 30;
/// Characters of a view's name.
pub(crate) const NAME_MAX: usize = 60;
/// Characters of a view's query.
const QUERY_MAX: usize = 1_000;

/// The saved views of the caller for a page, by name.
pub(crate) async fn views(
    app: &App,
    caller: &Caller,
    page: &'static str,
) -> Answer<Vec<SavedView>> {
    see(app, caller, move |eyes| {
        Ok(eyes.reads.store().saved_views(&eyes.caller.id, page)?)
    })
    .await
}

/// Keeps a view, in place of the one with the same name.
///
/// # Errors
/// It has no name, or there are too many.
pub(crate) async fn keep(
    app: &App,
    caller: &Caller,
    page: &'static str,
    view: SavedView,
) -> Answer<()> {
    let n_characters = view.name.chars().count();
    if view.name.is_empty() || n_characters > NAME_MAX || view.query.len() > QUERY_MAX {
        let detail = format!("A view needs a name of at most {NAME_MAX} characters.");
        return Err(Problem::invalid(detail).at("name", "must be given"));
    }
    let known = views(app, caller, page).await?;
    if known.len() >= VIEWS_MAX && known.iter().all(|known| known.name != view.name) {
        let detail = format!("There are {VIEWS_MAX} saved views: delete one first.");
        return Err(Problem::invalid(detail));
    }
    let person = caller.id.clone();
    write(app, move |tx| tx.put_saved_view(&person, page, &view)).await
}

/// Lets the page begin with the view of that name; with an empty name it begins with none.
pub(crate) async fn begin_with(
    app: &App,
    caller: &Caller,
    page: &'static str,
    name: String,
) -> Answer<()> {
    let person = caller.id.clone();
    write(app, move |tx| tx.set_default_view(&person, page, &name)).await
}

/// Forgets a view.
pub(crate) async fn forget(
    app: &App,
    caller: &Caller,
    page: &'static str,
    name: String,
) -> Answer<()> {
    let person = caller.id.clone();
    let forgotten = write(app, move |tx| tx.delete_saved_view(&person, page, &name)).await?;
    match forgotten {
        true => Ok(()),
        false => Err(Problem::unknown("saved view", "of that name")),
    }
}
