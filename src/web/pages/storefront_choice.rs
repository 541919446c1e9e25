//! A storefront to choose: from a list, or by its short name where a list would be too long to look through.

use rules::id::AccountId;

use super::form::{Field, Form};
use crate::store::storefronts::{self, Storefront};
use crate::store::{Error, Tx};

/// As many as a list shows.
const MOST_LISTED: usize = 100;

/// The field `storefront` of a form; its value is a slug.
pub struct StorefrontChoice {
    pub field: Field,
    /// Slugs and names; none where the slug is typed.
    pub options: Option<Vec<(String, String)>>,
    /// There is more than one to choose from.
    pub is_choice: bool,
}

/// What there is to choose from, and one more than a list shows where that is too much.
///
/// # Errors
/// Those of the database.
pub fn load(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Storefront>, Error> {
    storefronts::list(tx, account, None, None, i64::try_from(MOST_LISTED + 1).unwrap_or(1))
}

impl StorefrontChoice {
    /// With what [`load`] found. `any` is the key of what stands for all of them, where that can be chosen.
    pub fn new(form: &Form<'_>, label: &str, any: Option<&str>, shops: Vec<Storefront>) -> Self {
        let is_choice = shops.len() > 1;
        if shops.len() > MOST_LISTED {
            return Self { field: form.hinted("storefront", label, "page-storefront-typed"), options: None, is_choice };
        }
        let mut options: Vec<_> = shops.into_iter().map(|shop| (shop.slug, shop.name)).collect();
        options.sort_by_cached_key(|(_, name)| name.to_lowercase());
        if let Some(any) = any {
            options.insert(0, (String::new(), form.say(any)));
        }
        Self { field: form.field("storefront", label), options: Some(options), is_choice }
    }
}
