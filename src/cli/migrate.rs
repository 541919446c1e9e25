//! `afterword migrate`: brings the database up to date; every other command does so too when it starts.

use super::node;
use crate::config::Config;
use crate::store::schema;
use crate::world::World;

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub async fn run() -> anyhow::Result<()> {
    let store = node::store(&Config::load()?)?;
    let applied = node::prepare(&store, &World::system()).await?;
    let newest = schema::newest();
    match applied {
        0 => println!("the database is up to date: schema version {newest}"),
        1 => println!("applied 1 migration: schema version {newest}"),
        _ => println!("applied {applied} migrations: schema version {newest}"),
    }
    Ok(())
}
