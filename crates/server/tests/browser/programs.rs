//! The programs of a browser test: the demo and the driver of the browser.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

/// The demo and the driver; they end with this.
pub(crate) struct Programs {
    demo: Child,
    driver: Child,
    pub(crate) demo_url: String,
    pub(crate) driver_url: String,
    /// User names and passwords.
    pub(crate) passwords: Vec<(String, String)>,
}

impl Programs {
    /// Starts both; none, and a word about it, where there is no browser.
    pub(crate) fn start() -> Option<Programs> {
        // The client of the driver could speak TLS and asks for its cryptography.
        rustls::crypto::ring::default_provider()
            .install_default()
            .ok();
        let (demo_port, driver_port) = (free_port(), free_port());
        let driver = Command::new("chromedriver")
            .arg(format!("--port={driver_port}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut driver) = driver else {
            println!("skipped: no chromium");
            return None;
        };
        wait_for(&mut driver, |line| line.contains("started successfully"));
        let mut demo = Command::new(env!("CARGO_BIN_EXE_segue"))
            .args(["demo", "--port", &demo_port.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let told = wait_for(&mut demo, |line| line.contains("Ctrl-C"));
        listening(demo_port);
        let accounts = told.iter().filter(|line| line.starts_with("  "));
        let words = accounts.map(|line| line.split_whitespace().map(str::to_owned));
        Some(Programs {
            demo,
            driver,
            demo_url: format!("http://127.0.0.1:{demo_port}"),
            driver_url: format!("http://127.0.0.1:{driver_port}"),
            passwords: words
                .map(|mut w| (w.next().unwrap(), w.next().unwrap()))
                .collect(),
        })
    }
}

impl Drop for Programs {
    fn drop(&mut self) {
        self.demo.kill().ok();
        self.driver.kill().ok();
        self.demo.wait().ok();
        self.driver.wait().ok();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Lines of a program up to the one that is waited for.
fn wait_for(program: &mut Child, is_it: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let mut told = Vec::new();
    for line in lines.map_while(Result::ok) {
        let is_last = is_it(&line);
        told.push(line);
        if is_last {
            return told;
        }
    }
    panic!("the program ended: {told:?}");
}

/// Waits until somebody listens.
fn listening(port: u16) {
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        std::thread::yield_now();
    }
}
