//! Which work items have mails that are not sent yet, so that closing any other costs nothing.

use rustc_hash::FxHashMap;
use segue_store::PartNumber;

/// Mails that are not sent yet, by the work item that they are about.
#[derive(Debug, Default)]
pub(crate) struct UnsentMails {
    of_item: FxHashMap<PartNumber, Vec<i64>>,
    items: FxHashMap<i64, PartNumber>,
}

impl UnsentMails {
    /// Adds mails of committed turns.
    pub(crate) fn add(&mut self, mails: impl IntoIterator<Item = (i64, PartNumber)>) {
        for (mail, item) in mails {
            self.of_item.entry(item).or_default().push(mail);
            self.items.insert(mail, item);
        }
    }

    /// Mails about a work item.
    pub(crate) fn of(&self, item: PartNumber) -> &[i64] {
        self.of_item.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Forgets mails that were sent, given up or dropped.
    pub(crate) fn forget(&mut self, mails: &[i64]) {
        for mail in mails {
            let Some(item) = self.items.remove(mail) else {
                continue;
            };
            if let Some(of_item) = self.of_item.get_mut(&item) {
                of_item.retain(|other| other != mail);
                if of_item.is_empty() {
                    self.of_item.remove(&item);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PartNumber, UnsentMails};

    #[test]
    fn mails_are_known_by_their_item_until_they_are_over() {
        let mut unsent = UnsentMails::default();
        let (one, two) = (PartNumber(1), PartNumber(2));
        unsent.add([(10, one), (11, one), (12, two)]);
        assert_eq!(unsent.of(one), [10, 11]);
        unsent.forget(&[10, 12, 99]);
        assert_eq!((unsent.of(one), unsent.of(two)), (&[11][..], &[][..]));
    }
}
