//! simulate: an order history played against settings, without touching anything (AW-2). The rules, and what the engine
//! makes of their verdicts, are those that run in earnest; only the store is played by memory.

mod arrival;
mod asked;
pub mod assumptions;
mod circle;
mod circles;
pub mod crowd;
pub mod history;
mod own;
mod products;
mod register;
mod remembered;
pub mod report;
mod scene;

use rules::address::Channel;
use rules::campaign::{Campaign as CampaignRules, Purpose};
use rules::decision::Decision;
use rules::id::CampaignId;
use rules::strategy::Role;
use rules::time::Zone;

pub use self::assumptions::Assumptions;
pub use self::crowd::{Crowd, Lot};
pub use self::history::{Cancellation, Gathering, History};
pub use self::report::Report;
pub use self::scene::Settings;

use self::circle::Circle;
use self::scene::Scene;
use crate::store::Error;
use crate::store::invitations::State;
use crate::store::messages::Message;

/// A decision about an order.
#[derive(Debug)]
pub struct Told<'a> {
    pub lot: Lot,
    /// None: no campaign wanted the event.
    pub campaign: Option<(CampaignId, Purpose)>,
    pub decision: &'a Decision,
}

impl<'a> Told<'a> {
    fn of(lot: Lot, campaign: &CampaignRules, decision: &'a Decision) -> Self {
        Self { lot, campaign: Some((campaign.id, campaign.purpose)), decision }
    }
}

/// Whoever watches a simulation. What one does not want to know it does not take.
pub trait Watch {
    /// An order; not new where it was told before, or where its storefront is not in the settings.
    fn order(&mut self, _is_new: bool) {}
    fn decided(&mut self, _told: &Told<'_>) {}
    /// A request that was refused and has no invitation of its own.
    fn refused(&mut self) {}
    /// A message, and the zone of its storefront.
    fn sent(&mut self, _zone: &Zone, _message: &Message) {}
    /// An answer to a message.
    fn answered(&mut self, _role: Role, _channel: Channel) {}
    /// What a request that was planned came to.
    fn became(&mut self, _state: &State) {}
    /// How many messages a person got.
    fn person(&mut self, _messages: u32) {}
}

/// Plays a history against settings; `progress` is told how many orders more have been played.
///
/// # Errors
/// [`Error::Column`] for settings that do not pass their own check.
pub fn simulate(
    history: &History,
    settings: &Settings,
    crowd: &Crowd,
    watch: &mut impl Watch,
    mut progress: impl FnMut(usize),
) -> Result<(), Error> {
    let scene = Scene::new(settings, history)?;
    if scene.account.staged_release {
        // Of a large send, whoever goes first leaves the others less room: nobody is played alone.
        Circle::new(&scene, history, crowd, watch).play(&history.by_time(), progress);
        return Ok(());
    }
    for orders in history.circles() {
        Circle::new(&scene, history, crowd, watch).play(orders, |_| ());
        progress(orders.len());
    }
    Ok(())
}
