//! First steps: from nothing to the first order, in five short pages. Nothing of the way is stored: how far it is is seen
//! from what is there, so that it can be left, passed over and taken up again anywhere.

pub mod campaign;
pub mod orders;
pub mod sender;
pub mod storefront;
pub mod test;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::AccountId;

use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::engine::trial::last_test;
use crate::store::campaigns::{self, Campaign};
use crate::store::storefronts::{self, Storefront};
use crate::store::{Error, Tx, events};
use crate::web::App;
use crate::web::scope::AccountWrite;

/// The steps in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Storefront,
    Sender,
    Test,
    Campaign,
    Orders,
}

impl Step {
    const ALL: [Step; 5] = [Step::Storefront, Step::Sender, Step::Test, Step::Campaign, Step::Orders];

    fn path(self) -> &'static str {
        match self {
            Step::Storefront => "/first_steps/storefront",
            Step::Sender => "/first_steps/sender",
            Step::Test => "/first_steps/test",
            Step::Campaign => "/first_steps/campaign",
            Step::Orders => "/first_steps/orders",
        }
    }

    /// The keys of its title and of what it is about.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Step::Storefront => ("page-steps-storefront", "page-steps-storefront-text"),
            Step::Sender => ("page-steps-sender", "page-steps-sender-text"),
            Step::Test => ("page-steps-test", "page-steps-test-text"),
            Step::Campaign => ("page-steps-campaign", "page-steps-campaign-text"),
            Step::Orders => ("page-steps-orders", "page-steps-orders-text"),
        }
    }

    fn number(self) -> usize {
        Self::ALL.iter().take_while(|step| **step != self).count() + 1
    }

    /// Where the way goes on.
    fn next(self) -> &'static str {
        Self::ALL.get(self.number()).map_or("/", |next| next.path())
    }
}

/// How far an account is.
struct Reached {
    storefront: Option<Storefront>,
    campaign: Option<Campaign>,
    has_test: bool,
    has_orders: bool,
}

impl Reached {
    fn read(tx: &mut Tx<'_>, account: AccountId) -> Result<Self, Error> {
        Ok(Self {
            storefront: storefronts::list(tx, account, None, None, 1)?.pop(),
            campaign: campaigns::list(tx, account, None, 1)?.pop(),
            has_test: last_test(tx, account)?.is_some(),
            has_orders: events::is_any(tx, account)?,
        })
    }

    fn is_done(&self, step: Step) -> bool {
        match step {
            Step::Storefront => self.storefront.is_some(),
            Step::Sender => {
                self.storefront.as_ref().is_some_and(|one| one.sender_address.is_some() && one.postal_address.is_some())
            }
            Step::Test => self.has_test,
            Step::Campaign => self.campaign.is_some(),
            Step::Orders => self.has_orders,
        }
    }
}

async fn state(app: &App, signed: &Signed<AccountWrite>) -> Result<Reached, Stop> {
    let account = signed.account;
    let found = app.store.read("first_steps", move |tx| Reached::read(tx, account)).await;
    found.map_err(|error| signed.stop(error))
}

/// The top of a step's page: where one is, and the way on.
struct Way {
    title: String,
    text: String,
    /// "Step 2 of 5".
    says: String,
    marks: Vec<Mark>,
    next: &'static str,
    is_done: bool,
}

/// One of the steps.
pub(super) struct Mark {
    pub title: String,
    pub text: String,
    pub path: &'static str,
    pub number: usize,
    pub is_done: bool,
    pub is_here: bool,
}

fn marks(frame: &Frame, state: &Reached, here: Option<Step>) -> Vec<Mark> {
    let mark = |step: Step| Mark {
        title: frame.say(step.words().0),
        text: frame.say(step.words().1),
        path: step.path(),
        number: step.number(),
        is_done: state.is_done(step),
        is_here: here == Some(step),
    };
    Step::ALL.map(mark).into()
}

impl Way {
    fn new(frame: &Frame, state: &Reached, step: Step) -> Self {
        let (title, text) = step.words();
        Self {
            title: frame.say(title),
            text: frame.say(text),
            says: frame.say_with("page-steps-where", &[("step", step.number().into()), ("of", Step::ALL.len().into())]),
            marks: marks(frame, state, Some(step)),
            next: step.next(),
            is_done: state.is_done(step),
        }
    }
}

#[derive(Template)]
#[template(path = "first_steps/show.html")]
struct StepsPage<'a> {
    frame: &'a Frame,
    marks: Vec<Mark>,
    /// Of the first that is not done; none: all are.
    next: Option<&'static str>,
}

pub async fn show(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let state = state(&app, &signed).await?;
    let marks = marks(&signed.frame, &state, None);
    let next = marks.iter().find(|mark| !mark.is_done).map(|mark| mark.path);
    Ok(signed.frame.page(StatusCode::OK, &StepsPage { frame: &signed.frame, marks, next }))
}
