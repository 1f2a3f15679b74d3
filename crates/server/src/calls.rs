//! Calls: what leaves the program over HTTP for runs, and the endpoints that it goes to.

mod attempt;
mod endpoints;
mod pool;
mod vault;

use std::sync::Mutex;

use segue_connectors::Dialer;
use segue_runtime::OutgoingCall;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::settings::Settings;
use vault::Vault;

pub(crate) use endpoints::{
    Change, Known, delete, endpoint, endpoints, forget_credential, import, probe, save,
    set_credential,
};
pub(crate) use pool::start;

/// What calls need. The queue has no limit of its own: whatever is in it has a row.
pub(crate) struct Calls {
    pub(crate) dialer: Dialer,
    pub(crate) vault: Vault,
    sender: UnboundedSender<OutgoingCall>,
    receiver: Mutex<Option<UnboundedReceiver<OutgoingCall>>>,
}

impl Calls {
    /// Nothing leaves before [`start`].
    pub(crate) fn new(settings: &Settings) -> Calls {
        let (sender, receiver) = unbounded_channel();
        Calls {
            dialer: Dialer::new(Some(settings.listen)),
            vault: Vault::new(settings),
            sender,
            receiver: Mutex::new(Some(receiver)),
        }
    }

    /// Where calls that leave are handed over.
    pub(crate) fn sender(&self) -> UnboundedSender<OutgoingCall> {
        self.sender.clone()
    }
}
