//! Products of an order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{name, text, url};
use crate::field::{Fault, Faults};

/// In one order.
pub const MOST: usize = 500;
pub const LONGEST_SKU: usize = 128;
/// A longer one is cut.
pub const LONGEST_NAME: usize = 200;
pub const LONGEST_CATEGORY: usize = 100;

/// A product that was bought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductInput {
    /// The shop's own number of it, up to 128 characters.
    #[schema(value_type = String, required = true, max_length = 128, example = "LP-7")]
    pub sku: Option<String>,
    /// As the recipient reads it; cut at 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Blue")]
    pub name: Option<String>,
    /// Its page, `http` or `https`, up to 2,048 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2048, example = "https://shop.example/lp-7")]
    pub url: Option<String>,
    /// Its picture, `http` or `https`, up to 2,048 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2048, example = "https://shop.example/lp-7.jpg")]
    pub image_url: Option<String>,
    /// Up to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "music")]
    pub category: Option<String>,
}

/// A checked product; also as it is stored in the details of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    pub sku: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
}

impl Product {
    /// As people read it: its name, or its number where it has none.
    pub fn shown_name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.sku)
    }
}

impl ProductInput {
    /// None where a fault was noted that leaves no product.
    pub fn check(self, faults: &mut Faults) -> Option<Product> {
        let sku = faults.require("/sku", self.sku, |sku| text::line(sku, LONGEST_SKU));
        let name = self.name.map(|name| name::one_line(&name, LONGEST_NAME)).filter(|name| !name.is_empty());
        let url = faults.keep_some("/url", self.url, |url| url::web(&url));
        let image_url = faults.keep_some("/image_url", self.image_url, |url| url::web(&url));
        let category = faults.keep_some("/category", self.category, |text| text::line(text, LONGEST_CATEGORY));
        Some(Product { sku: sku?, name, url, image_url, category })
    }
}

/// Checks the products of an order; what is wrong with them is noted at `/0/sku` and so on.
pub fn check_all(products: Vec<ProductInput>, faults: &mut Faults) -> Vec<Product> {
    if products.len() > MOST {
        faults.add("", Fault::too_many(MOST));
        return Vec::new();
    }
    let numbered = products.into_iter().enumerate();
    numbered.filter_map(|(position, product)| faults.within(position, |faults| product.check(faults))).collect()
}

/// Each product once: of those with one number the first, with what it lacks from the others.
pub fn distinct(products: Vec<Product>) -> Vec<Product> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Product> = Vec::with_capacity(products.len());
    for product in products {
        match places.get(&product.sku).and_then(|place| kept.get_mut(*place)) {
            Some(first) => {
                first.name = first.name.take().or(product.name);
                first.url = first.url.take().or(product.url);
                first.image_url = first.image_url.take().or(product.image_url);
                first.category = first.category.take().or(product.category);
            }
            None => {
                places.insert(product.sku.clone(), kept.len());
                kept.push(product);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(products: Vec<ProductInput>) -> Result<Vec<Product>, Vec<(String, &'static str)>> {
        let mut faults = Faults::default();
        let products = check_all(products, &mut faults);
        let errors = faults.into_errors();
        if errors.is_empty() {
            return Ok(products);
        }
        Err(errors.into_iter().map(|error| (error.pointer, error.code)).collect())
    }

    fn product(sku: &str) -> ProductInput {
        ProductInput { sku: Some(sku.into()), ..ProductInput::default() }
    }

    #[test]
    fn a_sku_is_enough() {
        assert_eq!(check(vec![product(" LP-7 ")]).unwrap()[0].sku, "LP-7");
    }

    #[test]
    fn names_are_put_on_one_line_and_cut() {
        let named = |name: &str| ProductInput { name: Some(name.into()), ..product("a") };
        let names: Vec<_> = check(vec![named("Blue\r\n Moon "), named(&"x".repeat(999)), named(" \n")]).unwrap();
        assert_eq!(names[0].name.as_deref(), Some("Blue Moon"));
        assert_eq!(names[1].name.as_ref().map(String::len), Some(LONGEST_NAME));
        assert_eq!(names[2].name, None);
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let wrong = ProductInput {
            sku: Some("a\nb".into()),
            url: Some("javascript:alert(1)".into()),
            image_url: Some("ftp://x".into()),
            category: Some("c".repeat(101)),
            name: None,
        };
        let expected = [
            ("/0/sku", "field.missing"),
            ("/2/sku", "text.controls"),
            ("/2/url", "url.malformed"),
            ("/2/image_url", "url.malformed"),
            ("/2/category", "text.too_long"),
        ];
        let errors = check(vec![ProductInput::default(), product("a"), wrong]).unwrap_err();
        assert_eq!(errors, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }

    #[test]
    fn a_product_that_stands_twice_is_one() {
        let of = |sku: &str, name: Option<&str>, url: Option<&str>| Product {
            sku: sku.to_owned(),
            name: name.map(str::to_owned),
            url: url.map(str::to_owned),
            image_url: None,
            category: None,
        };
        let given =
            vec![of("a", None, Some("https://x")), of("b", None, None), of("a", Some("Blue"), Some("https://y"))];
        assert_eq!(distinct(given), [of("a", Some("Blue"), Some("https://x")), of("b", None, None)]);
    }

    #[test]
    fn an_order_has_500_products_at_most() {
        assert_eq!(check(vec![product("a"); MOST]).unwrap().len(), MOST);
        assert_eq!(check(vec![product("a"); MOST + 1]).unwrap_err(), [(String::new(), "list.too_long")]);
    }
}
