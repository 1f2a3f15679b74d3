//! Requests as turns, one function each.

use segue_engine::{AssigneeFault, Command, Orchestration, PartId};
use segue_language::{Text, Type, Value, Values};
use segue_store::{
    APPROVAL_ITEM_PREFIX, ParsedId, PartNumber, RUN_PREFIX, RunKey, RunNumber, STEP_RUN_PREFIX,
    SUBMISSION_PREFIX, WORK_ITEM_PREFIX, parse_id,
};
use sha2::{Digest, Sha256};

use super::{Stop, Turn};
use crate::approvals::standard_input;
use crate::interview_driver::missing_flow;
use crate::records::coerce;
use crate::{Actor, NewAssignee, PartRef, Refusal, Reply, Request, RunRef};

impl Turn<'_> {
    /// Carries out a request.
    pub(crate) fn request(&mut self, request: &Request) -> Result<Reply, Stop> {
        match request {
            Request::Provided { proviso, request } => {
                self.require(proviso)?;
                self.request(request)
            }
            Request::CreateRecord { object, fields, by } => {
                self.created(by, |turn| turn.create_record(object, fields.clone()))
            }
            Request::SeedRecord { object, fields, by } => {
                self.created(by, |turn| turn.seed_record(object, fields.clone()))
            }
            Request::UpdateRecord {
                object,
                id,
                fields,
                by,
            } => {
                self.act_as(by)?;
                self.update_record(object, id, fields.clone())?;
                Ok(Reply::Done)
            }
            Request::DeleteRecord { object, id, by } => {
                self.act_as(by)?;
                self.delete_record(object, id)?;
                Ok(Reply::Done)
            }
            Request::RunFlow { flow, inputs, by } => self.call_flow(flow, inputs, by),
            Request::StartRun {
                orchestration,
                inputs,
                by,
                key,
            } => self.start_run(orchestration, inputs, by, key.as_ref()),
            Request::OpenWork { item, by } => self.open_work(item, by),
            Request::LookAtWork { item, by } => self.look_at_work(item, by),
            Request::AnswerScreen {
                item,
                by,
                submission,
            } => self.answer_screen(item, by, submission.clone()),
            Request::DoWork { item, by, answers } => self.do_work(item, by, answers),
            Request::CompleteItem { item, by, outputs } => {
                self.complete_item(item, by, outputs.clone())
            }
            Request::Claim { item, by } => self.claim(item, by),
            Request::Release { item, by } => self.release(item, by),
            Request::Reassign { item, to, by } => self.reassign(item, to, by),
            Request::Approval(request) => self.approval_request(request),
            Request::Suspend { run, by } => self.command_run(run, by, Command::Suspend),
            Request::Resume { run, by, forced } => {
                let resume = Command::Resume {
                    forced: forced.clone(),
                    window_seconds: self.world.options.resume_window_seconds,
                };
                self.command_run(run, by, resume)
            }
            Request::Cancel { run, by, reason } => self.cancel_run(run, by, reason.clone()),
            Request::PublishEvent { run, step, by } => self.publish_event(run, step.as_ref(), by),
            Request::CallEnded(ended) => self.call_ended(ended),
            Request::ClaimMails(claim) => self.claim_mails(claim),
            Request::SettleMails(outcomes) => self.settle_mails(outcomes),
            Request::RetryMail { mail, by } => self.retry_mail(*mail, by),
            Request::SetUserActive { user, active, by } => self.set_user_active(user, *active, by),
            Request::ChangePeople(change) => self.change_people(change),
            Request::ChangeInterview(change) => self.change_interview(change),
            Request::SetPresence { by, status } => self.set_presence(by, *status),
            Request::AcceptOffer { item, by } => self.accept_offer(item, by),
            Request::DeclineOffer { item, by } => self.decline_offer(item, by),
        }
    }

    fn call_flow(&mut self, name: &Text, inputs: &Values, by: &Actor) -> Result<Reply, Stop> {
        self.act_as(by)?;
        let deployed = self.world.definitions.active_flow(name);
        let deployed = deployed.ok_or_else(|| Stop::fault(missing_flow(name)))?;
        let beginning = self.beginning(&deployed, inputs.clone());
        self.run_to_the_end(beginning)?;
        Ok(Reply::Done)
    }

    fn created(
        &mut self,
        by: &Actor,
        create: impl FnOnce(&mut Self) -> Result<Text, Stop>,
    ) -> Result<Reply, Stop> {
        self.act_as(by)?;
        let id = create(self)?;
        Ok(Reply::Created { id })
    }

    /// Records that a person changes are written as that person.
    pub(crate) fn act_as(&mut self, by: &Actor) -> Result<(), Stop> {
        self.actor = self.actor_id(by)?;
        self.user = self.actor.clone();
        Ok(())
    }

    pub(crate) fn cancel_run(
        &mut self,
        run: &RunRef,
        by: &Actor,
        reason: Option<Text>,
    ) -> Result<Reply, Stop> {
        self.command_run(run, by, Command::Cancel { reason })
    }

    fn start_run(
        &mut self,
        name: &Text,
        inputs: &Values,
        by: &Actor,
        key: Option<&Text>,
    ) -> Result<Reply, Stop> {
        self.actor = self.actor_id(by)?;
        let request = key.map(|_| request_hash(name, inputs));
        if let (Some(key), Some(request)) = (key, request)
            && let Some(known) = self.stored(self.tx.run_key(&self.actor, key))?
        {
            return repeated(known, request);
        }
        let deployed = self
            .world
            .definitions
            .active_orchestration(name)
            .ok_or_else(|| unknown("orchestration", name))?;
        let inputs = self.typed_inputs(&deployed.orchestration, inputs)?;
        let index = self.add_run(deployed)?;
        let starter = self.actor.clone();
        let start = Command::Start {
            starter,
            inputs,
            trigger: None,
        };
        self.command(index, start)?;
        let run = self.runs[index].loaded.number;
        if let (Some(key), Some(request)) = (key, request) {
            self.stored(
                self.tx
                    .insert_run_key(&self.actor, key, &RunKey { run, request }),
            )?;
        }
        Ok(Reply::Started { run: run.0 })
    }

    /// Inputs made to fit the variables of the orchestration; a record may be given by its id.
    pub(crate) fn typed_inputs(
        &self,
        orchestration: &Orchestration,
        inputs: &Values,
    ) -> Result<Values, Stop> {
        let typed = self.declared_inputs(orchestration, inputs)?;
        match orchestration.approval {
            Some(_) => self.submission_inputs(typed),
            None => Ok(typed),
        }
    }

    fn declared_inputs(
        &self,
        orchestration: &Orchestration,
        inputs: &Values,
    ) -> Result<Values, Stop> {
        inputs
            .iter()
            .map(|(name, value)| {
                let (declared, value_type) = declared_input(orchestration, name)?;
                let value = self.input_value(value, &value_type);
                let value = value
                    .map_err(|problem| Refusal::Invalid(format!("input `{name}`: {problem}")))?;
                Ok((declared, value))
            })
            .collect()
    }

    fn input_value(&self, value: &Value, wanted: &Type) -> Result<Value, String> {
        let (Value::Text(id), Type::Record(object)) = (value, wanted) else {
            return coerce(value.clone(), wanted);
        };
        let record = self.reading().record(object, id);
        record
            .map(Value::Record)
            .ok_or_else(|| format!("there is no {object} with Id {id}"))
    }

    fn command_run(&mut self, run: &RunRef, by: &Actor, command: Command) -> Result<Reply, Stop> {
        self.actor = self.actor_id(by)?;
        let index = self.touch(run_number(run)?)?;
        self.command(index, command)?;
        Ok(Reply::Done)
    }

    fn reassign(&mut self, item: &PartRef, to: &NewAssignee, by: &Actor) -> Result<Reply, Stop> {
        self.actor = self.actor_id(by)?;
        let number = item_number(item)?;
        let to = self
            .resolve(to.kind, &to.name)?
            .map_err(|fault| match fault {
                AssigneeFault::Inactive(name) => Stop::Refused(Refusal::Inactive(name)),
                AssigneeFault::Unknown(name) => unknown("user, group or queue", &name),
            })?;
        let index = self.touch(number.run())?;
        let item = number.part();
        self.command(index, Command::ReassignWorkItem { item, to })?;
        Ok(Reply::Done)
    }

    fn publish_event(
        &mut self,
        run: &RunRef,
        step: Option<&(PartRef, segue_engine::StepResult)>,
        by: &Actor,
    ) -> Result<Reply, Stop> {
        self.actor = self.actor_id(by)?;
        let number = run_number(run)?;
        let step = match step {
            Some((step, result)) => Some((part_of(step, number, STEP_RUN_PREFIX)?, result.clone())),
            None => None,
        };
        let index = self.touch(number)?;
        self.take_event(index, step.as_ref())?;
        Ok(Reply::Done)
    }

    pub(crate) fn set_user_active(
        &mut self,
        user: &Text,
        active: bool,
        by: &Actor,
    ) -> Result<Reply, Stop> {
        self.act_as(by)?;
        let found = self.stored(self.world.people.user(self.tx, user))?;
        let found = found.ok_or_else(|| unknown("user", user))?;
        let fields = vec![(Text::from("IsActive"), Value::Boolean(active))];
        self.update_record(&Text::from("User"), &found.id, fields)?;
        Ok(Reply::Done)
    }
}

/// Name and type of an input, which may be one that every approval process takes.
fn declared_input(orchestration: &Orchestration, name: &str) -> Result<(Text, Type), Stop> {
    let mut variables = orchestration.variables.iter();
    let variable = variables.find(|it| it.is_input && it.name.eq_ignore_ascii_case(name));
    if let Some(variable) = variable {
        return Ok((variable.name.clone(), variable.value_type.clone()));
    }
    match standard_input(orchestration, name) {
        Some(standard) => Ok((standard.into(), Type::Text)),
        None => {
            let problem = format!("{} has no input `{name}`", orchestration.name);
            Err(Refusal::Invalid(problem).into())
        }
    }
}

/// The same key of the same caller gives the same run, and only for the same request.
fn repeated(known: RunKey, request: [u8; 32]) -> Result<Reply, Stop> {
    if known.request == request {
        return Ok(Reply::Started { run: known.run.0 });
    }
    Err(Refusal::Invalid("the key was used for another request".to_owned()).into())
}

fn request_hash(name: &Text, inputs: &Values) -> [u8; 32] {
    Sha256::digest(segue_store::encode(&(name, inputs))).into()
}

pub(crate) fn unknown(what: &'static str, name: &Text) -> Stop {
    Stop::Refused(Refusal::Unknown {
        what,
        name: name.clone(),
    })
}

/// Number of a run by number or id.
pub(crate) fn run_number(run: &RunRef) -> Result<RunNumber, Stop> {
    match run {
        RunRef::Number(number) => Ok(RunNumber(*number)),
        RunRef::Id(id) => parse_id(id)
            .filter(|parsed| parsed.is_a(RUN_PREFIX) || parsed.is_a(SUBMISSION_PREFIX))
            .map(|parsed| parsed.part_number().run())
            .ok_or_else(|| unknown("run", id)),
    }
}

/// Number of a work item by number or id.
pub(crate) fn item_number(item: &PartRef) -> Result<PartNumber, Stop> {
    part_number(item, WORK_ITEM_PREFIX, "work item")
}

fn part_number(part: &PartRef, prefix: &str, what: &'static str) -> Result<PartNumber, Stop> {
    match part {
        PartRef::Number { run, part } => Ok(PartNumber::new(RunNumber(*run), *part)),
        PartRef::Id(id) => parse_id(id)
            .filter(|parsed| parsed.is_a(prefix) || is_approval_of(prefix, parsed))
            .map(|parsed| parsed.part_number())
            .ok_or_else(|| unknown(what, id)),
    }
}

/// An approval work item has the number of its work item.
fn is_approval_of(prefix: &str, parsed: &ParsedId) -> bool {
    prefix == WORK_ITEM_PREFIX && parsed.is_a(APPROVAL_ITEM_PREFIX)
}

fn part_of(part: &PartRef, run: RunNumber, prefix: &str) -> Result<PartId, Stop> {
    let number = part_number(part, prefix, "step run")?;
    if number.run() == run {
        return Ok(number.part());
    }
    Err(Refusal::Invalid("the step run belongs to another run".to_owned()).into())
}
