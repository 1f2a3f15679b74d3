//! What happened before the demo begins: records, and runs in several states.

use anyhow::{Context, bail};
use segue_flow::Submission;
use segue_language::{Date, Text, Value};
use segue_runtime::{Actor, PartRef, Reply, Request, RunRef, Runtime, system_time};

/// Names and texts of a record's fields or a screen's answers.
type Fields<'a> = &'a [(&'a str, &'a str)];

/// Screens that only show something, after the one that is answered.
const SHOWN_MAX: usize = 5;

/// Tells it.
pub(super) fn tell(runtime: &mut Runtime) -> anyhow::Result<()> {
    let mut told = Telling { runtime };
    told.hires()?;
    told.purchases()?;
    told.incidents()
}

struct Telling<'a> {
    runtime: &'a mut Runtime,
}

impl Telling<'_> {
    /// One begins, one is half way, one failed for want of a login.
    fn hires(&mut self) -> anyhow::Result<()> {
        self.hire("Nora Nilsen", "Engineer", "Engineering", "nora.nilsen")?;
        let omar = self.hire("Omar Okafor", "Account executive", "Sales", "omar.okafor")?;
        self.answer(omar, "hr@example.com", PAPERS)?;
        let alex = self.hire("Alex Ash", "Support agent", "Support", "")?;
        self.answer(alex, "hr@example.com", PAPERS)?;
        self.answer(
            alex,
            "it@example.com",
            &[("Model", "Light"), ("Serial_Number", "LT-4711")],
        )
    }

    /// One ordered, one to approve, one to repair, one suspended.
    fn purchases(&mut self) -> anyhow::Result<()> {
        self.purchase("Pens and paper", "120", "Inkwell")?;
        self.purchase("Standing desk", "2500", "Woodwork")?;
        self.purchase("Coffee beans", "80", "")?;
        let van = self.purchase("Delivery van", "30000", "Wheels")?;
        let run = RunRef::Number(van);
        let by = by("admin@example.com");
        self.ask(Request::Suspend { run, by })?;
        Ok(())
    }

    /// One new, one to qualify.
    fn incidents(&mut self) -> anyhow::Result<()> {
        self.incident(
            "Checkout is slow",
            "Paying takes a minute since this morning.",
        )?;
        let mail = self.incident("Mail is down", "Nobody receives mail from outside.")?;
        self.answer(mail, "responder@example.com", &[("Next_Step", "proceed")])
    }

    fn incident(&mut self, subject: &str, about: &str) -> anyhow::Result<i64> {
        let fields = [("Subject", subject), ("Status", "New")];
        let about = ("Description", Value::text(about));
        self.create("Incident", "manager@example.com", &fields, about)
    }

    fn hire(&mut self, name: &str, job: &str, team: &str, login: &str) -> anyhow::Result<i64> {
        let fields = [
            ("Name", name),
            ("Job__c", job),
            ("Department__c", team),
            ("Login__c", login),
        ];
        self.create(
            "New_Hire__c",
            "hr@example.com",
            &fields,
            ("Start_Date__c", date()),
        )
    }

    fn purchase(&mut self, name: &str, amount: &str, supplier: &str) -> anyhow::Result<i64> {
        let fields = [
            ("Name", name),
            ("Supplier__c", supplier),
            ("Status__c", "Submitted"),
        ];
        let amount = amount.parse().ok().context("an amount is a number")?;
        let amount = ("Amount__c", Value::Number(amount));
        self.create("Purchase_Request__c", "it@example.com", &fields, amount)
    }

    /// Creates a record; gives the number of the run that it starts.
    fn create(
        &mut self,
        object: &str,
        user: &str,
        fields: Fields<'_>,
        (name, value): (&str, Value),
    ) -> anyhow::Result<i64> {
        let given = fields.iter().filter(|(_, text)| !text.is_empty());
        let given = given.map(|(name, text)| (Text::from(*name), Value::text(*text)));
        let request = Request::CreateRecord {
            object: object.into(),
            fields: given.chain([(Text::from(name), value)]).collect(),
            by: by(user),
        };
        let Reply::Created { id } = self.ask(request)? else {
            bail!("a record comes into being");
        };
        let runs = self.runtime.reads().runs(Some(&id), None);
        runs.last().copied().context("the record starts a run")
    }

    /// Answers the first screen of the first open work item; screens after it only show something.
    fn answer(&mut self, run: i64, user: &str, answers: Fields<'_>) -> anyhow::Result<()> {
        let items = self.runtime.reads().open_items(run);
        let item = PartRef::Id(items.first().context("there is work")?.id.clone());
        self.ask(Request::OpenWork {
            item: item.clone(),
            by: by(user),
        })?;
        let answers = answers.iter();
        let answers = answers.map(|(name, text)| (Text::from(*name), Value::text(*text)));
        let submission = Submission {
            answers: answers.collect(),
            ..Submission::default()
        };
        let mut reply = self.send(&item, user, submission)?;
        for _ in 0..SHOWN_MAX {
            if matches!(reply, Reply::Screen(_)) {
                reply = self.send(&item, user, Submission::default())?;
            }
        }
        if reply != Reply::Finished {
            bail!("the form of run {run} is not finished: {reply:?}");
        }
        Ok(())
    }

    fn send(&mut self, item: &PartRef, user: &str, sent: Submission) -> anyhow::Result<Reply> {
        self.ask(Request::AnswerScreen {
            item: item.clone(),
            by: by(user),
            submission: sent,
        })
    }

    fn ask(&mut self, request: Request) -> anyhow::Result<Reply> {
        let now = system_time();
        let reply = self.runtime.execute(request, now)?;
        self.runtime.run_due(now);
        Ok(reply)
    }
}

/// What the people team enters.
const PAPERS: Fields<'_> = &[("Contract_Signed", "true"), ("Start_Date", "2027-01-04")];

fn by(user: &str) -> Actor {
    Actor::User(user.into())
}

fn date() -> Value {
    Value::Date(Date::constant(2027, 1, 4))
}
