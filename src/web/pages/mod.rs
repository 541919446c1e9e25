//! pages: what people of the business see and do, signed in. One file a noun; each handler reads or changes in one
//! transaction and answers with a whole page.

pub mod audit;
pub mod form;
pub mod frame;
pub mod kept;
pub mod keys;
mod passwords;
pub mod second_factor;
pub mod second_step;
pub mod sign_in;
pub mod signed;
pub mod style;
pub mod today;
pub mod user_access;
mod user_mail;
pub mod users;
pub mod welcome;
pub mod you;
