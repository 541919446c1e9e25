//! The program. Everything is in the library; `cli` starts it.

use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "the one place where a failed command says why")]
fn main() -> ExitCode {
    match afterword::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("afterword: {error:#}");
            ExitCode::FAILURE
        }
    }
}
