//! What was typed, made ready to be sent on: files are stored, and what the person may not name
//! is left out.

use segue_flow::ShownScreen;
use segue_language::{Text, Timestamp, Value, Values};

use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::{self, File, Sent};
use crate::pages::work_item::guide::Shown;
use crate::problem::Answer;
use crate::queries::drafts::{self, Draft};
use crate::queries::eyes::see;
use crate::queries::items::Item;
use crate::queries::{files, lookups};

/// What a person typed on a screen.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) inputs: Vec<(String, String)>,
    pub(super) answers: Values,
    /// API name of the screen that she saw.
    pub(super) screen: Text,
}

/// Stores the files of a form and reads its answers.
pub(super) async fn prepare(app: &App, caller: &Caller, item: &Item, sent: Sent) -> Answer<Typed> {
    let screen = Text::from(sent.value("screen").unwrap_or_default());
    let mut inputs = sent.inputs;
    if item.is_entitled {
        for upload in sent.uploads {
            let input = upload.input.clone();
            let id = files::attach(app, caller, &item.id, upload).await?;
            inputs.push((input, id.to_string()));
        }
    }
    let mut answers = form::answers(&inputs);
    if !form::file_ids(&inputs).is_empty() {
        let mine = files::mine(app, caller, &item.id).await?;
        let is_mine = |id: &String| mine.iter().any(|file| file.id == *id);
        inputs.retain(|(name, id)| !name.starts_with("u.") || id.is_empty() || is_mine(id));
        answers = form::answers(&inputs);
        name_files(&mut answers, &mine);
    }
    leave_out_hidden(app, caller, &mut answers).await?;
    Ok(Typed {
        inputs,
        answers,
        screen,
    })
}

/// A component that takes files also leaves their names.
fn name_files(answers: &mut Values, mine: &[File]) {
    for (_, answer) in answers {
        let Value::Record(outputs) = answer else {
            continue;
        };
        let Some(ids) = outputs.get("contentDocIds").cloned() else {
            continue;
        };
        let name = |id: &Value| {
            let id = id.as_text()?;
            let file = mine.iter().find(|file| file.id == **id)?;
            Some(Value::text(file.name.as_str()))
        };
        let names: Vec<Value> = ids.items().iter().filter_map(name).collect();
        let mut named = segue_language::Record::clone(outputs);
        named.set("uploadedFileNames", Value::Collection(names.into()));
        named.set("contentVersionIds", ids);
        *answer = Value::Record(named.into());
    }
}

/// Answers that name records which the person may not read are as if she had not given them.
async fn leave_out_hidden(app: &App, caller: &Caller, answers: &mut Values) -> Answer<()> {
    if !answers
        .iter()
        .any(|(_, answer)| matches!(answer, Value::Record(_)))
    {
        return Ok(());
    }
    let asked = answers.clone();
    let hidden = see(app, caller, move |eyes| {
        Ok(lookups::hidden_records(eyes, &asked))
    })
    .await?;
    answers.retain(|(field, _)| !hidden.contains(field));
    Ok(())
}

impl Typed {
    /// One text under that name.
    pub(super) fn word(name: &str, text: &str) -> Typed {
        Typed {
            inputs: vec![(format!("v.{name}"), text.to_owned())],
            ..Typed::default()
        }
    }

    /// What was typed, on the screen as it is now.
    pub(super) fn on<'a>(&'a self, screen: &'a ShownScreen) -> Shown<'a> {
        Shown {
            screen,
            sent: &self.answers,
            inputs: &self.inputs,
            kept: None,
        }
    }

    /// The same without the answers of some fields.
    pub(super) fn without(&self, fields: &[Text]) -> Typed {
        let is_kept = |name: &str| !fields.iter().any(|field| field.eq_ignore_ascii_case(name));
        let mut kept = self.clone();
        kept.answers.retain(|(name, _)| is_kept(name));
        let field = |name: &str| name.split('.').nth(1).unwrap_or_default().to_owned();
        kept.inputs.retain(|(name, _)| is_kept(&field(name)));
        kept
    }

    /// Keeps it as a draft; when. A password is not kept.
    pub(super) async fn keep(
        &self,
        app: &App,
        caller: &Caller,
        item: &Item,
        screen: &ShownScreen,
    ) -> Answer<Timestamp> {
        let is_password = |name: &str| {
            let field = name.split('.').nth(1).unwrap_or_default();
            let field = form::find(&screen.fields, field);
            field.is_some_and(|field| field.style == "password")
        };
        let kept = self.inputs.iter().filter(|(name, _)| !is_password(name));
        let inputs: Vec<(String, String)> = kept.cloned().collect();
        let draft = Draft {
            flow: screen.flow.clone(),
            screen: screen.name.clone(),
            told: form::told(&screen.fields, &inputs),
            inputs,
        };
        drafts::keep(app, caller, &item.id, &draft).await?;
        Ok(app.now())
    }

    /// Keeps it as a draft although the screen is gone: it can be copied later.
    pub(super) async fn keep_without_screen(
        &self,
        app: &App,
        caller: &Caller,
        item: &Text,
    ) -> Answer<Draft> {
        let known = drafts::find(app, caller, item).await?;
        let mut draft = known.map(|(draft, _)| draft).unwrap_or_default();
        for told in form::told(&[], &self.inputs) {
            match draft
                .told
                .iter_mut()
                .find(|known| known.field == told.field)
            {
                Some(known) if known.text.is_empty() => *known = told,
                Some(_) => {}
                None => draft.told.push(told),
            }
        }
        if !draft.told.is_empty() {
            drafts::keep(app, caller, item, &draft).await?;
        }
        Ok(draft)
    }
}
