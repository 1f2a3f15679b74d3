//! Carrying out: an offer is checked beside the writer, and deployed by it in one transaction.

use segue_runtime::{Deployer, Deployment, RuntimeError};

use super::{Checked, Located, Offer, base_of, check};
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::problem::{Answer, Problem};

/// What came of an offer.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// Files that define something.
    pub(crate) n_files: usize,
    /// What changed, or would change.
    pub(crate) deployment: Deployment,
    /// What is wrong with it.
    pub(crate) problems: Vec<Located>,
    /// Nothing was deployed, because it has errors or was only checked.
    pub(crate) is_deployed: bool,
}

impl Done {
    /// Whether it cannot be deployed.
    pub(crate) fn has_errors(&self) -> bool {
        self.problems.iter().any(Located::is_error)
    }
}

/// Checks an offer and deploys nothing.
pub(crate) async fn check_offer(app: &App, offer: Offer) -> Answer<Done> {
    let checked = checked(app, offer).await?;
    Ok(outlook(&checked))
}

/// Checks an offer and deploys it when it has no errors.
///
/// # Errors
/// The caller may not activate what it holds, or the store fails.
pub(crate) async fn deploy_offer(
    app: &App,
    caller: &Caller,
    address: String,
    offer: Offer,
) -> Answer<Done> {
    let checked = checked(app, offer).await?;
    let done = outlook(&checked);
    if done.has_errors() {
        return Ok(done);
    }
    if checked.is_record_triggered() {
        caller.require(Permission::ViewAllData)?;
    }
    if checked.has_people() {
        caller.require(Permission::ManageUsers)?;
    }
    let by = Deployer {
        user: Some(caller.user.clone()),
        address,
    };
    Ok(Done {
        deployment: carry_out(app, checked, by).await?,
        is_deployed: true,
        ..done
    })
}

/// Checks an offer over what is deployed now.
pub(super) async fn checked(app: &App, offer: Offer) -> Answer<Checked> {
    let base = base_of(app).await?;
    let checked = tokio::task::spawn_blocking(move || check(offer, &base)).await;
    checked.map_err(|error| Problem::internal(&error.to_string()))
}

fn outlook(checked: &Checked) -> Done {
    let changes = checked.changes.iter();
    let changed = changes.map(|(name, number)| (name.as_str().into(), *number));
    let project = &checked.project;
    let n_definitions = project.flows.len() + project.orchestrations.len();
    Done {
        n_files: project.sources.len(),
        deployment: Deployment {
            changed: changed.collect(),
            n_unchanged: n_definitions - checked.changes.len(),
            warnings: Vec::new(),
        },
        problems: checked.problems(),
        is_deployed: false,
    }
}

/// Deploys what was checked.
pub(super) async fn carry_out(app: &App, checked: Checked, by: Deployer) -> Answer<Deployment> {
    let now = app.now();
    let deployed = app
        .at_writer(move |runtime| runtime.deploy_by(&checked.project, &by, now))
        .await?;
    deployed.map_err(|error| match error {
        RuntimeError::Refused(reasons) => Problem::invalid(reasons.join(" ")),
        RuntimeError::Store(error) => Problem::internal(&error.to_string()),
    })
}
