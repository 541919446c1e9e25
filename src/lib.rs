//! afterword
pub mod delivery;
