//! The frame of a page for recipients: language, brand, style, and the headers that keep others out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use askama::Template;
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use url::Url;

use super::colour::paint;
use crate::engine::recipient::Recipient;
use crate::texts::{Language, Value, day, plain, text};

const STYLE: &str = include_str!("recipient.css");
static STYLE_HASH: LazyLock<String> = LazyLock::new(|| hash(STYLE));
/// Room for a whole page, so that it need not be moved while it is written.
const PAGE_BYTES: usize = 12 * 1024;
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Something that a page says.
pub type Words = Cow<'static, str>;

/// What all pages have around them.
#[derive(Debug, Clone)]
pub struct Frame {
    pub language: Language,
    /// None: nobody is behind the link.
    pub brand: Option<Brand>,
    paint: String,
    /// Where pictures come from besides the logo.
    pictures: BTreeSet<String>,
}

#[derive(Debug, Clone)]
pub struct Brand {
    pub shop: String,
    pub reference: String,
    pub logo: Option<String>,
    pub postal: Option<String>,
}

impl Frame {
    pub fn bare(language: Language) -> Self {
        Self { language, brand: None, paint: paint(None), pictures: BTreeSet::new() }
    }

    pub fn of(recipient: &Recipient) -> Self {
        let storefront = &recipient.storefront;
        let brand = Brand {
            shop: storefront.name.clone(),
            reference: recipient.asked.reference.clone(),
            logo: storefront.logo_url.clone(),
            postal: storefront.postal_address.clone(),
        };
        let products = recipient.subjects.iter().filter_map(|about| about.product.as_ref());
        let pictures = products.filter_map(|product| origin(product.image_url.as_deref()?)).collect();
        let paint = paint(storefront.colour.as_deref());
        Self { language: recipient.language(), brand: Some(brand), paint, pictures }
    }

    pub fn lang(&self) -> &'static str {
        self.language.as_str()
    }

    pub fn style(&self) -> &'static str {
        STYLE
    }

    pub fn paint(&self) -> &str {
        &self.paint
    }

    /// Most messages are the same for everybody, and are not made anew.
    pub fn say(&self, key: &str) -> Words {
        plain(self.language, key).map_or_else(|| self.say_with(key, &[]), Words::Borrowed)
    }

    pub fn say_day(&self, key: &str, date: Date) -> Words {
        self.say_with(key, &[("day", day(self.language, date).into())])
    }

    pub fn say_with(&self, key: &str, more: &[(&str, Value<'_>)]) -> Words {
        let brand = self.brand.as_ref();
        let shop = brand.map_or("", |brand| brand.shop.as_str());
        let reference = brand.map_or("", |brand| brand.reference.as_str());
        let arguments = [("shop", shop.into()), ("reference", reference.into())];
        Words::Owned(text(self.language, key, &[&arguments, more].concat()))
    }

    /// A page as it is sent: nothing on it comes from elsewhere but the logo and pictures of products, nothing runs, and nobody keeps it.
    pub fn page(&self, status: StatusCode, page: &impl Template) -> Response {
        self.sent(status, page, "'self'")
    }

    /// A page with a form whose answer leads to another website. Browsers ask for leave for each redirect on the way there,
    /// and where a platform leads on to is known to it alone.
    pub fn page_leading_elsewhere(&self, status: StatusCode, page: &impl Template) -> Response {
        self.sent(status, page, "'self' https:")
    }

    fn sent(&self, status: StatusCode, page: &impl Template, actions: &str) -> Response {
        let mut html = String::with_capacity(PAGE_BYTES);
        page.render_into(&mut html).expect("writing to memory does not fail");
        let mut response = (status, Html(html)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, self.policy(actions));
        headers.insert(ROBOTS, HeaderValue::from_static("noindex, nofollow"));
        response
    }

    fn policy(&self, actions: &str) -> HeaderValue {
        let logo = self.brand.as_ref().and_then(|brand| origin(brand.logo.as_deref()?));
        let pictures: BTreeSet<_> = logo.iter().chain(&self.pictures).map(String::as_str).collect();
        let pictures = pictures.into_iter().collect::<Vec<_>>().join(" ");
        let pictures = if pictures.is_empty() { pictures } else { format!("img-src {pictures}; ") };
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{}' 'sha256-{}'; {pictures}form-action {actions}; base-uri 'none'; \
             frame-ancestors 'none'",
            *STYLE_HASH,
            hash(&self.paint)
        );
        HeaderValue::try_from(policy).expect("an origin in ASCII and hashes in base 64")
    }
}

fn origin(url: &str) -> Option<String> {
    Some(Url::parse(url).ok()?.origin().ascii_serialization())
}

fn hash(style: &str) -> String {
    STANDARD.encode(Sha256::digest(style))
}

/// The answer to a form that was taken: the page that comes after it, so that going back and again sends nothing. The page
/// of a platform is in ASCII since its settings were read.
pub fn see(path: &str) -> Response {
    let location = HeaderValue::try_from(path).expect("paths are made of tokens and plain words, addresses of ASCII");
    (StatusCode::SEE_OTHER, [(LOCATION, location), (ROBOTS, HeaderValue::from_static("noindex, nofollow"))])
        .into_response()
}

/// A page that says one thing.
#[derive(Template)]
#[template(path = "recipient/message.html")]
pub struct Message<'a> {
    pub frame: &'a Frame,
    pub title: Words,
    pub text: Words,
}
