//! What every request handler shares: the way to the writer, and the settings.
