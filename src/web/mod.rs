//! web shows: the JSON API, the pages for recipients, and nothing that sends or decides. Every URL is on this screen.

mod api;
mod app;
mod assets;
mod auth;
mod body;
mod client;
pub mod credential;
mod docs;
mod document;
mod door;
mod download;
mod given;
mod guard;
mod health;
mod icalendar;
mod idempotency;
mod input;
mod limit;
mod list;
mod pages;
pub mod password;
mod path;
mod problem;
mod recipient;
pub mod scope;
mod seal;
mod simulation_jobs;
mod ticket;
mod totp;
mod upload;
pub mod user_link;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use api::simulation_input::SettingsInput;
pub use api::simulation_view::SimulationView;
pub use app::{App, Demo, Moving, Surroundings};

use self::api::{
    account, api_keys, applications, audit as api_audit, calendar, campaigns, consents, contacts, events, explanations,
    holdout, invitation_changes, invitations, orders, outbox as api_outbox, product_ratings, reports, responses,
    routing, sandbox, sender_check, sending_hours as api_sending_hours, simulations, storefronts, suppressions,
    templates,
};
use self::docs::Docs;
use self::document::Urls as _;
use self::guard::Guard;
use self::pages::{
    account as account_page, answers, application, audit, calendar as calendar_page, calendar_feed, campaign_brake,
    campaign_line, campaign_list, campaign_new, campaigns as campaign_pages, clock, contact, contact_list, demo,
    first_steps, holdout as holdout_page, invite, kept, keys, outbox, product_ratings as product_ratings_page, queue,
    queue_change, refusals, reminder_report, request, request_order, requests, routing as routing_page, second_factor,
    second_step, sending_hours, setup, sign_in, simulations as simulation_pages, storefront_list, storefront_sender,
    storefronts as storefront_pages, style, template_deletion, template_preview, template_test,
    templates as template_pages, today, tour, user_access, users, welcome, why, you,
};
use self::problem::{Kind, Problem};
use self::recipient::{form, preferences, unsubscribe};

/// Every path of the API. Its OpenAPI document is made from this list.
#[rustfmt::skip]
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .at("/events",                              routes!(events::report))
        .at("/events/batch",                        routes!(events::report_batch))
        .at("/orders/{storefront}/{reference}",     routes!(orders::change))
        .at("/orders/{storefront}/{reference}/cancellation", routes!(orders::cancel))
        .at("/orders/{storefront}/{reference}/hold",         routes!(orders::hold))
        .at("/orders/{storefront}/{reference}/release",      routes!(orders::release))
        .at("/invitations",                         routes!(invitations::create, invitations::list))
        .at("/invitations/cancellations",           routes!(invitation_changes::cancel))
        .at("/invitations/moves",                   routes!(invitation_changes::move_all))
        .at("/invitations/{id}",                    routes!(invitations::show, invitations::change))
        .at("/invitations/{id}/cancellation",       routes!(invitations::cancel))
        .at("/calendar",                            routes!(calendar::show))
        .at("/responses",                           routes!(responses::list))
        .at("/responses/{id}",                      routes!(responses::show))
        .at("/reports/products",                    routes!(product_ratings::list))
        .at("/reports/reminders",                   routes!(reports::reminders))
        .at("/reports/refusals",                    routes!(reports::refusals))
        .at("/reports/refusals/{reason}",           routes!(reports::refused))
        .at("/explanations",                        routes!(explanations::list))
        .at("/simulations",                         routes!(simulations::simulate_history))
        .at("/storefronts",                         routes!(storefronts::create, storefronts::list))
        .at("/storefronts/{id}",                    routes!(storefronts::show, storefronts::change))
        .at("/storefronts/{id}/sender_check",       routes!(sender_check::show))
        .at("/storefronts/{id}/sending_hours",      routes!(api_sending_hours::show))
        .at("/campaigns",                           routes!(campaigns::create, campaigns::list))
        .at("/campaigns/{id}",                      routes!(campaigns::show, campaigns::change))
        .at("/campaigns/{id}/pause",                routes!(campaigns::pause))
        .at("/campaigns/{id}/resumption",           routes!(campaigns::resume))
        .at("/campaigns/{id}/application",          routes!(applications::apply))
        .at("/campaigns/{id}/release",              routes!(campaigns::release))
        .at("/templates",                           routes!(templates::create, templates::list))
        .at("/templates/preview",                   routes!(templates::preview_draft))
        .at("/templates/{id}",                      routes!(templates::show, templates::change, templates::delete))
        .at("/templates/{id}/preview",              routes!(templates::preview))
        .at("/templates/{id}/test",                 routes!(templates::test))
        .at("/contacts",                            routes!(contacts::list))
        .at("/contacts/{id}",                       routes!(contacts::show, contacts::change, contacts::erase))
        .at("/contacts/{id}/export",                routes!(contacts::export))
        .at("/contacts/{id}/consents",              routes!(consents::create, consents::list))
        .at("/contacts/{id}/consents/{consent}",    routes!(consents::withdraw))
        .at("/suppressions",                        routes!(suppressions::create, suppressions::list))
        .at("/suppressions/{id}",                   routes!(suppressions::lift))
        .at("/account",                             routes!(account::show, account::change))
        .at("/account/hold",                        routes!(account::hold_all))
        .at("/account/release",                     routes!(account::release_all))
        .at("/api_keys",                            routes!(api_keys::create, api_keys::list))
        .at("/api_keys/{id}",                       routes!(api_keys::revoke))
        .at("/reports/holdout",                     routes!(holdout::show))
        .at("/reports/routing",                     routes!(routing::show))
        .at("/audit",                               routes!(api_audit::list))
        .at("/sandbox",                             routes!(sandbox::show, sandbox::change))
        .at("/sandbox/clock",                       routes!(sandbox::show_clock, sandbox::move_clock))
        .at("/sandbox/outbox",                      routes!(api_outbox::list))
        .at("/sandbox/receipts",                    routes!(api_outbox::report))
}

/// The pages of the business. A form of another site cannot send anything to them.
#[rustfmt::skip]
fn pages(app: &App) -> Router<App> {
    Router::new()
        .route("/",                 get(today::show))
        .route("/requests",         get(requests::list))
        .route("/requests/export",  post(requests::export))
        .route("/requests/{id}",    get(request::show))
        .route("/requests/{id}/send_now",     post(request::send_now))
        .route("/requests/{id}/move",         post(request::change))
        .route("/requests/{id}/cancellation", get(request::ask_cancel).post(request::cancel))
        .route("/requests/{id}/reopening",    post(request::reopen))
        .route("/calendar",         get(calendar_page::show))
        .route("/calendar/queue",   get(queue::list))
        .route("/calendar/queue/change",      get(queue_change::ask).post(queue_change::begin))
        .route("/calendar/changes/{id}",      get(queue_change::show))
        .route("/calendar/changes/{id}/undo", post(queue_change::undo))
        .route("/calendar/feed",    get(calendar_feed::show).post(calendar_feed::make))
        .route("/calendar/feed/revocation",   get(calendar_feed::ask_revoke).post(calendar_feed::revoke))
        .route("/invite",           get(invite::show).post(invite::rehearse))
        .route("/invite/made",      post(invite::make))
        .route("/requests/{id}/order",        post(request_order::change))
        .route("/requests/{id}/order/hold",   post(request_order::hold))
        .route("/requests/{id}/order/release", post(request_order::release))
        .route("/requests/{id}/order/cancellation", get(request_order::ask_cancel).post(request_order::cancel))
        .route("/why",              get(why::show))
        .route("/reports/products", get(product_ratings_page::show))
        .route("/reports/reminders", get(reminder_report::show))
        .route("/reports/refusals", get(refusals::show))
        .route("/reports/refusals/{reason}",  get(refusals::list))
        .route("/contacts",         get(contact_list::list))
        .route("/contacts/{id}",    get(contact::show).post(contact::change))
        .route("/contacts/{id}/export",       post(contact::export))
        .route("/contacts/{id}/erasure",      get(contact::ask_erase).post(contact::erase))
        .route("/contacts/{id}/consents/{consent}/withdrawal", get(contact::ask_withdraw).post(contact::withdraw))
        .route("/contacts/{id}/suppressions/{suppression}/lift", post(contact::lift))
        .route("/reports/holdout",  get(holdout_page::show))
        .route("/reports/routing",  get(routing_page::show))
        .route("/tour/{stop}",      get(tour::lead))
        .route("/sandbox/clock",    get(clock::show).post(clock::advance))
        .route("/sandbox/undo",     post(clock::undo))
        .route("/outbox",           get(outbox::list))
        .route("/outbox/{message}", get(outbox::show))
        .route("/outbox/{message}/mail", get(outbox::mail))
        .merge(business_pages())
        .route("/sign_out",         post(sign_in::sign_out))
        .merge(settings_pages())
        .route("/style",            get(style::show))
        // What follows needs nobody to be signed in.
        .route_layer(from_fn_with_state(app.clone(), kept::keep))
        .route("/demo",             post(demo::enter))
        .route("/sign_in",          get(sign_in::show).post(sign_in::sign_in))
        .route("/sign_in/business", post(sign_in::choose))
        .route("/sign_in/code",     post(second_step::confirm))
        .route("/setup",            get(setup::show).post(setup::begin))
        .route("/forgotten",        get(welcome::show_forgotten).post(welcome::forgotten))
        .route("/welcome/{token}",  get(welcome::show).post(welcome::choose))
        .layer(CsrfLayer::new())
        .route("/assets/{name}",    get(assets::show))
}

/// Who works here, with which keys, what they changed, and how all of it begins.
#[rustfmt::skip]
fn business_pages() -> Router<App> {
    Router::new()
        .route("/you",              get(you::show).post(you::change))
        .route("/you/password",     post(you::change_password))
        .route("/you/sessions/{id}/end",    post(you::end_session))
        .route("/you/sessions/end_others",  post(you::end_other_sessions))
        .route("/you/second_factor",        get(second_factor::show).post(second_factor::begin))
        .route("/you/second_factor/confirm", post(second_factor::confirm))
        .route("/you/second_factor/end",    post(second_factor::end))
        .route("/users",            get(users::list))
        .route("/users/new",        get(users::show_new).post(users::invite))
        .route("/users/{id}",       get(users::show).post(users::change_role))
        .route("/users/{id}/link",  post(user_access::make_link))
        .route("/users/{id}/disable",       get(user_access::ask_disable).post(user_access::disable))
        .route("/users/{id}/enable",        post(user_access::enable))
        .route("/users/{id}/second_factor", get(user_access::ask_second_factor).post(user_access::end_second_factor))
        .route("/keys",             get(keys::list))
        .route("/keys/new",         get(keys::show_new).post(keys::create))
        .route("/keys/{id}/revoke", get(keys::ask_revoke).post(keys::revoke))
        .route("/audit",            get(audit::list))
        .route("/audit/check",      get(audit::check))
        .route("/audit/export",     post(audit::export))
        .route("/first_steps",      get(first_steps::show))
        .route("/first_steps/storefront",   get(first_steps::storefront::show).post(first_steps::storefront::save))
        .route("/first_steps/sender",       get(first_steps::sender::show).post(first_steps::sender::save))
        .route("/first_steps/test",         get(first_steps::test::show).post(first_steps::test::send))
        .route("/first_steps/campaign",     get(first_steps::campaign::show).post(first_steps::campaign::save))
        .route("/first_steps/orders",       get(first_steps::orders::show).post(first_steps::orders::make_key))
}

/// How the business asks, and what came back.
#[rustfmt::skip]
fn settings_pages() -> Router<App> {
    Router::new()
        .route("/campaigns",        get(campaign_list::list).post(campaign_new::create))
        .route("/campaigns/new",    get(campaign_new::new))
        .route("/campaigns/{id}",   get(campaign_pages::show).post(campaign_pages::save))
        .route("/campaigns/{id}/outlook",    get(campaign_line::preview))
        .route("/campaigns/{id}/pause",      post(campaign_pages::pause))
        .route("/campaigns/{id}/resumption", post(campaign_pages::resume))
        .route("/campaigns/{id}/release",    get(campaign_brake::ask_release).post(campaign_brake::release))
        .route("/campaigns/{id}/undo",       post(campaign_pages::undo))
        .route("/campaigns/{id}/application", get(application::show).post(application::apply))
        .route("/campaigns/{id}/application/undo", post(application::undo))
        .route("/templates",        get(template_pages::list).post(template_pages::create))
        .route("/templates/new",    get(template_pages::new))
        .route("/templates/preview", get(template_preview::standard).post(template_preview::draft))
        .route("/templates/{id}",   get(template_pages::show).post(template_pages::save))
        .route("/templates/{id}/undo",       post(template_pages::undo))
        .route("/templates/{id}/preview",    get(template_preview::show))
        .route("/templates/{id}/test",       post(template_test::send))
        .route("/templates/{id}/deletion",   get(template_deletion::ask).post(template_deletion::delete))
        .route("/storefronts",      get(storefront_list::list).post(storefront_pages::create))
        .route("/storefronts/new",  get(storefront_pages::new))
        .route("/storefronts/{id}", get(storefront_pages::show).post(storefront_pages::save))
        .route("/storefronts/{id}/undo",     post(storefront_pages::undo))
        .route("/storefronts/{id}/sender",   get(storefront_sender::show))
        .route("/storefronts/{id}/sending_hours", get(sending_hours::show))
        .route("/simulations",      get(simulation_pages::new).post(simulation_pages::start))
        .route("/simulations/{id}", get(simulation_pages::show))
        .route("/answers",          get(answers::list).post(answers::mark_all_read))
        .route("/answers/export",   post(answers::export))
        .route("/answers/{id}",     get(answers::show).post(answers::mark_read))
        .route("/account",          get(account_page::show).post(account_page::save))
        .route("/account/undo",     post(account_page::undo))
        .route("/account/hold",     get(account_page::ask_hold).post(account_page::hold))
        .route("/account/release",  get(account_page::ask_release).post(account_page::release))
}

/// Everything that is served.
pub fn router(app: App) -> Router {
    let (router, document) = OpenApiRouter::with_openapi(document::frame())
        .at("/health", routes!(health::show))
        .nest("/api/v1", api().route_layer(from_fn_with_state(app.clone(), idempotency::replay)))
        .split_for_parts();
    let docs = Docs::new(&document);
    let page = docs.clone();
    router
        .route("/api/docs", get(async move || page.page()))
        .route("/api/v1/openapi.json", get(async move || docs.document()))
        .route("/r/{token}", get(form::show).post(form::answer))
        .route("/u/{token}", get(unsubscribe::show).post(unsubscribe::unsubscribe))
        .route("/calendar/{file}", get(calendar_feed::feed))
        .route("/p/{token}", get(preferences::show).post(preferences::choose))
        .merge(pages(&app))
        .fallback(pages::missing)
        .method_not_allowed_fallback(async || Problem::new(Kind::MethodNotAllowed, "see /api/docs"))
        .layer(from_fn_with_state(Guard::default(), guard::limit))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(map_response(guard::add_headers))
        .with_state(app)
}
