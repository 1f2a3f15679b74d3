//! Opening the work item of an interactive step, once it is known who gets it.

use segue_language::Text;

use super::prepare_call::inputs;
use crate::pass::Spot;
use crate::reader::{Purpose, Unreadable};
use crate::transition::{Failure, Transition};
use crate::{Assignee, AssigneeFault, Effect, Event, Interactive, Operand, PartId, StepKind};

pub(crate) fn open_work_item(
    tx: &mut Transition<'_>,
    spot: Spot,
    found: Result<Assignee, AssigneeFault>,
) {
    let step = tx.step_run(spot.step).part;
    let opened = found
        .map_err(failure)
        .and_then(|assignee| open(tx, spot.step, assignee));
    if let Err(failure) = opened {
        tx.fail_step(step, failure);
    }
}

fn open(tx: &mut Transition<'_>, index: usize, assignee: Assignee) -> Result<(), Failure> {
    let definition = tx.step(index);
    let StepKind::Interactive(interactive) = &definition.kind else {
        return Ok(());
    };
    let inputs = inputs(tx, &definition.call)?;
    let related_record = read(tx, interactive.related_record.as_ref())?.unwrap_or_default();
    let mail = mail(tx, interactive)?;
    let Some(item) = tx.next_part() else {
        return Err(Failure::lasting(
            "too-many-parts",
            "the run has too many parts",
        ));
    };
    let step = tx.step_run(index).part;
    tx.record(Event::WorkItemOpened {
        item,
        step,
        assignee: assignee.clone(),
        related_record: related_record.clone(),
    });
    let opened = assignee.clone();
    tx.request(Effect::OpenWorkItem {
        item,
        step,
        assignee: opened,
        related_record,
        inputs,
    });
    notify(tx, item, step, assignee, mail);
    Ok(())
}

/// Subject and body of the mail; none when no mail is to be sent.
pub(super) type Mail = Option<(Option<String>, Option<String>)>;

/// What is to be written to the assignee.
pub(super) fn mail(tx: &Transition<'_>, interactive: &Interactive) -> Result<Mail, Failure> {
    if interactive.mail_off {
        return Ok(None);
    }
    let subject = read(tx, interactive.mail_subject.as_ref())?;
    let body = read(tx, interactive.mail_body.as_ref())?;
    Ok(Some((
        subject.map(|text| text.to_string()),
        body.map(|text| text.to_string()),
    )))
}

/// Asks for the mail to be sent, unless there is none.
pub(super) fn notify(
    tx: &mut Transition<'_>,
    item: PartId,
    step: PartId,
    assignee: Assignee,
    mail: Mail,
) {
    if let Some((subject, body)) = mail {
        tx.request(Effect::Notify {
            item,
            step,
            assignee,
            subject,
            body,
        });
    }
}

pub(super) fn read(
    tx: &Transition<'_>,
    operand: Option<&Operand>,
) -> Result<Option<Text>, Failure> {
    let Some(operand) = operand else {
        return Ok(None);
    };
    let text = tx.reader(Purpose::Input).text(operand);
    text.map_err(|Unreadable(message)| Failure::lasting("input-failed", message))
}

fn failure(fault: AssigneeFault) -> Failure {
    let message = fault.to_string();
    match &fault {
        AssigneeFault::Inactive(_) => Failure::recoverable("assignee-inactive", message),
        AssigneeFault::Unknown(name) if name.is_empty() => {
            Failure::lasting("assignee-unknown", "the assignee is null")
        }
        AssigneeFault::Unknown(_) => Failure::lasting("assignee-unknown", message),
    }
}
