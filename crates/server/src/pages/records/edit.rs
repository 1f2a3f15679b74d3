//! Creating, editing and deleting a record.

mod fields;
mod merge;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::{FieldSource, Record, Text};
use segue_runtime::{Refusal, Reply, Request};

use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::{Field, Sent, sentence};
use crate::pages::layout::{Frame, Section, show};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::{Eyes, act, owner, see};
use crate::queries::records::title;

use merge::Merged;

/// The form of a record.
#[derive(Template)]
#[template(path = "record_form.html")]
pub(crate) struct RecordFormPage {
    pub(crate) frame: Frame,
    pub(crate) object: Text,
    pub(crate) label: String,
    /// The record that is edited: its id and name.
    pub(crate) record: Option<(Text, String)>,
    pub(crate) fields: Vec<Field>,
    /// What the fields held when the form was drawn: names and values of hidden inputs.
    pub(crate) held: Vec<(String, String)>,
    /// What is wrong with the whole.
    pub(crate) faults: Vec<String>,
    /// Whether somebody else has changed the same fields.
    pub(crate) is_conflict: bool,
}

/// `GET /records/{object}/new`
pub(crate) async fn blank(
    State(app): State<App>,
    caller: Caller,
    Path(object): Path<Text>,
) -> Answer<Response> {
    let (page, _) = form_page(&app, &caller, (object, None), Sent::default()).await?;
    Ok(show(StatusCode::OK, &page))
}

/// `GET /records/{object}/{id}/edit`
pub(crate) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path((object, id)): Path<(Text, Text)>,
) -> Answer<Response> {
    let (page, _) = form_page(&app, &caller, (object, Some(id)), Sent::default()).await?;
    Ok(show(StatusCode::OK, &page))
}

/// `POST /records/{object}`
pub(crate) async fn create(
    State(app): State<App>,
    caller: Caller,
    Path(object): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let (page, _) = form_page(&app, &caller, (object, None), sent.clone()).await?;
    if sent.value("go") == Some("refresh") {
        return Ok(show(StatusCode::OK, &page));
    }
    if let Some(refusal) = flaws(&page) {
        return refused(page, refusal);
    }
    let request = Request::CreateRecord {
        object: page.object.clone(),
        fields: fields::given(&page.fields, &sent.inputs),
        by: caller.actor(),
    };
    let object = page.object.clone();
    let proviso = move |eyes: &Eyes<'_>| editable(eyes, &object, None).map(|_| ());
    match act(&app, &caller, proviso, request).await? {
        Ok(Reply::Created { id }) => {
            let path = format!("/records/{}/{id}?told=created", page.object);
            Ok(Redirect::to(&path).into_response())
        }
        Ok(_) => Err(Problem::internal("a record was created without an id")),
        Err(refusal) => refused(page, refusal),
    }
}

/// `POST /records/{object}/{id}`: writes what was changed, unless somebody else has changed the
/// same.
pub(crate) async fn save(
    State(app): State<App>,
    caller: Caller,
    Path((object, id)): Path<(Text, Text)>,
    sent: Sent,
) -> Answer<Response> {
    let place = (object, Some(id.clone()));
    let (mut page, record) = form_page(&app, &caller, place, sent.clone()).await?;
    if sent.value("go") == Some("refresh") {
        return Ok(show(StatusCode::OK, &page));
    }
    let record = record.ok_or_else(|| Problem::unknown("record", &id))?;
    if let Some(refusal) = flaws(&page) {
        return refused(page, refusal);
    }
    let sent_values = fields::values(&page.fields, &sent.inputs);
    let merged = Merged::of(&sent.inputs, sent_values, &record);
    if !merged.conflicts.is_empty() {
        merged.tell(&mut page);
        return Ok(show(StatusCode::CONFLICT, &page));
    }
    let request = Request::UpdateRecord {
        object: page.object.clone(),
        id: id.clone(),
        fields: merged.changes,
        by: caller.actor(),
    };
    let proviso = still(page.object.clone(), id.clone(), record);
    match act(&app, &caller, proviso, request).await? {
        Ok(_) => {
            let path = format!("/records/{}/{id}?told=saved", page.object);
            Ok(Redirect::to(&path).into_response())
        }
        Err(refusal) => refused(page, refusal),
    }
}

/// `POST /records/{object}/{id}/delete`
pub(crate) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path((object, id)): Path<(Text, Text)>,
) -> Answer<Response> {
    let request = Request::DeleteRecord {
        object: object.clone(),
        id: id.clone(),
        by: caller.actor(),
    };
    let wanted = object.clone();
    let proviso = move |eyes: &Eyes<'_>| {
        let record = found(eyes, &wanted, &id)?;
        let reach = eyes.access(&record.object)?.deletes();
        match reach.includes(eyes.viewer(), owner(&record).as_deref()) {
            true => eyes.require_below(&record),
            false => Err(Problem::forbidden("You may not delete this record.")),
        }
    };
    act(&app, &caller, proviso, request).await??;
    let path = format!("/records/{object}?told=deleted");
    Ok(Redirect::to(&path).into_response())
}

/// For whoever may edit a record that is as it was when her changes were compared with it.
fn still(
    object: Text,
    id: Text,
    record: Record,
) -> impl Fn(&Eyes<'_>) -> Answer<()> + Send + Sync + 'static {
    move |eyes| match editable(eyes, &object, Some(&id))? {
        Some(now) if is_same(eyes, &now, &record) => Ok(()),
        _ => Err(Problem::new(
            StatusCode::CONFLICT,
            "changed-meanwhile",
            "Somebody has changed this record just now; try again.",
        )),
    }
}

/// Whether nobody has written a record in between: formulas may look at the clock.
fn is_same(eyes: &Eyes<'_>, now: &Record, then: &Record) -> bool {
    let object = eyes.reads.object(&now.object);
    let is_formula = |name: &str| {
        let field = object.and_then(|object| object.field(name));
        field.is_some_and(|field| matches!(field.source, FieldSource::Computed(_)))
    };
    let mut fields = now.fields().iter();
    fields.all(|field| is_formula(&field.name) || then.get(&field.name) == Some(&field.value))
}

/// What a form itself refuses, field by field.
fn flaws(page: &RecordFormPage) -> Option<Refusal> {
    let flawed = page.fields.iter().filter_map(|field| {
        let name = Text::from(field.api_name());
        Some((name, field.error.clone()?))
    });
    let fields: Vec<(Text, String)> = flawed.collect();
    (!fields.is_empty()).then(|| Refusal::Failed {
        message: "some choices do not go together".to_owned(),
        fields,
    })
}

/// A record of that object that the caller may read.
fn found(eyes: &Eyes<'_>, object: &str, id: &Text) -> Answer<Record> {
    let record = eyes.record(id);
    record
        .filter(|record| record.object.eq_ignore_ascii_case(object))
        .ok_or_else(|| Problem::unknown("record", id))
}

/// The form of a new record or of one that the caller may edit, with what was just sent.
async fn form_page(
    app: &App,
    caller: &Caller,
    (object, id): (Text, Option<Text>),
    sent: Sent,
) -> Answer<(RecordFormPage, Option<Record>)> {
    let (now, frame) = (app.now(), Frame::of(Section::Records, caller));
    see(app, caller, move |eyes| {
        let found = eyes.reads.object(&object);
        let object = found.ok_or_else(|| Problem::unknown("object", &object))?;
        let record = editable(eyes, &object.name, id.as_ref())?;
        let fields = fields::draw(eyes, object, (record.as_ref(), &sent.inputs), now)?;
        let page = RecordFormPage {
            frame: frame.wide("narrow"),
            object: object.name.clone(),
            label: object.label.clone(),
            held: merge::held(&fields, record.as_ref(), &sent.inputs),
            fields,
            record: record.as_ref().map(|record| {
                let id = record.id().cloned().unwrap_or_default();
                (id, title(object, record))
            }),
            faults: Vec::new(),
            is_conflict: false,
        };
        Ok((page, record))
    })
    .await
}

/// The record of that id when the caller may edit it; none for a new one that she may create.
fn editable(eyes: &Eyes<'_>, object: &Text, id: Option<&Text>) -> Answer<Option<Record>> {
    let access = eyes.access(object)?;
    let record = id.map(|id| found(eyes, object, id)).transpose()?;
    let may = match &record {
        None => access.creates(),
        Some(record) => {
            let owner = owner(record);
            access.edits().includes(eyes.viewer(), owner.as_deref())
        }
    };
    if let Some(record) = record.as_ref().filter(|_| may) {
        eyes.require_below(record)?;
    }
    match may {
        true => Ok(record),
        false => Err(Problem::forbidden("You may not write this record.")),
    }
}

/// The form again, with what is wrong.
fn refused(mut page: RecordFormPage, refusal: Refusal) -> Answer<Response> {
    let (message, fields) = match refusal {
        Refusal::Failed { message, fields } if !fields.is_empty() => (message, fields),
        Refusal::Failed { message, .. } | Refusal::Invalid(message) => {
            at_its_field(&page.object, message)
        }
        other => return Err(other.into()),
    };
    for (name, why) in &fields {
        let mut shown = page.fields.iter_mut();
        match shown.find(|field| field.api_name().eq_ignore_ascii_case(name)) {
            Some(field) => field.error = Some(sentence(why)),
            None => page.faults.push(sentence(why)),
        }
    }
    if fields.is_empty() {
        page.faults.push(sentence(&message));
    }
    Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// A message that begins with `Object.Field: ` belongs to that field.
fn at_its_field(object: &str, message: String) -> (String, Vec<(Text, String)>) {
    let rest = message.strip_prefix(object);
    let told = rest.and_then(|rest| rest.strip_prefix('.')?.split_once(": "));
    match told {
        Some((field, why)) => {
            let fields = vec![(Text::from(field), why.to_owned())];
            (message, fields)
        }
        None => (message, Vec::new()),
    }
}

impl RecordFormPage {
    fn n_faults(&self) -> usize {
        let faulty = self.fields.iter().filter(|field| field.error.is_some());
        faulty.count()
    }

    fn action(&self) -> String {
        match &self.record {
            Some((id, _)) => format!("/records/{}/{id}", self.object),
            None => format!("/records/{}", self.object),
        }
    }
}
