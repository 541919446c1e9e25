//! The sample of the configuration, and the word on whether a server is ready.

use std::fs;

use crate::program::{Program, free_address};

#[test]
fn the_sample_in_the_repository_is_what_the_program_prints() {
    let printed = Program::in_new_folder().run(&["config"]);
    let kept = fs::read_to_string("deploy/afterword.toml").unwrap();
    assert_eq!(printed.good(), kept, "write it again: afterword config > deploy/afterword.toml");
}

#[test]
fn a_server_that_is_ready_is_told_from_one_that_is_not() {
    let listen = free_address();
    let program = Program::in_new_folder().with("AFTERWORD_LISTEN", &listen);
    let said = program.run(&["health"]);
    assert!(said.bad().contains(&format!("nobody answers at {listen}")), "{said:?}");
    let server = program.serve();
    let there = server.url.trim_start_matches("http://").to_owned();
    let program = program.with("AFTERWORD_LISTEN", &there);
    assert_eq!(program.run(&["health"]).good(), "ready\n");
    server.stop();
}
