//! Mails and what became of them, as people may see them: those to them, or all.

use segue_language::Text;
use segue_runtime::Mail;
use segue_store::{
    MailRow, MailStatus, RunNumber, StoreError, View, WORK_ITEM_PREFIX, part_id, run_id,
};

use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::problem::{Answer, Problem};

/// Mails of a run that its page shows: the newest.
pub(crate) const OF_RUN_MAX: u32 = 20;
/// Characters of a mail that the page of its run shows.
const BODY_SHOWN: usize = 1_000;
/// Mails read at once.
const PAGE: u32 = 500;
/// Mails looked through for one page.
const LOOKED_THROUGH_MAX: usize = 20_000;

/// All statuses, in the order in which a mail may have them.
pub(crate) const STATUSES: [MailStatus; 6] = [
    MailStatus::Waiting,
    MailStatus::Sending,
    MailStatus::Sent,
    MailStatus::Captured,
    MailStatus::Failed,
    MailStatus::Dropped,
];

/// A mail with the ids of what it is about.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) mail: Mail,
    pub(crate) run: Option<Text>,
    pub(crate) item: Option<Text>,
}

/// A page of mails, newest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) mails: Vec<Shown>,
    /// Number before which the next page goes on; none at the end.
    pub(crate) next: Option<i64>,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// Only mails before that number.
    pub(crate) before: Option<i64>,
    /// At most so many.
    pub(crate) limit: usize,
    /// Only those of that status.
    pub(crate) status: Option<MailStatus>,
}

/// Whose mails somebody may see.
enum Reach {
    All,
    /// Those to an address.
    To(Text),
}

/// A status in one word.
pub(crate) fn label(status: MailStatus) -> &'static str {
    match status {
        MailStatus::Waiting => "Waiting",
        MailStatus::Sending => "Sending",
        MailStatus::Sent => "Sent",
        MailStatus::Captured => "Captured",
        MailStatus::Failed => "Failed",
        MailStatus::Dropped => "Dropped",
    }
}

/// The status of that word, in any case.
pub(crate) fn status_named(word: &str) -> Option<MailStatus> {
    let mut statuses = STATUSES.into_iter();
    statuses.find(|status| label(*status).eq_ignore_ascii_case(word))
}

/// Whether the caller wants no mail about her work.
pub(crate) async fn is_off(app: &App, caller: &Caller) -> Answer<bool> {
    let person = caller.id.clone();
    let read = app.look(move |reads| reads.store().is_mail_off(&person));
    Ok(read.await??)
}

/// Stores whether the caller wants no mail about her work.
pub(crate) async fn set_off(app: &App, caller: &Caller, off: bool) -> Answer<()> {
    let person = caller.id.clone();
    let written = app.aside(move |tx| tx.set_mail_off(&person, off));
    Ok(written.await??)
}

/// Mails that the caller may see, newest first.
pub(crate) async fn page(app: &App, caller: &Caller, wanted: Wanted) -> Answer<Page> {
    let (caller, base_url) = (caller.clone(), app.settings().base_url.clone());
    let read = app.look(move |reads| read_page(reads.store(), &caller, &wanted, &base_url));
    Ok(read.await??)
}

/// A mail that the caller may see.
pub(crate) async fn one(app: &App, caller: &Caller, number: i64) -> Answer<Shown> {
    let (caller, base_url) = (caller.clone(), app.settings().base_url.clone());
    let read = app.look(move |reads| read_one(reads.store(), &caller, number, &base_url));
    let unknown = || Problem::unknown("mail", &number.to_string());
    read.await??.ok_or_else(unknown)
}

/// Mails that come from a run, newest first. Whoever sees the run may see them.
pub(crate) fn mails_of_run(view: &View, run: i64) -> Vec<Mail> {
    let rows = view.mails_of_run(RunNumber(run), OF_RUN_MAX);
    let rows = rows.unwrap_or_default().into_iter();
    let mails = rows.filter_map(|row| Mail::read(row, "").ok());
    mails.map(shortened).collect()
}

fn shortened(mut mail: Mail) -> Mail {
    if let Some((end, _)) = mail.body.char_indices().nth(BODY_SHOWN) {
        mail.body.truncate(end);
        mail.body.push('…');
    }
    mail
}

fn reach(view: &View, caller: &Caller) -> Result<Reach, StoreError> {
    if caller.may(Permission::ViewAllData) {
        return Ok(Reach::All);
    }
    let user = view.user(&caller.id)?.unwrap_or_default();
    Ok(Reach::To(user.email.unwrap_or(user.username)))
}

impl Reach {
    fn includes(&self, mail: &Mail) -> bool {
        match self {
            Reach::All => true,
            Reach::To(own) => mail.to.iter().any(|to| to.eq_ignore_ascii_case(own)),
        }
    }
}

fn read_page(
    view: &View,
    caller: &Caller,
    wanted: &Wanted,
    base_url: &str,
) -> Result<Page, StoreError> {
    let reach = reach(view, caller)?;
    let mut page = Page::default();
    let mut before = wanted.before;
    let mut n_seen = 0;
    while n_seen < LOOKED_THROUGH_MAX {
        let rows = view.mails(before, PAGE)?;
        let Some(last) = rows.last() else {
            return Ok(page);
        };
        before = Some(last.n);
        n_seen += rows.len();
        for row in rows {
            let number = row.n;
            let shown = shown(row, base_url)?;
            let is_wanted = wanted
                .status
                .is_none_or(|status| shown.mail.status == status);
            if !is_wanted || !reach.includes(&shown.mail) {
                continue;
            }
            page.mails.push(shown);
            if page.mails.len() == wanted.limit {
                page.next = Some(number);
                return Ok(page);
            }
        }
    }
    page.next = before;
    Ok(page)
}

fn read_one(
    view: &View,
    caller: &Caller,
    number: i64,
    base_url: &str,
) -> Result<Option<Shown>, StoreError> {
    let Some(row) = view.mail(number)? else {
        return Ok(None);
    };
    let reach = reach(view, caller)?;
    let shown = shown(row, base_url)?;
    Ok(reach.includes(&shown.mail).then_some(shown))
}

fn shown(row: MailRow, base_url: &str) -> Result<Shown, StoreError> {
    let (run, item) = (row.run, row.item);
    Ok(Shown {
        run: (run.0 > 0).then(|| run_id(run)),
        item: item.map(|item| part_id(WORK_ITEM_PREFIX, item.run(), item.part())),
        mail: Mail::read(row, base_url)?,
    })
}
