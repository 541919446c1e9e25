//! Every form of the pages, filled in so that it would be taken, in an order in which all of them are.

use crate::access::Ours;
use crate::member::{Member, PASSWORD};

/// Where a form goes, the page on which it stands (empty: none is needed), and what is typed.
pub struct Form {
    pub action: &'static str,
    page: &'static str,
    typed: &'static [(&'static str, &'static str)],
}

const fn form(action: &'static str, page: &'static str, typed: &'static [(&'static str, &'static str)]) -> Form {
    Form { action, page, typed }
}

const MOVED: &[(&str, &str)] = &[("day", "2026-03-20"), ("time", "09:30")];
const NEW_PASSWORD: &[(&str, &str)] = &[("current_password", PASSWORD), ("password", "a new long password")];

pub const FORMS: [Form; 50] = [
    form("/requests/export", "/requests", &[]),
    form("/requests/{id}/move", "/requests/{id}", MOVED),
    form("/requests/{id}/send_now", "", &[]),
    form("/requests/{id}/cancellation", "", &[]),
    form("/requests/{id}/reopening", "", &[]),
    form("/contacts/{id}/consents/{consent}/withdrawal", "", &[]),
    form("/contacts/{id}/suppressions/{suppression}/lift", "", &[]),
    form("/contacts/{id}", "/contacts/{id}", &[("name", "Grace Hopper")]),
    form("/contacts/{id}/export", "", &[]),
    form("/contacts/{id}/erasure", "", &[("word", "Erase")]),
    form("/campaigns", "/campaigns/new", &[("name", "New"), ("event_type", "order.placed")]),
    form("/campaigns/{id}", "/campaigns/{id}", &[("delay", "9")]),
    form("/campaigns/{id}/undo", "/audit", &[]),
    form("/campaigns/{id}/pause", "", &[]),
    form("/campaigns/{id}/resumption", "", &[]),
    form("/templates", "/templates/new", &[("name", "New")]),
    form("/templates/{id}", "/templates/{id}", &[("subject", "Well, well?")]),
    form("/templates/{id}/undo", "/audit", &[]),
    form("/templates/{id}/test", "/templates/{id}", &[]),
    form("/templates/{id}/deletion", "", &[]),
    form("/storefronts", "/storefronts/new", &[("name", "New"), ("slug", "new")]),
    form("/storefronts/{id}", "/storefronts/{id}", &[("name", "Another Street")]),
    form("/storefronts/{id}/undo", "/audit", &[]),
    form("/answers/export", "", &[]),
    form("/account", "/account", &[("pressure.gap", "60")]),
    form("/account/undo", "/audit", &[]),
    form("/account/hold", "", &[]),
    form("/account/release", "", &[]),
    form("/sandbox/clock", "", &[("move", "hour")]),
    form("/sandbox/undo", "/audit", &[]),
    form("/users/new", "/users/new", &[("email", "new@example.com"), ("role", "viewer")]),
    form("/users/{id}", "", &[("role", "editor")]),
    form("/users/{id}/link", "", &[]),
    form("/users/{id}/disable", "", &[]),
    form("/users/{id}/enable", "", &[]),
    form("/users/{id}/second_factor", "", &[]),
    form("/keys/new", "/keys/new", &[("name", "new"), ("scopes", "campaigns:read")]),
    form("/keys/{id}/revoke", "", &[]),
    form("/audit/export", "", &[]),
    form("/you", "/you", &[("name", "Ada")]),
    form("/you/sessions/end_others", "", &[]),
    form("/you/sessions/{id}/end", "", &[]),
    form("/you/second_factor", "", &[]),
    form("/you/second_factor/confirm", "", &[]),
    form("/you/second_factor/end", "", &[("password", PASSWORD)]),
    form("/you/password", "/you", NEW_PASSWORD),
    form("/answers", "", &[]),
    form("/answers/{id}", "", &[]),
    form("/templates/preview", "", &[("subject", "Well?"), ("body", "{{ answer_button }}")]),
    form("/sign_out", "", &[]),
];

impl Form {
    /// What a browser would send: the fields as they stand on the page, with what is typed.
    pub async fn fields(&self, ada: &mut Member, ours: &Ours) -> Vec<(String, String)> {
        let filled = |path: &str| ours.fill(path).map_or_else(|| path.to_owned(), |(path, _)| path);
        let mut fields = std::collections::BTreeMap::new();
        if !self.page.is_empty() {
            let (page, action) = (ada.get(&filled(self.page)).await, filled(self.action));
            if page.text.contains(&format!("action=\"{action}\"")) {
                fields = page.form(&action);
            }
        }
        fields.extend(self.typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields.into_iter().collect()
    }
}
