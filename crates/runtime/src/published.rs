//! The newest deployment, where readers find it.
//!
//! A deployment locks this from before its commit until the new one stands here. A reader that
//! takes it together with its view of the database therefore never sees one without the other: no
//! run is pinned to a definition that the reader does not know, and no definition has a table that
//! is not there yet.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::deployed::Deployed;

/// Shared by the writer and the readers.
#[derive(Clone, Debug)]
pub(crate) struct Published(Arc<RwLock<Arc<Deployed>>>);

/// A deployment that is being committed: readers wait.
pub(crate) struct Publishing<'p>(RwLockWriteGuard<'p, Arc<Deployed>>);

impl Published {
    pub(crate) fn new(deployed: Arc<Deployed>) -> Published {
        Published(Arc::new(RwLock::new(deployed)))
    }

    /// To be called before the commit; dropping it leaves what stood here.
    pub(crate) fn begin(&self) -> Publishing<'_> {
        Publishing(self.0.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// The newest deployment. While it is held none is committed.
    pub(crate) fn newest(&self) -> RwLockReadGuard<'_, Arc<Deployed>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Publishing<'_> {
    /// To be called after the commit: from now on readers see it.
    pub(crate) fn end(mut self, deployed: &Arc<Deployed>) {
        *self.0 = Arc::clone(deployed);
    }
}
