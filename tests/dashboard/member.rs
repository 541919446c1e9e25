//! A member of the business at a browser: keeps its cookie, follows where it is led, presses buttons.

use std::collections::BTreeMap;

use afterword::engine::people::email_key;
use afterword::store::users::{self, Role, User};
use afterword::web::password::Password;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use rules::id::UserId;
use url::form_urlencoded::Serializer;

use crate::client::{Answer, Client};
use crate::support::databases::Database;

pub const PASSWORD: &str = "a long password";

pub struct Member {
    pub client: Client,
    /// As a browser sends it; empty: signed out.
    pub cookie: String,
}

/// A page, and the path at which it is.
pub struct Page {
    pub status: StatusCode,
    pub text: String,
    pub path: String,
    pub answer: Answer,
}

impl Member {
    /// A sandbox with a storefront `main`, and an administrator who is signed in.
    pub async fn admin(database: &Database) -> Member {
        Self::of(Client::sandbox(database).await, Role::Admin).await
    }

    /// A user of this role, signed in.
    pub async fn of(client: Client, role: Role) -> Member {
        let email = format!("{role}@example.com");
        add_user(&client, &email, role).await;
        let mut member = Member { client, cookie: String::new() };
        let page = member.post("/sign_in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        member
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, String::new()).await
    }

    /// Sends a form with these fields and nothing else.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(Method::POST, path, body).await
    }

    /// Sends the form of a page that goes to `action`, as it stands there, with these fields typed in.
    pub async fn submit(&mut self, page: &Page, action: &str, typed: &[(&str, &str)]) -> Page {
        let mut fields = page.form(action);
        for (name, value) in typed {
            fields.insert((*name).to_owned(), (*value).to_owned());
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(action, &fields).await
    }

    /// One request, and the page that it leads to.
    async fn send(&mut self, method: Method, path: &str, body: String) -> Page {
        let (mut method, mut path, mut body) = (method, path.to_owned(), body);
        for _ in 0..5 {
            let mut request = Request::builder().method(&method).uri(&path).header("cookie", &self.cookie);
            request = request.header("host", "ask.example").header("sec-fetch-site", "same-origin");
            let request = request.header("accept-language", "en").body(Body::from(body)).unwrap();
            let answer = self.client.send(request).await;
            if let Some(cookie) = answer.headers.get("set-cookie") {
                self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            }
            if answer.status != StatusCode::SEE_OTHER {
                return Page { status: answer.status, text: answer.text.clone(), path, answer };
            }
            path = answer.headers["location"].to_str().unwrap().to_owned();
            (method, body) = (Method::GET, String::new());
        }
        unreachable!("led in a circle: {path}");
    }
}

impl Page {
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "{} does not say {words:?}:\n{}", self.path, self.text);
        self
    }

    #[track_caller]
    pub fn says_not(&self, words: &str) -> &Self {
        assert!(!self.text.contains(words), "{} says {words:?}:\n{}", self.path, self.text);
        self
    }

    /// The fields of the form that goes to `action`, as a browser would send them.
    #[track_caller]
    pub fn form(&self, action: &str) -> BTreeMap<String, String> {
        let forms = self.text.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap_or(form));
        let quoted = format!("action=\"{}\"", action.replace('&', "&amp;"));
        let form = forms.into_iter().find(|form| form.split('>').next().is_some_and(|tag| tag.contains(&quoted)));
        let form = form.unwrap_or_else(|| unreachable!("{} has no form to {action}:\n{}", self.path, self.text));
        let mut fields = BTreeMap::new();
        for tag in form.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap()) {
            let is_box = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
            let is_off = is_box && !tag.split_whitespace().any(|word| word == "checked");
            if let Some(name) = attribute(tag, "name").filter(|_| !is_off) {
                fields.insert(name, attribute(tag, "value").unwrap_or_default());
            }
        }
        for area in form.split("<textarea").skip(1) {
            let (tag, rest) = area.split_once('>').unwrap();
            let text = rest.split("</textarea>").next().unwrap().trim_start_matches('\n');
            fields.insert(attribute(tag, "name").unwrap(), unescaped(text));
        }
        for select in form.split("<select").skip(1) {
            let (tag, rest) = select.split_once('>').unwrap();
            let options = rest.split("</select>").next().unwrap();
            let chosen = options.split("<option").skip(1).find(|option| option.contains(" selected"));
            let chosen = chosen.or_else(|| options.split("<option").nth(1));
            fields.insert(
                attribute(tag, "name").unwrap(),
                chosen.and_then(|one| attribute(one, "value")).unwrap_or_default(),
            );
        }
        fields
    }

    /// What stands in the box with this id.
    #[track_caller]
    pub fn form_value(&self, id: &str) -> String {
        let tag = self.text.split("<input").find(|tag| tag.contains(&format!(" id=\"{id}\""))).unwrap();
        attribute(tag, "value").unwrap()
    }

    /// Where the links of this page lead.
    pub fn links(&self) -> Vec<String> {
        self.text.split("<a").skip(1).filter_map(|tag| attribute(tag.split('>').next()?, "href")).collect()
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(unescaped)
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&#34;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Another user of the client's account, who can sign in with [`PASSWORD`].
pub async fn add_user(client: &Client, email: &str, role: Role) -> UserId {
    let (engine, account) = (&client.house.engine, client.house.account);
    let now = engine.world.clock.now();
    let id = UserId::new(now, engine.world.chance.bits());
    let key = email_key(&engine.secret, account, email);
    let hash = Password::parse(PASSWORD).unwrap().hash(&engine.world.chance);
    let user = User { password_hash: Some(hash), ..User::new(id, (email, key), role, now) };
    client.store().write("user", move |tx| users::insert(tx, account, &user)).await.unwrap();
    id
}
