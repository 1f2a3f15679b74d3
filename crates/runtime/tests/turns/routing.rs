//! Routed queues: items are offered to members who are there, who accept or decline in time.

mod property;

use segue_engine::RunStatus;
use segue_flow::{Go, Submission};
use segue_language::{Text, Value};
use segue_runtime::{
    Actor, GroupRef, PartRef, PeopleAct, PeopleChange, Refusal, Reply, Request, Runtime,
    RuntimeOptions,
};
use segue_store::{PartNumber, Presence, RoutedState, Routing, RunNumber};

use super::support::*;

const ANA: &str = "ana@example.com";
const BEN: &str = "ben@example.com";
const EVA: &str = "eva@example.com";

const PEOPLE: &str = "users:
  - {username: ana@example.com, name: Ana Adams}
  - {username: ben@example.com, name: Ben Bond}
  - {username: eva@example.com, name: Eva East}
queues:
  Support: [ana@example.com, ben@example.com]
  Sales: [ben@example.com, eva@example.com]
";

const MINUTE: i64 = 60;

fn routing() -> Routing {
    Routing {
        priority: 1,
        weight: 1,
        offer_seconds: 300,
        field: None,
        ranks: vec![],
        away_on_expiry: false,
    }
}

/// A page that asks for a word.
fn page() -> (String, String) {
    flow(
        "Page",
        "Flow",
        "<screens><name>Only</name><label>Only</label><allowBack>true</allowBack>\
         <allowFinish>true</allowFinish><allowPause>true</allowPause>\
         <fields><name>Word</name><dataType>String</dataType><fieldText>Word</fieldText>\
         <defaultValue><elementReference>greeting</elementReference></defaultValue>\
         <fieldType>InputField</fieldType><isRequired>false</isRequired></fields>\
         <showFooter>true</showFooter><showHeader>true</showHeader></screens>\
         <start><connector><targetReference>Only</targetReference></connector></start>\
         <variables><name>greeting</name><dataType>String</dataType><isCollection>false</isCollection>\
         <isInput>true</isInput><isOutput>false</isOutput></variables>",
    )
}

fn about(record: &str) -> String {
    format!(
        "<inputParameters><name>ActionInput__RecordId</name><value>{record}</value>\
         </inputParameters><inputParameters><name>greeting</name><value><stringValue>hello\
         </stringValue></value></inputParameters>"
    )
}

/// A town with two queues and a single step for each; nobody is there yet.
fn desk() -> Town {
    let mut all = Vec::new();
    for queue in ["Support", "Sales"] {
        let rest = about("<elementReference>about</elementReference>");
        let step = interactive("Do", "Page", ("Queue", queue), &rest);
        let variable = "<variables><name>about</name><dataType>String</dataType>\
                        <isCollection>false</isCollection><isInput>true</isInput>\
                        <isOutput>false</isOutput></variables>";
        let body = stage("Only", "", &[step]) + variable;
        all.push(orchestration(queue, "Only", &body));
    }
    all.push(page());
    all.push(("people.yaml".to_owned(), PEOPLE.to_owned()));
    town(&files(&all))
}

/// The same with Support routed.
fn routed() -> Town {
    let mut town = desk();
    town.route("Support", Some(routing()));
    town
}

impl Town {
    fn people(&mut self, act: PeopleAct) {
        let change = PeopleChange {
            act,
            by: Actor::System,
            address: String::new(),
        };
        self.ask(Request::ChangePeople(Box::new(change)))
            .expect("changed");
        self.work();
    }

    fn route(&mut self, queue: &str, routing: Option<Routing>) {
        let queue = Text::from(queue);
        self.people(PeopleAct::SetRouting { queue, routing });
    }

    fn capacity(&mut self, who: &str, units: u32) {
        self.people(PeopleAct::SetCapacity {
            user: who.into(),
            units: Some(units),
        });
    }

    fn is(&mut self, who: &str, status: Presence) {
        let by = user(who);
        self.ask(Request::SetPresence { by, status })
            .expect("present");
        self.work();
    }

    fn later(&mut self, seconds: i64) {
        self.now = self.now.plus_seconds(seconds);
        self.work();
    }

    /// A run with an item in that queue.
    fn wants(&mut self, queue: &str) -> i64 {
        let run = self.start(queue, vec![]);
        self.work();
        run
    }

    fn try_accept(&mut self, run: i64, who: &str) -> Result<Reply, Refusal> {
        let item = self.item(run);
        let by = user(who);
        let reply = self.ask(Request::AcceptOffer { item, by });
        self.work();
        reply
    }

    fn accept(&mut self, run: i64, who: &str) {
        self.try_accept(run, who).expect("accepted");
    }

    fn decline(&mut self, run: i64, who: &str) {
        let item = self.item(run);
        let by = user(who);
        self.ask(Request::DeclineOffer { item, by })
            .expect("declined");
        self.work();
    }

    fn complete(&mut self, run: i64, who: &str) {
        let (item, by) = (self.item(run), user(who));
        let outputs = vec![];
        self.ask(Request::CompleteItem { item, by, outputs })
            .expect("completed");
        self.work();
    }

    fn number(&self, run: i64) -> PartNumber {
        let PartRef::Number { part, .. } = self.item(run) else {
            panic!("an item is named by number here")
        };
        PartNumber::new(RunNumber(run), part)
    }

    /// To whom the item of a run is on offer.
    fn offered_to(&self, run: i64) -> Option<String> {
        let row = self.runtime.store().routed_item(self.number(run));
        let row = row.expect("read")?;
        let person = row.person.filter(|_| row.state == RoutedState::Offered)?;
        let user = self.runtime.store().user(&person).expect("read");
        user.map(|user| user.username.to_string())
    }

    fn holder(&self, run: i64) -> String {
        let items = self.runtime.reads().open_items(run);
        items[0].assignee.name.to_string()
    }

    /// What is said of the item when somebody asks why the run waits.
    fn why(&self, run: i64) -> String {
        let why = self.runtime.reads().why(run, self.now).expect("is there");
        let routing = why.parts.into_iter().find_map(|part| part.routing);
        routing.unwrap_or_default()
    }

    fn notes(&self, run: i64) -> Vec<String> {
        let lines = self.runtime.reads().history(run);
        let notes = lines.into_iter().filter_map(|line| match line.event {
            segue_engine::Event::Noted(text) => Some(text.to_string()),
            _ => None,
        });
        notes.collect()
    }
}

fn code(refused: Result<Reply, Refusal>) -> &'static str {
    refused.expect_err("refused").code()
}

#[test]
fn an_item_waits_until_somebody_is_online_and_then_is_offered_and_accepted() {
    let mut town = routed();
    let run = town.wants("Support");
    assert_eq!(town.why(run), "nobody of Support is online");
    town.is(ANA, Presence::Online);
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
    assert_eq!(
        town.why(run),
        "offered to Ana Adams until 2026-03-02T09:05:00Z"
    );
    assert_eq!(town.holder(run), "Support");
    town.accept(run, ANA);
    assert_eq!(town.holder(run), ANA);
    assert_eq!(town.why(run), "");
    assert_eq!(
        town.notes(run),
        ["Work item Do offered to ana@example.com until 2026-03-02T09:05:00Z"]
    );
    town.later(10 * MINUTE);
    assert_eq!(town.holder(run), ANA, "an accepted offer does not expire");
    town.complete(run, ANA);
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn an_offer_that_is_declined_goes_to_the_next_and_comes_back_once_all_declined() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    town.later(1);
    town.is(BEN, Presence::Online);
    let run = town.wants("Support");
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
    town.decline(run, ANA);
    assert_eq!(town.offered_to(run).as_deref(), Some(BEN));
    town.decline(run, BEN);
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
    assert_eq!(town.notes(run).len(), 5);
    assert!(town.notes(run)[1].ends_with("declined by ana@example.com"));
}

#[test]
fn an_offer_that_expires_goes_to_the_next() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    town.is(BEN, Presence::Online);
    town.later(5 * MINUTE - 1);
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
    town.later(1);
    assert_eq!(town.offered_to(run).as_deref(), Some(BEN));
    assert!(town.notes(run)[1].ends_with("let pass by ana@example.com"));
    assert_eq!(code(town.try_accept(run, ANA)), "offered-to-another");
}

#[test]
fn an_offer_cannot_be_accepted_at_the_moment_at_which_it_expires() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    town.now = town.now.plus_seconds(5 * MINUTE);
    assert_eq!(code(town.try_accept(run, ANA)), "not-offered");
}

#[test]
fn whoever_lets_an_offer_pass_is_away_where_the_queue_says_so() {
    let mut town = desk();
    town.route(
        "Support",
        Some(Routing {
            away_on_expiry: true,
            ..routing()
        }),
    );
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    town.later(5 * MINUTE);
    assert_eq!(town.why(run), "nobody of Support is online");
    town.is(ANA, Presence::Online);
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
}

#[test]
fn nobody_gets_more_than_she_can_hold_and_what_waits_comes_as_soon_as_there_is_room() {
    let mut town = routed();
    town.capacity(ANA, 2);
    town.is(ANA, Presence::Online);
    let runs = [0; 3].map(|_| town.wants("Support"));
    let offered: Vec<_> = runs
        .iter()
        .filter_map(|run| town.offered_to(*run))
        .collect();
    assert_eq!(offered, [ANA, ANA], "what is on offer counts as held");
    assert_eq!(
        town.why(runs[2]),
        "everybody of Support who is online is busy"
    );
    town.accept(runs[0], ANA);
    assert_eq!(town.offered_to(runs[2]), None);
    town.complete(runs[0], ANA);
    assert_eq!(town.offered_to(runs[2]).as_deref(), Some(ANA));
}

#[test]
fn what_weighs_more_than_anybody_can_hold_says_so() {
    let mut town = desk();
    let weight = 9;
    town.route(
        "Support",
        Some(Routing {
            weight,
            ..routing()
        }),
    );
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    let why = "it weighs 9: more than anybody of Support who is online can hold";
    assert_eq!(town.why(run), why);
    town.capacity(ANA, 9);
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
}

#[test]
fn what_waits_goes_out_by_urgency_then_by_age() {
    let mut town = desk();
    town.route(
        "Support",
        Some(Routing {
            field: Some("LastName".into()),
            ranks: ["High", "Low"].map(Text::from).to_vec(),
            ..routing()
        }),
    );
    town.capacity(ANA, 1);
    let mut runs = Vec::new();
    for (n, priority) in ["Low", "High", "Unheard", "High"].into_iter().enumerate() {
        let username = Value::text(format!("person{n}"));
        let fields = [("Username", username), ("LastName", Value::text(priority))];
        let task = town.create("User", &fields);
        runs.push(town.start("Support", values(&[("about", Value::Text(task))])));
        town.later(1);
    }
    town.is(ANA, Presence::Online);
    for expected in [1, 3, 0, 2] {
        let run = runs[expected];
        assert_eq!(town.offered_to(run).as_deref(), Some(ANA), "{expected}");
        town.accept(run, ANA);
        town.complete(run, ANA);
    }
}

#[test]
fn the_queue_that_comes_first_is_served_first() {
    let mut town = desk();
    for (queue, priority) in [("Support", 2), ("Sales", 1)] {
        let routing = Routing {
            priority,
            ..routing()
        };
        town.route(queue, Some(routing));
    }
    town.capacity(BEN, 1);
    let support = town.wants("Support");
    let sales = town.wants("Sales");
    town.is(BEN, Presence::Online);
    assert_eq!(town.offered_to(sales).as_deref(), Some(BEN));
    assert_eq!(town.offered_to(support), None);
}

#[test]
fn a_presence_ends_when_nothing_is_heard_of_the_person() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    town.later(9 * MINUTE);
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    town.later(2 * MINUTE);
    assert_eq!(
        town.offered_to(run).as_deref(),
        Some(ANA),
        "she was heard of"
    );
    town.later(8 * MINUTE);
    assert_eq!(town.why(run), "nobody of Support is online");
}

#[test]
fn whoever_goes_away_keeps_what_she_has_and_is_offered_nothing() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    let (held, offered) = (town.wants("Support"), town.wants("Support"));
    town.accept(held, ANA);
    town.is(ANA, Presence::Away);
    assert_eq!(town.holder(held), ANA);
    assert_eq!(town.offered_to(offered), None);
    assert!(town.notes(offered)[1].ends_with("taken back from ana@example.com"));
    town.is(ANA, Presence::Online);
    assert_eq!(
        town.offered_to(offered).as_deref(),
        Some(ANA),
        "she let nothing pass"
    );
}

#[test]
fn an_offer_is_taken_back_from_whoever_no_longer_belongs_to_the_queue() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    let group = GroupRef {
        is_queue: true,
        name: "Support".into(),
    };
    town.people(PeopleAct::RemoveMember {
        group,
        member: ANA.into(),
    });
    assert_eq!(town.offered_to(run), None);
    assert_eq!(code(town.try_accept(run, ANA)), "not-entitled");
}

#[test]
fn an_offer_is_taken_back_from_whoever_is_deactivated() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    let user = ANA.into();
    town.people(PeopleAct::SetActive {
        user,
        active: false,
    });
    assert_eq!(town.offered_to(run), None);
}

#[test]
fn an_item_of_a_suspended_run_is_offered_to_nobody_until_it_is_resumed() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    let by = Actor::System;
    town.ask(Request::Suspend {
        run: run.into(),
        by: by.clone(),
    })
    .expect("suspended");
    town.work();
    assert_eq!(town.offered_to(run), None);
    town.ask(Request::Resume {
        run: run.into(),
        by,
        forced: None,
    })
    .expect("resumed");
    town.work();
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
}

#[test]
fn whoever_opens_an_item_takes_it_and_nobody_takes_what_is_on_offer_to_another() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    let item = town.item(run);
    let open = |who: &str| Request::OpenWork {
        item: item.clone(),
        by: user(who),
    };
    let claim = Request::Claim {
        item: item.clone(),
        by: user(BEN),
    };
    assert_eq!(code(town.ask(open(BEN))), "offered-to-another");
    assert_eq!(code(town.ask(claim)), "offered-to-another");
    let shown = town.ask(open(ANA)).expect("opened");
    assert!(matches!(shown, Reply::Screen(_)), "{shown:?}");
    assert!(format!("{shown:?}").contains("hello"), "inputs: {shown:?}");
    assert_eq!(town.holder(run), ANA);
    let answered = town.ask(Request::AnswerScreen {
        item: item.clone(),
        by: user(ANA),
        submission: Submission {
            answers: vec![],
            go: Go::Next,
        },
    });
    assert_eq!(answered, Ok(Reply::Finished), "the pages are hers as well");
    let unasked = town.wants("Sales");
    town.route("Sales", Some(routing()));
    let item = town.item(unasked);
    let by = user(EVA);
    assert!(town.ask(Request::OpenWork { item, by }).is_ok());
    assert_eq!(town.holder(unasked), EVA);
}

#[test]
fn what_is_given_back_is_offered_again() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    town.accept(run, ANA);
    let (item, by) = (town.item(run), user(ANA));
    town.ask(Request::Release { item, by }).expect("released");
    town.work();
    assert_eq!(town.holder(run), "Support");
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
}

#[test]
fn a_queue_that_is_routed_late_offers_what_it_has_and_stops_when_it_is_not_any_more() {
    let mut town = desk();
    town.is(ANA, Presence::Online);
    let run = town.wants("Support");
    assert_eq!(town.offered_to(run), None);
    town.route("Support", Some(routing()));
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
    town.route("Support", None);
    assert_eq!(town.offered_to(run), None);
    let (item, by) = (town.item(run), user(BEN));
    town.ask(Request::Claim { item, by }).expect("claimed");
    town.later(6 * MINUTE);
    assert_eq!(town.holder(run), BEN);
}

#[test]
fn a_stopped_process_goes_on_where_it_was() {
    let mut town = routed();
    town.is(ANA, Presence::Online);
    town.is(BEN, Presence::Online);
    let run = town.wants("Support");
    assert_eq!(town.offered_to(run).as_deref(), Some(ANA));
    let second = town.start("Support", vec![]);
    let Town { runtime, now } = town;
    // The job that routes the second item was stored and never carried out.
    let runtime = Runtime::open(runtime.into_store(), RuntimeOptions::default());
    let runtime = runtime.expect("opens");
    let mut town = Town { runtime, now };
    town.work();
    assert_eq!(town.offered_to(second).as_deref(), Some(BEN));
    assert_eq!(
        town.runtime.next_due(),
        Some(town.now.plus_seconds(5 * MINUTE)),
        "the timers are known again"
    );
    town.later(5 * MINUTE);
    assert_eq!(town.offered_to(run).as_deref(), Some(BEN));
    assert_eq!(town.offered_to(second).as_deref(), Some(ANA));
}

#[test]
fn a_queue_that_is_not_routed_stays_as_it_was() {
    let mut town = routed();
    town.is(BEN, Presence::Online);
    let run = town.wants("Sales");
    assert_eq!(town.offered_to(run), None);
    assert_eq!(town.why(run), "");
    town.complete(run, EVA);
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let mut town = desk();
    let bad = [
        Routing {
            weight: 0,
            ..routing()
        },
        Routing {
            offer_seconds: 4,
            ..routing()
        },
        Routing {
            offer_seconds: 86_401,
            ..routing()
        },
        Routing {
            ranks: vec!["High".into()],
            ..routing()
        },
        Routing {
            field: Some("".into()),
            ..routing()
        },
    ];
    for routing in bad {
        let act = PeopleAct::SetRouting {
            queue: "Support".into(),
            routing: Some(routing.clone()),
        };
        let change = PeopleChange {
            act,
            by: Actor::System,
            address: String::new(),
        };
        let told = town.ask(Request::ChangePeople(Box::new(change)));
        assert_eq!(code(told), "invalid-request", "{routing:?}");
    }
}
