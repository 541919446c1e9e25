//! Pages for recipients: whoever has the link, without a login. They are whole without a script, opening them changes
//! nothing, and what is sent by them is a person's or is kept apart (trust 3).

mod colour;
pub mod form;
mod frame;
pub mod preferences;
mod questions;
pub mod unsubscribe;
mod visitor;
