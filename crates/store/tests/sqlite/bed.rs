//! Databases in files, stories to write into them, and a look past the store.

use std::path::{Path, PathBuf};

use segue_engine::{Event, PartId, Run};
use segue_language::{Text, Timestamp};
use segue_store::{
    Job, Link, MailStatus, NewMailRow, OpenItem, Options, PartNumber, Result, RunNumber, RunRow,
    Store, TurnRow, Tx, encode_run,
};

pub(crate) const NOON: Timestamp = Timestamp(1_772_452_800_000_000);

/// A folder with a database; gone with the value.
pub(crate) struct Bed(tempfile::TempDir);

impl Bed {
    pub(crate) fn new() -> Self {
        Bed(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("segue.sqlite")
    }

    pub(crate) fn open(&self) -> Store {
        self.open_with(&Options::default())
    }

    pub(crate) fn open_with(&self, options: &Options) -> Store {
        Store::open(&self.path(), options).unwrap()
    }

    /// The files as a crash now would leave them, in a folder of their own.
    pub(crate) fn copy_as_after_a_crash(&self) -> Bed {
        let copy = Bed::new();
        for end in ["", "-wal"] {
            let from = self.path().with_file_name(format!("segue.sqlite{end}"));
            if from.exists() {
                std::fs::copy(
                    from,
                    copy.path().with_file_name(format!("segue.sqlite{end}")),
                )
                .unwrap();
            }
        }
        copy
    }

    /// Changes the database behind the store's back.
    pub(crate) fn tamper(&self, sql: &str) {
        let connection = rusqlite::Connection::open(self.path()).unwrap();
        connection.execute_batch(sql).unwrap();
    }
}

/// Everything in a database, as text.
pub(crate) fn dump(path: &Path) -> String {
    let connection = rusqlite::Connection::open(path).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut tables = connection.prepare(sql).unwrap();
    let names = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    names
        .map(|name| dump_table(&connection, &name.unwrap()))
        .collect()
}

fn dump_table(connection: &rusqlite::Connection, name: &str) -> String {
    let mut statement = connection
        .prepare(&format!("SELECT * FROM \"{name}\""))
        .unwrap();
    let n_columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut text = format!("{name}\n");
    while let Some(row) = rows.next().unwrap() {
        for column in 0..n_columns {
            text.push_str(&format!(" {:?}", row.get_ref(column).unwrap()));
        }
        text.push('\n');
    }
    text
}

/// A run as it goes on: what its row will be, and its state.
pub(crate) struct Story {
    pub(crate) row: RunRow,
    run: Run,
}

impl Story {
    /// Starts a run.
    pub(crate) fn begin(tx: &Tx) -> Result<Story> {
        let run = Run::default();
        let row = RunRow {
            n: tx.new_run_number()?,
            definition: 1,
            status: run.status,
            stage: -1,
            version: 1,
            sequence: 0,
            started: NOON,
            updated: NOON,
            ended: None,
            starter: None,
            record: None,
            hash: [0; 32],
            last: 0,
            state: Vec::new(),
        };
        let mut story = Story { row, run };
        let started = Event::RunStarted {
            starter: Text::from("005000000000001AAA"),
            inputs: Vec::new(),
            trigger: None,
        };
        story.turn(tx, &[started])?;
        tx.insert_run(&story.row)?;
        Ok(story)
    }

    /// Carries out another turn.
    pub(crate) fn go_on(&mut self, tx: &Tx, events: &[Event]) -> Result<()> {
        self.turn(tx, events)?;
        self.row.version += 1;
        tx.update_run(&self.row)
    }

    fn turn(&mut self, tx: &Tx, events: &[Event]) -> Result<()> {
        self.row.sequence += 1;
        for event in events {
            self.run.apply(event, NOON);
        }
        let link = tx.append_turn(&TurnRow {
            run: self.row.n,
            sequence: self.row.sequence,
            at: NOON,
            actor: None,
            events,
            previous: Link {
                row: self.row.last,
                hash: self.row.hash,
            },
        })?;
        (self.row.last, self.row.hash) = (link.row, link.hash);
        self.row.status = self.run.status;
        self.row.state = encode_run(&self.run);
        Ok(())
    }
}

pub(crate) fn item(run: RunNumber) -> OpenItem {
    OpenItem {
        n: PartNumber::new(run, PartId(3)),
        assignee: Text::from("005000000000001AAA"),
        step: PartId(2),
        created: NOON,
        label: Text::from("Approve"),
        related: Text::from(""),
        inputs: vec![1],
        is_approval: false,
    }
}

pub(crate) fn job(run: RunNumber) -> Job {
    Job {
        n: PartNumber::new(run, PartId(2)),
        activation: 1,
        kind: 1,
        due: Timestamp(0),
        attempt: 0,
        epoch: 0,
        body: vec![1],
    }
}

pub(crate) fn mail(run: RunNumber) -> NewMailRow<'static> {
    NewMailRow {
        run,
        item: None,
        kind: 1,
        status: MailStatus::Waiting,
        created: NOON,
        body: b"mail",
    }
}

/// Carries out one transaction.
pub(crate) fn write<T>(store: &mut Store, work: impl FnOnce(&Tx) -> Result<T>) -> Result<T> {
    let tx = store.begin()?;
    let value = work(&tx)?;
    let committed = tx.commit()?;
    store.await_durable(committed)?;
    Ok(value)
}
