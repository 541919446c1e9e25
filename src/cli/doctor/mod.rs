//! `afterword doctor`: what is wrong with an installation, and what to do about it. It changes nothing.

mod database;
mod mail;
mod senders;
mod settings;

use anyhow::bail;

use crate::config::Config;
use crate::world::World;

/// Prints each finding as soon as it is there: a relay may take its time.
#[derive(Debug, Default)]
struct Report {
    warnings: usize,
    failures: usize,
}

impl Report {
    fn good(&mut self, what: impl AsRef<str>) {
        Self::say("ok", what.as_ref(), None);
    }

    /// It works, and yet something should be known.
    fn warn(&mut self, what: impl AsRef<str>, advice: &str) {
        self.warnings += 1;
        Self::say("warn", what.as_ref(), Some(advice));
    }

    fn fail(&mut self, what: impl AsRef<str>, advice: &str) {
        self.failures += 1;
        Self::say("FAIL", what.as_ref(), Some(advice));
    }

    #[expect(clippy::print_stdout, reason = "what the command is for")]
    fn say(level: &str, what: &str, advice: Option<&str>) {
        // A parser may complain on several lines.
        let what: Vec<_> = what.split_whitespace().collect();
        println!("{level:<5} {}", what.join(" "));
        if let Some(advice) = advice {
            println!("      -> {advice}");
        }
    }

    fn verdict(&self) -> anyhow::Result<()> {
        if self.failures > 0 {
            bail!("{} of the above do not work, {} should be looked at", self.failures, self.warnings);
        }
        Ok(())
    }
}

/// # Errors
/// Where anything does not work.
pub async fn run() -> anyhow::Result<()> {
    let mut report = Report::default();
    let world = World::system();
    match Config::load() {
        Err(error) => report.fail(error.to_string(), "correct it in afterword.toml or in the variable that it names"),
        Ok(config) => {
            settings::check(&mut report, &config);
            database::check(&mut report, &config, &world).await;
            mail::check(&mut report, &config).await;
            senders::check(&mut report, &config).await;
        }
    }
    report.verdict()
}
