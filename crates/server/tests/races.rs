//! Races over real HTTP: the shipped program on a loopback port, two or three requests in flight
//! together, again and again with other offsets. Each race has one winner; whoever loses is told
//! so with the documented status and code; the history has it once; the histories verify.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod races {
    mod approvals;
    mod field;
    mod http;
    mod offers;
    mod project;
    mod results;
    mod runs;
    mod starts;
    mod unique;
    mod work;
}
