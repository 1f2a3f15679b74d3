//! Sending: what is learnt of each recipient, and what follows from each failure.

use std::time::Duration;

use segue_connectors::{
    MailConnection, MailFailure, MailSecurity, MailServer, MailServerSettings, Taken,
};

use crate::sink::{AUTHORITY, Fault, Sink, Verb};

const CONTENT: &[u8] = b"Subject: Hello\r\n\r\nWorld\r\n.a line with a dot\r\n";

fn settings(sink: &Sink, security: MailSecurity) -> MailServerSettings {
    MailServerSettings {
        host: "localhost".to_owned(),
        port: sink.address.port(),
        security,
        credentials: None,
        certificates: Some(AUTHORITY.to_vec()),
        hello: "segue.example.com".to_owned(),
        timeout: Duration::from_millis(400),
    }
}

fn server(settings: MailServerSettings) -> MailServer {
    MailServer::new(settings).unwrap()
}

fn plain(sink: &Sink) -> MailServer {
    server(settings(sink, MailSecurity::Plain))
}

/// Sends one message to two people on a new connection.
async fn send(server: &MailServer) -> Result<Taken, MailFailure> {
    let mut connection = MailConnection::open(server).await?;
    let taken = send_on(&mut connection).await;
    connection.quit().await;
    taken
}

async fn send_on(connection: &mut MailConnection) -> Result<Taken, MailFailure> {
    let to = ["ann@example.com".to_owned(), "bob@example.com".to_owned()];
    connection.send("segue@example.com", &to, CONTENT).await
}

fn taken_by_all() -> Result<Taken, MailFailure> {
    Ok(Taken {
        recipients: vec![None, None],
    })
}

#[tokio::test]
async fn a_message_comes_as_it_was_sent() {
    let sink = Sink::start(false);
    assert_eq!(send(&plain(&sink)).await, taken_by_all());
    let received = sink.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].from, "segue@example.com");
    assert_eq!(received[0].to, ["ann@example.com", "bob@example.com"]);
    assert_eq!(received[0].content.as_bytes(), CONTENT);
    assert!(!received[0].is_secret);
}

#[tokio::test]
async fn a_connection_is_secured_and_signed_in() {
    for security in [MailSecurity::StartTls, MailSecurity::Tls] {
        let sink = Sink::start(security == MailSecurity::Tls);
        let settings = MailServerSettings {
            credentials: Some(("me".to_owned(), "secret".to_owned())),
            ..settings(&sink, security)
        };
        assert_eq!(
            send(&server(settings)).await,
            taken_by_all(),
            "{security:?}"
        );
        let received = &sink.received()[0];
        assert!(received.is_secret && received.is_signed_in, "{security:?}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_prove_its_name_gets_nothing() {
    for security in [MailSecurity::StartTls, MailSecurity::Tls] {
        let sink = Sink::start(security == MailSecurity::Tls);
        let unknown = MailServerSettings {
            certificates: None,
            ..settings(&sink, security)
        };
        let sent = send(&server(unknown)).await;
        assert!(matches!(sent, Err(MailFailure::Server(_))), "{sent:?}");
        assert!(sink.received().is_empty());
    }
}

#[tokio::test]
async fn a_server_without_starttls_gets_nothing() {
    let sink = Sink::start(false);
    sink.fail(Verb::Ehlo, "", Fault::Say("250 sink"), 1);
    let sent = send(&server(settings(&sink, MailSecurity::StartTls))).await;
    let Err(MailFailure::Server(said)) = sent else {
        panic!("{sent:?}")
    };
    assert!(said.contains("STARTTLS"), "{said}");
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_password_leaves_this_machine_only_on_a_secret_connection() {
    let elsewhere = MailServerSettings {
        host: "mail.example.com".to_owned(),
        credentials: Some(("me".to_owned(), "secret".to_owned())),
        ..settings(&Sink::start(false), MailSecurity::Plain)
    };
    assert!(MailServer::new(elsewhere).is_err());
}

#[tokio::test]
async fn what_fails_before_any_message_concerns_the_server() {
    let faults = [
        (Verb::Banner, Fault::Say("421 not now")),
        (Verb::Banner, Fault::Say("554 never")),
        (Verb::Banner, Fault::Say("nonsense")),
        (Verb::Banner, Fault::Cut),
        (Verb::Banner, Fault::Silent),
        (Verb::Banner, Fault::Drip),
        (Verb::Ehlo, Fault::Say("421 not now")),
        (Verb::Ehlo, Fault::Say("550 go away")),
        (Verb::Ehlo, Fault::Cut),
        (Verb::Ehlo, Fault::Silent),
        (Verb::Ehlo, Fault::Drip),
        (Verb::StartTls, Fault::Say("454 not now")),
        (Verb::StartTls, Fault::Say("502 what?")),
        (Verb::StartTls, Fault::Cut),
        (Verb::StartTls, Fault::Silent),
        (Verb::Auth, Fault::Say("454 not now")),
        (Verb::Auth, Fault::Say("535 who is that")),
        (Verb::Auth, Fault::Cut),
        (Verb::Auth, Fault::Silent),
    ];
    for (verb, fault) in faults {
        let sink = Sink::start(false);
        sink.fail(verb, "", fault, 1);
        let server = server(MailServerSettings {
            credentials: Some(("me".to_owned(), "secret".to_owned())),
            ..settings(&sink, MailSecurity::StartTls)
        });
        let sent = send(&server).await;
        let failed = matches!(sent, Err(MailFailure::Server(_)));
        assert!(failed, "{verb:?} {fault:?}: {sent:?}");
        assert!(sink.received().is_empty(), "{verb:?} {fault:?}");
        assert_eq!(send(&server).await, taken_by_all(), "{verb:?} {fault:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_failure_of_the_server() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let nowhere = MailServerSettings {
        port,
        ..settings(&Sink::start(false), MailSecurity::Plain)
    };
    let sent = send(&server(nowhere)).await;
    assert!(matches!(sent, Err(MailFailure::Server(_))), "{sent:?}");
}

/// What is expected of a message after a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Server,
    ForNow,
    ForGood,
    Unsure,
}

fn fate(failure: &MailFailure) -> Fate {
    match failure {
        MailFailure::Server(_) => Fate::Server,
        MailFailure::ForNow(_) => Fate::ForNow,
        MailFailure::ForGood(_) => Fate::ForGood,
        MailFailure::Unsure(_) => Fate::Unsure,
    }
}

#[tokio::test]
async fn what_fails_with_a_message_says_what_follows_and_how_often_it_was_taken() {
    let faults = [
        (Verb::MailFrom, Fault::Say("451 later"), Fate::ForNow, 0),
        (Verb::MailFrom, Fault::Say("553 not you"), Fate::ForGood, 0),
        (Verb::MailFrom, Fault::Say("421 bye"), Fate::Server, 0),
        (Verb::MailFrom, Fault::Cut, Fate::Server, 0),
        (Verb::MailFrom, Fault::Silent, Fate::Server, 0),
        (Verb::MailFrom, Fault::Drip, Fate::Server, 0),
        (Verb::Rcpt, Fault::Say("421 bye"), Fate::Server, 0),
        (Verb::Rcpt, Fault::Cut, Fate::Server, 0),
        (Verb::Rcpt, Fault::Silent, Fate::Server, 0),
        (Verb::Data, Fault::Say("451 later"), Fate::ForNow, 0),
        (Verb::Data, Fault::Say("554 never"), Fate::ForGood, 0),
        (Verb::Data, Fault::Cut, Fate::Server, 0),
        (Verb::Data, Fault::Silent, Fate::Server, 0),
        (Verb::Content, Fault::Say("451 later"), Fate::ForNow, 0),
        (Verb::Content, Fault::Say("554 spam"), Fate::ForGood, 0),
        (Verb::Content, Fault::Cut, Fate::Unsure, 0),
        (Verb::Content, Fault::CutAfterTaking, Fate::Unsure, 1),
        (Verb::Content, Fault::Silent, Fate::Unsure, 0),
        (Verb::Content, Fault::SilentAfterTaking, Fate::Unsure, 1),
        (Verb::Content, Fault::Drip, Fate::Unsure, 0),
    ];
    for (verb, fault, expected, n_taken) in faults {
        let sink = Sink::start(false);
        sink.fail(verb, "", fault, 1);
        let server = plain(&sink);
        let sent = send(&server).await;
        let found = sent.as_ref().map_err(fate);
        assert_eq!(found, Err(expected), "{verb:?} {fault:?}: {sent:?}");
        assert_eq!(sink.received().len(), n_taken, "{verb:?} {fault:?}");
        assert_eq!(send(&server).await, taken_by_all(), "{verb:?} {fault:?}");
    }
}

#[tokio::test]
async fn each_recipient_has_a_fate_of_her_own() {
    for (told, expected) in [("450 later", Fate::ForNow), ("550 nobody", Fate::ForGood)] {
        let sink = Sink::start(false);
        sink.fail(Verb::Rcpt, "bob@", Fault::Say(told), 1);
        let taken = send(&plain(&sink)).await.unwrap();
        let fates: Vec<_> = taken
            .recipients
            .iter()
            .map(|one| one.as_ref().map(fate))
            .collect();
        assert_eq!(fates, [None, Some(expected)]);
        assert_eq!(sink.received()[0].to, ["ann@example.com"]);
    }
}

#[tokio::test]
async fn nothing_is_handed_over_when_nobody_may_get_it() {
    let sink = Sink::start(false);
    sink.fail(Verb::Rcpt, "", Fault::Say("550 nobody"), 2);
    let mut connection = MailConnection::open(&plain(&sink)).await.unwrap();
    let taken = send_on(&mut connection).await.unwrap();
    assert!(taken.recipients.iter().all(Option::is_some));
    assert!(sink.received().is_empty());
    assert_eq!(send_on(&mut connection).await, taken_by_all());
}

#[tokio::test]
async fn a_farewell_that_fails_changes_nothing() {
    for fault in [Fault::Say("500 what?"), Fault::Cut, Fault::Silent] {
        let sink = Sink::start(false);
        sink.fail(Verb::Quit, "", fault, 1);
        assert_eq!(send(&plain(&sink)).await, taken_by_all(), "{fault:?}");
        assert_eq!(sink.received().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_connection_is_used_again_after_a_refusal() {
    let sink = Sink::start(false);
    sink.fail(Verb::MailFrom, "", Fault::Say("451 later"), 1);
    sink.fail(Verb::Content, "", Fault::Say("554 spam"), 1);
    let mut connection = MailConnection::open(&plain(&sink)).await.unwrap();
    assert!(send_on(&mut connection).await.is_err());
    assert!(connection.is_usable());
    assert!(send_on(&mut connection).await.is_err());
    assert!(connection.is_usable());
    assert_eq!(send_on(&mut connection).await, taken_by_all());
    assert_eq!((sink.n_connections(), sink.received().len()), (1, 1));
}

#[tokio::test]
async fn an_address_that_is_none_is_never_sent() {
    let sink = Sink::start(false);
    let mut connection = MailConnection::open(&plain(&sink)).await.unwrap();
    let to = [
        "ann@example.com>\r\nRCPT TO:<eve@example.com".to_owned(),
        "two@x.org, three@x.org".to_owned(),
        "bob@example.com".to_owned(),
    ];
    let taken = connection
        .send("segue@example.com", &to, CONTENT)
        .await
        .unwrap();
    let refused: Vec<_> = taken.recipients.iter().map(Option::is_some).collect();
    assert_eq!(refused, [true, true, false]);
    assert_eq!(sink.received()[0].to, ["bob@example.com"]);
}
