//! The actions of flows on approvals. What touches other runs is carried out after the commit.

use segue_engine::{AssigneeKind, submission_status};
use segue_language::{Text, Value, Values};
use segue_store::{PartNumber, RunNumber, SUBMISSION_PREFIX, record_id};

use super::{Decision, FIRST_APPROVER, RECORD_ID, SUBMISSION_COMMENTS, SUBMITTER, said};
use crate::jobs::Work;
use crate::sight::Bounds;
use crate::turn::{Stop, Turn, item_number, named, run_number, unknown};
use crate::{Actor, PartRef, RunRef};

impl Turn<'_> {
    /// Carries out an action on approvals; none when it is not one.
    pub(crate) fn approval_action(
        &mut self,
        (name, action_type): (&Text, &Text),
        inputs: &Values,
        bounds: Option<Bounds>,
    ) -> Result<Option<Values>, Stop> {
        let words = [action_type.to_ascii_lowercase(), name.to_ascii_lowercase()];
        let known = words.iter().find_map(|word| Action::named(word));
        let Some(action) = known else {
            return Ok(None);
        };
        let asked = Asked { name, inputs };
        Ok(Some(match action {
            Action::Submit => return self.act_submit(&asked, bounds),
            Action::Review { overrides } => self.act_review(&asked, overrides)?,
            Action::Reassign => self.act_reassign(&asked)?,
            Action::Recall => self.act_recall(&asked)?,
            Action::Cancel => self.act_cancel(&asked)?,
            Action::Status => self.act_status(&asked)?,
            Action::Lock => self.act_lock(&asked, !is_unlock(&asked))?,
            Action::Unlock => self.act_lock(&asked, false)?,
        }))
    }

    /// None where no approval process is in force: then the action is carried out elsewhere.
    fn act_submit(
        &mut self,
        asked: &Asked<'_>,
        bounds: Option<Bounds>,
    ) -> Result<Option<Values>, Stop> {
        let process = asked.text(&[
            "processDefinitionNameOrId",
            "flowDefinitionName",
            "approvalProcessName",
        ]);
        let process = match process {
            Some(process) => Some(process),
            None => self.only_process()?,
        };
        let Some(process) = process else {
            return Ok(None);
        };
        let record = asked.needed_text(&["objectId", "recordId"])?;
        self.require_not_submitted(&record)?;
        if let Some(bounds) = bounds {
            self.require_submittable(&record, bounds)?;
        }
        let mut inputs = vec![(RECORD_ID.into(), Value::Text(record))];
        let rest: [(&str, &[&str]); 3] = [
            (SUBMITTER, &["submitterId", "submitter"]),
            (
                SUBMISSION_COMMENTS,
                &["comment", "comments", "submissionComments"],
            ),
            (FIRST_APPROVER, &["firstApprover", "nextApproverIds"]),
        ];
        for (name, words) in rest {
            if let Some(value) = asked.text(words) {
                inputs.push((name.into(), Value::Text(value)));
            }
        }
        let run = self.submit(&process, inputs)?;
        Ok(Some(self.submitted(run)))
    }

    /// A person submits what she may change.
    fn require_submittable(&mut self, record: &Text, bounds: Bounds) -> Result<(), Stop> {
        let id = segue_store::canonical_id(record);
        let found = self.reading().record("", &id);
        let found = found.ok_or_else(|| unknown("record", record))?;
        self.require_edit((&found.object, &id), &Values::new(), bounds)?;
        self.require_unlocked(&id)
    }

    fn act_review(&mut self, asked: &Asked<'_>, overrides: bool) -> Result<Values, Stop> {
        let item = self.item_of(asked)?;
        if !self.is_approval(&item)? {
            return Err(asked.fault("the work item is of no approval step"));
        }
        if overrides {
            self.require_admin(asked)?;
        }
        let decision = Decision {
            decision: asked.needed_text(&["approvalDecision"])?,
            comments: asked.text(&["comments"]),
            overrides,
        };
        let work = Work::Decide {
            item: item.part(),
            by: self.user.clone(),
            decision: decision.decision,
            comments: decision.comments,
            overrides,
        };
        self.jobs.push((item.run().0, work));
        Ok(Vec::new())
    }

    fn act_reassign(&mut self, asked: &Asked<'_>) -> Result<Values, Stop> {
        let item = self.item_of(asked)?;
        self.require_holder(asked, item)?;
        let to = asked.needed_text(&["assigneeId"])?;
        if let Err(fault) = self.resolve(AssigneeKind::Resource, &to)? {
            return Err(asked.fault(&fault.to_string()));
        }
        let work = Work::Reassign {
            item: item.part(),
            to,
        };
        self.jobs.push((item.run().0, work));
        Ok(Vec::new())
    }

    fn act_recall(&mut self, asked: &Asked<'_>) -> Result<Values, Stop> {
        let work = Work::Recall {
            by: self.user.clone(),
            comments: asked.text(&["comments"]),
        };
        self.push_for_submission(asked, work)
    }

    fn act_cancel(&mut self, asked: &Asked<'_>) -> Result<Values, Stop> {
        self.require_admin(asked)?;
        let work = Work::CancelSubmission {
            by: self.user.clone(),
            comments: asked.text(&["comments"]),
        };
        self.push_for_submission(asked, work)
    }

    /// Flows of the system may; a person's flow may what the person may.
    fn require_admin(&self, asked: &Asked<'_>) -> Result<(), Stop> {
        if self.is_system || self.is_approval_admin(&self.user)? {
            return Ok(());
        }
        Err(asked.fault("only an approval admin may do this"))
    }

    /// Whoever has a work item may pass it on, and an approval admin.
    fn require_holder(&mut self, asked: &Asked<'_>, number: PartNumber) -> Result<(), Stop> {
        let index = self.touch(number.run())?;
        let work = self.runs[index].loaded.run.work_item(number.part());
        let assignee = work.map(|work| work.assignee.clone());
        let user = self.user.clone();
        match assignee {
            Some(assignee) if self.is_entitled(&user, &assignee)? => Ok(()),
            Some(_) | None => self.require_admin(asked),
        }
    }

    fn push_for_submission(&mut self, asked: &Asked<'_>, work: Work) -> Result<Values, Stop> {
        let run = self.submission_of(asked)?;
        self.jobs.push((run.0, work));
        Ok(Vec::new())
    }

    /// Of the submission that is named, or of the newest one of a record.
    fn act_status(&mut self, asked: &Asked<'_>) -> Result<Values, Stop> {
        let run = match asked.text(&["approvalSubmissionId"]) {
            Some(_) => Some(self.submission_of(asked)?),
            None => self.newest_submission(&asked.needed_text(&["recordId", "objectId"])?)?,
        };
        let Some(run) = run else {
            return Ok(vec![
                ("status".into(), Value::Null),
                ("approvalSubmissionId".into(), Value::Null),
            ]);
        };
        let index = self.touch(run)?;
        let loaded = &self.runs[index].loaded;
        let status = submission_status(&loaded.deployed.orchestration, &loaded.run);
        let number = PartNumber::new(run, segue_engine::PartId(0)).0;
        let id = record_id(SUBMISSION_PREFIX, number);
        Ok(vec![
            ("status".into(), Value::text(status.api_name())),
            ("approvalSubmissionId".into(), Value::Text(id)),
        ])
    }

    fn newest_submission(&mut self, record: &Text) -> Result<Option<RunNumber>, Stop> {
        let id = segue_store::canonical_id(record);
        for run in self.stored(self.tx.related_runs(&id, RELATED_MAX))? {
            let index = self.touch(run)?;
            if self.runs[index]
                .loaded
                .deployed
                .orchestration
                .approval
                .is_some()
            {
                return Ok(Some(run));
            }
        }
        Ok(None)
    }

    fn act_lock(&mut self, asked: &Asked<'_>, locked: bool) -> Result<Values, Stop> {
        let record = asked.needed_text(&["recordId", "objectId"])?;
        let allowed = asked.text(&["allowedId", "allowedEditorId"]);
        if let Some(allowed) = &allowed
            && let Err(fault) = self.resolve(AssigneeKind::Resource, allowed)?
        {
            return Err(asked.fault(&fault.to_string()));
        }
        self.set_lock(&record, locked, allowed)?;
        Ok(Vec::new())
    }

    fn item_of(&self, asked: &Asked<'_>) -> Result<PartNumber, Stop> {
        item_number(&PartRef::Id(asked.needed_text(&["approvalWorkItemId"])?))
    }

    fn submission_of(&mut self, asked: &Asked<'_>) -> Result<RunNumber, Stop> {
        let run = run_number(&RunRef::Id(asked.needed_text(&["approvalSubmissionId"])?))?;
        let index = self.touch(run)?;
        match self.runs[index].loaded.deployed.orchestration.approval {
            Some(_) => Ok(run),
            None => Err(asked.fault("the run is no submission")),
        }
    }
}

/// Runs of one record among which its newest submission is looked for.
const RELATED_MAX: u32 = 1_000;

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Submit,
    Review { overrides: bool },
    Reassign,
    Recall,
    Cancel,
    Status,
    Lock,
    Unlock,
}

impl Action {
    /// The action of that name or type, in small letters.
    fn named(word: &str) -> Option<Action> {
        Some(match word {
            "submit" | "requestapproval" => Action::Submit,
            "reviewapprovalworkitem" => Action::Review { overrides: false },
            "overrideapprovalworkitem" => Action::Review { overrides: true },
            "reassignapprovalworkitem" => Action::Reassign,
            "recallapprovalsubmission" => Action::Recall,
            "cancelapprovalsubmission" => Action::Cancel,
            "getapprovalstatus" => Action::Status,
            "lockrecord" => Action::Lock,
            "unlockrecord" => Action::Unlock,
            _ => return None,
        })
    }
}

/// An action as it is asked for.
struct Asked<'a> {
    name: &'a Text,
    inputs: &'a Values,
}

impl Asked<'_> {
    /// The first of these inputs that holds text; of a collection its first item.
    fn text(&self, names: &[&str]) -> Option<Text> {
        names.iter().find_map(|name| {
            let value = named(self.inputs, name);
            let first = value.items().first().unwrap_or(&value);
            said(first.as_text().cloned())
        })
    }

    fn needed_text(&self, names: &[&str]) -> Result<Text, Stop> {
        let missing = || self.fault(&format!("`{}` is needed", names[0]));
        self.text(names).ok_or_else(missing)
    }

    fn fault(&self, message: &str) -> Stop {
        Stop::fault(format!("{}: {message}", self.name))
    }
}

/// Lock Record does both, by what its input `action` says.
fn is_unlock(asked: &Asked<'_>) -> bool {
    let word = asked.text(&["action", "lockAction", "actionType"]);
    word.is_some_and(|word| word.eq_ignore_ascii_case("unlock"))
}

impl Turn<'_> {
    /// What a flow asked of a submission, after its commit. What is refused then changes nothing.
    pub(crate) fn approval_job(&mut self, run: RunNumber, work: &Work) -> Result<(), Stop> {
        let number = RunRef::Number(run.0);
        let done = match work {
            Work::Decide {
                item,
                by,
                decision,
                comments,
                overrides,
            } => {
                let decision = Decision {
                    decision: decision.clone(),
                    comments: comments.clone(),
                    overrides: *overrides,
                };
                let item = PartRef::from((run.0, *item));
                self.decide_approval(&item, &self.doer(by), &decision)
            }
            Work::Recall { by, comments } => {
                self.recall(&number, &self.doer(by), comments.clone(), false)
            }
            Work::CancelSubmission { by, comments } => {
                self.cancel_run(&number, &self.doer(by), said(comments.clone()))
            }
            _ => return Ok(()),
        };
        match done {
            Ok(_) | Err(Stop::Refused(_)) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    fn doer(&self, by: &Text) -> Actor {
        match *by == self.world.system_user {
            true => Actor::System,
            false => Actor::User(by.clone()),
        }
    }
}
