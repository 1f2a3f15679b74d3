//! Deployments: new versions of what has changed become active, in one transaction.

mod activation;
mod custom_metadata;
mod deployer;
mod people;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_definition::{Definition, Project, Severity, SourceFile, Status, is_flow};
use segue_engine::Orchestration;
use segue_flow::Flow;
use segue_language::{Text, Timestamp};
use segue_store::{MetadataSource, NewFlow, RecordTable, Stamp, StoreError, Tx, people_objects};

use crate::definitions::Definitions;
use crate::deployed::Deployed;
use crate::records::{KnownTypes, Recomputing, has_other_values, known_types, write_types};
use crate::starting::{forget_schedule, plan_schedule};
use crate::world::World;
use crate::{Runtime, RuntimeError};

pub use activation::{Activated, Activation, ActivationError};
pub use deployer::Deployer;
pub(crate) use people::access_of;

/// What a deployment changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deployment {
    /// Definitions that got a new version: `(API name, number among its versions)`.
    pub changed: Vec<(Text, i64)>,
    /// Definitions that stayed as they were.
    pub n_unchanged: usize,
    /// Warnings, one sentence each.
    pub warnings: Vec<String>,
}

/// What takes effect once the deployment is committed.
#[derive(Default)]
struct Prepared {
    report: Deployment,
    flows: Vec<(segue_language::FlowVersion, Arc<Flow>, bool)>,
    orchestrations: Vec<((i64, i64), Arc<Orchestration>, bool)>,
    texts: Vec<(Text, Arc<str>)>,
    tables: Vec<Arc<RecordTable>>,
    record_types: KnownTypes,
    /// When the first of the scheduled flows starts that came into force.
    first_start: Option<Timestamp>,
}

impl Runtime {
    /// Deploys as the machine itself does.
    ///
    /// # Errors
    /// As [`Runtime::deploy_by`].
    pub fn deploy(
        &mut self,
        project: &Project,
        now: Timestamp,
    ) -> Result<Deployment, RuntimeError> {
        self.deploy_by(project, &Deployer::default(), now)
    }

    /// Makes new versions of changed definitions active, ensures the objects' tables, merges
    /// people, queues and groups where their files have changed.
    ///
    /// # Errors
    /// The project has errors, or an orchestration refers to what is missing.
    pub fn deploy_by(
        &mut self,
        project: &Project,
        by: &Deployer,
        now: Timestamp,
    ) -> Result<Deployment, RuntimeError> {
        refuse_errors(project)?;
        let tx = self.store.begin()?;
        let newest_active = newest_active(&tx)?;
        let mut deploying = Deploying {
            tx: &tx,
            world: &self.world,
            project,
            stamp: Stamp {
                at: now,
                by: &self.world.system_user,
            },
            deployment: tx.add_deployment(now, by.user.as_deref())?,
            // The first deployment knows nobody, wherever its people come from.
            has_new_people: newest_active.is_empty(),
            newest_active,
            prepared: Prepared::default(),
        };
        deploying.definitions()?;
        deploying.metadata()?;
        deploying.objects()?;
        deploying.custom_metadata()?;
        deploying.records()?;
        if deploying.has_new_people {
            deploying.people()?;
        }
        let prepared = deploying.prepared;
        if let Some(detail) = prepared.report.detail() {
            by.note(&tx, "deployed", "definitions", &detail, now)?;
        }
        let published = self.world.published.clone();
        let publishing = published.begin();
        let committed = tx.commit()?;
        self.store.await_durable(committed)?;
        self.wake_at(prepared.first_start);
        let report = self.take_effect(project, prepared);
        publishing.end(&self.world.deployed);
        self.world.people.after_commit();
        Ok(report)
    }

    fn take_effect(&mut self, project: &Project, prepared: Prepared) -> Deployment {
        let deployed = self.world.deployed_mut();
        let definitions = &mut deployed.definitions;
        for (version, flow, is_active) in prepared.flows {
            definitions.add_flow(version, flow, is_active);
        }
        for (numbers, orchestration, is_active) in prepared.orchestrations {
            definitions.add_orchestration(numbers, orchestration, is_active);
        }
        for (name, text) in prepared.texts {
            definitions.know_text(&name, &text);
        }
        definitions.settle();
        for table in prepared.tables {
            deployed.add_table(table);
        }
        deployed.settle_tables();
        deployed.record_types = prepared.record_types;
        deployed.take_labels(project);
        deployed.take_permission_sets(project);
        deployed.take_alerts(project);
        deployed.take_actions(project);
        self.world.people.forget();
        // Hot runs hold definitions as they were settled before.
        self.hot.forget();
        prepared.report
    }
}

fn refuse_errors(project: &Project) -> Result<(), RuntimeError> {
    if !project.problems.has_errors() {
        return Ok(());
    }
    let errors = project
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.message.clone())
        .collect();
    Err(RuntimeError::Refused(errors))
}

struct Deploying<'d> {
    tx: &'d Tx<'d>,
    world: &'d World,
    project: &'d Project,
    stamp: Stamp<'d>,
    deployment: i64,
    /// A file that says who there is has changed.
    has_new_people: bool,
    /// Whether the newest version of a name, in small letters, is the active one.
    newest_active: FxHashMap<String, bool>,
    prepared: Prepared,
}

impl Deployment {
    /// What the audit log says of it; nothing where nothing changed.
    fn detail(&self) -> Option<String> {
        let named = self.changed.iter();
        let named: Vec<String> = named
            .map(|(name, number)| format!("{name} {number}"))
            .collect();
        (!named.is_empty()).then(|| named.join(", "))
    }
}

impl Deploying<'_> {
    fn definitions(&mut self) -> Result<(), RuntimeError> {
        for flow in &self.project.flows {
            if let Some((version, _)) = self.source(flow)? {
                let is_active = flow.status == Status::Active;
                if is_active {
                    let now = self.stamp.at;
                    let zone = &self.world.options.zone;
                    let first = plan_schedule(self.tx, (version, &flow.item), now, zone)?;
                    let known = self.prepared.first_start.into_iter();
                    self.prepared.first_start = known.chain(first).min();
                }
                self.prepared
                    .flows
                    .push((version, flow.item.clone(), is_active));
            }
        }
        for orchestration in &self.project.orchestrations {
            if let Some((version, number)) = self.source(orchestration)? {
                let is_active = orchestration.status == Status::Active;
                if is_active {
                    forget_schedule(self.tx, &orchestration.name)?;
                }
                let item = orchestration.item.clone();
                let numbers = (version.0, number);
                self.prepared
                    .orchestrations
                    .push((numbers, item, is_active));
            }
        }
        Ok(())
    }

    /// Stores the text of a definition when it is another than that of its newest version.
    fn source<T>(
        &mut self,
        definition: &Definition<T>,
    ) -> Result<Option<(segue_language::FlowVersion, i64)>, RuntimeError> {
        if self
            .world
            .definitions
            .is_known(&definition.name, &definition.text)
        {
            self.prepared.report.n_unchanged += 1;
            self.warn_of_inactive(definition);
            return Ok(None);
        }
        let stored = self.tx.add_flow(&NewFlow {
            name: &definition.name,
            deployment: self.deployment,
            path: &self.project.sources.get(definition.file).path,
            text: &definition.text,
            active: definition.status == Status::Active,
        })?;
        let changed = (definition.name.clone(), stored.number);
        self.prepared.report.changed.push(changed);
        let text = (definition.name.clone(), definition.text.clone());
        self.prepared.texts.push(text);
        Ok(Some((stored.version, stored.number)))
    }

    /// What was deployed before and is inactive now stays so: somebody decided that.
    fn warn_of_inactive<T>(&mut self, definition: &Definition<T>) {
        let name = &definition.name;
        let is_active = self.newest_active.get(&name.to_ascii_lowercase());
        if definition.status == Status::Active && is_active == Some(&false) {
            let warning = format!("`{name}` is unchanged; its newest version stays inactive");
            self.prepared.report.warnings.push(warning);
        }
    }

    /// Stores the texts of objects, queues, labels and people that have changed.
    fn metadata(&mut self) -> Result<(), RuntimeError> {
        let known = self.tx.metadata_sources()?.into_iter();
        let known: FxHashMap<Text, String> = known.map(|file| (file.path, file.text)).collect();
        let is_known = |file: &SourceFile| {
            let text = known.get(file.path.as_str());
            text.is_some_and(|text| **text == *file.text)
        };
        for (_, file) in self.project.sources.iter() {
            if !is_flow(&file.path) && !is_known(file) {
                self.has_new_people |= says_who_there_is(&file.path);
                self.tx.put_metadata(&MetadataSource {
                    path: file.path.as_str().into(),
                    deployment: self.deployment,
                    text: file.text.to_string(),
                })?;
            }
        }
        Ok(())
    }

    fn objects(&mut self) -> Result<(), RuntimeError> {
        let objects = &self.project.objects;
        let own = people_objects().into_iter().map(Arc::new);
        let missing = own.filter(|object| objects.get(&object.name).is_none());
        for object in missing.chain(objects.iter().cloned()) {
            if !crate::run_objects::is_run_object(&object.name) {
                let table = self.tx.ensure_object(&object)?;
                self.prepared.tables.push(table);
            }
        }
        Ok(())
    }
}

impl Deploying<'_> {
    /// Makes the records of record types, and computes anew what is computed in another way now.
    fn records(&mut self) -> Result<(), RuntimeError> {
        let mut tables = self.world.tables.clone();
        for table in &self.prepared.tables {
            tables.insert(table.clone());
        }
        for object in self.project.objects.iter() {
            write_types(self.tx, &tables, object, &self.stamp)?;
        }
        self.prepared.record_types = known_types(self.tx, &tables)?;
        let changed = self.prepared.tables.iter().filter(|new| {
            let old = self.world.tables.get(&new.object().name);
            old.is_some_and(|old| has_other_values(old, new))
        });
        let changed: Vec<_> = changed.cloned().collect();
        if changed.is_empty() {
            return Ok(());
        }
        let mut deployed = Deployed::clone(&self.world.deployed);
        deployed.tables = tables;
        let recomputing = Recomputing {
            tx: self.tx,
            deployed: &deployed,
            people: &self.world.people,
            now: self.stamp.at,
        };
        for table in &changed {
            let done = recomputing.recompute(table);
            done.map_err(|stop| {
                let why = crate::Refusal::from(stop);
                let object = &table.object().name;
                RuntimeError::Refused(vec![format!("{object} cannot be computed anew: {why}")])
            })?;
        }
        Ok(())
    }
}

fn newest_active(tx: &Tx<'_>) -> Result<FxHashMap<String, bool>, StoreError> {
    let versions = tx.flow_versions()?.into_iter();
    Ok(versions
        .map(|version| (version.name.to_ascii_lowercase(), version.active))
        .collect())
}

/// Whether a file states users, groups or queues.
fn says_who_there_is(path: &str) -> bool {
    const ENDINGS: [&str; 5] = [
        "people.yaml",
        ".queue-meta.xml",
        ".queue",
        ".group-meta.xml",
        ".group",
    ];
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

impl Deployed {
    /// Takes over the actions of a project.
    pub(crate) fn take_actions(&mut self, project: &Project) {
        for action in &project.actions {
            let name = action.name.to_ascii_lowercase();
            self.actions.insert(name, action.clone());
        }
    }

    /// Takes over the permission sets and profiles of a project.
    pub(crate) fn take_permission_sets(&mut self, project: &Project) {
        for (name, set) in &project.permission_sets {
            self.permission_sets
                .insert(name.clone(), Arc::new(set.clone()));
        }
    }

    /// Takes over the email alerts of a project.
    pub(crate) fn take_alerts(&mut self, project: &Project) {
        for alert in &project.alerts {
            let name = alert.name.to_ascii_lowercase();
            self.alerts.insert(name, Arc::new(alert.clone()));
        }
    }

    /// Takes over the labels of a project.
    pub(crate) fn take_labels(&mut self, project: &Project) {
        for (name, text) in &project.labels {
            let text = Text::from(text.as_str());
            self.labels.insert(name.to_ascii_lowercase(), text);
        }
    }
}

impl Definitions {
    /// Whether `text` is that of the newest version of `name`.
    fn is_known(&self, name: &str, text: &str) -> bool {
        let key = name.to_ascii_lowercase();
        self.texts.get(&key).is_some_and(|known| **known == *text)
    }

    /// Remembers the text of the newest version of `name`.
    pub(crate) fn know_text(&mut self, name: &str, text: &str) {
        self.texts.insert(name.to_ascii_lowercase(), text.into());
    }
}
