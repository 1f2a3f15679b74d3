//! What mail is written: about work, by flows, about runs that failed; and to whom.

use segue_engine::{AssigneeKind, RunStatus};
use segue_runtime::{
    Actor, Mail, MailKind, MailOptions, NewAssignee, Notices, Request, RuntimeOptions,
};

use super::support::*;

const PEOPLE: &str = "users:
  - {username: ann@example.com, name: Ann Ames}
  - {username: bob, email: bob@example.com}
  - cleo@example.com
  - {username: eve@example.com, active: false}
groups:
  Reviewers: [ann@example.com, bob, eve@example.com]
queues:
  Desk: [bob, cleo@example.com]
";

/// One interactive step `Check`; `rest` goes into it.
pub(super) fn checking(who: (&str, &str), rest: &str, more: &str) -> Vec<(String, String)> {
    let step = interactive("Check", "Ask", who, rest);
    let body = format!("{}{more}", stage("Only", "", &[step]));
    let screen = "<screens><name>One</name><label>One</label><allowBack>true</allowBack>\
         <allowFinish>true</allowFinish><showFooter>true</showFooter>\
         <showHeader>true</showHeader></screens>\
         <start><connector><targetReference>One</targetReference></connector></start>";
    vec![
        flow("Ask", "Flow", screen),
        orchestration("Checking", "Only", &body),
        ("people.yaml".to_owned(), PEOPLE.to_owned()),
    ]
}

fn captured(who: (&str, &str), rest: &str, more: &str) -> Vec<Mail> {
    let mut town = town(&files(&checking(who, rest, more)));
    town.start("Checking", vec![]);
    town.runtime.mails()
}

fn addresses(mail: &Mail) -> Vec<&str> {
    mail.to.iter().map(|address| &**address).collect()
}

#[test]
fn a_user_gets_a_mail_of_her_own_that_leads_to_the_work() {
    let mails = captured(("User", "ann@example.com"), "", "");
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(addresses(mail), ["ann@example.com"]);
    assert_eq!(mail.subject, "Work item assigned to you: Check");
    assert!(
        mail.body.starts_with("Hello Ann,\n\nCheck waits for you."),
        "{}",
        mail.body
    );
    assert!(mail.link.starts_with("/work/0jf"), "{}", mail.link);
    assert!(
        mail.body.ends_with(&format!("{}\n", mail.link)),
        "{}",
        mail.body
    );
    assert_eq!((mail.kind, mail.run), (MailKind::Work, Some(1)));
}

#[test]
fn a_group_gets_one_mail_for_all_its_active_members() {
    let mails = captured(("Group", "Reviewers"), "", "");
    assert_eq!(mails.len(), 1);
    assert_eq!(addresses(&mails[0]), ["ann@example.com", "bob@example.com"]);
    assert_eq!(mails[0].subject, "Work item assigned to Reviewers: Check");
}

/// The queue of the metadata with its own address.
fn desk(sends_to_members: bool) -> (String, String) {
    let text = format!(
        "<?xml version=\"1.0\"?><Queue xmlns=\"http://soap.sforce.com/2006/04/metadata\">\
         <doesSendEmailToMembers>{sends_to_members}</doesSendEmailToMembers>\
         <email>desk@example.com</email><name>The desk</name></Queue>"
    );
    ("queues/Desk.queue-meta.xml".to_owned(), text)
}

#[test]
fn a_queue_with_an_address_gets_its_mail_there_and_its_members_only_if_it_says_so() {
    for (sends_to_members, expected) in [
        (false, &["desk@example.com"][..]),
        (
            true,
            &["desk@example.com", "bob@example.com", "cleo@example.com"],
        ),
    ] {
        let mut all = checking(("Queue", "Desk"), "", "");
        all.push(desk(sends_to_members));
        let mut town = town(&files(&all));
        town.start("Checking", vec![]);
        let mails = town.runtime.mails();
        assert_eq!(addresses(&mails[0]), expected);
        assert_eq!(mails[0].subject, "Work item assigned to The desk: Check");
    }
}

/// Inputs of a step that words its mail itself.
const WORDS: &str = "<inputParameters><name>ActionInput__CustomEmailSubject</name>\
    <value><elementReference>Subject</elementReference></value></inputParameters>\
    <inputParameters><name>ActionInput__CustomEmailBody</name>\
    <value><elementReference>Body</elementReference></value></inputParameters>";
/// The templates that they name; one spans two lines.
const TEMPLATES: &str = "<textTemplates><name>Subject</name>\
    <isViewedAsPlainText>true</isViewedAsPlainText><text>Please check\nBcc: x@example.com</text>\
    </textTemplates><textTemplates><name>Body</name>\
    <isViewedAsPlainText>false</isViewedAsPlainText><text>&lt;p&gt;It is {!$Orchestration.Instance}.\
    &lt;/p&gt;</text></textTemplates>";

#[test]
fn a_step_may_word_its_mail_itself() {
    let mails = captured(("User", "ann@example.com"), WORDS, TEMPLATES);
    let mail = &mails[0];
    assert_eq!(mail.subject, "Please check Bcc: x@example.com");
    assert!(mail.body.starts_with("<p>It is 0jE"), "{}", mail.body);
    assert!(mail.is_rich);
}

#[test]
fn who_gets_an_item_later_is_told_with_the_same_words() {
    let mut town = town(&files(&checking(
        ("User", "ann@example.com"),
        WORDS,
        TEMPLATES,
    )));
    let run = town.start("Checking", vec![]);
    let item = town.item(run);
    town.ask(Request::Reassign {
        item,
        to: NewAssignee {
            kind: AssigneeKind::User,
            name: "bob".into(),
        },
        by: Actor::System,
    })
    .expect("reassigned");
    let mails = town.runtime.mails();
    assert_eq!(addresses(&mails[1]), ["bob@example.com"]);
    assert_eq!(mails[1].subject, mails[0].subject);
}

fn with_notices(notices: Notices) -> RuntimeOptions {
    RuntimeOptions {
        mail: MailOptions {
            notices,
            ..MailOptions::default()
        },
        ..RuntimeOptions::default()
    }
}

#[test]
fn mail_about_work_can_be_switched_off_for_all() {
    for (notices, n_plain, n_worded) in [
        (Notices::All, 1, 1),
        (Notices::Custom, 0, 1),
        (Notices::Off, 0, 0),
    ] {
        for (rest, more, expected) in [("", "", n_plain), (WORDS, TEMPLATES, n_worded)] {
            let all = checking(("User", "ann@example.com"), rest, more);
            let mut town = town_with(with_notices(notices), &files(&all));
            town.start("Checking", vec![]);
            assert_eq!(town.runtime.mails().len(), expected, "{notices:?} {rest}");
        }
    }
}

#[test]
fn a_person_can_switch_mail_about_her_work_off() {
    let mut town = town(&files(&checking(("Group", "Reviewers"), "", "")));
    let ann = town
        .runtime
        .store()
        .user("ann@example.com")
        .expect("read")
        .expect("is there");
    town.start("Checking", vec![]);
    let off = town.runtime.aside(|tx| tx.set_mail_off(&ann.id, true));
    off.expect("stored");
    town.start("Checking", vec![]);
    let mails = town.runtime.mails();
    assert_eq!(addresses(&mails[0]), ["ann@example.com", "bob@example.com"]);
    assert_eq!(addresses(&mails[1]), ["bob@example.com"]);
}

/// A background step whose flow calls what nobody carries out.
pub(super) fn failing() -> Vec<(String, String)> {
    let broken = flow(
        "Breaks",
        "AutoLaunchedFlow",
        "<actionCalls><name>Nowhere</name><label>Nowhere</label><actionName>Nowhere</actionName>\
         <actionType>apex</actionType></actionCalls>\
         <start><connector><targetReference>Nowhere</targetReference></connector></start>",
    );
    let steps = [background("Work_It_Out", "Breaks", None, "")];
    vec![
        broken,
        orchestration("Failing", "Only", &stage("Only", "", &steps)),
        ("people.yaml".to_owned(), PEOPLE.to_owned()),
    ]
}

fn telling_the_office() -> RuntimeOptions {
    RuntimeOptions {
        mail: MailOptions {
            failures_to: vec!["office@example.com".into()],
            ..MailOptions::default()
        },
        ..RuntimeOptions::default()
    }
}

#[test]
fn a_run_that_fails_is_told_of_with_the_flow_that_is_at_fault() {
    let mut town = town_with(telling_the_office(), &files(&failing()));
    let run = town.start("Failing", vec![]);
    town.work();
    assert_eq!(town.status(run), RunStatus::Error);
    let mails = town.runtime.mails();
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(
        subjects,
        ["Failed: Failing", "Failed flow: Breaks in Failing"]
    );
    for mail in &mails {
        assert_eq!(
            (addresses(mail), mail.kind),
            (vec!["office@example.com"], MailKind::Failure)
        );
        assert!(mail.link.starts_with("/runs/0jE"), "{}", mail.link);
        assert!(mail.body.contains("Work_It_Out: Error"), "{}", mail.body);
        assert!(mail.body.contains("Nowhere"), "{}", mail.body);
    }
}

#[test]
fn a_definition_that_fails_again_and_again_does_not_flood_anybody() {
    let mut town = town_with(telling_the_office(), &files(&failing()));
    for _ in 0..30 {
        town.start("Failing", vec![]);
        town.work();
    }
    let mails = town.runtime.mails();
    assert_eq!(mails.len(), 20);
    let last = &mails.last().expect("there are some").body;
    assert!(last.contains("within the hour are not mailed."), "{last}");
    town.now = town.now.plus_seconds(3_600);
    town.start("Failing", vec![]);
    town.work();
    assert_eq!(town.runtime.mails().len(), 22);
}

#[test]
fn the_administrators_are_told_where_nobody_else_is_known() {
    let mut town = town(&files(&failing()));
    town.start("Failing", vec![]);
    town.work();
    assert_eq!(town.runtime.mails(), []);
    let ann = town
        .runtime
        .store()
        .user("ann@example.com")
        .expect("read")
        .expect("is there");
    let granted = town.runtime.aside(|tx| {
        tx.put_role(&segue_store::Role {
            name: "boss".into(),
            label: "Boss".to_owned(),
            permissions: "run-flows customize-application".to_owned(),
        })?;
        tx.grant_role(&ann.id, "boss")
    });
    granted.expect("stored");
    town.start("Failing", vec![]);
    town.work();
    assert_eq!(addresses(&town.runtime.mails()[0]), ["ann@example.com"]);
}

#[test]
fn old_mails_are_forgotten_in_the_end() {
    let mut options = RuntimeOptions::default();
    options.mail.kept_max = 100;
    let mut town = town_with(
        options,
        &files(&checking(("User", "ann@example.com"), "", "")),
    );
    for _ in 0..500 {
        town.start("Checking", vec![]);
    }
    let kept = town.runtime.mails();
    assert!((100..200).contains(&kept.len()), "{}", kept.len());
    assert_eq!(kept.last().expect("the newest").run, Some(500));
}
