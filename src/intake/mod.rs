//! intake takes in: events from JSON and files, by adapters that end in one [`event::Event`].
//!
//! Whatever comes is hostile until it has passed here: inside, an address, a zone or an amount is a type that cannot be
//! wrong. Nothing is stored, looked up or decided in this module, and no error repeats what was sent.

pub mod attributes;
pub mod batch;
pub mod colour;
pub mod consent;
pub mod contact;
pub mod country;
pub mod csv;
pub mod details;
pub mod email;
pub mod event;
pub mod json;
pub mod locale;
pub mod moment;
pub mod money;
pub mod name;
pub mod phone;
pub mod product;

pub use crate::field::{text, url};
