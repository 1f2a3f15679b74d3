//! The program `segue`.

fn main() -> std::process::ExitCode {
    segue_server::main()
}
