//! pages: what people of the business see and do, signed in. One file a noun; each handler reads or changes in one
//! transaction and answers with a whole page.

pub mod clock;
pub mod demo;
pub mod form;
pub mod frame;
pub mod outbox;
pub mod sign_in;
pub mod signed;
pub mod style;
pub mod today;
pub mod tour;
