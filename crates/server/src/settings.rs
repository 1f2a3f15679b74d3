//! Settings of the server: flags, then environment, then `segue.toml`, then defaults.
