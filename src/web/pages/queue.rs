//! The queue behind a cell of the calendar: which messages go then, to be moved, let go or cancelled.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::Channel;
use rules::id::{AccountId, CampaignId, InvitationId, StorefrontId};
use rules::time::Zone;

use super::calendar::messages;
use super::frame::Frame;
use super::requests::{Line, lines};
use super::signed::{Signed, Stop};
use crate::engine::calendar::{self, Span};
use crate::engine::queue_change::Chosen;
use crate::store::campaigns::Campaign;
use crate::store::invitation_list::{self, By, Wanted};
use crate::store::{self, Tx, storefronts};
use crate::texts::{self, Noun};
use crate::web::App;
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::{InvitationsRead, Right, Scope};

/// Messages on one page.
const PAGE: i64 = 50;

/// What a page asks for: a day or an hour of it, perhaps of one campaign, channel or storefront.
#[derive(Debug, Clone)]
pub struct Cell {
    pub day: Date,
    hour: Option<usize>,
    campaign: Option<CampaignId>,
    channel: Option<Channel>,
    storefront: Option<String>,
}

/// A cell as it is now.
pub struct Known {
    pub span: Span,
    pub count: i64,
    /// Whose messages they are.
    pub campaigns: Vec<Campaign>,
    storefront: Option<StorefrontId>,
}

impl Cell {
    /// None: the query names no day, or something that cannot be.
    pub fn read(input: &Input) -> Option<Self> {
        let hour = input.filled("hour").map(str::parse::<usize>).transpose().ok()?;
        Some(Self {
            day: input.filled("day")?.parse().ok()?,
            hour: hour.filter(|hour| *hour < 24),
            campaign: input.filled("campaign").map(str::parse).transpose().ok()?,
            channel: input.filled("channel").map(str::parse).transpose().ok()?,
            storefront: input.filled("storefront").map(str::to_owned),
        })
    }

    fn span(&self, zone: &Zone) -> Span {
        let whole = calendar::day(self.day, zone);
        let hour = self.hour.and_then(|hour| calendar::hours(self.day, zone).get(hour).copied());
        hour.unwrap_or(whole)
    }

    /// The fields of a form that goes on with this cell.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("day", self.day.to_string())];
        pairs.extend(self.hour.map(|hour| ("hour", hour.to_string())));
        pairs.extend(self.campaign.map(|id| ("campaign", id.to_string())));
        pairs.extend(self.channel.map(|channel| ("channel", channel.as_str().to_owned())));
        pairs.extend(self.storefront.clone().map(|slug| ("storefront", slug)));
        pairs
    }

    /// Where its list is.
    pub fn path(&self) -> String {
        let mut query = Input::default();
        self.pairs().into_iter().for_each(|(name, value)| query.set(name, value));
        format!("/calendar/queue?{}", query.with("", None))
    }

    /// What the whole cell is, for a change of all of it.
    pub fn chosen(&self, known: &Known) -> Chosen {
        Chosen {
            invitations: Vec::new(),
            from: known.span.from.as_millisecond(),
            before: known.span.before.as_millisecond(),
            campaigns: known.campaigns.iter().map(|campaign| campaign.id.to_string()).collect(),
            channel: self.channel.map(|channel| channel.as_str().to_owned()),
        }
    }

    /// Counts what is in it. None: there is no such storefront or campaign.
    pub fn known(&self, tx: &mut Tx<'_>, account: AccountId, zone: &Zone) -> Result<Option<Known>, store::Error> {
        let storefront = match &self.storefront {
            Some(slug) => match storefronts::find_by_slug(tx, account, slug)? {
                Some(found) => Some(found.id),
                None => return Ok(None),
            },
            None => None,
        };
        let span = self.span(zone);
        let found = calendar::calendar(tx, account, &[span], storefront, None)?;
        let is_meant = |id: CampaignId| self.campaign.is_none_or(|campaign| campaign == id);
        let cells = found.cells.iter().filter(|cell| is_meant(cell.campaign));
        let cells = cells.filter(|cell| self.channel.is_none_or(|channel| channel == cell.channel));
        let count = cells.map(|cell| cell.count).sum();
        let campaigns: Vec<_> = found.campaigns.into_iter().filter(|campaign| is_meant(campaign.id)).collect();
        if self.campaign.is_some() && campaigns.is_empty() {
            return Ok(None);
        }
        Ok(Some(Known { span, count, campaigns, storefront }))
    }

    /// What it is called.
    pub fn title(&self, frame: &Frame) -> String {
        let day = texts::day(frame.language, self.day);
        match self.hour {
            Some(hour) => format!("{day}, {hour:02}:00–{:02}:00", hour + 1),
            None => day,
        }
    }
}

#[derive(Template)]
#[template(path = "calendar/queue.html")]
struct QueuePage<'a> {
    frame: &'a Frame,
    title: String,
    about: String,
    back: String,
    pairs: Vec<(&'static str, String)>,
    lines: Vec<(Line, String)>,
    all: String,
    may_change: bool,
    /// Nothing was picked.
    is_unpicked: bool,
    first: Option<String>,
    next: Option<String>,
}

struct Found {
    known: Known,
    lines: Vec<(Line, Option<Timestamp>)>,
    next: Option<String>,
}

pub async fn list(signed: Signed<InvitationsRead>, State(app): State<App>) -> Result<Response, Stop> {
    page(&app, &signed, false).await
}

/// The list; again with what is wrong where nothing was picked.
pub async fn page<R: Right>(app: &App, signed: &Signed<R>, is_unpicked: bool) -> Result<Response, Stop> {
    let missing = || signed.stop(Problem::not_found());
    let cell = Cell::read(&signed.query).ok_or_else(missing)?;
    let after = signed.query.filled("after").and_then(cursor);
    let (wanted, frame, account) = (cell.clone(), signed.frame.clone(), signed.account);
    let read = move |tx: &mut Tx<'_>| read(tx, &frame, account, &wanted, after);
    let found = app.store.read("queue", read).await.map_err(|error| signed.stop(error))?.ok_or_else(missing)?;
    let frame = &signed.frame;
    let clock = |at: Option<Timestamp>| at.map(|at| frame.instant(at)).unwrap_or_default();
    let query = |after: Option<&str>| {
        let mut query = Input::default();
        cell.pairs().into_iter().for_each(|(name, value)| query.set(name, value));
        query.with("after", after)
    };
    let page = QueuePage {
        frame,
        title: cell.title(frame),
        about: about(frame, &cell, &found.known),
        back: format!("/calendar?day={}", cell.day),
        pairs: cell.pairs(),
        all: messages(frame, found.known.count),
        lines: found.lines.into_iter().map(|(line, at)| (line, clock(at))).collect(),
        may_change: frame.may(Scope::InvitationsWrite),
        is_unpicked,
        first: after.is_some().then(|| query(None)),
        next: found.next.map(|next| query(Some(&next))),
    };
    let status = if is_unpicked { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(frame.page(status, &page))
}

/// Which messages of the day these are.
fn about(frame: &Frame, cell: &Cell, known: &Known) -> String {
    let campaign = cell.campaign.and_then(|_| known.campaigns.first()).map(|campaign| campaign.name.clone());
    let channel = cell.channel.map(|channel| frame.word(Noun::Channel, channel.as_str()));
    campaign.into_iter().chain(channel).collect::<Vec<_>>().join(" · ")
}

fn read(
    tx: &mut Tx<'_>,
    frame: &Frame,
    account: AccountId,
    cell: &Cell,
    after: Option<(Timestamp, InvitationId)>,
) -> Result<Option<Found>, store::Error> {
    let Some(known) = cell.known(tx, account, &frame.zone)? else { return Ok(None) };
    let of_storefront = known.campaigns.iter().filter(|_| known.storefront.is_some()).map(|campaign| campaign.id);
    let wanted = Wanted {
        campaign: cell.campaign,
        channel: cell.channel,
        next_from: Some(known.span.from),
        next_before: Some(known.span.before),
        campaigns: of_storefront.filter(|_| cell.campaign.is_none()).collect(),
        ..Wanted::default()
    };
    if known.campaigns.is_empty() {
        return Ok(Some(Found { known, lines: Vec::new(), next: None }));
    }
    let mut found = invitation_list::list_by(tx, account, &wanted, By::Next, after, PAGE + 1)?;
    let shown = usize::try_from(PAGE).unwrap_or(0);
    let more = found.len() > shown;
    found.truncate(shown);
    let at = |one: &(_, store::invitations::State)| one.1.queued.and_then(|queued| queued.at);
    let last =
        found.last().filter(|_| more).and_then(|one| Some(format!("{}.{}", at(one)?.as_millisecond(), one.0.id)));
    let times: Vec<_> = found.iter().map(at).collect();
    let lines = lines(tx, frame, account, &found)?.into_iter().zip(times).collect();
    Ok(Some(Found { known, lines, next: last }))
}

fn cursor(text: &str) -> Option<(Timestamp, InvitationId)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_millisecond(at.parse().ok()?).ok()?, id.parse().ok()?))
}
