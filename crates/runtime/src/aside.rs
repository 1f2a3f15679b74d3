//! Transactions beside the turns: accounts, sessions, tokens, which no orchestration reads.

use segue_store::{StoreError, Tx};

use crate::Runtime;

impl Runtime {
    /// Carries out `work` in a transaction of its own: committed and durable when it succeeds, else
    /// as if it had not been. It must leave alone what turns keep in memory; what is known of
    /// people is forgotten.
    ///
    /// # Errors
    /// What `work` gives, or the store's own.
    pub fn aside<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let done = self.jot(work)?;
        self.world.people.forget();
        self.world.people.after_commit();
        Ok(done)
    }

    /// Like [`Runtime::aside`], for what changes neither who somebody is nor what she may, such as
    /// when she was seen last: nothing is forgotten.
    ///
    /// # Errors
    /// What `work` gives, or the store's own.
    pub fn jot<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = self.store.begin()?;
        let done = work(&tx)?;
        let committed = tx.commit()?;
        self.store.await_durable(committed)?;
        Ok(done)
    }
}
