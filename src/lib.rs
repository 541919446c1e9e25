//! Afterword asks a business's customers for a word afterwards.
//!
//! rules decide · store keeps · delivery delivers · intake takes in · insight learns · engine runs · web shows · cli
//! starts. Dependencies point one way, in that order; ARCHITECTURE.md says what is absent and which test shows it.

pub mod cli;
pub mod config;
pub mod delivery;
pub mod engine;
pub mod field;
pub mod insight;
pub mod intake;
pub mod network;
pub mod secret;
pub mod settings;
pub mod store;
pub mod texts;
pub mod web;
pub mod world;
