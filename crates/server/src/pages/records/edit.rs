//! Creating, editing and deleting a record.

mod fields;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::{Text, Values};
use segue_runtime::{Refusal, Reply, Request};

use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::{self, Field, sentence};
use crate::pages::layout::{Frame, Section, show};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::{owner, see};
use crate::queries::records::title;

type Sent = Vec<(String, String)>;

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
    /// What is wrong with the whole.
    pub(crate) faults: Vec<String>,
}

/// `GET /records/{object}/new`
pub(crate) async fn blank(
    State(app): State<App>,
    caller: Caller,
    Path(object): Path<Text>,
) -> Answer<Response> {
    let page = form_page(&app, &caller, (object, None), Values::new()).await?;
    Ok(show(StatusCode::OK, &page))
}

/// `GET /records/{object}/{id}/edit`
pub(crate) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path((object, id)): Path<(Text, Text)>,
) -> Answer<Response> {
    let page = form_page(&app, &caller, (object, Some(id)), Values::new()).await?;
    Ok(show(StatusCode::OK, &page))
}

/// `POST /records/{object}`
pub(crate) async fn create(
    State(app): State<App>,
    caller: Caller,
    Path(object): Path<Text>,
    Form(sent): Form<Sent>,
) -> Answer<Response> {
    let answers = form::answers(&sent);
    let page = form_page(&app, &caller, (object.clone(), None), answers).await?;
    let request = Request::CreateRecord {
        object: page.object.clone(),
        fields: fields::given(&page.fields, &sent),
        by: caller.actor(),
    };
    match app.execute(request).await {
        Ok(Reply::Created { id }) => {
            let path = format!("/records/{}/{id}?told=created", page.object);
            Ok(Redirect::to(&path).into_response())
        }
        Ok(_) => Err(Problem::internal("a record was created without an id")),
        Err(refusal) => refused(page, refusal),
    }
}

/// `POST /records/{object}/{id}`
pub(crate) async fn save(
    State(app): State<App>,
    caller: Caller,
    Path((object, id)): Path<(Text, Text)>,
    Form(sent): Form<Sent>,
) -> Answer<Response> {
    let answers = form::answers(&sent);
    let page = form_page(&app, &caller, (object, Some(id.clone())), answers).await?;
    let request = Request::UpdateRecord {
        object: page.object.clone(),
        id: id.clone(),
        fields: fields::values(&page.fields, &sent),
        by: caller.actor(),
    };
    match app.execute(request).await {
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
    let wanted = id.clone();
    let object = see(&app, &caller, move |eyes| {
        let unknown = || Problem::unknown("record", &wanted);
        let record = eyes.record(&wanted).ok_or_else(unknown)?;
        if !record.object.eq_ignore_ascii_case(&object) {
            return Err(unknown());
        }
        let reach = eyes.access(&record.object)?.deletes();
        match reach.includes(eyes.viewer(), owner(&record).as_deref()) {
            true => Ok(record.object.clone()),
            false => Err(Problem::forbidden("You may not delete this record.")),
        }
    })
    .await?;
    let request = Request::DeleteRecord {
        object: object.clone(),
        id,
        by: caller.actor(),
    };
    app.execute(request).await?;
    let path = format!("/records/{object}?told=deleted");
    Ok(Redirect::to(&path).into_response())
}

/// The form of a new record or of one that the caller may edit, with what was just sent.
async fn form_page(
    app: &App,
    caller: &Caller,
    (object, id): (Text, Option<Text>),
    sent: Values,
) -> Answer<RecordFormPage> {
    let (now, frame) = (app.now(), Frame::of(Section::Records, caller));
    see(app, caller, move |eyes| {
        let found = eyes.reads.object(&object);
        let object = found.ok_or_else(|| Problem::unknown("object", &object))?;
        let access = eyes.access(&object.name)?;
        let record = match &id {
            None => None,
            Some(id) => {
                let record = eyes
                    .record(id)
                    .filter(|record| record.object == object.name);
                Some(record.ok_or_else(|| Problem::unknown("record", id))?)
            }
        };
        let may = match &record {
            None => access.creates(),
            Some(record) => access
                .edits()
                .includes(eyes.viewer(), owner(record).as_deref()),
        };
        if !may {
            return Err(Problem::forbidden("You may not write this record."));
        }
        Ok(RecordFormPage {
            frame: frame.wide("narrow"),
            object: object.name.clone(),
            label: object.label.clone(),
            fields: fields::draw(eyes, object, (record.as_ref(), &sent), now)?,
            record: record.map(|record| {
                let id = record.id().cloned().unwrap_or_default();
                (id, title(object, &record))
            }),
            faults: Vec::new(),
        })
    })
    .await
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
        match shown.find(|field| fields::api_name(field).eq_ignore_ascii_case(name)) {
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
}
