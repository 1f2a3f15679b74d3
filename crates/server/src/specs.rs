//! What the server must do, seen from outside: requests to the real router on a store in memory.
//! Tests that prove a control of `docs/reference/security.md` begin with its number.

mod allowing;
mod attacks;
mod authorization;
mod bed;
mod canaries;
mod clicks;
mod controls;
mod cross_site;
mod fresh_start;
mod guessing;
mod headers;
mod markup;
mod matrix;
mod narrowing;
mod objects;
mod oracle;
mod oracle_rows;
mod paths;
mod provider;
mod providers;
mod reading;
mod redirects;
mod scene;
mod screens;
mod second_factors;
mod sessions;
mod sharing;
mod signing_in;
mod writes;
