//! The keys of credentials, read when the first one is needed.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use segue_connectors::{KeyProblem, Keys, Secret};

use crate::settings::Settings;

/// A variable of the environment that holds the keys themselves.
const VARIABLE: &str = "SEGUE_KEY";

/// Where the keys are. They are never kept in the database or its folder.
pub(crate) struct Vault {
    text: Option<Secret>,
    file: PathBuf,
    keys: Mutex<Option<Arc<Keys>>>,
}

impl Vault {
    /// Reads nothing yet.
    pub(crate) fn new(settings: &Settings) -> Vault {
        Vault {
            text: std::env::var(VARIABLE).ok().map(Secret::new),
            file: settings.key_file.clone(),
            keys: Mutex::default(),
        }
    }

    /// The keys; a file that is not there is made.
    pub(crate) fn keys(&self) -> Result<Arc<Keys>, KeyProblem> {
        let mut known = self.keys.lock().expect("no thread died holding it");
        if let Some(keys) = &*known {
            return Ok(keys.clone());
        }
        let keys = match &self.text {
            // Several keys stand in one variable with blanks between them.
            Some(text) => Keys::read(
                &text
                    .reveal()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join("\n"),
            )?,
            None => Keys::of_file(&self.file)?,
        };
        Ok(known.insert(Arc::new(keys)).clone())
    }
}
