//! texts (placeholder for compile)
use rules::campaign::Purpose;
use rules::decision::StoredFact;
use rules::reason::Code;
use rules::time::Zone;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language { En }
impl Language { pub fn best(_l: Option<&str>, f: Language) -> Language { f } }
pub struct MailFacts<'a> { pub customer: Option<&'a str>, pub shop: &'a str, pub reference: &'a str, pub answer_url: &'a str, pub unsubscribe_url: &'a str, pub preferences_url: &'a str, pub postal_address: Option<&'a str> }
pub struct MailText { pub subject: String, pub text: String, pub html: String }
pub fn mail(_l: Language, _p: Purpose, _r: bool, f: &MailFacts<'_>) -> MailText { MailText { subject: f.shop.to_owned(), text: f.answer_url.to_owned(), html: String::new() } }
pub fn sentence(_l: Language, _z: &Zone, c: Code, v: &str, _f: &[(&str, StoredFact)]) -> String { format!("{c} {v}") }
