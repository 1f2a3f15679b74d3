//! What every store must do, whatever its database: each spec runs in memory and on a file.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

/// Turns specs into tests, once for each kind of store.
macro_rules! specs {
    ($($(#[$note:meta])* fn $name:ident($store:ident) $body:block)*) => {
        $($(#[$note])* fn $name($store: &mut segue_store::Store) $body)*

        mod in_memory {
            $(#[test] fn $name() { crate::bed::in_memory(super::$name); })*
        }

        mod on_file {
            $(#[test] fn $name() { crate::bed::on_file(super::$name); })*
        }
    };
}

mod alone;
mod awaits;
mod bed;
mod definitions;
mod history;
mod identity;
mod items;
mod jobs;
mod keys;
mod mails;
mod people;
mod records;
mod routing;
mod runs;
mod sequences;
mod subscriptions;
mod transactions;
mod work;
