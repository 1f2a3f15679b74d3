//! Q2, Q3, Q5, Q6, Q7: every route, asked by everybody about everything, answers what is documented,
//! also right after what somebody may has changed. All ids are known to whoever asks.

use std::collections::BTreeSet;

use axum::http::header::LOCATION;
use segue_language::Text;
use serde_json::json;

use super::bed::{Answered, Bed};
use super::oracle::{About, Case, How, RELATIONS, Relation, Row, Verdict};
use super::oracle_rows::ROWS;
use super::scene::{At, Cast, OBJECT, Scene};
use crate::routes::table;

const PEOPLE: [(&str, &[&str], &str); 5] = [
    ("plain@x.org", &[], ""),
    ("worker@x.org", &["worker"], "run-flows"),
    (
        "manager@x.org",
        &["run-manager"],
        "run-flows manage-orchestration-runs reassign-work-items",
    ),
    (
        "builder@x.org",
        &["builder"],
        "run-flows manage-flow view-all-data",
    ),
    ("admin@x.org", &["administrator"], ALL),
];
const ALL: &str = "run-flows manage-flow manage-orchestration-runs reassign-work-items \
                   view-all-data modify-all-data customize-application manage-users force-resume manage-approvals";
const STATES: [At; 3] = [At::Open, At::Suspended, At::Canceled];
const SHARINGS: [&str; 2] = ["private", "read"];

/// Somebody who asks.
struct Asker {
    name: &'static str,
    id: Text,
    permissions: &'static str,
    how: How,
    secret: String,
}

/// A server with people, each of whom has a queue of her own and one through a group.
struct Town {
    bed: Bed,
    spare: Text,
    n_asked: usize,
    wrong: Vec<String>,
}

impl Town {
    async fn new() -> Town {
        let bed = Bed::with_project(&[super::scene::HANDLE]);
        let spare = bed.person("spare@x.org", &["worker"]).await;
        Town {
            bed,
            spare,
            n_asked: 0,
            wrong: Vec::new(),
        }
    }

    async fn settle(&self, name: &'static str, roles: &'static [&'static str]) -> Text {
        let id = self.bed.person(name, roles).await;
        let team = format!("Team_{}", short(name));
        let team = self.bed.circle(false, &team, vec![id.clone()]).await;
        let near = format!("Near_{}", short(name));
        self.bed.circle(true, &near, vec![id.clone()]).await;
        let far = format!("Far_{}", short(name));
        self.bed.circle(true, &far, vec![team]).await;
        id
    }

    async fn cast(&self, asker: &Asker, relation: Relation) -> Cast {
        let nobody = Cast {
            owner: self.spare.clone(),
            assignee: Text::from("spare@x.org"),
            starter: self.spare.clone(),
        };
        if asker.how == How::Unknown {
            return nobody;
        }
        match relation {
            Relation::Stranger => nobody,
            Relation::Owner => Cast {
                owner: asker.id.clone(),
                ..nobody
            },
            Relation::Assignee => Cast {
                assignee: Text::from(asker.name),
                ..nobody
            },
            Relation::Member => self.queue("Near", asker, nobody).await,
            Relation::MemberOfMember => self.queue("Far", asker, nobody).await,
            Relation::Starter => Cast {
                starter: asker.id.clone(),
                ..nobody
            },
        }
    }

    async fn queue(&self, which: &str, asker: &Asker, nobody: Cast) -> Cast {
        let name = Text::from(format!("{which}_{}", short(asker.name)));
        let wanted = name.clone();
        let found = self.bed.app.look(move |runtime| runtime.person_id(&wanted));
        Cast {
            owner: found.await.unwrap().unwrap(),
            assignee: name,
            ..nobody
        }
    }

    /// Asks every route about a scene, made anew after each change.
    async fn ask_all(&mut self, asker: &Asker, relation: Relation, sharing: &'static str, at: At) {
        self.bed.share(OBJECT, sharing).await;
        let cast = self.cast(asker, relation).await;
        let mut scene = self.bed.scene(&cast, at).await;
        let case = Case {
            how: asker.how,
            permissions: asker.permissions,
            relation: if asker.how == How::Unknown {
                Relation::Stranger
            } else {
                relation
            },
            sharing,
            is_open: at != At::Canceled,
        };
        for row in ROWS
            .iter()
            .filter(|row| is_asked(row, relation, at, sharing))
        {
            let answered = self.ask(asker, row, &scene).await;
            self.n_asked += 1;
            let verdict = case.verdict(row);
            if !fits(verdict, row, &answered) {
                self.wrong.push(format!(
                    "{} {} by {} {:?}, {case:?}, {at:?}: {} {} instead of {verdict:?}",
                    row.method, row.path, asker.name, asker.how, answered.status, answered.body
                ));
            }
            if verdict == Verdict::Shown && !self.is_as_before(&scene, at).await {
                self.wrong
                    .push(format!("{} {} changed it", row.method, row.path));
            }
            let is_changed = !answered.status.is_client_error() && row.method != "GET";
            if is_changed && about_scene(row) {
                scene = self.bed.scene(&cast, at).await;
            }
        }
    }

    async fn ask(&self, asker: &Asker, row: &Row, scene: &Scene) -> Answered {
        let path = match row.about {
            // What is there must outlive the tests of others.
            About::Absent => filled(&row.path.replace("{name}", "Nothing"), scene),
            _ => filled(row.path, scene),
        };
        let body = filled(row.body, scene);
        let is_api = row.path.starts_with("/api/");
        let kind = if is_api {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        let secret = match asker.how {
            How::Unknown => ("x-nothing", String::new()),
            How::Session => ("cookie", asker.secret.clone()),
            How::Token(_) => ("authorization", format!("Bearer {}", asker.secret)),
        };
        let mut headers = vec![
            (secret.0, secret.1.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        if row.method != "GET" && !(is_api && row.body.is_empty()) {
            headers.push(("content-type", kind));
        }
        self.bed
            .send_text((row.method, &path), &headers, &body)
            .await
    }

    /// Whether the work item is as it was made.
    async fn is_as_before(&self, scene: &Scene, at: At) -> bool {
        let parsed = segue_store::parse_id(&scene.item).unwrap().part_number();
        let found = self.bed.app.look(move |reads| {
            let view = reads.run(parsed.run().0).unwrap();
            let is_open = view.run.work_item(parsed.part()).unwrap().is_open();
            (is_open, reads.worker_of(parsed))
        });
        let (is_open, worker) = found.await.unwrap();
        is_open == (at != At::Canceled) && worker.is_none()
    }

    fn check(&self, n_least: usize) {
        assert!(self.n_asked >= n_least, "only {} requests", self.n_asked);
        let shown: Vec<&String> = self.wrong.iter().take(20).collect();
        assert!(
            self.wrong.is_empty(),
            "{} of {} requests: {shown:#?}",
            self.wrong.len(),
            self.n_asked
        );
    }
}

fn short(name: &str) -> &str {
    name.split('@').next().unwrap()
}

fn about_scene(row: &Row) -> bool {
    !matches!(row.about, About::Nothing | About::Absent)
}

/// Routes about no scene are asked once by everybody. Signing out has its own tests.
fn is_asked(row: &Row, relation: Relation, at: At, sharing: &str) -> bool {
    let is_first = relation == Relation::Stranger && at == At::Open && sharing == SHARINGS[0];
    !row.path.ends_with("/logout") && (is_first || about_scene(row))
}

fn filled(text: &str, scene: &Scene) -> String {
    let of_work = text.starts_with("/work/");
    let of_run = text.starts_with("/runs/");
    let id = match (of_work, of_run) {
        (true, _) => &scene.item,
        (_, true) => &scene.run,
        _ => &scene.record,
    };
    let text = text
        .replace("{object}", OBJECT)
        .replace("{name}", "Handle")
        .replace("{item}", &scene.item)
        .replace("{run}", &scene.run)
        .replace("{id}", id);
    match text.starts_with('/') {
        true => text.replace(['{', '}'], "_"),
        false => text,
    }
}

fn fits(verdict: Verdict, row: &Row, answered: &Answered) -> bool {
    let to = answered.headers.get(LOCATION);
    let leads_to_login = to.is_some_and(|to| to.as_bytes().starts_with(b"/login?"));
    // Without a name or password nobody signs in, and without an invitation nobody sets up.
    let is_entrance = ["/login", "/setup", "/api/v1/login", "/api/v1/password"];
    if verdict == Verdict::Pass && is_entrance.contains(&row.path) {
        return !answered.status.is_server_error();
    }
    let is_absent = row.about == About::Absent;
    verdict.fits(answered.status, leads_to_login, is_absent)
}

async fn as_session(town: &Town, index: usize) -> Asker {
    let (name, roles, permissions) = PEOPLE[index];
    let id = town.settle(name, roles).await;
    Asker {
        name,
        id,
        permissions,
        how: How::Session,
        secret: town.bed.sign_in(name).await,
    }
}

async fn as_token(town: &Town, index: usize, scope: &'static str) -> Asker {
    let asker = as_session(town, index).await;
    Asker {
        secret: town.bed.token(&asker.secret, scope).await,
        how: How::Token(scope),
        ..asker
    }
}

/// All relations and states for one asker.
async fn everything(mut town: Town, asker: Asker) {
    for sharing in SHARINGS {
        for relation in RELATIONS {
            for at in STATES {
                town.ask_all(&asker, relation, sharing, at).await;
            }
        }
    }
    town.check(1_300);
}

#[test]
fn q1_every_route_is_documented_and_nothing_else_is() {
    let known: BTreeSet<_> = ROWS.iter().map(|row| (row.method, row.path)).collect();
    let table = table();
    let routes: BTreeSet<_> = table
        .iter()
        .map(|route| (route.method.as_str(), route.path))
        .collect();
    let missing: Vec<_> = routes.difference(&known).collect();
    assert!(
        missing.is_empty(),
        "say in oracle_rows.rs for whom these are: {missing:?}"
    );
    let gone: Vec<_> = known.difference(&routes).collect();
    assert!(gone.is_empty(), "no such routes any more: {gone:?}");
}

#[tokio::test]
async fn q2_nobody_unknown_gets_anything() {
    let town = Town::new().await;
    let asker = Asker {
        name: "nobody",
        id: Text::default(),
        permissions: "",
        how: How::Unknown,
        secret: String::new(),
    };
    everything(town, asker).await;
}

#[tokio::test]
async fn q2_without_a_role_one_sees_what_is_ones_own() {
    let town = Town::new().await;
    let asker = as_session(&town, 0).await;
    everything(town, asker).await;
}

#[tokio::test]
async fn q3_a_worker_does_the_work_of_hers_and_no_other() {
    let town = Town::new().await;
    let asker = as_session(&town, 1).await;
    everything(town, asker).await;
}

#[tokio::test]
async fn q3_a_manager_of_runs_reassigns_and_does_no_work_of_others() {
    let town = Town::new().await;
    let asker = as_session(&town, 2).await;
    everything(town, asker).await;
}

#[tokio::test]
async fn q2_a_builder_sees_all_and_changes_none() {
    let town = Town::new().await;
    let asker = as_session(&town, 3).await;
    everything(town, asker).await;
}

#[tokio::test]
async fn q2_an_administrator_does_all_but_the_work_of_others() {
    let town = Town::new().await;
    let asker = as_session(&town, 4).await;
    everything(town, asker).await;
}

#[tokio::test]
async fn q6_a_token_for_reading_reads_what_its_person_sees() {
    let town = Town::new().await;
    let asker = as_token(&town, 4, "read").await;
    everything(town, asker).await;
}

#[tokio::test]
async fn q6_a_token_for_work_manages_nothing() {
    let town = Town::new().await;
    let asker = as_token(&town, 4, "work").await;
    everything(town, asker).await;
}

/// What somebody may counts from the next request on: more, less, and who she belongs to.
#[tokio::test]
async fn q2_a_changed_permission_counts_at_once() {
    let mut town = Town::new().await;
    let mut asker = as_session(&town, 0).await;
    town.bed.person("root@x.org", &["administrator"]).await;
    let root = town.bed.sign_in("root@x.org").await;
    for (method, role, index) in [
        ("PUT", "run-manager", 2),
        ("DELETE", "run-manager", 0),
        ("PUT", "builder", 3),
        ("DELETE", "builder", 0),
        ("PUT", "worker", 1),
    ] {
        let path = format!("/api/v1/users/plain@x.org/roles/{role}");
        let changed = town.bed.as_session((method, &path), &root, None).await;
        assert!(changed.status.is_success(), "{}", changed.body);
        asker.permissions = PEOPLE[index].2;
        asker.secret = town.bed.sign_in("plain@x.org").await;
        for relation in [Relation::Stranger, Relation::Member] {
            town.ask_all(&asker, relation, "private", At::Open).await;
        }
    }
    town.check(400);
}

#[tokio::test]
async fn q3_leaving_a_queue_ends_its_work_at_once() {
    let town = Town::new().await;
    let asker = as_session(&town, 1).await;
    let cast = town.cast(&asker, Relation::Member).await;
    town.bed.share(OBJECT, "private").await;
    let scene = town.bed.scene(&cast, At::Open).await;
    let item = format!("/api/v1/work-items/{}", scene.item);
    let record = format!("/api/v1/records/{OBJECT}/{}", scene.record);
    let run = format!("/api/v1/runs/{}", scene.run);
    let paths = [item.as_str(), record.as_str(), run.as_str()];
    for path in paths {
        let told = town.bed.as_session(("GET", path), &asker.secret, None);
        assert_eq!(told.await.status, 200, "{path}");
    }
    let (queue, member) = (cast.owner.clone(), asker.id.clone());
    town.bed
        .write(move |tx| tx.remove_member(&queue, &member))
        .await;
    for path in paths {
        let told = town.bed.as_session(("GET", path), &asker.secret, None);
        assert_eq!(told.await.status, 404, "{path}");
    }
    let complete = format!("{item}/complete");
    let told = town
        .bed
        .as_session(("POST", &complete), &asker.secret, Some(json!({})));
    assert_eq!(told.await.status, 403);
}

/// Whoever may not work on it does not learn who did.
#[tokio::test]
async fn q7_a_guessed_id_tells_nothing() {
    let town = Town::new().await;
    let asker = as_session(&town, 1).await;
    let cast = town.cast(&asker, Relation::Stranger).await;
    let scene = town.bed.scene(&cast, At::Open).await;
    let spare = town.bed.sign_in("spare@x.org").await;
    let open = format!("/api/v1/work-items/{}/open", scene.item);
    let complete = format!("/api/v1/work-items/{}/complete", scene.item);
    town.bed.as_session(("POST", &open), &spare, None).await;
    let screens = json!({ "screens": [{ "Answer": "x" }] });
    let done = town
        .bed
        .as_session(("POST", &complete), &spare, Some(screens))
        .await;
    assert_eq!(done.status, 200, "{}", done.body);
    for path in [&open, &complete] {
        let told = town
            .bed
            .as_session(("POST", path), &asker.secret, Some(json!({})))
            .await;
        assert_eq!(told.status, 403, "{path}: {}", told.body);
        assert!(
            !told.body.to_string().contains("completed"),
            "{}",
            told.body
        );
    }
}

/// A batch and its parts: each element is looked at with the same eyes.
#[tokio::test]
async fn q5_each_element_of_a_request_is_authorized() {
    let town = Town::new().await;
    let asker = as_session(&town, 2).await;
    let worker = as_session(&town, 1).await;
    town.bed.share(OBJECT, "private").await;
    let stranger = town.cast(&worker, Relation::Stranger).await;
    let scene = town.bed.scene(&stranger, At::Open).await;
    // The page of one run is no way to the work of another.
    let other = town.bed.scene(&stranger, At::Open).await;
    let form = format!("item={}&kind=user&name=worker@x.org", other.item);
    let path = format!("/runs/{}/reassign", scene.run);
    let told = town.bed.form(&path, &asker.secret, &form).await;
    assert_eq!(told.status, 422);
    // An event of one run does not end the step of another.
    let path = format!("/api/v1/runs/{}/events", scene.run);
    let event = json!({ "step": &*other.step });
    let told = town
        .bed
        .as_session(("POST", &path), &asker.secret, Some(event))
        .await;
    assert_eq!(told.status, 422, "{}", told.body);
    // A record that one may not read is no input of a run.
    let path = "/api/v1/orchestrations/Handle/runs";
    let inputs = json!({ "inputs": { "Who": "worker@x.org", "Subject": &*scene.record } });
    let told = town
        .bed
        .as_session(("POST", path), &worker.secret, Some(inputs))
        .await;
    assert_eq!(told.status, 422, "{}", told.body);
    assert!(!told.body.to_string().contains("A thing"));
}

/// Whoever manages users changes nobody who may do more than she does, whichever way she tries.
#[tokio::test]
async fn q2_nobody_takes_over_an_account_of_somebody_who_may_more() {
    let town = Town::new().await;
    let bed = &town.bed;
    let root = bed.person("root@x.org", &["administrator"]).await;
    bed.person("keeper@x.org", &["keeper"]).await;
    bed.write(|tx| {
        tx.put_role(&segue_store::Role {
            name: "keeper".into(),
            label: "Keeper".to_owned(),
            permissions: "manage-users".to_owned(),
        })
    })
    .await;
    let keeper = bed.sign_in("keeper@x.org").await;
    let record = format!("/api/v1/records/User/{root}");
    for (method, path, body) in [
        (
            "PATCH",
            "/api/v1/users/root@x.org",
            json!({ "active": false }),
        ),
        ("PATCH", record.as_str(), json!({ "Email": "keeper@x.org" })),
        ("PATCH", record.as_str(), json!({ "IsActive": false })),
        ("DELETE", record.as_str(), json!({})),
        (
            "PUT",
            "/api/v1/users/root@x.org/password",
            json!({ "password": "battery staple" }),
        ),
        (
            "PUT",
            "/api/v1/users/keeper@x.org/roles/administrator",
            json!({}),
        ),
        (
            "PUT",
            "/api/v1/roles/more",
            json!({ "label": "x", "permissions": ["modify-all-data"] }),
        ),
        (
            "PUT",
            "/api/v1/roles/administrator",
            json!({ "label": "x", "permissions": [] }),
        ),
    ] {
        let told = bed.as_session((method, path), &keeper, Some(body)).await;
        let is_refused = [403, 409].contains(&told.status.as_u16());
        assert!(is_refused, "{method} {path}: {} {}", told.status, told.body);
    }
    let page = format!("/records/User/{root}");
    for (path, form) in [
        (page.clone(), "v.Email=keeper@x.org"),
        (format!("{page}/delete"), ""),
        (format!("/people/users/{root}/active"), "active=false"),
    ] {
        let told = bed.form(&path, &keeper, form).await;
        assert_eq!(told.status, 403, "{path}: {}", told.body);
    }
    bed.sign_in("root@x.org").await;
    let spare = ("PATCH", "/api/v1/users/spare@x.org");
    let told = bed
        .as_session(spare, &keeper, Some(json!({ "active": false })))
        .await;
    assert_eq!(
        told.status, 403,
        "a worker may run flows, which the keeper may not"
    );
}

/// Definitions are one thing, people another.
#[tokio::test]
async fn q2_a_builder_deploys_no_people() {
    let town = Town::new().await;
    let asker = as_session(&town, 3).await;
    let people = "people:\n  users: [{username: spare@x.org, email: builder@x.org}]\n";
    let files = json!({ "files": { "people.yaml": people } });
    let at = ("POST", "/api/v1/deployments");
    let told = town.bed.as_session(at, &asker.secret, Some(files)).await;
    assert_eq!(told.status, 403, "{}", told.body);
}
