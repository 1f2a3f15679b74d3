//! The client verbs: the real program asks the real server over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]
#![expect(
    clippy::too_many_lines,
    reason = "what is asked and what is printed stand together"
)]

#[path = "client/desk.rs"]
#[expect(dead_code, reason = "no server is killed here")]
mod desk;

use std::io::{Read, Write};
use std::net::TcpListener;

use desk::{Desk, Said, desk, segue};
use expect_test::{Expect, expect};

const BOB: &str = "bob@x.org";
const IDLER: &str = "ann@x.org";
const NOTHING: &str =
    include_str!("../../runtime/tests/scenarios/base/flows/Nothing.flow-meta.xml");

fn check(said: &Said, code: i32, expected: &Expect) {
    expected.assert_eq(&said.everything());
    assert_eq!(said.code, code);
}

#[test]
fn a_run_is_started_looked_at_worked_on_and_completed() {
    let desk = desk();
    let started = desk.run(BOB, "start Ask_Desk --input Count=3 --idempotency-key k1");
    check(
        &started,
        0,
        &expect![[r#"
        0jE000000000H32EAE
    "#]],
    );
    let again = desk.run(BOB, "start Ask_Desk --input Count=3 --idempotency-key k1");
    assert_eq!(again.out, started.out);
    check(
        &desk.run(BOB, "runs"),
        0,
        &expect![[r#"
        RUN          ORCHESTRATION  STATUS      STAGE  STARTED               ERROR
        FO-00000001  Ask_Desk       InProgress  Only   2026-01-01T00:00:00Z
    "#]],
    );
    check(
        &desk.run(BOB, "show FO-00000001"),
        0,
        &expect![[r#"
        run            FO-00000001 (0jE000000000H32EAE)
        orchestration  Ask_Desk, version 1
        status         InProgress
        started        2026-01-01T00:00:00Z
        started by     bob@x.org

        STAGE  STEP    KIND         STATUS      ASSIGNEE  WORK ITEM
        Only                        InProgress
               Person  interactive  InProgress  Desk      0jf000000000H35AAE
    "#]],
    );
    check(
        &desk.run(BOB, "why FO-00000001"),
        0,
        &expect![[r#"
        The run is in stage Only.

        stage Only: In Progress, since 2026-01-01T00:00:00Z
          all its steps are Completed (0 of 1 are)

        step Person: In Progress, since 2026-01-01T00:00:00Z, with Desk
          somebody finishes its work item

        wakes: the end of step Person
        wakes: an orchestration event for this run
    "#]],
    );
    check(
        &desk.run(BOB, "history FO-00000001"),
        0,
        &expect![[r#"
        AT                    TURN  MILESTONE        ELEMENT  ACTOR      MORE
        2026-01-01T00:00:00Z  1     Start Run                 bob@x.org
        2026-01-01T00:00:00Z  1     Start Stage      Only     bob@x.org
        2026-01-01T00:00:00Z  1     Start Step       Person   bob@x.org
        2026-01-01T00:00:00Z  1     Start Work Item  Person   bob@x.org  Desk
    "#]],
    );
    check(
        &desk.run(BOB, "work"),
        0,
        &expect![[r#"
        WORK ITEM           LABEL   ASSIGNEE  RUN          ORCHESTRATION  SINCE
        0jf000000000H35AAE  Person  Desk      FO-00000001  Ask_Desk       2026-01-01T00:00:00Z
    "#]],
    );
    let item = desk.item();
    check(
        &desk.run(BOB, &format!("work show {item}")),
        0,
        &expect![[r#"
            work item      0jf000000000H35AAE
            label          Person
            status         Assigned
            assignee       Desk
            run            FO-00000001 (0jE000000000H32EAE)
            orchestration  Ask_Desk
            step           Person
            since          2026-01-01T00:00:00Z
        "#]],
    );
    let missing = desk.run(BOB, &format!("work complete {item}"));
    check(
        &missing,
        1,
        &expect![[r#"
        ! segue: Some answers are missing or wrong.
        !   Answer: must be answered
    "#]],
    );
    let done = desk.run(
        BOB,
        &format!("work complete {item} --answer Answer=yes --answer Odd=1"),
    );
    check(
        &done,
        0,
        &expect![[r#"
        0jf000000000H35AAE is completed
        no screen asked for: Odd
    "#]],
    );
    check(
        &desk.run(BOB, &format!("work complete {item} --answer Answer=no")),
        1,
        &expect![[r#"
            ! segue: Work item was already completed by bob@x.org.
            !   help: somebody was faster, or it is over; `segue show` tells how it stands
        "#]],
    );
    check(
        &desk.run(BOB, "work"),
        0,
        &expect![[r#"
        ! segue: no work
    "#]],
    );
    check(
        &desk.run(BOB, "show FO-00000001"),
        0,
        &expect![[r#"
        run            FO-00000001 (0jE000000000H32EAE)
        orchestration  Ask_Desk, version 1
        status         Completed
        started        2026-01-01T00:00:00Z
        started by     bob@x.org
        ended          2026-01-01T00:00:00Z

        STAGE  STEP    KIND         STATUS     ASSIGNEE  WORK ITEM
        Only                        Completed
               Person  interactive  Completed  Desk      0jf000000000H35AAE
    "#]],
    );
}

#[test]
fn a_run_is_suspended_resumed_and_canceled_once() {
    let desk = desk();
    desk.run(BOB, "start Ask_Desk");
    check(
        &desk.run(BOB, "suspend FO-00000001"),
        0,
        &expect![[r#"
        FO-00000001 is suspended
    "#]],
    );
    check(
        &desk.run(BOB, "suspend FO-00000001"),
        1,
        &expect![[r#"
        ! segue: A run that is Suspended cannot be suspended.
        !   help: somebody was faster, or it is over; `segue show` tells how it stands
    "#]],
    );
    check(
        &desk.run(BOB, "resume FO-00000001"),
        0,
        &expect![[r#"
        FO-00000001 is resumed
    "#]],
    );
    let forced = desk.run(BOB, "resume FO-00000001 --force");
    assert_eq!(forced.code, 2);
    let forced = desk.ask(
        BOB,
        &[
            "resume",
            "FO-00000001",
            "--force",
            "--reason",
            "it must go on",
        ],
    );
    check(
        &forced,
        1,
        &expect![[r#"
        ! segue: A run that is In Progress cannot be resumed.
        !   help: somebody was faster, or it is over; `segue show` tells how it stands
    "#]],
    );
    check(
        &desk.run(BOB, "cancel FO-00000001"),
        0,
        &expect![[r#"
        FO-00000001 is canceled
    "#]],
    );
    check(
        &desk.run(BOB, "cancel FO-00000001"),
        1,
        &expect![[r#"
        ! segue: A run that is Canceled cannot be canceled.
        !   help: somebody was faster, or it is over; `segue show` tells how it stands
    "#]],
    );
}

#[test]
fn a_work_item_is_given_to_a_user_a_group_and_a_queue() {
    let desk = desk();
    desk.run(BOB, "start Ask_Desk");
    let item = desk.item();
    for (to, holder) in [
        ("cleo@x.org", "cleo@x.org"),
        ("group:Team", "Team"),
        ("queue:Desk", "Desk"),
        ("user:bob@x.org", "bob@x.org"),
    ] {
        let said = desk.run(BOB, &format!("reassign {item} {to}"));
        assert_eq!(
            said.out,
            format!("{item} is assigned to {holder}\n"),
            "{said:?}"
        );
        let shown = desk.run(BOB, &format!("work show {item} --json"));
        assert_eq!(shown.json()["assignee"]["name"], holder);
    }
    let nobody = desk.run(BOB, &format!("reassign {item} queue:Nobody"));
    check(
        &nobody,
        2,
        &expect![[r#"
        ! segue: There is no user, group or queue `Nobody`.
        !   help: what you may not see looks the same; `segue runs` and `segue work` list what there is
    "#]],
    );
}

#[test]
fn lists_follow_their_pages() {
    let desk = desk();
    for _ in 0..7 {
        desk.run(BOB, "start Ask_Desk");
    }
    let names = |said: &Said| -> Vec<String> {
        let runs = said.json()["runs"].as_array().unwrap().clone();
        runs.iter()
            .map(|run| run["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let some = desk.run(BOB, "runs --limit 3 --json");
    assert_eq!(names(&some), ["FO-00000007", "FO-00000006", "FO-00000005"]);
    assert_eq!(
        (&some.json()["format"], &some.json()["more"]),
        (&1.into(), &true.into())
    );
    let all = desk.run(BOB, "runs --all --json");
    assert_eq!(names(&all).len(), 7);
    assert_eq!(all.json()["more"], false);
    desk.run(BOB, "cancel FO-00000004");
    let canceled = desk.run(
        BOB,
        "runs --status Canceled --orchestration Ask_Desk --json",
    );
    assert_eq!(names(&canceled), ["FO-00000004"]);
    let found = desk.run(BOB, "runs -q 00000002 --json");
    assert_eq!(names(&found), ["FO-00000002"]);
    let work = desk.run(BOB, "work --limit 2");
    assert_eq!(
        work.err,
        "segue: there is more; --limit N shows more of it, --all shows all\n"
    );
    assert_eq!(
        desk.run(BOB, "work --all --json").json()["work_items"]
            .as_array()
            .unwrap()
            .len(),
        6
    );
    check(
        &desk.run(BOB, "runs --stage Nowhere"),
        0,
        &expect![[r#"
        ! segue: no runs
    "#]],
    );
}

#[test]
fn a_folder_is_checked_and_deployed() {
    let desk = desk();
    desk.write(
        "new/flows/Nothing.flow-meta.xml",
        &NOTHING.replace(">Nothing<", ">Nothing new<"),
    );
    desk.write("new/README.md", "read me");
    check(
        &desk.run(BOB, "deploy new --check-only"),
        0,
        &expect![[r#"
        would deploy Nothing version 2
        1 changed, 0 unchanged
    "#]],
    );
    check(
        &desk.run(BOB, "deploy new"),
        0,
        &expect![[r#"
        deployed Nothing version 2
        1 changed, 0 unchanged
    "#]],
    );
    check(
        &desk.run(BOB, "deploy new"),
        0,
        &expect![[r#"
        0 changed, 1 unchanged
    "#]],
    );
    let json = desk.run(BOB, "deploy new --json").json();
    assert_eq!(
        (&json["format"], &json["deployed"]),
        (&1.into(), &true.into())
    );
    desk.write("bad/flows/Nothing.flow-meta.xml", "<Flow>\n  <nothing/>\n");
    let bad = desk.run(BOB, "deploy bad");
    check(
        &bad,
        1,
        &expect![[r#"
        flows/Nothing.flow-meta.xml:1:1: error[malformed-xml]: this is not well-formed XML: the root node was opened but never closed
        ! segue: the project has errors; nothing was deployed
    "#]],
    );
    let bad = desk.run(BOB, "deploy bad --json");
    assert_eq!(bad.json()["problems"][0]["line"], 1, "{bad:?}");
    desk.write("empty/README.md", "read me");
    check(
        &desk.run(BOB, "deploy empty"),
        2,
        &expect![[r#"
        ! segue: there is no definition in `empty`
        !   help: name the folder of a project
    "#]],
    );
    check(
        &desk.run(BOB, "deploy nowhere"),
        2,
        &expect![[r#"
        ! segue: cannot read `nowhere`: No such file or directory (os error 2)
        !   help: name the folder of a project
    "#]],
    );
    check(
        &desk.run(IDLER, "deploy new"),
        2,
        &expect![[r#"
        ! segue: This needs the permission Manage Flow.
        !   help: ask an administrator for the permission
    "#]],
    );
}

#[test]
fn what_cannot_be_asked_for_says_what_to_do() {
    let desk = desk();
    let nameless = segue(&desk, None).args(["runs"]).output().unwrap();
    check(
        &Said::of(nameless),
        2,
        &expect![[r#"
        ! segue: there is no token
        !   help: make one on the page Account of the server and set SEGUE_TOKEN to it
    "#]],
    );
    let unknown = desk.ask("nobody", &["runs"]);
    check(
        &unknown,
        2,
        &expect![[r#"
        ! segue: Sign in first.
        !   help: the token is unknown, expired or revoked; make a new one on the page Account and set SEGUE_TOKEN to it
    "#]],
    );
    check(
        &desk.run(BOB, "show FO-00000099"),
        2,
        &expect![[r#"
        ! segue: There is no run `0jE00000000RDqCEAW`.
        !   help: what you may not see looks the same; `segue runs` and `segue work` list what there is
    "#]],
    );
    check(
        &desk.run(BOB, "start Nothing_Like_It"),
        2,
        &expect![[r#"
        ! segue: There is no orchestration `Nothing_Like_It`.
        !   help: what you may not see looks the same; `segue runs` and `segue work` list what there is
    "#]],
    );
    check(
        &desk.run(BOB, "start Ask_Desk --input Odd=1"),
        1,
        &expect![[r#"
            ! segue: Ask_Desk has no input `Odd`.
        "#]],
    );
    check(
        &desk.run(BOB, "start Ask_Desk --input Count"),
        2,
        &expect![[r#"
            ! segue: `Count` gives no value
            !   help: write it as NAME=VALUE
        "#]],
    );
    check(
        &desk.run(IDLER, "suspend FO-00000001"),
        2,
        &expect![[r#"
        ! segue: This needs the permission Manage Orchestration Runs.
        !   help: ask an administrator for the permission
    "#]],
    );
    let json = desk.run(BOB, "show FO-00000099 --json");
    assert_eq!(json.json()["error"]["code"], "unknown");
    assert_eq!(json.code, 2);
    check(
        &desk.run(BOB, "runs --status Odd"),
        1,
        &expect![[r#"
        ! segue: The parameter `status` is none of NotStarted, InProgress, Suspended, Completed, Canceled, Error.
        !   status: is none of NotStarted, InProgress, Suspended, Completed, Canceled, Error
    "#]],
    );
    for url in ["ftp://x", "nothing", "http://user@x", "http://x/?a=b"] {
        let said = desk.ask(BOB, &["runs", "--url", url]);
        assert_eq!(said.code, 2);
        assert!(
            said.err.contains("is not the address of a server"),
            "{said:?}"
        );
    }
    for scheme in ["http", "https"] {
        let url = format!("{scheme}://127.0.0.1:1");
        let said = desk.ask(BOB, &["runs", "--url", &url]);
        assert!(
            said.err
                .starts_with(&format!("segue: cannot connect to {url}/: ")),
            "{said:?}"
        );
        assert_eq!(said.code, 2);
    }
}

/// A server that answers once, whatever it is asked, and gives what it was asked.
fn answering(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = [0; 4_096];
        let n_bytes = stream.read(&mut asked).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8_lossy(&asked[..n_bytes]).into_owned()
    });
    (url, asked)
}

#[test]
fn a_token_goes_nowhere_else() {
    let desk = desk();
    let (other, _thread) = answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
    let answer = format!("HTTP/1.1 302 Found\r\nlocation: {other}\r\ncontent-length: 0\r\n\r\n");
    let (url, asked) = answering(answer.leak());
    let said = desk.ask(BOB, &["runs", "--url", &url]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("sends requests to another address"),
        "{said:?}"
    );
    assert!(
        asked
            .join()
            .unwrap()
            .contains("authorization: Bearer token of bob@x.org")
    );
}

#[test]
fn an_answer_of_something_else_is_told_as_such() {
    let desk = desk();
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>",
        "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{",
    ] {
        let (url, _asked) = answering(answer);
        let said = desk.ask(BOB, &["runs", "--url", &url]);
        assert_eq!(said.code, 3, "{said:?}");
        assert!(said.err.contains("is none of a Segue server"), "{said:?}");
    }
}

#[test]
fn what_a_server_says_moves_no_cursor() {
    let desk = desk();
    let body = r#"{"code":"x","detail":"\u001b[2Jgone \u202e"}"#;
    let n_bytes = body.len();
    let answer = format!("HTTP/1.1 409 Conflict\r\ncontent-length: {n_bytes}\r\n\r\n{body}");
    let (url, _asked) = answering(answer.leak());
    let said = desk.ask(BOB, &["cancel", "FO-00000001", "--url", &url]);
    check(
        &said,
        1,
        &expect![[r#"
        ! segue: \u{1b}[2Jgone \u{202e}
        !   help: somebody was faster, or it is over; `segue show` tells how it stands
    "#]],
    );
}

#[test]
fn a_token_that_only_reads_changes_nothing() {
    let desk: Desk = desk();
    let said = desk.ask("reader", &["start", "Ask_Desk"]);
    check(
        &said,
        2,
        &expect![[r#"
        ! segue: A token of the scope `read` is not enough for this.
        !   help: make a token with a wider scope on the page Account
    "#]],
    );
}
