//! Mail about a run that failed: to who deployed what failed, or to the addresses set for that.

use rustc_hash::FxHashMap;
use segue_engine::{Event, RunError, StepRun};
use segue_language::{Text, Timestamp};
use segue_store::{PartNumber, run_id};

use super::addresses::address;
use super::letter::{Letter, MailKind, NewMail};
use crate::alone::interview_id;
use crate::definitions::DeployedFlow;
use crate::turn::{LoadedRun, Stop, TouchedRun, Turn};

/// Most such mails of one definition within [`WINDOW_SECONDS`]; the last one says so.
const MAILS_MAX: u32 = 10;
const WINDOW_SECONDS: i64 = 3_600;
/// Permission of whoever gets them when nobody else is known.
const ADMINISTRATION: &str = "customize-application";
/// Code of the error of a run whose step's flow failed.
const FLOW_FAILED: &str = "flow-failed";

/// How many mails about failures each definition caused lately, by the number of its version.
#[derive(Debug, Default)]
pub(crate) struct FailureMails {
    lately: FxHashMap<i64, (Timestamp, u32)>,
}

/// Which mail of its window a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turnout {
    Usual,
    Last,
    TooMany,
}

impl FailureMails {
    fn count(&mut self, version: i64, now: Timestamp) -> Turnout {
        let lately = self.lately.entry(version).or_insert((now, 0));
        if now >= lately.0.plus_seconds(WINDOW_SECONDS) {
            *lately = (now, 0);
        }
        lately.1 = lately.1.saturating_add(1);
        match lately.1.cmp(&MAILS_MAX) {
            std::cmp::Ordering::Less => Turnout::Usual,
            std::cmp::Ordering::Equal => Turnout::Last,
            std::cmp::Ordering::Greater => Turnout::TooMany,
        }
    }
}

impl Turn<'_> {
    /// Tells of a run that failed in this turn. When a flow that it called is at fault, who
    /// deployed that is told too.
    pub(crate) fn tell_of_failure(&mut self, touched: &TouchedRun) -> Result<(), Stop> {
        let Some(error) = failure_of(touched) else {
            return Ok(());
        };
        let loaded = &touched.loaded;
        let version = loaded.deployed.version;
        let name = loaded.deployed.orchestration.label.clone();
        self.post_failure(loaded, version, &format!("Failed: {name}"), "")?;
        if let Some(flow) = called_flow(loaded, error).and_then(|step| step.flow)
            && let Some(deployed) = self.world.definitions.flow(flow)
        {
            let subject = format!("Failed flow: {} in {name}", deployed.flow.name);
            let opening = format!("The flow {} failed.\n\n", deployed.flow.name);
            self.post_failure(loaded, flow.0, &subject, &opening)?;
        }
        Ok(())
    }

    /// Tells of a flow that failed and that nobody called: no run shows it.
    pub(crate) fn tell_of_flow(
        &mut self,
        deployed: &DeployedFlow,
        number: PartNumber,
        why: &str,
    ) -> Result<(), Stop> {
        let version = deployed.version.0;
        let to = self.responsible_for(version)?;
        if to.is_empty() {
            return Ok(());
        }
        let turnout = self.world.failure_mails.count(version, self.now);
        if turnout == Turnout::TooMany {
            return Ok(());
        }
        let flow = &deployed.flow;
        let mut body = format!(
            "{why}\n\nFlow: {} ({})\nFailed: {}\nWhat it wrote was undone; it can be tried again.",
            flow.label, flow.name, self.now
        );
        if turnout == Turnout::Last {
            body.push_str("\n\nFurther failures within the hour are not mailed.");
        }
        self.mails.push(NewMail {
            run: None,
            item: None,
            kind: MailKind::Failure,
            letter: Letter {
                to,
                subject: format!("Failed flow: {}", flow.label),
                body,
                link_label: "Open the interview".to_owned(),
                link: format!("/interviews/{}", interview_id(number)),
                ..Letter::default()
            },
        });
        Ok(())
    }

    fn post_failure(
        &mut self,
        loaded: &LoadedRun,
        version: i64,
        subject: &str,
        opening: &str,
    ) -> Result<(), Stop> {
        let to = self.responsible_for(version)?;
        if to.is_empty() {
            return Ok(());
        }
        let turnout = self.world.failure_mails.count(version, self.now);
        if turnout == Turnout::TooMany {
            return Ok(());
        }
        let mut body = format!("{opening}{}", self.account_of(loaded));
        if turnout == Turnout::Last {
            body.push_str("\n\nFurther failures within the hour are not mailed.");
        }
        let run = loaded.number;
        self.mails.push(NewMail {
            run: Some(run),
            item: None,
            kind: MailKind::Failure,
            letter: Letter {
                to,
                subject: subject.to_owned(),
                body,
                is_rich: false,
                link_label: "Open the run".to_owned(),
                link: format!("/runs/{}", run_id(run)),
            },
        });
        Ok(())
    }

    /// Addresses of who is told that a version failed: those of the settings, else who deployed
    /// it, else the administrators.
    fn responsible_for(&self, version: i64) -> Result<Vec<Text>, Stop> {
        let set = &self.world.options.mail.failures_to;
        if !set.is_empty() {
            return Ok(set.clone());
        }
        if let Some(deployer) = self.stored(self.tx.deployer_of(version))?
            && let Some(address) = self.address_of_user(&deployer)?
        {
            return Ok(vec![address]);
        }
        let mut to = Vec::new();
        for person in self.stored(self.tx.people_with_permission(ADMINISTRATION))? {
            let user = self.stored(self.world.people.user(self.tx, &person))?;
            to.extend(
                user.filter(|user| user.is_active)
                    .map(|user| address(&user)),
            );
        }
        Ok(to)
    }

    /// What happened, stage by stage. Values of inputs and outputs are left out: the run's page
    /// shows them to whoever may see them.
    fn account_of(&self, loaded: &LoadedRun) -> String {
        use std::fmt::Write;
        let (run, orchestration) = (&loaded.run, &loaded.deployed.orchestration);
        let error = run.error.as_ref().map_or("", |error| &error.message);
        let id = run_id(loaded.number);
        let starter = self.username_of(&Text::from(run.starter.as_str()));
        let mut text = format!(
            "{error}\n\nOrchestration: {} ({}, version {})\nRun: {id}\nStarted: {} by {starter}\n\
             Failed: {}\n",
            orchestration.label,
            orchestration.name,
            loaded.deployed.ordinal,
            run.started_at,
            self.now,
        );
        for stage_run in &run.stages {
            let stage = orchestration.stage(stage_run.stage);
            let _ = write!(text, "\n{}: {}", stage.label, stage_run.status.label());
            for step_run in &stage_run.steps {
                let step = orchestration.step(step_run.step);
                let _ = write!(text, "\n  {}: {}", step.label, step_run.status.label());
                if let Some(error) = &step_run.error {
                    let _ = write!(text, " – {error}");
                }
            }
        }
        text
    }

    fn username_of(&self, id: &Text) -> Text {
        let user = self.world.people.user(self.tx, id).ok().flatten();
        user.map_or_else(|| id.clone(), |user| user.username.clone())
    }
}

/// Why the run failed, if it did in this turn.
fn failure_of(touched: &TouchedRun) -> Option<&RunError> {
    let mut events = touched.events.iter().rev();
    events.find_map(|event| match event {
        Event::RunFailed(error) => Some(error),
        _ => None,
    })
}

/// The step whose flow is at fault.
fn called_flow<'r>(loaded: &'r LoadedRun, error: &RunError) -> Option<&'r StepRun> {
    let part = error.step.filter(|_| &*error.code == FLOW_FAILED)?;
    loaded.run.step_run(part)
}

#[cfg(test)]
mod tests {
    use super::{FailureMails, MAILS_MAX, Timestamp, Turnout, WINDOW_SECONDS};

    #[test]
    fn a_definition_that_fails_all_the_time_causes_few_mails() {
        let mut mails = FailureMails::default();
        let noon = Timestamp(0);
        let turnouts: Vec<_> = (0..MAILS_MAX + 2).map(|_| mails.count(7, noon)).collect();
        assert_eq!(turnouts[0], Turnout::Usual);
        assert_eq!(
            turnouts[MAILS_MAX as usize - 1..],
            [Turnout::Last, Turnout::TooMany, Turnout::TooMany]
        );
        assert_eq!(mails.count(8, noon), Turnout::Usual);
        assert_eq!(
            mails.count(7, noon.plus_seconds(WINDOW_SECONDS)),
            Turnout::Usual
        );
    }
}
