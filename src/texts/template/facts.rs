//! Facts: what a template is told of one order. What is not known is an empty text, so that nothing is ever undefined.

use std::sync::LazyLock;

use jiff::civil::Date;
use minijinja::Value;

use super::markup::BUTTON;
use crate::texts::fact::day;
use crate::texts::language::Language;
use crate::texts::mail::MailFacts;

/// Products that a mail tells of.
pub const MOST_PRODUCTS: usize = 20;

/// What is known of an order besides what every mail tells.
#[derive(Debug, Clone, Default)]
pub struct OrderFacts<'a> {
    /// On the storefront's calendar.
    pub date: Option<Date>,
    /// Amount and currency.
    pub total: Option<(&'a str, &'a str)>,
    pub products: Vec<ProductFacts<'a>>,
    pub staff: Option<&'a str>,
    pub shop_url: Option<&'a str>,
}

#[derive(Debug, Clone, Copy)]
pub struct ProductFacts<'a> {
    pub name: &'a str,
    pub url: Option<&'a str>,
}

/// All that a template can tell, and in which language.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    pub language: Language,
    pub mail: &'a MailFacts<'a>,
    pub order: &'a OrderFacts<'a>,
}

impl Facts<'_> {
    /// Whether everything is known.
    pub fn is_whole(&self) -> bool {
        !self.order.products.is_empty()
    }

    pub fn values(&self) -> Value {
        let (mail, order) = (self.mail, self.order);
        let name = mail.customer_name.unwrap_or_default();
        let products = order.products.iter().take(MOST_PRODUCTS);
        Value::from_pairs([
            (
                "customer",
                Value::from_pairs([
                    ("name", Value::from(name)),
                    ("first_name", name.split_whitespace().next().unwrap_or_default().into()),
                ]),
            ),
            (
                "order",
                Value::from_pairs([
                    ("reference", Value::from(mail.reference)),
                    ("date", order.date.map(|date| day(self.language, date)).unwrap_or_default().into()),
                    ("total", order.total.map(|total| self.money(total)).unwrap_or_default().into()),
                ]),
            ),
            (
                "shop",
                Value::from_pairs([
                    ("name", Value::from(mail.shop)),
                    ("url", url(order.shop_url)),
                    ("postal_address", mail.postal_address.unwrap_or_default().into()),
                ]),
            ),
            ("products", products.map(product).collect()),
            ("staff", order.staff.unwrap_or_default().into()),
            ("answer_url", url(Some(mail.answer_url))),
            ("answer_button", Value::from_safe_string(BUTTON.into())),
        ])
    }

    fn money(&self, (amount, currency): (&str, &str)) -> String {
        match self.language {
            Language::English => format!("{amount} {currency}"),
            _ => format!("{} {currency}", amount.replace('.', ",")),
        }
    }
}

fn product(product: &ProductFacts<'_>) -> Value {
    Value::from_pairs([("name", Value::from(product.name)), ("url", url(product.url))])
}

/// Safe strings are what the renderer takes for addresses; an empty one is no address.
fn url(url: Option<&str>) -> Value {
    url.map_or_else(|| Value::from(""), |url| Value::from_safe_string(url.to_owned()))
}

/// An order with which a template is tried out.
pub struct Sample {
    mail: MailFacts<'static>,
    order: OrderFacts<'static>,
}

impl Sample {
    pub fn facts(&self) -> Facts<'_> {
        Facts { language: Language::English, mail: &self.mail, order: &self.order }
    }
}

/// To whom a template is shown, and about what.
pub const SAMPLE_NAME: &str = "Ada Ek";
pub const SAMPLE_REFERENCE: &str = "CD-000123";

const KNOWN: MailFacts<'static> = MailFacts {
    customer_name: Some(SAMPLE_NAME),
    shop: "Main Street",
    reference: SAMPLE_REFERENCE,
    answer_url: "https://ask.example/r/3f9a1c2b4d5e6f708192a3b4c5d6e7f8",
    unsubscribe_url: "https://ask.example/u/3f9a1c2b4d5e6f708192a3b4c5d6e7f8",
    preferences_url: "https://ask.example/p/3f9a1c2b4d5e6f708192a3b4c5d6e7f8",
    postal_address: Some("Storgatan 1, 111 22 Stockholm"),
    privacy_url: None,
    products: &[],
    platform: None,
};

/// An order to show a template with.
pub fn sample_order(shop_url: Option<&str>) -> OrderFacts<'_> {
    let product = |name, url| ProductFacts { name, url: Some(url) };
    OrderFacts {
        date: Some(jiff::civil::date(2026, 3, 10)),
        total: Some(("46.50", "USD")),
        products: vec![
            product("Blue", "https://shop.example/lp-7"),
            product("Kind of Blue", "https://shop.example/lp-8"),
        ],
        staff: Some("Mia"),
        shop_url,
    }
}

/// Orders of which everything is known, next to nothing, and everything, and that long.
pub fn samples() -> [Sample; 3] {
    let order = sample_order(Some("https://shop.example"));
    let longest = ProductFacts { name: &LONGEST, url: Some(&LONG_URL) };
    let longest = OrderFacts {
        products: vec![longest; MOST_PRODUCTS],
        total: Some(("-999999999999999.9999", "USD")),
        staff: Some(&LONGEST),
        shop_url: Some(&LONG_URL),
        ..order.clone()
    };
    [
        Sample { mail: KNOWN, order },
        Sample { mail: MailFacts { customer_name: None, postal_address: None, ..KNOWN }, order: OrderFacts::default() },
        Sample {
            mail: MailFacts { customer_name: Some(&LONGEST), shop: &LONGEST, reference: &LONGEST, ..KNOWN },
            order: longest,
        },
    ]
}

/// Of the characters that become the most bytes in HTML.
static LONGEST: LazyLock<String> = LazyLock::new(|| "\"".repeat(200));
static LONG_URL: LazyLock<String> = LazyLock::new(|| format!("https://shop.example/?{}", "&".repeat(300)));
