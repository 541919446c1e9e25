//! Fields: what a column of a file can be.

macro_rules! fields {
    ($($variant:ident = $name:literal at $pointer:literal, $synonyms:literal;)*) => {
        /// A part of an event that a column can fill.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Field { $($variant),* }

        impl Field {
            pub const ALL: &[Field] = &[$(Field::$variant),*];

            /// As it is named in `--map column=field`.
            pub fn name(self) -> &'static str {
                match self { $(Field::$variant => $name),* }
            }

            /// Where it stands in an event.
            pub fn pointer(self) -> &'static str {
                match self { $(Field::$variant => $pointer),* }
            }

            /// Names of columns that mean it, the surest first; compared without capitals, spaces and punctuation.
            pub fn synonyms(self) -> impl Iterator<Item = &'static str> {
                let synonyms = match self { $(Field::$variant => $synonyms),* };
                synonyms.split(' ')
            }
        }
    };
}

fields! {
    Reference = "reference" at "/reference",
        "reference order_id order_number order_no order_reference order orderid ordernumber invoice_number booking_id";
    OccurredAt = "occurred_at" at "/occurred_at",
        "occurred_at ordered_on delivered_at delivered_on order_date ordered_at purchase_date purchased_at created_at date datetime timestamp";
    ActivationDate = "activation_date" at "/activation_date",
        "activation_date delivery_date departure_date start_date";
    ExternalId = "external_id" at "/contact/external_id",
        "external_id customer_id customer_number customer_no contact_id user_id client_id customer";
    Email = "email" at "/contact/email", "email email_address e_mail customer_email contact_email mail";
    Phone = "phone" at "/contact/phone",
        "phone phone_number mobile mobile_number mobile_phone cell_phone telephone tel customer_phone";
    Name = "name" at "/contact/name", "name full_name customer_name contact_name";
    FirstName = "first_name" at "/contact/name", "first_name firstname given_name forename";
    LastName = "last_name" at "/contact/name", "last_name lastname surname family_name";
    Locale = "locale" at "/contact/locale", "locale language lang";
    TimeZone = "time_zone" at "/contact/time_zone", "time_zone timezone";
    Country = "country" at "/contact/country", "country country_code";
    PostalCode = "postal_code" at "/contact/postal_code", "postal_code postcode zip zip_code";
    City = "city" at "/contact/city", "city town";
    BirthDate = "birth_date" at "/contact/birth_date", "birth_date birthdate birthday date_of_birth";
    Amount = "amount" at "/total/amount", "amount total total_amount order_total grand_total";
    Currency = "currency" at "/total/currency", "currency currency_code";
    Sku = "sku" at "/products/0/sku", "sku product_id product_sku article_number item_number";
    ProductName = "product_name" at "/products/0/name", "product_name product product_title item_name";
    ProductUrl = "product_url" at "/products/0/url", "product_url product_link";
    ImageUrl = "image_url" at "/products/0/image_url", "image_url product_image image_link";
    Category = "category" at "/products/0/category", "category product_category";
    Staff = "staff" at "/staff", "staff staff_name employee served_by";
}

/// The field with this name.
pub fn named(name: &str) -> Option<Field> {
    Field::ALL.iter().copied().find(|field| field.name() == name)
}

/// `Order ID`, `order_id` and `orderId` are one name.
pub fn plain(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_means_two_fields() {
        let mut meanings: Vec<_> = Field::ALL
            .iter()
            .flat_map(|field| field.synonyms().map(move |synonym| (plain(synonym), field.name())))
            .collect();
        meanings.sort_unstable();
        meanings.dedup();
        for pair in meanings.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "{pair:?}");
        }
    }

    #[test]
    fn every_field_is_found_by_its_own_name() {
        for &field in Field::ALL {
            assert_eq!(named(field.name()), Some(field));
            assert!(field.synonyms().any(|synonym| synonym == field.name()), "{field:?}");
        }
        assert_eq!(named("when"), None);
    }
}
