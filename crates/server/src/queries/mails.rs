//! Mails that were delivered, or captured where no mail server is set.

use segue_language::Text;
use segue_runtime::Mail;
use segue_store::RunNumber;
use segue_store::run_id;

use crate::app::App;
use crate::problem::Answer;

/// Mails that one page shows.
const SHOWN_MAX: usize = 200;

/// A mail with the id of its run.
#[derive(Clone, Debug)]
pub(crate) struct Delivered {
    pub(crate) mail: Mail,
    pub(crate) run: Option<Text>,
}

/// Mails, newest first: all of them, or those to one person.
pub(crate) async fn mails(app: &App, only_to: Option<Text>) -> Answer<Vec<Delivered>> {
    app.at_writer(move |runtime| {
        let address = only_to.and_then(|user| {
            let known = runtime.store().user(&user).ok()??;
            Some(known.email.unwrap_or(known.username))
        });
        let is_shown = |mail: &&Mail| address.as_ref().is_none_or(|own| mail.to.contains(own));
        let newest = runtime.mails().iter().rev().filter(is_shown);
        newest
            .take(SHOWN_MAX)
            .map(|mail| Delivered {
                mail: mail.clone(),
                run: mail.run.map(|run| run_id(RunNumber(run))),
            })
            .collect()
    })
    .await
}
