//! pages: what people of the business see and do, signed in. One file a noun; each handler reads or changes in one
//! transaction and answers with a whole page.

pub mod account;
pub mod answers;
pub mod application;
mod application_line;
mod ask;
mod attention;
pub mod audit;
pub mod calendar;
pub mod calendar_feed;
pub mod campaign_brake;
mod campaign_card;
mod campaign_form;
pub mod campaign_line;
pub mod campaign_list;
pub mod campaign_new;
mod campaign_pair;
mod campaign_routing;
pub mod campaigns;
pub mod clock;
pub mod contact;
mod contact_card;
pub mod contact_list;
pub mod demo;
pub mod estimate;
pub mod first_steps;
mod form;
pub mod frame;
pub mod holdout;
pub mod invite;
pub mod kept;
pub mod keys;
mod looked_for;
mod meanwhile;
mod measure;
mod moment;
pub mod outbox;
mod passwords;
pub mod product_ratings;
pub mod queue;
pub mod queue_change;
pub mod refusals;
pub mod reminder_report;
pub mod request;
mod request_filter;
pub mod request_order;
mod request_story;
pub mod requests;
pub mod routing;
pub mod second_factor;
pub mod second_step;
pub mod sending_hours;
pub mod setup;
pub mod sign_in;
pub mod signed;
mod simulation_chart;
pub mod simulations;
mod storefront_choice;
pub mod storefront_list;
pub mod storefront_sender;
pub mod storefronts;
pub mod style;
pub mod template_deletion;
pub mod template_preview;
pub mod template_test;
pub mod templates;
pub mod today;
pub mod tour;
pub mod undo;
pub mod user_access;
mod user_mail;
pub mod users;
pub mod welcome;
pub mod why;
pub mod you;

use axum::extract::State;
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::App;
use super::problem::{Kind, Problem};

/// What is at no path: a page for whoever looks at pages, a problem for programs.
pub async fn missing(State(app): State<App>, parts: Parts) -> Response {
    let problem = Problem::new(Kind::PathUnknown, "see /api/docs");
    let accepted = parts.headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if parts.uri.path().starts_with("/api/") || !accepted.contains("text/html") {
        return problem.into_response();
    }
    signed::bare(&app.engine, &parts).problem(problem)
}
