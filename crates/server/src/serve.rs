//! The server's life: opening, listening, ending.
