//! Driving: a fixed number of requests in flight, each answered before the next is sent.

use std::collections::HashMap;
use std::fs::File;
use std::io::Write;

use crossbeam_channel::{Receiver, Sender};
use segue_engine::RunStatus;
use segue_language::Timestamp;

use super::measure::Measure;
use super::{BenchError, Workload};
use crate::{Asker, Clock, Ended, OnEnded, Refusal, Reply, Request, Runtime};

/// What ends one request's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    /// Its answer.
    Reply,
    /// The end of the run that it started.
    RunEnds,
}

/// Something the writer told, and when.
pub(super) struct Note {
    at: Timestamp,
    told: Told,
}

enum Told {
    Reply(usize, Result<Reply, Refusal>),
    End(i64, RunStatus),
}

/// How it went.
pub(super) struct Driven {
    /// Microseconds from first to last.
    pub(super) micros: i64,
    /// Microseconds of each request, sorted.
    pub(super) latencies: Vec<i64>,
}

/// Sends requests and takes notes.
pub(super) struct Drive {
    asker: Asker,
    sender: Sender<Note>,
    notes: Receiver<Note>,
    clock: Clock,
    concurrency: usize,
    acknowledged: Option<File>,
}

/// Notes for the ends of runs, where the workload waits for them.
pub(super) fn ended_notes(workload: Workload, sender: Sender<Note>, clock: Clock) -> OnEnded {
    if workload.until() == Until::Reply {
        return Box::new(|_, _| {});
    }
    Box::new(move |run, status| {
        let _ = sender.send(Note {
            at: clock(),
            told: Told::End(run, status),
        });
    })
}

impl Drive {
    pub(super) fn new(
        asker: Asker,
        (sender, notes): (Sender<Note>, Receiver<Note>),
        clock: Clock,
        concurrency: usize,
        acknowledged: Option<File>,
    ) -> Self {
        Drive {
            asker,
            sender,
            notes,
            clock,
            concurrency,
            acknowledged,
        }
    }

    /// Looks at the runtime between two batches.
    pub(super) fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut Runtime) -> T + Send + 'static,
    ) -> Result<T, Ended> {
        self.asker.look(look)
    }

    /// What the writer used so far.
    pub(super) fn measure(&self) -> Result<Measure, Ended> {
        self.asker.look(|runtime| Measure::now(runtime))
    }

    /// Carries out all requests, at most `concurrency` at once.
    pub(super) fn all(
        &mut self,
        requests: Vec<Request>,
        until: Until,
    ) -> Result<Driven, BenchError> {
        let mut flight = Flight::new(requests.len());
        let began = (self.clock)();
        let mut waiting = requests.into_iter();
        for request in waiting.by_ref().take(self.concurrency) {
            self.send(request, &mut flight)?;
        }
        while flight.latencies.len() < flight.n_all {
            let note = self.notes.recv().map_err(|_| Ended)?;
            if self.take(note, until, &mut flight)?
                && let Some(request) = waiting.next()
            {
                self.send(request, &mut flight)?;
            }
        }
        let micros = (self.clock)().0 - began.0;
        flight.latencies.sort_unstable();
        Ok(Driven {
            micros,
            latencies: flight.latencies,
        })
    }

    fn send(&self, request: Request, flight: &mut Flight) -> Result<(), Ended> {
        let ticket = flight.sent.len();
        flight.sent.push((self.clock)());
        let (sender, clock) = (self.sender.clone(), self.clock.clone());
        self.asker.ask(request, move |reply| {
            let _ = sender.send(Note {
                at: clock(),
                told: Told::Reply(ticket, reply),
            });
        })
    }

    /// Whether a request ended with this note.
    fn take(&mut self, note: Note, until: Until, flight: &mut Flight) -> Result<bool, BenchError> {
        match note.told {
            Told::Reply(ticket, reply) => {
                let run = self.acknowledge(&reply?)?;
                if until == Until::Reply {
                    flight.end(ticket, note.at);
                    return Ok(true);
                }
                flight.ticket_of_run.extend(run.map(|run| (run, ticket)));
                Ok(false)
            }
            Told::End(run, RunStatus::Completed) => {
                let ticket = flight.ticket_of_run.remove(&run);
                ticket
                    .into_iter()
                    .for_each(|ticket| flight.end(ticket, note.at));
                Ok(ticket.is_some())
            }
            Told::End(run, _) => Err(BenchError::NotCompleted(run)),
        }
    }

    fn acknowledge(&mut self, reply: &Reply) -> Result<Option<i64>, BenchError> {
        let Reply::Started { run } = reply else {
            return Ok(None);
        };
        if let Some(file) = &mut self.acknowledged {
            let line = format!("{}\n", segue_store::run_id(segue_store::RunNumber(*run)));
            file.write_all(line.as_bytes())
                .map_err(super::file("acknowledging"))?;
        }
        Ok(Some(*run))
    }
}

/// What is in flight.
struct Flight {
    n_all: usize,
    sent: Vec<Timestamp>,
    ticket_of_run: HashMap<i64, usize>,
    latencies: Vec<i64>,
}

impl Flight {
    fn new(n_all: usize) -> Self {
        Flight {
            n_all,
            sent: Vec::new(),
            ticket_of_run: HashMap::new(),
            latencies: Vec::new(),
        }
    }

    fn end(&mut self, ticket: usize, at: Timestamp) {
        self.latencies.push(at.0 - self.sent[ticket].0);
    }
}
