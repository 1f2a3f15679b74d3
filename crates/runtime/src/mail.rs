//! Mail: what tells people about their work, stored with the turn and delivered after its commit.

use rustc_hash::FxHashSet;
use segue_engine::{Assignee, PartId};
use segue_language::Text;
use segue_store::{RunNumber, WORK_ITEM_PREFIX, part_id};
use serde::{Deserialize, Serialize};

use crate::turn::{Stop, Turn};

/// A mail as a turn writes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NewMail {
    /// The run that it comes from.
    pub(crate) run: Option<RunNumber>,
    /// The work item that it is about; when that closes first, the mail is dropped.
    pub(crate) item: Option<(RunNumber, PartId)>,
    pub(crate) letter: Letter,
}

/// A mail as the outbox keeps it. A stored format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Letter {
    pub(crate) to: Vec<Text>,
    pub(crate) subject: String,
    pub(crate) body: String,
    /// Number of the work item in its run; 0 for none.
    pub(crate) item: u16,
}

impl Turn<'_> {
    /// Tells the assignee of a work item: one mail to all who may work on it. `words` are subject
    /// and body where they are not the usual ones.
    pub(crate) fn notify(
        &mut self,
        index: usize,
        (item, step): (PartId, PartId),
        assignee: &Assignee,
        words: (Option<String>, Option<String>),
    ) -> Result<(), Stop> {
        let members = self.stored(self.world.people.active_members(self.tx, assignee))?;
        let to: Vec<Text> = members
            .iter()
            .map(|user| user.email.clone().unwrap_or_else(|| user.username.clone()))
            .collect();
        if to.is_empty() {
            return Ok(());
        }
        let loaded = &self.runs[index].loaded;
        let run = loaded.number;
        let label = loaded.label_of(step);
        let subject = words
            .0
            .unwrap_or_else(|| format!("Work item assigned to you: {label}"));
        let body = words
            .1
            .unwrap_or_else(|| self.default_body(index, item, label));
        self.mails.push(NewMail {
            run: Some(run),
            item: Some((run, item)),
            letter: Letter {
                to,
                subject,
                body,
                item: item.0,
            },
        });
        Ok(())
    }

    fn default_body(&self, index: usize, item: PartId, label: &str) -> String {
        let loaded = &self.runs[index].loaded;
        let id = part_id(WORK_ITEM_PREFIX, loaded.number, item);
        let orchestration = &loaded.deployed.orchestration.label;
        let base_url = &self.world.options.base_url;
        format!("{label} ({orchestration}) waits for you.\n\n{base_url}/work/{id}\n")
    }
}

/// Mails whose turn committed and that were not delivered yet.
#[derive(Debug, Default)]
pub(crate) struct WaitingMails {
    mails: Vec<(i64, RunNumber, Letter)>,
    /// The work items that they are about.
    items: FxHashSet<(RunNumber, u16)>,
}

impl WaitingMails {
    pub(crate) fn add(&mut self, mails: impl IntoIterator<Item = (i64, RunNumber, Letter)>) {
        for (number, run, letter) in mails {
            self.items.insert((run, letter.item));
            self.mails.push((number, run, letter));
        }
    }

    /// Numbers of the mails about a work item.
    pub(crate) fn of(&self, run: RunNumber, item: PartId) -> Vec<i64> {
        if !self.items.contains(&(run, item.0)) {
            return Vec::new();
        }
        self.mails
            .iter()
            .filter(|(_, of, letter)| *of == run && letter.item == item.0)
            .map(|(number, ..)| *number)
            .collect()
    }

    /// Forgets mails that were dropped.
    pub(crate) fn forget(&mut self, dropped: &[i64]) {
        if !dropped.is_empty() {
            self.mails.retain(|(number, ..)| !dropped.contains(number));
        }
    }

    /// Takes all.
    pub(crate) fn take(&mut self) -> Vec<(i64, RunNumber, Letter)> {
        self.items.clear();
        std::mem::take(&mut self.mails)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.mails.is_empty()
    }
}
