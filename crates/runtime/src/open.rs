//! Opening: people, tables and definitions as the database has them.

use std::sync::Arc;

use segue_definition::{Options, Project, SourceFile, load};
use segue_language::{Text, Timestamp};
use segue_store::{FlowSource, RecordTable, Stamp, User, people_objects};

use crate::deploy::access_of;
use crate::records::known_types;
use crate::{Runtime, RuntimeError};

/// User name of the built-in user.
const SYSTEM_USERNAME: &str = "automated.process";

impl Runtime {
    /// The tables of people, and the built-in user.
    pub(crate) fn prepare_people(&mut self) -> Result<(), RuntimeError> {
        let tx = self.store.begin()?;
        let mut tables = Vec::new();
        for object in people_objects() {
            tables.push(tx.ensure_object(&Arc::new(object))?);
        }
        let known = tx.user(SYSTEM_USERNAME)?;
        let id = match known {
            Some(user) => user.id,
            None => tx.put_user(
                &system_user(),
                &Stamp {
                    at: Timestamp(0),
                    by: "",
                },
            )?,
        };
        let committed = tx.commit()?;
        self.store.await_durable(committed)?;
        let deployed = self.world.deployed_mut();
        deployed.system_user = id;
        for table in tables {
            deployed.add_table(table);
        }
        deployed.settle_tables();
        Ok(())
    }

    /// Compiles the stored definitions again.
    pub(crate) fn load_definitions(&mut self) -> Result<(), RuntimeError> {
        let flows = self.store.flow_sources()?;
        let metadata = self.store.metadata_sources()?;
        if flows.is_empty() && metadata.is_empty() {
            // The tables of people have only the fields that the store itself knows.
            return self.carry_access_over(&Project::default());
        }
        let mut files: Vec<SourceFile> = metadata
            .into_iter()
            .map(|source| SourceFile::new(&*source.path, source.text))
            .collect();
        let active = flows.iter().filter(|source| source.active);
        files.extend(active.map(source_file));
        let project = load(files, &Options { infer: true }, None);
        let deployed = self.world.deployed_mut();
        for object in project.objects.iter() {
            deployed.add_table(RecordTable::new(object.clone()));
        }
        deployed.settle_tables();
        let types = known_types(&self.store, &deployed.tables)?;
        deployed.record_types = types;
        deployed.take_labels(&project);
        deployed.take_permission_sets(&project);
        deployed.take_alerts(&project);
        deployed.take_actions(&project);
        for source in &flows {
            self.add_stored(source, &project)?;
        }
        self.world.deployed_mut().definitions.settle();
        self.carry_access_over(&project)
    }

    /// What people are allowed came of the files alone, before the database knew: once it is taken over
    /// from them.
    fn carry_access_over(&mut self, project: &Project) -> Result<(), RuntimeError> {
        let tx = self.store.begin()?;
        if tx.take_access_upgrade()? {
            for user in &project.people.users {
                if let Some(known) = tx.user_named(&user.username)? {
                    tx.put_access(&known.id, &access_of(&user.access))?;
                }
            }
        }
        let committed = tx.commit()?;
        self.store.await_durable(committed)?;
        Ok(())
    }

    fn add_stored(&mut self, source: &FlowSource, project: &Project) -> Result<(), RuntimeError> {
        let alone;
        let project = if source.active {
            project
        } else {
            alone = load(
                vec![source_file(source)],
                &Options { infer: true },
                Some(project),
            );
            &alone
        };
        let definitions = &mut self.world.deployed_mut().definitions;
        if let Some(flow) = project.flow(&source.name) {
            definitions.add_flow(source.version, flow.item.clone(), source.active);
        } else if let Some(orchestration) = project.orchestration(&source.name) {
            let numbers = (source.version.0, source.number);
            definitions.add_orchestration(numbers, orchestration.item.clone(), source.active);
        } else {
            let name = &source.name;
            let what = format!("version {} of `{name}` no longer compiles", source.number);
            return Err(RuntimeError::Refused(vec![what]));
        }
        definitions.know_text(&source.name, &source.text);
        Ok(())
    }
}

fn source_file(source: &FlowSource) -> SourceFile {
    SourceFile::new(&*source.path, source.text.as_str())
}

fn system_user() -> User {
    User {
        id: Text::from(""),
        username: SYSTEM_USERNAME.into(),
        first_name: Some("Automated".into()),
        last_name: "Process".into(),
        email: None,
        is_active: true,
    }
}
