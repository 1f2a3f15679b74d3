//! Changing people: what the API and the pages both ask for. Each change is one turn with its line
//! in the audit log; the turn decides whether it can be, the route whether the caller may ask.

use segue_language::Text;
use segue_runtime::{Actor, PeopleAct, PeopleChange, Reply, Request};
use segue_store::Presence;

use crate::app::App;
use crate::problem::{Answer, Problem};

/// Who asks for a change, and from where.
#[derive(Clone, Debug)]
pub(crate) struct Asker {
    /// As whom it is done.
    pub(crate) by: Actor,
    /// From which address.
    pub(crate) address: String,
}

/// Adds a user, group or queue; gives its id.
///
/// # Errors
/// The name is taken or no name, or a member is nobody.
pub(crate) async fn add(app: &App, asker: Asker, act: PeopleAct) -> Answer<Text> {
    match ask(app, asker, act).await? {
        Reply::Created { id } => Ok(id),
        other => Err(Problem::internal(&format!("an addition gave {other:?}"))),
    }
}

/// Changes users, groups and queues, or who belongs to what.
///
/// # Errors
/// What is named is not there, or the change does not fit what is.
pub(crate) async fn change(app: &App, asker: Asker, act: PeopleAct) -> Answer<()> {
    ask(app, asker, act).await.map(|_| ())
}

/// Ends the presence of somebody who signs out. What cannot be ended ends by itself.
pub(crate) async fn leaves(app: &App, by: Actor) {
    let status = Presence::Offline;
    let _ = app.execute(Request::SetPresence { by, status }).await;
}

async fn ask(app: &App, asker: Asker, act: PeopleAct) -> Answer<Reply> {
    let Asker { by, address } = asker;
    let change = PeopleChange { act, by, address };
    Ok(app.execute(Request::ChangePeople(Box::new(change))).await?)
}
