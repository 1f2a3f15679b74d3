//! Access to records: how objects are shared with everybody, and what roles may do with them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_language::Text;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{nothing, operation};
use crate::api::extract::Body;
use crate::app::App;
use crate::identity::{Caller, Change, Permission, Reach, Sender, is_right, is_sharing};
use crate::openapi::Schema;
use crate::problem::{Answer, Problem};
use crate::queries::eyes::{declared_sharing, see};
use crate::routes::{Access, Route};

/// Rights that one request may name; the document says so, too.
const RIGHTS_MAX: usize = 10;

/// Schemas of what these routes take and give.
pub(in crate::api) const SCHEMAS: &[Schema] = &[
    (
        "Objects",
        r#"{"type":"object","required":["objects"],"properties":{"objects":{"type":"array","items":{"type":"object","required":["name","label","create","read","edit","delete"]}}}}"#,
    ),
    (
        "ObjectAccess",
        r#"{"type":"object","required":["sharing","roles"],"properties":{"sharing":{"type":"string"},"roles":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"}}}}}"#,
    ),
    (
        "Sharing",
        r#"{"type":"object","required":["sharing"],"additionalProperties":false,"properties":{"sharing":{"enum":["closed","private","read","write"]}}}"#,
    ),
    (
        "Rights",
        r#"{"type":"object","required":["rights"],"additionalProperties":false,"properties":{"rights":{"type":"array","maxItems":10,"items":{"enum":["create","read","edit","delete","view-all","edit-all","delete-all"]}}}}"#,
    ),
];

/// Routes of the access to objects.
pub(super) fn routes() -> Vec<Route> {
    const GRANT: &str = "/api/v1/objects/{object}/roles/{role}";
    let settling = Access::Permission(Permission::CustomizeApplication);
    vec![
        Route::api(
            (Method::GET, "/api/v1/objects"),
            Access::SignedIn,
            objects,
            operation(
                "listObjects",
                "Objects, and what one may do with their records",
                None,
                "Objects",
            ),
        ),
        Route::api(
            (Method::GET, "/api/v1/objects/{object}/access"),
            settling,
            access,
            operation(
                "showAccess",
                "Who may do what with an object's records",
                None,
                "ObjectAccess",
            ),
        ),
        Route::api(
            (Method::PUT, "/api/v1/objects/{object}/sharing"),
            settling,
            share,
            nothing(
                "shareObject",
                "Shares an object with everybody",
                Some("Sharing"),
            ),
        ),
        Route::api(
            (Method::PUT, GRANT),
            settling,
            grant,
            nothing(
                "grantObject",
                "Gives a role rights to an object's records",
                Some("Rights"),
            ),
        ),
        Route::api(
            (Method::DELETE, GRANT),
            settling,
            withdraw,
            nothing(
                "withdrawObject",
                "Takes a role's rights to an object's records",
                None,
            ),
        ),
    ]
}

async fn objects(State(app): State<App>, caller: Caller) -> Answer<Json<Value>> {
    let objects = see(&app, &caller, |eyes| {
        let reach = |reach| match reach {
            Reach::Nothing => "none",
            Reach::Own => "own",
            Reach::All => "all",
        };
        let mut objects = Vec::new();
        for object in eyes.reads.objects() {
            let access = eyes.access(&object.name)?;
            objects.push(json!({
                "name": &*object.name,
                "label": object.label,
                "create": access.creates(),
                "read": reach(access.reads()),
                "edit": reach(access.edits()),
                "delete": reach(access.deletes()),
            }));
        }
        Ok(objects)
    });
    Ok(Json(json!({ "objects": objects.await? })))
}

async fn access(
    State(app): State<App>,
    caller: Caller,
    Path(object): Path<Text>,
) -> Answer<Json<Value>> {
    let told = see(&app, &caller, move |eyes| {
        let known = eyes.reads.object(&object);
        let name = &known
            .ok_or_else(|| Problem::unknown("object", &object))?
            .name;
        let store = eyes.reads.store();
        let sharing = store.object_sharing(name, "")?.sharing;
        let sharing = sharing.or_else(|| declared_sharing(eyes.reads, name));
        let roles: Map<String, Value> = store
            .object_grants(name)?
            .into_iter()
            .map(|(role, rights)| {
                let rights: Vec<&str> = rights.split_whitespace().collect();
                (role.to_string(), json!(rights))
            })
            .collect();
        let sharing = sharing.unwrap_or_else(|| "read".to_owned());
        Ok(json!({ "sharing": sharing, "roles": roles }))
    });
    Ok(Json(told.await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sharing {
    sharing: String,
}

async fn share(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(object): Path<Text>,
    Body(Sharing { sharing }): Body<Sharing>,
) -> Answer<StatusCode> {
    if !is_sharing(&sharing) {
        return Err(Problem::invalid(format!(
            "There is no sharing `{sharing}`."
        )));
    }
    let object = known(&app, &caller, object).await?;
    let change = Change::new(&app, caller, &sender);
    change.share(&app, object, sharing).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rights {
    rights: Vec<String>,
}

async fn grant(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path((object, role)): Path<(Text, String)>,
    Body(Rights { rights }): Body<Rights>,
) -> Answer<StatusCode> {
    if rights.len() > RIGHTS_MAX {
        let detail = format!("A role has at most {RIGHTS_MAX} rights to an object.");
        return Err(Problem::invalid(detail));
    }
    if let Some(word) = rights.iter().find(|word| !is_right(word)) {
        return Err(Problem::invalid(format!("There is no right `{word}`.")));
    }
    let object = known(&app, &caller, object).await?;
    let change = Change::new(&app, caller, &sender);
    change
        .grant_object(&app, (object, role), rights.join(" "))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn withdraw(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path((object, role)): Path<(Text, String)>,
) -> Answer<StatusCode> {
    let object = known(&app, &caller, object).await?;
    let change = Change::new(&app, caller, &sender);
    change
        .grant_object(&app, (object, role), String::new())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The API name of an object that there is.
async fn known(app: &App, caller: &Caller, object: Text) -> Answer<Text> {
    see(app, caller, move |eyes| {
        let known = eyes.reads.object(&object);
        let known = known.ok_or_else(|| Problem::unknown("object", &object))?;
        Ok(known.name.clone())
    })
    .await
}
