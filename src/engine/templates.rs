//! Templates: the business's own words for a batch of letters, and what their change or end means for campaigns.

use std::collections::{BTreeMap, BTreeSet};

use rules::id::{AccountId, TemplateId};

use super::dues::Dues;
use super::error::Refusable;
use super::letter::OwnWords;
use super::{Engine, Error};
use crate::field::FieldError;
use crate::intake::details::Details;
use crate::intake::product::distinct;
use crate::settings::campaign::{TEMPLATE, UNKNOWN_TEMPLATE};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::campaigns::Campaign;
use crate::store::invitations::Invitation;
use crate::store::templates::Template;
use crate::store::{self, Tx, accounts, campaigns, former_settings, templates};
use crate::texts::template::Wordings;

/// The texts that the invitations of a batch pinned.
pub(super) struct Templates(BTreeMap<(TemplateId, i64), Wordings>);

impl Templates {
    /// One query for a batch, and none where nobody has a template.
    pub fn load(tx: &mut Tx<'_>, account: AccountId, dues: &Dues) -> Result<Self, store::Error> {
        let versions: BTreeSet<_> = dues.pinned.values().filter_map(|pinned| pinned.template).collect();
        templates::texts(tx, account, &versions).map(Self)
    }

    /// None: the invitation asks in the standard words.
    pub fn own<'a>(&'a self, dues: &Dues, invitation: &Invitation) -> Option<OwnWords<'a>> {
        let pinned = dues.pinned.get(&(invitation.campaign, invitation.version))?.template?;
        let details = dues.details.get(&invitation.event).and_then(|text| Details::from_text(text).ok());
        let details = details.unwrap_or_default();
        Some(OwnWords {
            template: pinned.0,
            wordings: self.0.get(&pinned)?,
            details: Details { products: distinct(details.products), ..details },
            occurred_at: invitation.occurred_at,
        })
    }
}

/// Whether the account has the template that a campaign names, for the campaign's purpose. It stays as it is until this
/// transaction ends.
pub fn check_template(
    tx: &mut Tx<'_>,
    account: AccountId,
    campaign: &Campaign,
) -> Result<Result<(), FieldError>, store::Error> {
    let Some(named) = &campaign.settings.template else {
        return Ok(Ok(()));
    };
    let unknown = || FieldError::new(TEMPLATE, UNKNOWN_TEMPLATE);
    let Ok(id) = named.parse() else {
        return Ok(Err(unknown()));
    };
    Ok(match templates::find_steady(tx, account, id)? {
        None => Err(unknown()),
        Some(purpose) if purpose != campaign.purpose => {
            Err(FieldError::told(TEMPLATE, "template.purpose", "this template is for campaigns of another purpose"))
        }
        Some(_) => Ok(()),
    })
}

impl Engine {
    /// Saves a template as it was changed. Its campaigns use the new texts for what is planned from now on.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::State`] where somebody else changed it since it was read; those of the store.
    pub async fn change_template(&self, account: AccountId, changed: Template, by: Actor) -> Result<(), Error> {
        let node_now = self.now().await?;
        let done = self.store.write("change_template", move |tx| -> Refusable<()> {
            let now = accounts::find(tx, account)?.ok_or(store::Error::Missing)?.now(node_now);
            let Some(before) = templates::find(tx, account, changed.id)? else {
                return Ok(Err(Error::NotFound));
            };
            if before.version != changed.version {
                let detail = "somebody else changed this template in between; nothing was changed";
                return Ok(Err(Error::State { code: "template.changed", detail }));
            }
            templates::update(tx, account, &mut changed.clone())?;
            let change = (&*before.changeable(), &*changed.changeable());
            let told = (by, Act::TemplateChanged, &*changed.id.to_string());
            former_settings::record(tx, account, now, told, change)?;
            for mut campaign in campaigns::of_template(tx, account, changed.id)? {
                campaigns::update(tx, account, &mut campaign, now)?;
            }
            Ok(Ok(()))
        });
        done.await?
    }

    /// Takes a template away that no campaign uses; what is planned with it keeps its texts.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::State`] where a campaign uses it; those of the store.
    pub async fn delete_template(&self, account: AccountId, id: TemplateId, by: Actor) -> Result<(), Error> {
        let node_now = self.now().await?;
        let done = self.store.write("delete_template", move |tx| -> Refusable<()> {
            let now = accounts::find(tx, account)?.ok_or(store::Error::Missing)?.now(node_now);
            // Deleted first: a campaign that takes it up at the same time was before this and is seen, or comes after it.
            if !templates::delete(tx, account, id, now)? {
                return Ok(Err(Error::NotFound));
            }
            if campaigns::of_template(tx, account, id)?.is_empty() {
                audit_log::append(tx, account, now, (by, Act::TemplateDeleted, &id.to_string()))?;
                return Ok(Ok(()));
            }
            templates::restore(tx, account, id)?;
            let detail = "a campaign uses this template: give that another one first";
            Ok(Err(Error::State { code: "template.used", detail }))
        });
        done.await?
    }
}
