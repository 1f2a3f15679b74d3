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

/// What lists tell of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowVersionRow {
    /// Number, unique in the database.
    pub version: FlowVersion,
    /// API name.
    pub name: Text,
    /// Number among the versions of that name: 1, 2, …
    pub number: i64,
    /// Whether it is the active version of its name.
    pub active: bool,
}

/// A deployment, without what it brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentRow {
    /// Its number.
    pub n: i64,
    /// When.
    pub at: Timestamp,
    /// User name of who deployed; none for the machine itself.
    pub deployer: Option<Text>,
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
        let sql =
            "SELECT n, name, number, deployment, path, text, active FROM flow_source ORDER BY n";
        self.connection.read(sql, &[], |row| {
            Ok(FlowSource {
                version: FlowVersion(row.integer(0)?),
                name: Text::from(row.text(1)?),
                number: row.integer(2)?,
                deployment: row.integer(3)?,
                path: Text::from(row.text(4)?),
                text: row.text(5)?.to_owned(),
                active: row.integer(6)? == 1,
            })
        })
    }

    /// All versions of all flows without their texts, oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn flow_versions(&self) -> Result<Vec<FlowVersionRow>> {
        let sql = "SELECT n, name, number, active FROM flow_source ORDER BY n";
        self.connection.read(sql, &[], |row| {
            Ok(FlowVersionRow {
                version: FlowVersion(row.integer(0)?),
                name: Text::from(row.text(1)?),
                number: row.integer(2)?,
                active: row.integer(3)? == 1,
            })
        })
    }

    /// All deployments, oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn deployments(&self) -> Result<Vec<DeploymentRow>> {
        let sql = "SELECT n, at, deployer FROM deployment ORDER BY n";
        self.connection.read(sql, &[], |row| {
            Ok(DeploymentRow {
                n: row.integer(0)?,
                at: Timestamp(row.integer(1)?),
                deployer: row.optional_text(2)?.map(Text::from),
            })
        })
    }

    /// How many of the oldest `limit` runs that can still change each version has: pairs of the
    /// version's number and that count.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn count_open_runs_by_version(&self, limit: u32) -> Result<Vec<(i64, u64)>> {
        let sql = "SELECT definition, count(*) FROM
            (SELECT definition FROM run WHERE status < 4 LIMIT ?1) GROUP BY definition";
        self.connection
            .read(sql, &[i64::from(limit).into()], |row| {
                Ok((row.integer(0)?, row.integer(1)?.unsigned_abs()))
            })
    }

    /// Who deployed a version of a flow or orchestration, when a person did.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn deployer_of(&self, version: i64) -> Result<Option<Text>> {
        let sql = "SELECT d.deployer FROM flow_source f JOIN deployment d ON d.n = f.deployment
            WHERE f.n = ?1";
        let found = self.connection.read_one(sql, &[version.into()], |row| {
            Ok(row.optional_text(0)?.map(Text::from))
        })?;
        Ok(found.flatten())
    }

    /// All other deployed texts, by path.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn metadata_sources(&self) -> Result<Vec<MetadataSource>> {
        let sql = "SELECT path, deployment, text FROM metadata_source ORDER BY path";
        self.connection.read(sql, &[], |row| {
            Ok(MetadataSource {
                path: Text::from(row.text(0)?),
                deployment: row.integer(1)?,
                text: row.text(2)?.to_owned(),
            })
        })
    }
}

impl Tx<'_> {
    /// Begins a deployment and gives its number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn add_deployment(&self, at: Timestamp, by: Option<&str>) -> Result<i64> {
        let n = self.next_number("deployment")?;
        let sql = "INSERT INTO deployment(n, at, deployer) VALUES (?1, ?2, ?3)";
        self.write(sql, &[n.into(), at.0.into(), by.into()])?;
        Ok(n)
    }

    /// Stores a new version of a flow.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn add_flow(&self, flow: &NewFlow) -> Result<FlowSource> {
        let version = FlowVersion(self.next_number("flow_source")?);
        let sql =
            "SELECT coalesce(max(number), 0) + 1 FROM flow_source WHERE lower(name) = lower(?1)";
        let number = self
            .connection
            .read_one(sql, &[flow.name.into()], |row| row.integer(0))?;
        let number = number.unwrap_or(1);
        let sql = "INSERT INTO flow_source(n, name, number, deployment, path, text, active)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)";
        self.write(
            sql,
            &[
                version.0.into(),
                flow.name.into(),
                number.into(),
                flow.deployment.into(),
                flow.path.into(),
                flow.text.into(),
            ],
        )?;
        if flow.active {
            self.activate_flow(flow.name, Some(version))?;
        }
        Ok(FlowSource {
            version,
            name: flow.name.into(),
            number,
            deployment: flow.deployment,
            path: flow.path.into(),
            text: flow.text.to_owned(),
            active: flow.active,
        })
    }

    /// Makes one version the active one of its name, or none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn activate_flow(&self, name: &str, version: Option<FlowVersion>) -> Result<()> {
        let sql = "UPDATE flow_source SET active = CASE WHEN n = ?2 THEN 1 ELSE 0 END
            WHERE lower(name) = lower(?1)";
        let n = version.map_or(0, |version| version.0);
        self.write(sql, &[name.into(), n.into()])?;
        Ok(())
    }

    /// Stores a text in place of the former one at the same path.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_metadata(&self, source: &MetadataSource) -> Result<()> {
        let sql = "INSERT INTO metadata_source(path, deployment, text) VALUES (?1, ?2, ?3)
            ON CONFLICT(path) DO UPDATE SET deployment = excluded.deployment, text = excluded.text";
        let params = [
            (&*source.path).into(),
            source.deployment.into(),
            source.text.as_str().into(),
        ];
        self.write(sql, &params)?;
        Ok(())
    }
}
