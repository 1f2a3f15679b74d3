//! What the server must do, seen from outside: requests to the real router on a store in memory.

mod bed;
mod matrix;
mod signing_in;
