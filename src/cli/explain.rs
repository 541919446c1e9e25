//! `afterword explain`: why a message was or was not sent, rule by rule, and what is still to come (AW-1).

use std::fmt::{self, Write};

use anyhow::{Context, bail};
use clap::Args;
use jiff::Timestamp;
use rules::decision::StoredFact;

use super::node;
use crate::config::Config;
use crate::engine::Error;
use crate::engine::explain::{Explanation, Subject, ToldRule, Upcoming};
use crate::texts::{Language, reason};

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("subject").required(true))]
pub struct Arguments {
    #[arg(long)]
    pub account: String,
    /// An order number.
    #[arg(long, group = "subject", value_name = "REFERENCE")]
    pub order: Option<String>,
    /// An email address, a phone number, the shop's own customer id, or a contact's id.
    #[arg(long, group = "subject", value_name = "ADDRESS")]
    pub contact: Option<String>,
    /// The id of an invitation.
    #[arg(long, group = "subject", value_name = "ID")]
    pub invitation: Option<String>,
    /// With --order: the slug of its storefront, where several have the same number.
    #[arg(long, conflicts_with_all = ["contact", "invitation"], value_name = "SLUG")]
    pub storefront: Option<String>,
    /// The language of the sentences: en, sv, nb or fr.
    #[arg(long, default_value = "en")]
    pub language: Language,
}

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let engine = node::open(&Config::load()?).await?;
    let account = node::account(&engine, &arguments.account).await?;
    let subject = subject(&arguments)?;
    let told = match engine.explain(account.id, subject, arguments.language).await {
        Err(Error::NotFound) => bail!("the account `{}` knows nothing of this", account.name),
        told => told?,
    };
    let mut text = String::new();
    for explanation in &told.explanations {
        write_explanation(&mut text, explanation)?;
    }
    write_upcoming(&mut text, &told.upcoming, arguments.language)?;
    print!("{text}");
    Ok(())
}

fn subject(arguments: &Arguments) -> anyhow::Result<Subject> {
    let Arguments { order, contact, invitation, storefront, .. } = arguments;
    Ok(match (order, contact, invitation) {
        (Some(order), ..) => Subject::Reference { reference: order.clone(), storefront: storefront.clone() },
        (_, Some(contact), _) => contact.parse().map_or_else(|_| Subject::Known(contact.clone()), Subject::Contact),
        (_, _, Some(id)) => {
            let parsed = id.parse().ok();
            Subject::Invitation(parsed.with_context(|| format!("--invitation {id}: an id looks like inv_..."))?)
        }
        (None, None, None) => bail!("name one of --order, --contact and --invitation"),
    })
}

fn write_explanation(text: &mut String, told: &Explanation) -> fmt::Result {
    let reason = told.reason.map(|reason| format!(", {}", reason.as_str())).unwrap_or_default();
    writeln!(text, "{}  {}: {}{reason}", second(told.at), told.stage.as_str(), told.outcome.as_str())?;
    write!(text, "  order {} at {} ({}), {}", told.reference, told.storefront, told.event_type, told.contact)?;
    match (told.purpose, told.campaign) {
        (Some(purpose), Some(campaign)) => writeln!(text, ", {} by {campaign}", purpose.as_str())?,
        _ => writeln!(text)?,
    }
    if let Some(invitation) = told.invitation {
        writeln!(text, "  {invitation}")?;
    }
    if let Some(due_at) = told.due_at {
        writeln!(text, "  due {}", second(due_at))?;
    }
    if !told.sentence.is_empty() {
        writeln!(text, "  {}", told.sentence)?;
    }
    told.rules.iter().try_for_each(|rule| write_rule(text, rule))?;
    writeln!(text)
}

fn write_rule(text: &mut String, rule: &ToldRule) -> fmt::Result {
    writeln!(text, "    {:<7} {}: {}", rule.check.verdict, rule.check.code.as_str(), rule.sentence)?;
    if rule.check.facts.is_empty() {
        return Ok(());
    }
    let facts: Vec<_> = rule.check.facts.iter().map(|(name, fact)| format!("{name} = {}", plain(fact))).collect();
    writeln!(text, "            {}", facts.join(", "))
}

fn plain(fact: &StoredFact) -> String {
    match fact {
        StoredFact::Count(count) => count.to_string(),
        StoredFact::Time(time) => second(*time),
        StoredFact::Text(text) => text.clone(),
    }
}

fn write_upcoming(text: &mut String, upcoming: &[Upcoming], language: Language) -> fmt::Result {
    if upcoming.is_empty() {
        return writeln!(text, "Nothing is to come.");
    }
    writeln!(text, "To come:")?;
    upcoming.iter().try_for_each(|next| {
        let when = next.at.map_or_else(|| "when a person releases it".to_owned(), second);
        let held = next.held_for.map(|reason| format!(", held: {}", reason.as_str())).unwrap_or_default();
        let (role, channel) = (next.role.as_str(), next.channel.as_str());
        writeln!(text, "  {when}  {role} by {channel}, {}{held}", next.invitation)?;
        writeln!(text, "    could still be stopped by:")?;
        let told = next.stoppers.iter().map(|code| (code.as_str(), reason(language, code.as_str())));
        told.into_iter().try_for_each(|(code, reason)| writeln!(text, "      {code}: {reason}"))
    })
}

fn second(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
