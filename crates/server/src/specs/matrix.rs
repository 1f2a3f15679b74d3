//! The authorization matrix: every route of the table, asked by everybody, answers what the
//! table says.

use axum::http::{Method, StatusCode};

use super::bed::{Answered, Bed};
use crate::identity::{Permission, Permissions, Scope};
use crate::routes::{Access, Group, table};

/// How somebody asks.
enum With {
    Nothing,
    Session(String),
    Token(Scope, String),
}

/// Somebody, and what her roles allow.
struct Asker {
    name: String,
    permissions: Permissions,
    with: With,
}

const PEOPLE: [(&str, &[&str]); 5] = [
    ("nobody@example.com", &[]),
    ("worker@example.com", &["worker"]),
    ("manager@example.com", &["run-manager"]),
    ("builder@example.com", &["builder"]),
    ("admin@example.com", &["administrator"]),
];

/// What the roles are documented to allow: written here once more, so that a slip there shows.
fn permissions(role: &str) -> Permissions {
    let words = match role {
        "worker" => "run-flows",
        "run-manager" => "run-flows manage-orchestration-runs reassign-work-items",
        "builder" => "run-flows manage-flow view-all-data",
        "administrator" => {
            "run-flows manage-flow manage-orchestration-runs reassign-work-items view-all-data \
             modify-all-data customize-application manage-users force-resume manage-approvals"
        }
        other => panic!("no role {other}"),
    };
    Permissions::read(words)
}

async fn askers(bed: &Bed) -> Vec<Asker> {
    let mut askers = vec![Asker {
        name: "anonymous".to_owned(),
        permissions: Permissions::NONE,
        with: With::Nothing,
    }];
    for (name, roles) in PEOPLE {
        bed.person(name, roles).await;
        let each = roles.iter().map(|role| permissions(role));
        let permissions = each.fold(Permissions::NONE, Permissions::or);
        let cookie = bed.sign_in(name).await;
        let mut with = Vec::new();
        for scope in Scope::ALL {
            let token = bed.token(&cookie, scope.word()).await;
            with.push(With::Token(scope, token));
        }
        with.push(With::Session(cookie));
        askers.extend(with.into_iter().map(|with| Asker {
            name: name.to_owned(),
            permissions,
            with,
        }));
    }
    askers
}

/// Why somebody is not let through; none when she is. The oracle: it knows the documentation, not
/// the code.
fn denial(access: Access, method: &Method, asker: &Asker) -> Option<(StatusCode, &'static str)> {
    let forbidden = |code| Some((StatusCode::FORBIDDEN, code));
    let reads = *method == Method::GET;
    if access == Access::Public {
        return None;
    }
    let scope = match asker.with {
        With::Nothing => return Some((StatusCode::UNAUTHORIZED, "not-signed-in")),
        With::Session(_) => None,
        With::Token(scope, _) => Some(scope),
    };
    if scope == Some(Scope::Read) && !reads {
        return forbidden("out-of-scope");
    }
    if scope.is_some() && access == Access::Session {
        return forbidden("needs-session");
    }
    let Access::Permission(permission) = access else {
        return None;
    };
    let is_work = matches!(permission, Permission::RunFlows | Permission::ViewAllData);
    let is_narrowed = scope == Some(Scope::Work) && !reads && !is_work;
    if !asker.permissions.has(permission) || is_narrowed {
        return forbidden("not-permitted");
    }
    None
}

async fn ask(bed: &Bed, method: &Method, path: &str, asker: &Asker) -> Answered {
    let at = (method.as_str(), path);
    match &asker.with {
        With::Nothing => {
            bed.send(at, &[("sec-fetch-site", "same-origin")], None)
                .await
        }
        With::Session(cookie) => bed.as_session(at, cookie, None).await,
        With::Token(_, token) => bed.as_token(at, token).await,
    }
}

/// The path of a route with something in place of its parameters that is nowhere.
pub(super) fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => "0",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_route_lets_through_whom_the_table_says() {
    let bed = Bed::new();
    let askers = askers(&bed).await;
    let mut n_asked = 0;
    let gate_codes = [
        "not-signed-in",
        "out-of-scope",
        "needs-session",
        "not-permitted",
    ];
    for route in table() {
        // Ends the session with which the next routes are asked; has its own test.
        if route.path.ends_with("logout") {
            continue;
        }
        for asker in &askers {
            let answered = ask(&bed, &route.method, &filled(route.path), asker).await;
            let expected = denial(route.access, &route.method, asker);
            let about = format!("{} {} by {}", route.method, route.path, asker.name);
            n_asked += 1;
            if route.group != Group::Api {
                check_page(&answered, expected, &about);
                continue;
            }
            let code = answered.body["code"].as_str().unwrap_or_default();
            match expected {
                Some((status, expected)) => {
                    assert_eq!((answered.status, code), (status, expected), "{about}");
                }
                None => assert!(!gate_codes.contains(&code), "{about}: {code}"),
            }
            assert!(
                !answered.status.is_server_error(),
                "{about}: {}",
                answered.body
            );
        }
    }
    assert!(n_asked > 300, "{n_asked}");
}

/// Pages tell the same by their status; whoever must sign in is led there.
fn check_page(answered: &Answered, expected: Option<(StatusCode, &str)>, about: &str) {
    let leads_to_login = answered.headers.get("location");
    let leads_to_login = leads_to_login.is_some_and(|to| to.as_bytes().starts_with(b"/login?"));
    match expected {
        Some((StatusCode::UNAUTHORIZED, _)) => {
            let is_denied = leads_to_login || answered.status == StatusCode::UNAUTHORIZED;
            assert!(is_denied, "{about}: {}", answered.status);
        }
        Some((status, _)) => assert_eq!(answered.status, status, "{about}"),
        None => {
            assert!(!leads_to_login, "{about}");
            assert_ne!(answered.status, StatusCode::FORBIDDEN, "{about}");
        }
    }
}
