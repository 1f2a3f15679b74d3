//! Deployed sources: the texts from which everything is compiled again when the store opens.

use segue_language::{FlowVersion, Text, Timestamp};

use crate::{Result, Tx, View};

/// A version of a flow or orchestration as it was deployed.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowSource {
    /// Number, unique in the database; given by the store.
    pub version: FlowVersion,
    /// API name.
    pub name: Text,
    /// Number among the versions of that name: 1, 2, …; given by the store.
    pub number: i64,
    /// Deployment that brought it.
    pub deployment: i64,
    /// Where the text came from.
    pub path: Text,
    /// The text.
    pub text: String,
    /// Whether it is the active version of its name.
    pub active: bool,
}

/// A flow to deploy.
#[derive(Clone, Copy, Debug)]
pub struct NewFlow<'a> {
    /// API name.
    pub name: &'a str,
    /// Deployment that brings it.
    pub deployment: i64,
    /// Where the text comes from.
    pub path: &'a str,
    /// The text.
    pub text: &'a str,
    /// Make it the active version of its name.
    pub active: bool,
}

/// Any other deployed text: an object, a queue, labels. A later one at the same path replaces it.
#[derive(Clone, Debug, PartialEq)]
pub struct MetadataSource {
    /// Path inside the project.
    pub path: Text,
    /// Deployment that brought it.
    pub deployment: i64,
    /// The text.
    pub text: String,
}

impl View {
    /// All versions of all flows, oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn flow_sources(&self) -> Result<Vec<FlowSource>> {
        todo!()
    }

    /// All other deployed texts, by path.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn metadata_sources(&self) -> Result<Vec<MetadataSource>> {
        todo!()
    }
}

impl Tx<'_> {
    /// Begins a deployment and gives its number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn add_deployment(&self, _at: Timestamp, _by: Option<&str>) -> Result<i64> {
        todo!()
    }

    /// Stores a new version of a flow.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn add_flow(&self, _flow: &NewFlow) -> Result<FlowSource> {
        todo!()
    }

    /// Makes one version the active one of its name, or none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn activate_flow(&self, _name: &str, _version: Option<FlowVersion>) -> Result<()> {
        todo!()
    }

    /// Stores a text in place of the former one at the same path.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_metadata(&self, _source: &MetadataSource) -> Result<()> {
        todo!()
    }
}
