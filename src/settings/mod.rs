//! Settings as they are written: by the API, in the database, in files. One shape for all three.

pub mod account;
pub mod campaign;
pub mod plan;
pub mod routing;
