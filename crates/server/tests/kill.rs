//! The shipped program, killed with SIGKILL at random moments under load: nothing that was
//! acknowledged is lost, the histories verify, and every run finishes after the next start.

#![expect(clippy::unwrap_used, reason = "a test may")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use segue_engine::RunStatus;
use segue_runtime::{DATABASE_FILE, RunRef, Runtime, RuntimeOptions};
use segue_store::Store;

const N_KILLS: u64 = 50;
/// A kill comes at most so long after the first acknowledged run.
const MOMENT_MS_MAX: u64 = 250;

#[test]
fn a_program_killed_at_random_moments_loses_nothing_that_it_acknowledged() {
    let mut n_acknowledged = 0;
    for round in 0..N_KILLS {
        n_acknowledged += kill_once(round);
    }
    assert!(
        n_acknowledged > 50 * N_KILLS as usize,
        "only {n_acknowledged} runs were at stake"
    );
}

/// One load, one kill, one recovery. Gives back how many runs had been acknowledged.
fn kill_once(round: u64) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let (data, list) = (
        folder.path().join("data"),
        folder.path().join("acknowledged"),
    );
    let workload = ["background", "background-async", "human"][round as usize % 3];
    let mut child = load(workload, &data, &list);
    wait_for_the_first_run(&list, &mut child);
    sleep(Duration::from_millis(mix(round) % MOMENT_MS_MAX));
    child.kill().unwrap();
    child.wait().unwrap();

    segue(&["verify", "--data", text(&data)]);
    let acknowledged = whole_lines(&list);
    segue(&["bench", workload, "--finish", "--data", text(&data)]);
    segue(&["verify", "--data", text(&data)]);
    require_completed(&data, &acknowledged);
    acknowledged.len()
}

fn load(workload: &str, data: &Path, list: &Path) -> Child {
    // `human` first starts all its runs, then completes them: few, so that kills meet both.
    let runs = if workload == "human" {
        "300"
    } else {
        "1000000"
    };
    Command::new(env!("CARGO_BIN_EXE_segue"))
        .args(["bench", workload, "--runs", runs, "--concurrency", "16"])
        .args(["--data", text(data), "--acknowledged", text(list)])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn wait_for_the_first_run(list: &Path, child: &mut Child) {
    for _ in 0..3_000 {
        if !whole_lines(list).is_empty() {
            return;
        }
        assert!(
            child.try_wait().unwrap().is_none(),
            "the load ended before its first run"
        );
        sleep(Duration::from_millis(10));
    }
    panic!("no run was acknowledged within 30 seconds");
}

/// The last line may be cut: the kill may come while it is written.
fn whole_lines(list: &Path) -> Vec<String> {
    let text = fs::read_to_string(list).unwrap_or_default();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().map(str::to_owned).collect()
}

fn segue(arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_segue"))
        .args(arguments)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "segue {arguments:?}: {printed}{complaint}"
    );
}

fn require_completed(data: &Path, acknowledged: &[String]) {
    let store = Store::open(&data.join(DATABASE_FILE), &segue_store::Options::default()).unwrap();
    let runtime = Runtime::open(store, RuntimeOptions::default()).unwrap();
    for id in acknowledged {
        let view = runtime.reads().run(RunRef::from(id.as_str()));
        let status = view.map(|view| view.run.status);
        assert_eq!(
            status,
            Some(RunStatus::Completed),
            "run {id} was acknowledged"
        );
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// SplitMix64: moments that are random and the same every time.
fn mix(round: u64) -> u64 {
    let mut bits = (round + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
