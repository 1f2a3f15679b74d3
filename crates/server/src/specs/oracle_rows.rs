//! Every route with who may call it and what it is about, by the documentation. A route that is not
//! here fails the matrix: whoever adds a route says here for whom it is.

use super::oracle::About::{
    Absent, DeleteRecord, DoItem, EditRecord, GiveItem, Nothing, ReadRecord, Run, SeeItem,
};
use super::oracle::Who::{Anybody, Herself, May, SignedIn};
use super::oracle::{About, Row, Who};

const RUN_FLOWS: Who = May("run-flows");
const RUNS: Who = May("manage-orchestration-runs");
const REASSIGN: Who = May("reassign-work-items");
const BUILD: Who = May("manage-flow");
const PEOPLE: Who = May("manage-users");
const CUSTOMIZE: Who = May("customize-application");

const fn row(
    (method, path): (&'static str, &'static str),
    who: Who,
    about: About,
    body: &'static str,
) -> Row {
    Row {
        method,
        path,
        who,
        about,
        body,
    }
}

const fn get(path: &'static str, who: Who, about: About) -> Row {
    row(("GET", path), who, about, "")
}

const fn post(path: &'static str, who: Who, about: About, body: &'static str) -> Row {
    row(("POST", path), who, about, body)
}

/// All routes.
pub(super) const ROWS: &[Row] = &[
    // For programs.
    get("/healthz", Anybody, Nothing),
    get("/readyz", Anybody, Nothing),
    get("/metrics", RUNS, Nothing),
    get("/openapi.json", Anybody, Nothing),
    get("/assets/{hash}/{name}", Anybody, Absent),
    // Signing in and one's account.
    get("/login", Anybody, Nothing),
    post("/login", Anybody, Nothing, ""),
    get("/login/{provider}", Anybody, Absent),
    get("/login/{provider}/callback", Anybody, Absent),
    post("/logout", Herself, Nothing, ""),
    get("/setup", Anybody, Nothing),
    post("/setup", Anybody, Nothing, ""),
    post("/api/v1/login", Anybody, Nothing, "{}"),
    post("/api/v1/logout", Herself, Nothing, ""),
    get("/api/v1/me", SignedIn, Nothing),
    post("/api/v1/password", Herself, Nothing, "{}"),
    get("/api/v1/sessions", Herself, Nothing),
    row(("DELETE", "/api/v1/sessions/{number}"), Herself, Absent, ""),
    get("/api/v1/tokens", Herself, Nothing),
    post("/api/v1/tokens", Herself, Nothing, "{}"),
    row(("DELETE", "/api/v1/tokens/{number}"), Herself, Absent, ""),
    // Roles, people, the audit log.
    get("/api/v1/roles", PEOPLE, Nothing),
    row(("PUT", "/api/v1/roles/{role}"), PEOPLE, Nothing, "{}"),
    row(("DELETE", "/api/v1/roles/{role}"), PEOPLE, Absent, ""),
    row(
        ("PUT", "/api/v1/users/{user}/roles/{role}"),
        PEOPLE,
        Absent,
        "",
    ),
    row(
        ("DELETE", "/api/v1/users/{user}/roles/{role}"),
        PEOPLE,
        Absent,
        "",
    ),
    row(
        ("PUT", "/api/v1/users/{user}/password"),
        PEOPLE,
        Absent,
        "{}",
    ),
    get("/api/v1/audit", PEOPLE, Nothing),
    get("/api/v1/users", SignedIn, Nothing),
    post("/api/v1/users", PEOPLE, Nothing, "{}"),
    row(("PATCH", "/api/v1/users/{user}"), PEOPLE, Absent, "{}"),
    get("/api/v1/groups", SignedIn, Nothing),
    post("/api/v1/groups", PEOPLE, Nothing, "{}"),
    get("/api/v1/groups/{group}", SignedIn, Absent),
    row(("PATCH", "/api/v1/groups/{group}"), PEOPLE, Absent, "{}"),
    row(("DELETE", "/api/v1/groups/{group}"), PEOPLE, Absent, ""),
    row(
        ("PUT", "/api/v1/groups/{group}/members/{member}"),
        PEOPLE,
        Absent,
        "",
    ),
    row(
        ("DELETE", "/api/v1/groups/{group}/members/{member}"),
        PEOPLE,
        Absent,
        "",
    ),
    get("/api/v1/queues", SignedIn, Nothing),
    post("/api/v1/queues", PEOPLE, Nothing, "{}"),
    get("/api/v1/queues/{group}", SignedIn, Absent),
    row(("PATCH", "/api/v1/queues/{group}"), PEOPLE, Absent, "{}"),
    row(("DELETE", "/api/v1/queues/{group}"), PEOPLE, Absent, ""),
    row(
        ("PUT", "/api/v1/queues/{group}/members/{member}"),
        PEOPLE,
        Absent,
        "",
    ),
    row(
        ("DELETE", "/api/v1/queues/{group}/members/{member}"),
        PEOPLE,
        Absent,
        "",
    ),
    get("/people", PEOPLE, Nothing),
    post("/people/active", PEOPLE, Nothing, ""),
    // Objects.
    get("/api/v1/objects", SignedIn, Nothing),
    get("/api/v1/objects/{object}/access", CUSTOMIZE, Nothing),
    row(
        ("PUT", "/api/v1/objects/{object}/sharing"),
        CUSTOMIZE,
        Nothing,
        "{}",
    ),
    row(
        ("PUT", "/api/v1/objects/{object}/roles/{role}"),
        CUSTOMIZE,
        Nothing,
        "{}",
    ),
    row(
        ("DELETE", "/api/v1/objects/{object}/roles/{role}"),
        CUSTOMIZE,
        Absent,
        "",
    ),
    // Records.
    get("/api/v1/records/{object}", SignedIn, Nothing),
    post(
        "/api/v1/records/{object}",
        SignedIn,
        Nothing,
        "{\"Nothing__c\":1}",
    ),
    get("/api/v1/records/{object}/{id}", SignedIn, ReadRecord),
    row(
        ("PATCH", "/api/v1/records/{object}/{id}"),
        SignedIn,
        EditRecord,
        "{\"Note__c\":\"x\"}",
    ),
    row(
        ("DELETE", "/api/v1/records/{object}/{id}"),
        SignedIn,
        DeleteRecord,
        "",
    ),
    get("/records", SignedIn, Nothing),
    get("/records/{object}", SignedIn, Nothing),
    post("/records/{object}", SignedIn, Nothing, "v.Amount__c=none"),
    get("/records/{object}/new", SignedIn, Nothing),
    get("/records/{object}/{id}", SignedIn, ReadRecord),
    post(
        "/records/{object}/{id}",
        SignedIn,
        EditRecord,
        "v.Note__c=x",
    ),
    get("/records/{object}/{id}/edit", SignedIn, EditRecord),
    get("/records/{object}/{id}/work", SignedIn, ReadRecord),
    get("/records/{object}/{id}/progress", SignedIn, ReadRecord),
    get("/records/{object}/{id}/live", SignedIn, ReadRecord),
    post("/records/{object}/{id}/delete", SignedIn, DeleteRecord, ""),
    // Work.
    get("/", SignedIn, Nothing),
    get("/inbox", SignedIn, Nothing),
    get("/inbox/rows", SignedIn, Nothing),
    post("/inbox/bulk", SignedIn, Nothing, "do=claim&item=none"),
    post("/inbox/views", SignedIn, Nothing, "name=x"),
    post("/inbox/views/default", SignedIn, Nothing, "name="),
    post("/inbox/views/delete", SignedIn, Absent, "name=none"),
    get("/files/{id}", SignedIn, Absent),
    get("/work/{id}", SignedIn, SeeItem),
    post("/work/{id}", RUN_FLOWS, DoItem, "go=next"),
    post("/work/{id}/open", RUN_FLOWS, DoItem, ""),
    post("/work/{id}/refresh", RUN_FLOWS, DoItem, ""),
    post("/work/{id}/claim", RUN_FLOWS, DoItem, ""),
    post("/work/{id}/release", RUN_FLOWS, DoItem, ""),
    post("/work/{id}/forget", SignedIn, SeeItem, ""),
    post(
        "/work/{id}/reassign",
        REASSIGN,
        GiveItem,
        "to=user:spare@x.org",
    ),
    get("/api/v1/work-items", SignedIn, Nothing),
    get("/api/v1/work-items/events", SignedIn, Nothing),
    get("/api/v1/work-items/{item}", SignedIn, SeeItem),
    // Presence, and offers of routed queues.
    get("/presence", SignedIn, Nothing),
    post("/presence", RUN_FLOWS, Nothing, ""),
    post("/work/{id}/accept", RUN_FLOWS, DoItem, ""),
    post("/work/{id}/decline", RUN_FLOWS, DoItem, ""),
    get("/api/v1/me/presence", SignedIn, Nothing),
    row(("PUT", "/api/v1/me/presence"), RUN_FLOWS, Nothing, "{}"),
    post("/api/v1/work-items/{item}/accept", RUN_FLOWS, DoItem, ""),
    post("/api/v1/work-items/{item}/decline", RUN_FLOWS, DoItem, ""),
    get("/api/v1/queues/{group}/routing", SignedIn, Absent),
    row(
        ("PUT", "/api/v1/queues/{group}/routing"),
        CUSTOMIZE,
        Absent,
        "{}",
    ),
    row(
        ("DELETE", "/api/v1/queues/{group}/routing"),
        CUSTOMIZE,
        Absent,
        "",
    ),
    row(
        ("PUT", "/api/v1/users/{user}/capacity"),
        PEOPLE,
        Absent,
        "{}",
    ),
    post("/api/v1/work-items/{item}/claim", RUN_FLOWS, DoItem, ""),
    post("/api/v1/work-items/{item}/release", RUN_FLOWS, DoItem, ""),
    post("/api/v1/work-items/{item}/open", RUN_FLOWS, DoItem, ""),
    post(
        "/api/v1/work-items/{item}/screen",
        RUN_FLOWS,
        DoItem,
        "{\"go\":\"pause\"}",
    ),
    post(
        "/api/v1/work-items/{item}/complete",
        RUN_FLOWS,
        DoItem,
        "{}",
    ),
    post(
        "/api/v1/work-items/{item}/reassign",
        REASSIGN,
        GiveItem,
        "{\"user\":\"spare@x.org\"}",
    ),
    // Runs.
    get("/runs", RUNS, Nothing),
    post("/runs/resume", RUNS, Nothing, ""),
    get("/runs/{id}", RUNS, Run),
    post("/runs/{id}/suspend", RUNS, Run, ""),
    post("/runs/{id}/resume", RUNS, Run, ""),
    post("/runs/{id}/cancel", RUNS, Run, ""),
    post("/runs/{id}/event", RUNS, Run, ""),
    post(
        "/runs/{id}/reassign",
        REASSIGN,
        GiveItem,
        "item={item}&kind=user&name=spare@x.org",
    ),
    get("/api/v1/runs", SignedIn, Nothing),
    get("/api/v1/runs/{run}", SignedIn, Run),
    get("/api/v1/runs/{run}/history", SignedIn, Run),
    get("/api/v1/runs/{run}/why", SignedIn, Run),
    get("/api/v1/runs/{run}/resume-preview", SignedIn, Run),
    get("/api/v1/runs/{run}/events", SignedIn, Run),
    post("/api/v1/runs/{run}/suspend", RUNS, Run, ""),
    post("/api/v1/runs/{run}/resume", RUNS, Run, "{}"),
    post("/api/v1/runs/{run}/cancel", RUNS, Run, ""),
    post("/api/v1/runs/{run}/events", RUNS, Run, "{}"),
    post(
        "/api/v1/orchestrations/{name}/runs",
        RUN_FLOWS,
        Nothing,
        "{\"inputs\":{\"Nothing\":1}}",
    ),
    // Definitions and mail.
    get("/api/v1/orchestrations", SignedIn, Nothing),
    get("/api/v1/orchestrations/{name}", SignedIn, Nothing),
    get("/api/v1/flows", SignedIn, Nothing),
    get("/api/v1/flows/{name}", SignedIn, Absent),
    get("/api/v1/orchestrations/{name}/versions", SignedIn, Absent),
    get("/api/v1/flows/{name}/versions", SignedIn, Absent),
    post(
        "/api/v1/orchestrations/{name}/versions/{version}/activate",
        BUILD,
        Absent,
        "",
    ),
    post(
        "/api/v1/flows/{name}/versions/{version}/activate",
        BUILD,
        Absent,
        "",
    ),
    post(
        "/api/v1/orchestrations/{name}/deactivate",
        BUILD,
        Absent,
        "",
    ),
    post("/api/v1/flows/{name}/deactivate", BUILD, Absent, ""),
    post("/api/v1/deployments", BUILD, Nothing, "{}"),
    get("/definitions", BUILD, Nothing),
    get("/definitions/{name}", BUILD, Nothing),
    get("/definitions/import", BUILD, Nothing),
    post("/definitions/import", BUILD, Nothing, ""),
    post("/definitions/{name}/activate", BUILD, Absent, "version=1"),
    post("/definitions/{name}/deactivate", BUILD, Absent, ""),
    get("/definitions/{name}/start", RUN_FLOWS, Absent),
    post("/definitions/{name}/start", RUN_FLOWS, Absent, ""),
    get(
        "/definitions/{name}/versions/{version}/source",
        BUILD,
        Absent,
    ),
    get("/mail", SignedIn, Nothing),
    // Calls to other systems.
    get("/api/v1/endpoints", CUSTOMIZE, Nothing),
    get("/api/v1/endpoints/{name}", CUSTOMIZE, Absent),
    row(
        ("PUT", "/api/v1/endpoints/{name}"),
        CUSTOMIZE,
        Nothing,
        "{}",
    ),
    row(
        ("DELETE", "/api/v1/endpoints/{name}"),
        CUSTOMIZE,
        Absent,
        "",
    ),
    row(
        ("PUT", "/api/v1/endpoints/{name}/credential"),
        CUSTOMIZE,
        Absent,
        "{}",
    ),
    row(
        ("DELETE", "/api/v1/endpoints/{name}/credential"),
        CUSTOMIZE,
        Absent,
        "",
    ),
    post("/api/v1/endpoints/{name}/test", CUSTOMIZE, Absent, "{}"),
    post(
        "/api/v1/endpoints/{name}/import",
        CUSTOMIZE,
        Absent,
        r#"{"document":""}"#,
    ),
    get("/api/v1/actions", BUILD, Nothing),
    get("/api/v1/runs/{run}/calls", SignedIn, Run),
    get("/endpoints", CUSTOMIZE, Nothing),
    post("/endpoints", CUSTOMIZE, Nothing, ""),
    get("/endpoints/{name}", CUSTOMIZE, Absent),
    post("/endpoints/{name}", CUSTOMIZE, Nothing, ""),
    post("/endpoints/{name}/credential", CUSTOMIZE, Nothing, ""),
    post("/endpoints/{name}/test", CUSTOMIZE, Absent, ""),
    post("/endpoints/{name}/import", CUSTOMIZE, Nothing, ""),
    post("/endpoints/{name}/delete", CUSTOMIZE, Absent, ""),
];
