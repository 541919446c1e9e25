//! `afterword erasures`: who was erased and which addresses are spared, in a file beside the backups, so that a database
//! that is restored from before erases again. The file holds ids and keyed hashes, and names nobody.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::Subcommand;
use jiff::Timestamp;
use rules::id::AccountId;
use serde::{Deserialize, Serialize};

use super::node;
use crate::config::Config;
use crate::engine::Engine;
use crate::engine::erasures::Traces;
use crate::store::audit_log::Actor;
use crate::store::erasure::{self, Erased};
use crate::store::suppressions::{self, Suppression};
use crate::store::{self, Store, Tx, accounts};

/// Rows that are read, and taken over, at once.
const AT_ONCE: i64 = 1_000;
/// Bytes of a line: somebody is known by a few hashes.
const LONGEST_LINE: u64 = 64 * 1_024;

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Writes the file, in the place of one that is there.
    Save { file: PathBuf },
    /// Erases whoever the file says was erased, and spares whom it says was spared.
    Apply { file: PathBuf },
}

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    Erasure {
        account: String,
        contact: String,
        created_at: Timestamp,
        erased_at: Timestamp,
        identifiers: Vec<String>,
    },
    Suppression {
        account: String,
        id: String,
        address: String,
        channel: String,
        cause: String,
        group: Option<String>,
        source: String,
        created_at: Timestamp,
    },
}

#[expect(clippy::print_stdout, reason = "says what it did")]
pub async fn run(action: Action) -> anyhow::Result<()> {
    let engine = node::open(&Config::load()?).await?;
    match action {
        Action::Save { file } => {
            let lines = save(&engine.store, &file).await.with_context(|| file.display().to_string())?;
            println!("{} holds {lines} erasures and spared addresses", file.display());
        }
        Action::Apply { file } => {
            // Read to its end before anything is changed: a line that cannot be read changes nothing.
            each_line(&file, |_| Ok(())).with_context(|| file.display().to_string())?;
            let erased = apply(&engine, &file).await.with_context(|| file.display().to_string())?;
            println!("{erased} people were erased again");
        }
    }
    Ok(())
}

async fn save(store: &Store, file: &Path) -> anyhow::Result<usize> {
    let unfinished = file.with_added_extension("unfinished");
    let mut writer = BufWriter::new(File::create(&unfinished)?);
    let mut count = 0;
    for account in store.read("accounts", accounts::all).await? {
        let mut place = Place::default();
        while let Some(traces) = next(store, account.id, &mut place).await? {
            for line in lines(account.id, &traces) {
                serde_json::to_writer(&mut writer, &line)?;
                writer.write_all(b"\n")?;
                count += 1;
            }
        }
    }
    writer.into_inner()?.sync_all()?;
    fs::rename(&unfinished, file)?;
    Ok(count)
}

/// Takes over what another database of this installation knows; answers how many people that erased.
///
/// # Errors
/// Those of the stores; what was taken over before stays.
pub async fn carry(from: &Store, engine: &Engine) -> anyhow::Result<usize> {
    let mut erased = 0;
    for account in engine.store.read("accounts", accounts::all).await? {
        let mut place = Place::default();
        while let Some(traces) = next(from, account.id, &mut place).await? {
            erased += engine.take_over(account.id, traces, Actor::CommandLine).await?;
        }
    }
    Ok(erased)
}

/// How far the traces of an account were read.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    contact: Option<rules::id::ContactId>,
    suppression: Option<rules::id::SuppressionId>,
}

/// Some more traces; none at their end.
async fn next(store: &Store, account: AccountId, place: &mut Place) -> Result<Option<Traces>, store::Error> {
    let Place { contact, suppression } = *place;
    let read = move |tx: &mut Tx<'_>| {
        let erased = erasure::list(tx, account, contact, AT_ONCE)?;
        let suppressions = suppressions::list(tx, account, None, suppression, AT_ONCE)?;
        Ok(Traces { erased, suppressions })
    };
    let found = store.read("traces", read).await?;
    place.contact = found.erased.last().map(|erased| erased.contact).or(contact);
    place.suppression = found.suppressions.last().map(|suppression| suppression.id).or(suppression);
    Ok((found != Traces::default()).then_some(found))
}

fn lines(account: AccountId, traces: &Traces) -> impl Iterator<Item = Line> {
    let erased = traces.erased.iter().map(move |erased| Line::Erasure {
        account: account.to_string(),
        contact: erased.contact.to_string(),
        created_at: erased.created_at,
        erased_at: erased.erased_at,
        identifiers: erased.identifiers.iter().map(ToString::to_string).collect(),
    });
    let spared = traces.suppressions.iter().map(move |one| Line::Suppression {
        account: account.to_string(),
        id: one.id.to_string(),
        address: one.address.to_string(),
        channel: one.channel.as_str().to_owned(),
        cause: one.cause.as_str().to_owned(),
        group: one.group.map(|group| group.as_str().to_owned()),
        source: one.source.clone(),
        created_at: one.created_at,
    });
    erased.chain(spared)
}

async fn apply(engine: &Engine, file: &Path) -> anyhow::Result<usize> {
    let known: Vec<_> = engine.store.read("accounts", accounts::all).await?.iter().map(|account| account.id).collect();
    let (mut waiting, mut ready) = (Vec::new(), Vec::new());
    each_line(file, |line| {
        waiting.push(line);
        if i64::try_from(waiting.len()) == Ok(AT_ONCE) {
            ready.push(std::mem::take(&mut waiting));
        }
        Ok(())
    })?;
    ready.push(waiting);
    let mut erased = 0;
    for lines in ready {
        for account in &known {
            let own = lines.iter().filter(|(owner, _)| owner == account).map(|(_, traces)| traces.clone());
            let traces = own.fold(Traces::default(), |mut all, one| {
                all.erased.extend(one.erased);
                all.suppressions.extend(one.suppressions);
                all
            });
            erased += engine.take_over(*account, traces, Actor::CommandLine).await?;
        }
    }
    Ok(erased)
}

/// Reads the file line by line.
fn each_line(file: &Path, mut take: impl FnMut((AccountId, Traces)) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut reader = BufReader::new(File::open(file)?);
    for number in 1.. {
        let mut text = Vec::new();
        let read = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut text)?;
        if read == 0 {
            break;
        }
        if text.last() != Some(&b'\n') {
            bail!("line {number} is too long, or cut off");
        }
        let line = serde_json::from_slice(&text).map_err(|error| anyhow!("line {number}: {error}"))?;
        take(parsed(line).with_context(|| format!("line {number} names what is no id, hash or known word"))?)?;
    }
    Ok(())
}

/// A line as what it means; none where a word in it is unknown.
fn parsed(line: Line) -> Option<(AccountId, Traces)> {
    match line {
        Line::Erasure { account, contact, created_at, erased_at, identifiers } => {
            let identifiers = identifiers.iter().map(|one| one.parse().ok()).collect::<Option<Vec<_>>>()?;
            let erased = vec![Erased { contact: contact.parse().ok()?, created_at, erased_at, identifiers }];
            Some((account.parse().ok()?, Traces { erased, ..Traces::default() }))
        }
        Line::Suppression { account, id, address, channel, cause, group, source, created_at } => {
            let group = match group {
                Some(group) => Some(group.parse().ok()?),
                None => None,
            };
            let suppressions = vec![Suppression {
                id: id.parse().ok()?,
                address: address.parse().ok()?,
                channel: channel.parse().ok()?,
                cause: cause.parse().ok()?,
                group,
                source,
                created_at,
            }];
            Some((account.parse().ok()?, Traces { suppressions, ..Traces::default() }))
        }
    }
}
