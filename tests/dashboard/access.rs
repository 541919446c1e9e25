//! Every page with every wrong identity (V13): whoever may not, sees nothing and changes nothing.

use afterword::engine::answers::Answer;
use afterword::store::users::Role;
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::Value;

use crate::client::Client;
use crate::member::{Member, PASSWORD, Page};
use crate::support::databases::each_database;
use crate::taken::FORMS;

/// What stands between the pages that need somebody to be signed in and those that do not.
const PUBLIC_FROM: &str = ".route_layer(from_fn_with_state(app.clone(), kept::keep))";

/// A path of the pages, and whether it takes a form.
pub struct Route {
    pub path: String,
    pub shows: bool,
    pub takes: bool,
}

/// The pages that need somebody to be signed in, as the program lists them.
pub fn routes() -> Vec<Route> {
    let source = std::fs::read_to_string("src/web/mod.rs").unwrap();
    let (_, pages) = source.split_once("fn pages(").unwrap();
    let (signed_in, rest) = pages.split_once(PUBLIC_FROM).unwrap();
    let (_, settings) = rest.split_once("fn settings_pages(").unwrap();
    let (settings, _) = settings.split_once("\n}").unwrap();
    let lines = signed_in.lines().chain(settings.lines()).filter_map(|line| line.trim().strip_prefix(".route(\""));
    let routes: Vec<_> = lines
        .map(|line| {
            let (path, methods) = line.split_once('"').unwrap();
            Route { path: path.to_owned(), shows: methods.contains("get("), takes: methods.contains("post(") }
        })
        .collect();
    assert!(routes.len() > 15, "the list of pages is written in another way");
    routes
}

/// Ids of things of one account, by the first word of the path at which they are.
pub struct Ours {
    ids: Vec<(&'static str, String)>,
    /// Of things within others, by what stands in a path for them.
    inner: Vec<(&'static str, String)>,
}

impl Ours {
    pub async fn of(ada: &mut Member) -> Self {
        let order = ada.client.campaign(serde_json::json!({})).await;
        ada.client.order("CD-1", "grace@example.com").await;
        ada.client.post("/sandbox/clock", serde_json::json!({ "advance": "P8D" })).await.ok();
        let sent = ada.client.get("/sandbox/outbox").await.ok()["data"][0].clone();
        let id = |name: &str| sent[name].as_str().unwrap().to_owned();
        let invitation = id("invitation").parse().unwrap();
        let answer = Answer { invitation, via: None, answers: r#"[{"question":"rating","value":5}]"#.to_owned() };
        ada.client.house.engine.answer(ada.client.house.account, vec![answer]).await.unwrap().remove(0).unwrap();
        let words = serde_json::json!({
            "name": "Own words", "purpose": "service_review",
            "languages": { "en": { "subject": "Well?", "body": "{{ answer_button }}", "reminder_subject": "Well?" } },
        });
        let template = ada.client.post("/templates", words).await.ok()["id"].as_str().unwrap().to_owned();
        let first = |list: Value| list["data"][0]["id"].as_str().unwrap_or_default().to_owned();
        let page = ada.get("/users").await;
        let user =
            page.links().into_iter().find_map(|link| link.strip_prefix("/users/usr").map(|id| format!("usr{id}")));
        let other = ada.cookie.clone();
        ada.post("/sign_in", &[("email", "admin@example.com"), ("password", PASSWORD)]).await;
        let page = ada.get("/you").await;
        ada.cookie = other;
        let (_, session) = page.text.split_once("/you/sessions/ses").unwrap();
        let session = format!("ses{}", session.split('/').next().unwrap());
        let contact = first(ada.client.get("/contacts").await.json());
        let stop = serde_json::json!({ "address": "grace@example.com", "channel": "email" });
        let inner = vec![
            ("{consent}", first(ada.client.get(&format!("/contacts/{contact}/consents")).await.json())),
            ("{suppression}", ada.client.post("/suppressions", stop).await.ok()["id"].as_str().unwrap().to_owned()),
        ];
        let ids = vec![
            ("/you/sessions", session),
            ("/users", user.unwrap()),
            ("/keys", first(ada.client.get("/api_keys").await.json())),
            ("/campaigns", order),
            ("/storefronts", first(ada.client.get("/storefronts").await.json())),
            ("/contacts", contact),
            ("/templates", template),
            ("/outbox", id("id")),
            ("/answers", first(ada.client.get("/responses").await.json())),
            ("/requests", first(ada.client.get("/invitations").await.json())),
        ];
        Self { ids, inner }
    }

    /// Another thing in the place of ours.
    pub fn put(&mut self, path: &str, id: &str) {
        self.ids.iter_mut().filter(|(start, _)| *start == path).for_each(|(_, ours)| id.clone_into(ours));
    }

    /// The path with our ids in its places, and the same with ids of nothing. None: there is nothing of ours at it yet.
    pub fn fill(&self, path: &str) -> Option<(String, String)> {
        let (_, id) = self.ids.iter().find(|(start, _)| path.starts_with(start))?;
        Some((self.with(path, id, false), self.with(path, &nothing_like(id), true)))
    }

    /// The same where only the inner thing is ours, or nothing, and the outer one is this. None: there is no inner one.
    fn fill_inner(&self, path: &str, outer: &str) -> Option<(String, String)> {
        self.inner.iter().find(|(place, _)| path.contains(place))?;
        Some((self.with(path, outer, false), self.with(path, outer, true)))
    }

    fn with(&self, path: &str, outer: &str, unknown: bool) -> String {
        let parts = path.split('/').map(|part| match self.inner.iter().find(|(place, _)| *place == part) {
            Some((_, id)) if unknown => nothing_like(id),
            Some((_, id)) => id.clone(),
            None if part.starts_with('{') => outer.to_owned(),
            None => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// An id of the same kind that nothing has.
fn nothing_like(id: &str) -> String {
    let (prefix, rest) = id.split_once('_').unwrap();
    format!("{prefix}_{}", "0".repeat(rest.len()))
}

pub fn plain(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "usr_0" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[track_caller]
fn asks_who_it_is(page: &Page, route: &str) {
    assert!(page.text.contains("action=\"/sign_in\""), "{route}: {} {}", page.status, page.text);
}

#[test]
fn whoever_is_not_signed_in_is_asked_who_they_are() {
    each_database("access_nobody", async |database| {
        let mut ada = Member::admin(database).await;
        crate::member::add_user(&ada.client, "grace@example.com", Role::Admin).await;
        let admin = ada.cookie.clone();
        ada.post("/sign_in", &[("email", "grace@example.com"), ("password", PASSWORD)]).await;
        let disabled = std::mem::replace(&mut ada.cookie, admin.clone());
        let page = ada.get("/users").await;
        let grace = page.links().into_iter().rfind(|link| link.starts_with("/users/usr")).unwrap();
        ada.post(&format!("{grace}/disable"), &[]).await.says("The user is locked out");
        for (who, cookie, passes) in
            [("nobody", String::new(), 0), ("disabled", disabled, 0), ("expired", admin, 14 * 24)]
        {
            ada.client.house.engine.world.clock.advance(SignedDuration::from_hours(passes));
            let before = ada.client.rows().await;
            for route in routes() {
                let path = plain(&route.path);
                for fields in [&[][..], &[("role", "admin"), ("name", "Eve")]] {
                    ada.cookie.clone_from(&cookie);
                    if route.shows {
                        asks_who_it_is(&ada.get(&path).await, &format!("{who} {path}"));
                    }
                    if route.takes {
                        asks_who_it_is(&ada.post(&path, fields).await, &format!("{who} {path}"));
                    }
                }
            }
            assert_eq!(ada.client.rows().await, before, "{who}");
        }
    });
}

#[test]
fn a_role_that_is_not_enough_is_told_so_and_changes_nothing() {
    /// What everybody does with their own user.
    const OWN: [&str; 2] = ["/you", "/sign_out"];
    /// What administrators alone see.
    const ADMIN: [&str; 4] = ["/users", "/keys", "/audit", "/first_steps"];
    each_database("access_role", async |database| {
        let mut ada = Member::admin(database).await;
        let ours = Ours::of(&mut ada).await;
        let mut members = Vec::new();
        for role in [Role::Viewer, Role::Editor] {
            crate::member::add_user(&ada.client, &format!("{role}@example.com"), role).await;
            ada.post("/sign_in", &[("email", &format!("{role}@example.com")), ("password", PASSWORD)]).await;
            members.push((role, ada.cookie.clone()));
        }
        let before = ada.client.rows().await;
        for (role, cookie) in members {
            ada.cookie = cookie;
            for route in routes() {
                let path = ours.fill(&route.path).map_or_else(|| plain(&route.path), |(path, _)| path);
                let is_admins = ADMIN.iter().any(|start| route.path.starts_with(start));
                if route.shows && is_admins {
                    assert_eq!(ada.get(&path).await.status, StatusCode::FORBIDDEN, "{role} {path}");
                }
                // What one sees one may take along, which stands in the audit log; a preview changes nothing.
                let is_reading = ["/export", "/preview"].iter().any(|end| route.path.ends_with(end));
                let is_own = is_reading || OWN.iter().any(|start| route.path.starts_with(start));
                if route.takes && !is_own && (is_admins || role == Role::Viewer) {
                    let page = ada.post(&path, &[("role", "admin"), ("name", "Eve")]).await;
                    assert_eq!(page.status, StatusCode::FORBIDDEN, "{role} {path}");
                }
            }
        }
        assert_eq!(ada.client.rows().await, before);
    });
}

#[test]
fn what_belongs_to_another_business_looks_like_nothing() {
    each_database("access_foreign", async |database| {
        let mut ada = Member::admin(database).await;
        let ours = Ours::of(&mut ada).await;
        let stranger = Client::sandbox_beside(&ada.client).await;
        crate::member::add_user(&stranger, "eve@example.com", Role::Admin).await;
        stranger.order("E-1", "eve@example.com").await;
        let contact = stranger.get("/contacts").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let mut eve = Member { client: stranger, cookie: String::new() };
        eve.post("/sign_in", &[("email", "eve@example.com"), ("password", PASSWORD)]).await.says("Strangers");
        let mut forms = Vec::new();
        for form in &FORMS {
            forms.push((form.action, form.fields(&mut ada, &ours).await));
        }
        let before = ada.client.rows().await;
        let mut looked_at = 0;
        for route in routes().into_iter().filter(|route| route.path.contains('{')) {
            let outer = ours.fill(&route.path);
            for (foreign, unknown) in outer.into_iter().chain(ours.fill_inner(&route.path, &contact)) {
                looked_at += 1;
                if route.shows {
                    let (one, other) = (eve.get(&foreign).await, eve.get(&unknown).await);
                    assert_eq!(one.status, StatusCode::NOT_FOUND, "{foreign}");
                    assert_eq!(one.text.replace(&foreign, &unknown), other.text, "{foreign}");
                }
                if route.takes {
                    let (_, fields) = forms.iter().find(|(action, _)| *action == route.path).unwrap();
                    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                    let (one, other) = (eve.post(&foreign, &fields).await, eve.post(&unknown, &fields).await);
                    assert_eq!((one.status, other.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{foreign}");
                    assert_eq!(one.text.replace(&foreign, &unknown), other.text, "{foreign}");
                }
            }
        }
        assert!(looked_at >= 30, "{looked_at}");
        assert_eq!(ada.client.rows().await, before);
    });
}
