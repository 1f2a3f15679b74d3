//! Notices: mail about a work item to whoever has it now.

use segue_engine::{Assignee, AssigneeKind, PartId};
use segue_store::{WORK_ITEM_PREFIX, part_id};

use super::letter::{Letter, MailKind, NewMail, looks_rich};
use crate::Notices;
use crate::turn::{Stop, Turn};

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
        let is_custom = words.0.is_some() || words.1.is_some();
        match self.world.options.mail.notices {
            Notices::All => {}
            Notices::Custom if is_custom => {}
            Notices::Custom | Notices::Off => return Ok(()),
        }
        let mut to = self.addresses_of(assignee)?;
        to.extend(self.addresses_of_delegates(index, item, assignee)?);
        if to.is_empty() {
            return Ok(());
        }
        let usual = self.usual_words(index, step, assignee)?;
        let run = self.runs[index].loaded.number;
        let body = words.1.unwrap_or(usual.1);
        self.mails.push(NewMail {
            run: Some(run),
            item: Some((run, item)),
            kind: MailKind::Work,
            letter: Letter {
                to,
                subject: words.0.unwrap_or(usual.0),
                is_rich: looks_rich(&body),
                body,
                link_label: "Open the work".to_owned(),
                link: format!("/work/{}", part_id(WORK_ITEM_PREFIX, run, item)),
            },
        });
        Ok(())
    }

    /// Subject and body where the step does not word them.
    fn usual_words(
        &self,
        index: usize,
        step: PartId,
        assignee: &Assignee,
    ) -> Result<(String, String), Stop> {
        let loaded = &self.runs[index].loaded;
        let label = loaded.label_of(step);
        let from = format!(
            "Orchestration: {}\nStage: {}",
            loaded.deployed.orchestration.label,
            loaded.stage_label_of(step)
        );
        let people = &self.world.people;
        if assignee.kind == AssigneeKind::User {
            let user = self.stored(people.user(self.tx, &assignee.id))?;
            let name = user.and_then(|user| user.first_name.clone());
            let hello = name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},"));
            return Ok((
                format!("Work item assigned to you: {label}"),
                format!("{hello}\n\n{label} waits for you.\n\n{from}"),
            ));
        }
        let is_queue = assignee.kind == AssigneeKind::Queue;
        let group = self.stored(people.group(self.tx, is_queue, &assignee.id))?;
        let group = group.map_or_else(|| assignee.name.clone(), |group| group.label.clone());
        Ok((
            format!("Work item assigned to {group}: {label}"),
            format!("{label} waits for {group}. Whoever takes it first does it.\n\n{from}"),
        ))
    }
}
