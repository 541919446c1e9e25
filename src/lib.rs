//! Afterword asks customers how it was, and explains every decision it takes on the way.

pub mod store;
