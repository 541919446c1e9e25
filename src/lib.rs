//! Afterword asks a business's customers for a word afterwards.
//!
//! rules decide · store keeps · delivery delivers · intake takes in · insight learns · engine runs · web shows · cli
//! starts. Dependencies point one way, in that order; ARCHITECTURE.md says what is absent and which test shows it.

pub mod field;
pub mod secret;
pub mod settings;
pub mod store;
pub mod texts;
pub mod world;
