//! The program as a person starts it: a folder to work in, a database, and what it said.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread::JoinHandle;

use tempfile::TempDir;

use crate::support::databases::Database;

/// 64 digits: the secret of `House`, so that both recognise the same addresses.
const SECRET: &str = "0707070707070707070707070707070707070707070707070707070707070707";

pub struct Program {
    folder: TempDir,
    settings: Vec<(String, String)>,
}

/// What a command said, and its exit code.
#[derive(Debug)]
pub struct Said {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl Said {
    /// What a command that did its work answered.
    #[track_caller]
    pub fn good(&self) -> &str {
        assert_eq!(self.code, 0, "{self:?}");
        &self.out
    }

    /// What a command that failed complained of; it answered nothing.
    #[track_caller]
    pub fn bad(&self) -> &str {
        assert_eq!(self.code, 1, "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        &self.err
    }
}

impl Program {
    /// With a secret set, as every node of an installation has it.
    pub fn on(database: &Database) -> Program {
        Program::in_new_folder().with("DATABASE_URL", &database.place()).with("AFTERWORD_SECRET", SECRET)
    }

    /// As it is without any configuration.
    pub fn in_new_folder() -> Program {
        Program { folder: tempfile::tempdir().unwrap(), settings: Vec::new() }
    }

    pub fn with(mut self, name: &str, value: &str) -> Program {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "")
    }

    /// With a standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // The program may end without reading it.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        said(&child.wait_with_output().unwrap())
    }

    /// Makes an account and answers its key.
    pub fn account(&self, name: &str) -> String {
        self.run(&["key", "create", "--account", name]).good().trim().to_owned()
    }

    pub fn sandbox(&self, name: &str) -> String {
        self.run(&["key", "create", "--account", name, "--sandbox"]).good().trim().to_owned()
    }

    /// The line of an account in the list.
    pub fn account_line(&self, name: &str) -> String {
        let listed = self.run(&["account", "list"]);
        let line = listed.good().lines().find(|line| line.ends_with(&format!("  {name}")));
        assert!(line.is_some(), "no {name}: {listed:?}");
        line.unwrap().to_owned()
    }

    /// Starts serving, and answers when it is ready.
    pub fn serve(&self) -> Server {
        self.start("serve")
    }

    /// Starts a command that serves, and answers when it is ready.
    pub fn start(&self, command: &str) -> Server {
        let listen = free_address();
        let mut command = self.command(&[command]);
        let mut child =
            command.env("AFTERWORD_LISTEN", &listen).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut log = String::new();
        while !log.contains("ready") {
            assert!(lines.read_line(&mut log).unwrap() > 0, "it did not become ready: {log}");
        }
        let rest = std::thread::spawn(move || {
            for line in lines.lines() {
                log.push_str(&line.unwrap());
                log.push('\n');
            }
            log
        });
        Server { url: format!("http://{listen}"), child, log: Some(rest) }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_afterword"));
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }
}

fn said(output: &Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said { out: text(&output.stdout), err: text(&output.stderr), code: output.status.code().unwrap() }
}

/// An address on which nobody listens.
pub fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

pub struct Server {
    pub url: String,
    child: Child,
    log: Option<JoinHandle<String>>,
}

impl Server {
    /// Asks it to stop, as a service manager does, and answers its whole log.
    pub fn stop(mut self) -> String {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        let status = self.child.wait().unwrap();
        let log = self.log.take().unwrap().join().unwrap();
        assert!(status.success(), "{status}: {log}");
        log
    }

    /// Pulls the plug.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is gone already where the test went well.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
