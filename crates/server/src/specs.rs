//! What the server must do, seen from outside: requests to the real router on a store in memory.
//! Tests that prove a control of `docs/reference/security.md` begin with its number.

mod authorization;
mod bed;
mod matrix;
mod oracle;
mod oracle_rows;
mod scene;
mod signing_in;
