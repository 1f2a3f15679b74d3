//! `segue serve` as a process: it opens, answers and ends when it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

fn segue() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.env_clear();
    command
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the server answers");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )
    .expect("the server answers");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .expect("the server answers");
    answer
}

#[test]
fn a_server_opens_answers_and_ends_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = segue()
        .args(["serve", "--listen", "127.0.0.1:0", "--data", "kept"])
        .current_dir(folder.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let listening = lines.find_map(|line| {
        let line = line.unwrap();
        Some(line.split_once("listening on http://")?.1.to_owned())
    });
    let address = listening.expect("it says where it listens");
    assert!(get(&address, "/healthz").starts_with("HTTP/1.1 200"));
    assert!(get(&address, "/readyz").starts_with("HTTP/1.1 200"));
    assert!(get(&address, "/api/v1/runs").starts_with("HTTP/1.1 401"));
    let id = child.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(told.success());
    let rest: Vec<String> = lines.map_while(Result::ok).collect();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{rest:?}");
    assert!(folder.path().join("kept/segue.sqlite").is_file());
}

#[test]
fn the_settings_in_force_are_printed_with_their_sources() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("segue.toml");
    std::fs::write(&file, "organization = \"Acme\"\nlog = \"warn\"\n").unwrap();
    let printed = segue()
        .args(["serve", "--print-config", "--listen", "127.0.0.1:1"])
        .env("SEGUE_LOG", "debug")
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8(printed.stdout).unwrap();
    for line in [
        "listen = \"127.0.0.1:1\"  # --listen",
        "log = \"debug\"  # SEGUE_LOG",
        "organization = \"Acme\"  # segue.toml",
        "data = \"segue-data\"  # default",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn a_setting_that_makes_no_sense_is_a_fault_of_usage() {
    let folder = tempfile::tempdir().unwrap();
    let refused = segue()
        .args(["serve", "--listen", "nowhere"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(
        told.contains("listen = `nowhere` (from --listen)"),
        "{told}"
    );
}

#[test]
fn a_watched_project_is_deployed_again_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Nothing.flow-meta.xml");
    let text = include_str!("../../runtime/tests/scenarios/base/flows/Nothing.flow-meta.xml");
    std::fs::write(&file, text).unwrap();
    let mut child = segue()
        .args(["serve", "--listen", "127.0.0.1:0", "--data", "kept"])
        .args(["--project", ".", "--watch"])
        .current_dir(folder.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut says = |wanted: &str| lines.any(|line| line.unwrap().contains(wanted));
    assert!(says("listening on"));
    std::fs::write(&file, text.replace("<label>Nothing", "<label>Nothing new")).unwrap();
    assert!(says("deployed Nothing 2"));
    std::fs::write(&file, "<Flow").unwrap();
    assert!(says("Nothing.flow-meta.xml:1:"));
    assert!(says("what was in force stays so"));
    std::fs::write(&file, text.replace("<label>Nothing", "<label>Nothing else")).unwrap();
    assert!(says("deployed Nothing 3"));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_project_with_errors_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("A.flow-meta.xml"), "<Flow").unwrap();
    let refused = segue()
        .args(["serve", "--listen", "127.0.0.1:0", "--project", "."])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("A.flow-meta.xml:1:"), "{told}");
}
