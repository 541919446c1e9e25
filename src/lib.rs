//! afterword
pub mod intake;
