//! pages: what people of the business see and do, signed in. One file a noun; each handler reads or changes in one
//! transaction and answers with a whole page.

pub mod account;
pub mod answers;
mod campaign_form;
pub mod campaign_line;
pub mod campaigns;
pub mod form;
pub mod frame;
mod meanwhile;
mod measure;
pub mod sign_in;
pub mod signed;
pub mod storefronts;
pub mod style;
pub mod template_preview;
pub mod templates;
pub mod today;
