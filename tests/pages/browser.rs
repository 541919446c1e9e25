//! A recipient's browser: follows the links of a message and presses buttons.

use axum::body::Body;
use axum::http::{Method, Request};
use jiff::SignedDuration;
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use crate::client::{Answer, Client, order};
use crate::support::databases::Database;

/// The first message goes at 10:00 a week after [`crate::client::TODAY`], and its reminder five days later.
pub const REMINDER: &str = "P5D";

/// A person with a message before them.
pub struct Recipient {
    pub client: Client,
    pub links: Links,
    pub invitation: String,
    pub contact: String,
}

#[derive(Clone)]
pub struct Links {
    pub answer: String,
    pub unsubscribe: String,
    pub preferences: String,
    pub one_click: String,
}

/// A page, and the address at which it is.
pub struct Page {
    pub answer: Answer,
    pub url: String,
}

impl Recipient {
    /// Ada was asked about order A-1 and has not been reminded.
    pub async fn asked(database: &Database) -> Recipient {
        Self::asked_with(database, json!({}), order("A-1", "ada@example.com")).await
    }

    pub async fn asked_with(database: &Database, storefront: Value, event: Value) -> Recipient {
        let client = Client::sandbox(database).await;
        let path = format!("/storefronts/{}", client.house.storefront);
        client.patch(&path, storefront).await.ok();
        client.campaign(json!({ "reminder": { "enabled": true, "after": REMINDER } })).await;
        client.post("/events", event).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        Self::first(client).await
    }

    /// Whoever got the first message.
    pub async fn first(client: Client) -> Recipient {
        let message = client.get("/sandbox/outbox").await.ok()["data"][0].clone();
        let link = |name: &str| message["links"][name].as_str().unwrap().to_owned();
        let header = message["headers"]["List-Unsubscribe"].as_str().unwrap();
        let links = Links {
            answer: link("answer"),
            unsubscribe: link("unsubscribe"),
            preferences: link("preferences"),
            one_click: header.trim_matches(['<', '>']).to_owned(),
        };
        let invitation = message["invitation"].as_str().unwrap().to_owned();
        let shown = client.get(&format!("/invitations/{invitation}")).await.ok();
        let contact = shown["contact"].as_str().unwrap().to_owned();
        Recipient { client, links, invitation, contact }
    }

    pub async fn get(&self, url: &str) -> Page {
        self.send(Method::GET, url, &[], String::new()).await
    }

    pub async fn send(&self, method: Method, url: &str, headers: &[(&str, &str)], body: String) -> Page {
        let path = url.strip_prefix("https://ask.example").unwrap_or(url).to_owned();
        let mut request = Request::builder().method(method).uri(&path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.client.send(request.body(Body::from(body)).unwrap()).await;
        Page { answer, url: path }
    }

    /// Sends the page's form as it stands, with these fields typed in.
    pub async fn press(&self, page: &Page, act: &str, typed: &[(&str, &str)]) -> Page {
        let fields = page.hidden().into_iter().chain([("act".to_owned(), act.to_owned())]);
        let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        self.post(&page.action(), &fields.chain(typed).collect::<Vec<_>>()).await
    }

    pub async fn post(&self, url: &str, fields: &[(String, String)]) -> Page {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(Method::POST, url, &[("content-type", "application/x-www-form-urlencoded")], body).await
    }

    /// Opens a page, reads it, fills it in and presses a button.
    pub async fn fill(&self, url: &str, act: &str, typed: &[(&str, &str)]) -> Page {
        let page = self.get(url).await;
        self.read();
        self.press(&page, act, typed).await
    }

    /// As [`Recipient::fill`], and on to the page to which that leads.
    pub async fn fill_and_see(&self, url: &str, act: &str, typed: &[(&str, &str)]) -> Page {
        let sent = self.fill(url, act, typed).await;
        assert_eq!(sent.status(), 303, "{}", sent.answer.text);
        self.get(sent.answer.headers["location"].to_str().unwrap()).await
    }

    /// The time that a person takes to read a page.
    pub fn read(&self) {
        self.client.house.engine.world.clock.advance(SignedDuration::from_secs(3));
    }

    pub async fn wait(&self, duration: &str) {
        self.client.post("/sandbox/clock", json!({ "advance": duration })).await.ok();
    }

    pub async fn invitation(&self) -> Value {
        self.client.get(&format!("/invitations/{}", self.invitation)).await.ok()
    }

    pub async fn contact(&self) -> Value {
        self.client.get(&format!("/contacts/{}", self.contact)).await.ok()
    }

    pub async fn list(&self, path: &str) -> Vec<Value> {
        self.client.get(path).await.ok()["data"].as_array().unwrap().clone()
    }

    /// The messages that went out, by time and role.
    pub async fn sent(&self) -> Vec<String> {
        let word = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
        let sent = self.list("/sandbox/outbox").await;
        sent.iter().map(|one| format!("{} {}", word(one, "at"), word(one, "role"))).collect()
    }

    /// Outcome and reason of the latest decision about the invitation.
    pub async fn decided(&self) -> (String, String) {
        let explained = self.list(&format!("/explanations?invitation={}", self.invitation)).await;
        let word = |field: &str| explained[0][field].as_str().unwrap_or_default().to_owned();
        (word("outcome"), word("reason"))
    }
}

impl Page {
    pub fn status(&self) -> u16 {
        self.answer.status.as_u16()
    }

    #[track_caller]
    pub fn shows(&self, text: &str) {
        assert!(self.answer.text.contains(text), "{text} is not in {}", self.answer.text);
    }

    #[track_caller]
    pub fn lacks(&self, text: &str) {
        assert!(!self.answer.text.contains(text), "{text} is in {}", self.answer.text);
    }

    fn action(&self) -> String {
        let action = between(&self.answer.text, "action=\"", "\"").into_iter().next();
        action.unwrap_or_else(|| self.url.clone())
    }

    /// Names and values of the fields that nobody types.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let fields = between(&self.answer.text, "<input type=\"hidden\" name=\"", ">");
        let pair = |field: &String| {
            let (name, value) = field.split_once("\" value=\"").unwrap();
            (name.to_owned(), value.trim_end_matches('"').to_owned())
        };
        fields.iter().map(pair).collect()
    }

    /// The values of its buttons.
    pub fn buttons(&self) -> Vec<String> {
        between(&self.answer.text, "<button name=\"act\" value=\"", "\"")
    }

    /// The rating that is marked.
    pub fn marked(&self) -> Option<String> {
        let radios = between(&self.answer.text, "<input type=\"radio\" name=\"rating\" value=\"", ">");
        let marked = radios.iter().find(|radio| radio.ends_with(" checked"))?;
        marked.get(..1).map(str::to_owned)
    }
}

/// Every text between these two.
pub fn between(text: &str, before: &str, after: &str) -> Vec<String> {
    text.split(before).skip(1).filter_map(|rest| Some(rest.split_once(after)?.0.to_owned())).collect()
}
