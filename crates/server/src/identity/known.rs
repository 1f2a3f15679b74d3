//! Callers who were recognized lately, so that the next request of a session or token reads nothing.
//!
//! Whatever may change who somebody is or what she may begins another epoch of people before it is
//! answered, and nothing that was read in an older epoch counts any more.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use segue_language::Timestamp;
use segue_runtime::PeopleEpoch;

use super::Caller;
use super::session::Credential;

/// Callers kept in either half.
const HALF_MAX: usize = 20_000;

/// A recognized caller, and for how long that holds.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) caller: Caller,
    /// Number of the session or token.
    pub(super) n: i64,
    /// The session or token is over then.
    pub(super) ends: Timestamp,
    /// When its last use was noted.
    pub(super) noted: Timestamp,
}

/// Callers by what they prove themselves with.
pub(crate) struct KnownCallers {
    epoch: PeopleEpoch,
    halves: Mutex<Halves>,
}

/// When the young half is full it becomes the old one, and what was old is forgotten.
#[derive(Default)]
struct Halves {
    young: HashMap<Credential, Entry>,
    old: HashMap<Credential, Entry>,
}

struct Entry {
    epoch: u64,
    known: Known,
}

impl KnownCallers {
    /// Nobody yet.
    pub(crate) fn new(epoch: PeopleEpoch) -> KnownCallers {
        KnownCallers {
            epoch,
            halves: Mutex::default(),
        }
    }

    /// The present epoch; to be taken before a caller is read.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch.number()
    }

    /// Whoever was recognized in this epoch.
    pub(super) fn find(&self, credential: &Credential) -> Option<Known> {
        let epoch = self.epoch.number();
        let halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = halves
            .young
            .get(credential)
            .or_else(|| halves.old.get(credential))?;
        (entry.epoch == epoch).then(|| entry.known.clone())
    }

    /// Keeps whoever was read after `epoch` was taken.
    pub(super) fn keep(&self, credential: Credential, epoch: u64, known: Known) {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if halves.young.len() >= HALF_MAX {
            halves.old = std::mem::take(&mut halves.young);
        }
        halves.young.insert(credential, Entry { epoch, known });
    }
}

#[cfg(test)]
mod tests {
    use segue_language::{Text, Timestamp};
    use segue_runtime::PeopleEpoch;

    use super::{HALF_MAX, Known, KnownCallers};
    use crate::identity::session::Credential;
    use crate::identity::{Caller, Permissions, Through};

    fn known() -> Known {
        Known {
            caller: Caller {
                user: Text::from("ann@example.com"),
                id: Text::from("005"),
                permissions: Permissions::NONE,
                through: Through::Session(1),
            },
            n: 1,
            ends: Timestamp(i64::MAX),
            noted: Timestamp(0),
        }
    }

    #[test]
    fn whoever_was_read_in_an_older_epoch_is_not_known() {
        let callers = KnownCallers::new(PeopleEpoch::default());
        callers.keep(Credential::Session([1; 32]), callers.epoch() + 1, known());
        assert!(callers.find(&Credential::Session([1; 32])).is_none());
        callers.keep(Credential::Session([1; 32]), callers.epoch(), known());
        assert!(callers.find(&Credential::Session([1; 32])).is_some());
    }

    #[test]
    fn the_secret_of_a_session_is_no_token() {
        let callers = KnownCallers::new(PeopleEpoch::default());
        callers.keep(Credential::Session([1; 32]), callers.epoch(), known());
        assert!(callers.find(&Credential::Token([1; 32])).is_none());
    }

    #[test]
    fn no_more_are_kept_than_there_is_room_for() {
        let callers = KnownCallers::new(PeopleEpoch::default());
        for n in 0..HALF_MAX * 3 {
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&n.to_le_bytes());
            callers.keep(Credential::Token(hash), callers.epoch(), known());
        }
        let halves = callers.halves.lock().unwrap();
        assert!(halves.young.len() + halves.old.len() <= HALF_MAX * 2);
        drop(halves);
        assert!(callers.find(&Credential::Token([0; 32])).is_none());
    }
}
