//! Storefronts: shop sites, markets, clinics, salons.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::consent::Basis;
use rules::id::{AccountId, StorefrontId};
use rules::time::Zone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{account_of, sound};
use crate::field::{Fault, Faults};
use crate::intake::colour::colour;
use crate::intake::email::Email;
use crate::intake::{text, url};
use crate::store::Tx;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::former_settings;
use crate::store::storefronts::{self, Storefront};
use crate::texts::Language;
use crate::web::App;
use crate::web::app::Stop;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::given::{Given, kept};
use crate::web::list::{Listed, Listing, Page, Paging};
use crate::web::path::At;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{StorefrontsRead, StorefrontsWrite};

const LONGEST_SLUG: usize = 64;
const LONGEST_NAME: usize = 100;
const LONGEST_POSTAL_ADDRESS: usize = 300;

/// What is said of a storefront.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StorefrontInput {
    /// What events name it by: up to 64 of `a-z`, `0-9`, `_` and `-`.
    #[schema(value_type = String, required = true, max_length = 64, pattern = "^[a-z0-9_-]+$", example = "main")]
    slug: Option<String>,
    /// As recipients read it, up to 100 characters.
    #[schema(value_type = String, required = true, max_length = 100, example = "Main Street")]
    name: Option<String>,
    /// By its IANA name.
    #[schema(value_type = String, required = true, example = "Europe/Stockholm")]
    time_zone: Option<String>,
    /// `en`, `sv`, `nb`, `fr`, `da`, `fi` or `de`.
    #[schema(value_type = String, required = true, example = "sv")]
    language: Option<String>,
    #[schema(example = "https://shop.example")]
    url: Option<String>,
    /// The name in `From`; the storefront's own where it is left out.
    sender_name: Option<String>,
    /// The address in `From`; the installation's where it is left out.
    #[schema(example = "hello@shop.example")]
    sender_address: Option<String>,
    #[schema(example = "care@shop.example")]
    reply_to: Option<String>,
    /// Shown at the foot of messages, up to 300 characters.
    postal_address: Option<String>,
    /// A picture on the pages for recipients, over `https`.
    #[schema(example = "https://shop.example/logo.svg")]
    logo_url: Option<String>,
    /// The brand's colour on the pages for recipients, `#rrggbb`; text on it is made to stand out.
    #[schema(example = "#1b4d8f")]
    colour: Option<String>,
    /// Where you say what you do with what you know of people, `https` only; linked at the foot of messages.
    #[schema(example = "https://shop.example/privacy")]
    privacy_url: Option<String>,
    /// The legal basis that events have which carry no consent: `consent`, `double_opt_in`, `existing_customer` or
    /// `contract`. Null: they have none, and nobody is asked.
    #[schema(example = "existing_customer")]
    declared_basis: Option<String>,
}

/// A storefront.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Storefront)]
pub struct StorefrontView {
    #[schema(example = "sto_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    id: String,
    #[serde(flatten)]
    said: StorefrontInput,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl StorefrontInput {
    pub fn of(storefront: &Storefront) -> Self {
        Self {
            slug: Some(storefront.slug.clone()),
            name: Some(storefront.name.clone()),
            time_zone: Some(storefront.zone.name().to_owned()),
            language: Some(storefront.language.clone()),
            url: storefront.url.clone(),
            sender_name: storefront.sender_name.clone(),
            sender_address: storefront.sender_address.clone(),
            reply_to: storefront.reply_to.clone(),
            postal_address: storefront.postal_address.clone(),
            logo_url: storefront.logo_url.clone(),
            colour: storefront.colour.clone(),
            privacy_url: storefront.privacy_url.clone(),
            declared_basis: storefront.declared_basis.map(|basis| basis.as_str().to_owned()),
        }
    }

    /// # Errors
    /// `input.invalid` with everything that is wrong.
    pub fn check(self, id: StorefrontId, created_at: Timestamp) -> Result<Storefront, Problem> {
        let mut faults = Faults::default();
        let address = |text: String| Email::parse(&text).map(|email| email.as_str().to_owned());
        let slug = faults.require("/slug", self.slug, slug);
        let name = faults.require("/name", self.name, |name| text::line(name, LONGEST_NAME));
        let zone = faults.require("/time_zone", self.time_zone, |name| zone(&name));
        let language = faults.require("/language", self.language, |tag| language(&tag));
        let url = faults.keep_some("/url", self.url, |text| url::web(&text));
        let sender_name = faults.keep_some("/sender_name", self.sender_name, |name| text::line(name, LONGEST_NAME));
        let sender_address = faults.keep_some("/sender_address", self.sender_address, address);
        let reply_to = faults.keep_some("/reply_to", self.reply_to, address);
        let postal_address = faults
            .keep_some("/postal_address", self.postal_address, |address| text::line(address, LONGEST_POSTAL_ADDRESS));
        let logo_url = faults.keep_some("/logo_url", self.logo_url, |text| url::secure(&text));
        let colour = faults.keep_some("/colour", self.colour, |text| colour(&text));
        let privacy_url = faults.keep_some("/privacy_url", self.privacy_url, |text| url::secure(&text));
        let declared_basis = faults.keep_some("/declared_basis", self.declared_basis, |text| basis(&text));
        let checked = (|| {
            Some(Storefront {
                id,
                slug: slug?,
                name: name?,
                zone: zone?,
                language: language?.as_str().to_owned(),
                url,
                sender_name,
                sender_address,
                reply_to,
                postal_address,
                logo_url,
                colour,
                privacy_url,
                declared_basis,
                created_at,
            })
        })();
        sound(checked, faults)
    }
}

fn slug(text: String) -> Result<String, Fault> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    if (1..=LONGEST_SLUG).contains(&text.len()) && text.bytes().all(allowed) {
        return Ok(text);
    }
    Err(Fault::new("slug.malformed", "a slug has 1 to 64 of the letters a-z, digits, _ and -, such as main"))
}

fn zone(name: &str) -> Result<Zone, Fault> {
    let unknown = "not the name of a time zone; it looks like Europe/Stockholm";
    Zone::parse(name).map_err(|_| Fault::new("zone.unknown", unknown))
}

fn language(text: &str) -> Result<Language, Fault> {
    let known = Language::ALL.into_iter().find(|language| language.as_str() == text);
    known.ok_or(Fault::new("language.unknown", "not one of en, sv, nb, fr, da, fi, de"))
}

fn basis(text: &str) -> Result<Basis, Fault> {
    let unknown = "not one of consent, double_opt_in, existing_customer, contract";
    text.parse().map_err(|()| Fault::new("basis.unknown", unknown))
}

impl From<&Storefront> for StorefrontView {
    fn from(storefront: &Storefront) -> Self {
        Self { id: storefront.id.to_string(), said: StorefrontInput::of(storefront), created_at: storefront.created_at }
    }
}

impl Listed for StorefrontView {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "slug",
        "name",
        "time_zone",
        "language",
        "url",
        "sender_name",
        "sender_address",
        "reply_to",
        "postal_address",
        "logo_url",
        "colour",
        "privacy_url",
        "declared_basis",
        "created_at",
    ];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

fn taken() -> Problem {
    Problem::new(Kind::StorefrontExists, "give it another slug; nothing was changed")
}

/// Makes a storefront.
#[utoipa::path(
    post, path = "", security(("key" = ["storefronts:write"])), request_body = StorefrontInput,
    responses((status = 201, description = "It was made", body = StorefrontView)))]
pub async fn create(
    may: May<StorefrontsWrite>,
    State(app): State<App>,
    body: Json<StorefrontInput>,
) -> Result<(StatusCode, Answer<StorefrontView>), Problem> {
    let storefront = make(&app, (may.account, may.actor()), body.value).await?;
    Ok((StatusCode::CREATED, Answer(StorefrontView::from(&storefront))))
}

/// Makes the storefront that was said.
///
/// # Errors
/// `input.invalid` with everything that is wrong; `storefront.exists`.
pub async fn make(app: &App, (account, by): (AccountId, Actor), said: StorefrontInput) -> Result<Storefront, Problem> {
    let now = app.now().await?;
    let storefront = said.check(StorefrontId::new(now, app.world.chance.bits()), now)?;
    let make = move |tx: &mut Tx<'_>| {
        storefronts::insert(tx, account, &storefront).map_err(Stop::on_duplicate(taken))?;
        let now = account_of(tx, account)?.now(now);
        audit_log::append(tx, account, now, (by, Act::StorefrontMade, &storefront.id.to_string()))?;
        Ok(storefront.clone())
    };
    app.write("create_storefront", make).await
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    slug: Option<String>,
}

/// Lists storefronts in the order in which they were made.
#[utoipa::path(
    get, path = "", security(("key" = ["storefronts:read"])), params(Paging, Filter),
    responses((status = 200, description = "A page of them", body = Page<StorefrontView>)))]
pub async fn list(
    may: May<StorefrontsRead>,
    State(app): State<App>,
    listing: Listing<Filter>,
) -> Result<Response, Problem> {
    let (after, limit, slug) = (listing.after()?, listing.wanted(), listing.filters.slug.clone());
    let found = app
        .read("list_storefronts", move |tx| Ok(storefronts::list(tx, may.account, slug.as_deref(), after, limit)?))
        .await?;
    Ok(listing.page(found.iter().map(StorefrontView::from).collect()))
}

/// Shows a storefront.
#[utoipa::path(
    get, path = "", security(("key" = ["storefronts:read"])),
    responses((status = 200, description = "The storefront", body = StorefrontView)))]
pub async fn show(
    may: May<StorefrontsRead>,
    State(app): State<App>,
    At((id,)): At<(StorefrontId,)>,
) -> Result<Answer<StorefrontView>, Problem> {
    let found = app.read("show_storefront", move |tx| Ok(storefronts::find(tx, may.account, id)?)).await?;
    Ok(Answer(StorefrontView::from(&found.ok_or_else(Problem::not_found)?)))
}

/// Changes the fields that are given.
#[utoipa::path(
    patch, path = "", security(("key" = ["storefronts:write"])), request_body = StorefrontInput,
    responses((status = 200, description = "The storefront as it is now", body = StorefrontView)))]
pub async fn change(
    may: May<StorefrontsWrite>,
    State(app): State<App>,
    At((id,)): At<(StorefrontId,)>,
    given: Given,
) -> Result<Answer<StorefrontView>, Problem> {
    let changed = change_now(&app, (may.account, may.actor()), id, given, |_| Ok(())).await?;
    Ok(Answer(StorefrontView::from(&changed)))
}

/// Lays what is given over a storefront as it is now, where that may be changed.
///
/// # Errors
/// `not_found`; that of `allowed`; `input.invalid` with everything that is wrong; `storefront.exists`.
pub async fn change_now(
    app: &App,
    (account, by): (AccountId, Actor),
    id: StorefrontId,
    given: Given,
    allowed: impl Fn(&Storefront) -> Result<(), Problem> + Send + 'static,
) -> Result<Storefront, Problem> {
    let node_now = app.now().await?;
    let change = move |tx: &mut Tx<'_>| {
        let current = storefronts::find(tx, account, id)?.ok_or_else(Problem::not_found)?;
        allowed(&current)?;
        let changed = given.over(&StorefrontInput::of(&current))?.check(id, current.created_at)?;
        if changed != current {
            storefronts::update(tx, account, &changed).map_err(Stop::on_duplicate(taken))?;
            let now = account_of(tx, account)?.now(node_now);
            let told = (by, Act::StorefrontChanged, &*id.to_string());
            let change = (&*kept(&StorefrontInput::of(&current)), &*kept(&StorefrontInput::of(&changed)));
            former_settings::record(tx, account, now, told, change)?;
        }
        Ok(changed)
    };
    app.write("change_storefront", change).await
}
