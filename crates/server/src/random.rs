//! The one file that takes randomness from the system.
