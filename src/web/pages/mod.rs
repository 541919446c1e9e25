//! pages: what people of the business see and do, signed in. One file a noun; each handler reads or changes in one
//! transaction and answers with a whole page.

mod ask;
mod attention;
pub mod contact;
mod contact_card;
pub mod contact_list;
pub mod form;
pub mod frame;
mod moment;
pub mod request;
mod request_filter;
mod request_story;
pub mod requests;
pub mod sign_in;
pub mod signed;
pub mod style;
pub mod today;
pub mod why;
