//! The database: whether it is reachable, its schema, its clock, its identity, and the space on its disk.

use std::path::Path;

use jiff::SignedDuration;

use super::Report;
use crate::cli::node;
use crate::config::Config;
use crate::engine::startup::is_copied;
use crate::store::accounts::{self, Account};
use crate::store::audit_log::{self, Checked, Link};
use crate::store::{Dialect, Error, Store, migrate, schema};
use crate::world::World;

/// Past this a node claims nothing (V9).
const CLOCK_FAILS: SignedDuration = SignedDuration::from_secs(5);
const CLOCK_WARNS: SignedDuration = SignedDuration::from_secs(1);

/// Entries of an audit log that are checked at once.
const AUDIT_PART: i64 = 1_000;

const MIB: u64 = 1_024 * 1_024;
/// The log alone may take 64 MiB.
const SPACE_FAILS: u64 = 200 * MIB;
const SPACE_WARNS: u64 = 2 * 1_024 * MIB;

pub async fn check(report: &mut Report, config: &Config, world: &World) {
    let place = match node::place(config) {
        Err(error) => return report.fail(error.to_string(), "correct DATABASE_URL or AFTERWORD_DATABASE_URL"),
        Ok(place) => place,
    };
    if let Some(file) = place.file() {
        check_space(report, file);
        if !file.exists() {
            let what = format!("there is no database yet: {}", file.display());
            return report.warn(what, "the first start makes it; check the path if there should be one");
        }
    }
    match Store::open(&place) {
        Err(error) => report.fail(format!("the database: {error}"), advice(&error)),
        Ok(store) => {
            if let Err(error) = check_open(report, &store, world).await {
                report.fail(format!("the database: {error}"), advice(&error));
            }
        }
    }
}

fn advice(error: &Error) -> &'static str {
    match error {
        Error::Config(_) => "do as it says, or set DATABASE_URL to another database",
        Error::Newer { .. } => "start the newer program that was here before",
        Error::Statement { .. } => "check the rights of the database user",
        _ => "check that the server runs or the file is whole, and that DATABASE_URL leads to it",
    }
}

async fn check_open(report: &mut Report, store: &Store, world: &World) -> Result<(), Error> {
    report.good(format!("the database answers: {}", store.product().await?));
    check_clock(report, store, world).await?;
    let newest = schema::newest();
    match migrate::version(store).await? {
        None => {
            report.warn("the database is empty", "the first start makes its tables, or: afterword migrate");
            Ok(())
        }
        Some(found) if found > newest => Err(Error::Newer { found, known: newest }),
        Some(found) if found < newest => {
            let what = format!("the database has schema version {found}, this program {newest}");
            report.warn(what, "the next start brings it up to date, or: afterword migrate");
            check_accounts(report, store).await.map(drop)
        }
        Some(found) => {
            report.good(format!("the database is up to date: schema version {found}"));
            let accounts = check_accounts(report, store).await?;
            check_audit_logs(report, store, &accounts).await
        }
    }
}

async fn check_clock(report: &mut Report, store: &Store, world: &World) -> Result<(), Error> {
    if store.dialect() == Dialect::Sqlite {
        report.good("the clock is this machine's, which the database shares");
        return Ok(());
    }
    let database = store.now(world.clock.now()).await?;
    let apart = world.clock.now().duration_since(database).abs();
    let what = format!("this machine's clock and the database's are {} ms apart", apart.as_millis());
    let advice = "let both machines follow a time server (NTP)";
    if apart > CLOCK_FAILS {
        report.fail(what + ": a node sends nothing past 5 s", advice);
    } else if apart > CLOCK_WARNS {
        report.warn(what, advice);
    } else {
        report.good(what);
    }
    Ok(())
}

async fn check_accounts(report: &mut Report, store: &Store) -> Result<Vec<Account>, Error> {
    if is_copied(store).await? {
        let advice = "the next start puts its accounts on hold; release each when all is well";
        report.warn("the database was restored or copied", advice);
    }
    let all = store.read("accounts", accounts::all).await?;
    for account in &all {
        let Some(hold) = account.hold else { continue };
        let what = format!("the account `{}` is on hold ({}): it sends nothing", account.name, hold.as_str());
        report.warn(what, &format!("afterword account release --account '{}'", account.name));
    }
    report.good(format!("{} accounts", all.len()));
    Ok(all)
}

/// Reads every log in parts, from its first entry (V16).
async fn check_audit_logs(report: &mut Report, store: &Store, accounts: &[Account]) -> Result<(), Error> {
    let mut entries = 0;
    for account in accounts {
        let id = account.id;
        let mut checked = Checked::SoFar(Link::default());
        while let Checked::SoFar(at) = checked {
            checked = store.read("audit_check", move |tx| audit_log::check(tx, id, &at, AUDIT_PART)).await?;
        }
        match checked {
            Checked::Broken(number) => report.fail(
                format!("the audit log of `{}` was changed from outside, from entry {number} on", account.name),
                "compare it with a backup; who can write to the database, and who did?",
            ),
            Checked::Whole(number) => entries += number,
            Checked::SoFar(_) => {}
        }
    }
    report.good(format!("{entries} entries of audit logs are as they were written"));
    Ok(())
}

fn check_space(report: &mut Report, file: &Path) {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let space = match rustix::fs::statvfs(folder) {
        Err(error) => {
            let what = format!("the folder of the database, {}: {error}", folder.display());
            return report.fail(what, "make the folder, or correct DATABASE_URL");
        }
        Ok(space) => space.f_bavail.saturating_mul(space.f_frsize),
    };
    let what = format!("{} MiB are free where the database lies", space / MIB);
    let advice = "make room: a database that cannot grow takes in nothing";
    if space < SPACE_FAILS {
        report.fail(what, advice);
    } else if space < SPACE_WARNS {
        report.warn(what, advice);
    } else {
        report.good(what);
    }
}
