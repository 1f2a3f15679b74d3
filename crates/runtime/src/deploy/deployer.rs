//! Who deploys or activates, as the audit log names them.

use segue_language::{Text, Timestamp};
use segue_store::{AuditLine, StoreError, Tx};

/// What the audit log calls whoever acts on the machine itself.
const MACHINE: &str = "command line";

/// Who changes definitions.
#[derive(Clone, Debug, Default)]
pub struct Deployer {
    /// User name; none for the machine itself.
    pub user: Option<Text>,
    /// From which address.
    pub address: String,
}

impl Deployer {
    /// A line of the audit log, in the transaction of what it tells of.
    pub(super) fn note(
        &self,
        tx: &Tx<'_>,
        kind: &str,
        subject: &str,
        detail: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        tx.audit(&AuditLine {
            n: 0,
            at,
            actor: self.user.clone().unwrap_or_else(|| Text::from(MACHINE)),
            kind: Text::from(kind),
            subject: Text::from(subject),
            detail: detail.to_owned(),
            address: self.address.clone(),
        })?;
        Ok(())
    }
}
