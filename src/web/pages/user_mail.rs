//! The mail with a link by which a user chooses a password.

use askama::Template;

use super::frame::Frame;
use crate::engine::notice::Notice;
use crate::store::accounts::Account;
use crate::store::user_links::Purpose;
use crate::store::users::User;
use crate::texts::{Language, MailText};
use crate::web::user_link::Minted;

#[derive(Template)]
#[template(path = "users/mail.html")]
struct MailPage<'a> {
    lang: &'a str,
    subject: &'a str,
    greeting: &'a str,
    text: &'a str,
    action: &'a str,
    url: &'a str,
    foot: &'a str,
}

/// Writes it in the user's language, else in that of the page from which it is sent.
pub fn user_mail(frame: &Frame, account: &Account, user: &User, link: &Minted) -> Notice {
    let language = user.language.as_deref().and_then(|tag| tag.parse::<Language>().ok());
    let frame = Frame { language: language.unwrap_or(frame.language), ..frame.clone() };
    let say = |key: &str| frame.say_with(key, &[("account", account.name.as_str().into())]);
    let (subject, text, action, foot) = match link.kept.purpose {
        Purpose::Welcome => {
            ("page-mail-welcome", "page-mail-welcome-text", "page-mail-welcome-action", "page-mail-welcome-foot")
        }
        Purpose::Forgotten => (
            "page-mail-forgotten",
            "page-mail-forgotten-text",
            "page-mail-forgotten-action",
            "page-mail-forgotten-foot",
        ),
    };
    let (subject, text, action, foot) = (say(subject), say(text), say(action), say(foot));
    let greeting = say("page-mail-hello");
    let page = MailPage {
        lang: frame.lang(),
        subject: &subject,
        greeting: &greeting,
        text: &text,
        action: &action,
        url: &link.url,
        foot: &foot,
    };
    let html = page.render().expect("writing to memory does not fail");
    let text = format!("{greeting}\n\n{text}\n\n{action}:\n{}\n\n{foot}\n", link.url);
    Notice {
        to: user.email.clone(),
        to_name: user.name.clone(),
        from_name: account.name.clone(),
        text: MailText { subject, text, html },
    }
}
