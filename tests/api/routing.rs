//! Routing to other platforms (ET-10): its settings, its report, and that no way leads from a mood to it (AW-5).

use afterword::store::Tx;
use afterword::store::routes::{self, Route};
use serde_json::{Value, json};

use crate::client::{Client, order};
use crate::support::databases::each_database;
use crate::templates::template;

const PAGE: &str = "https://reviews.example/write";

fn platform(name: &str, percent: i64) -> Value {
    json!({ "platform": name, "url": PAGE, "percent": percent })
}

#[test]
fn platforms_are_set_changed_and_taken_away_as_one_list() {
    each_database("routing_settings", async |database| {
        let client = Client::sandbox(database).await;
        let list = json!([platform("Trusted Reviews", 10), platform("Äkta omdömen", 90)]);
        let path = format!("/campaigns/{}", client.campaign(json!({ "routing": list })).await);
        assert_eq!(client.get(&path).await.ok()["routing"], list);
        assert_eq!(client.patch(&path, json!({ "delay": "P3D" })).await.ok()["routing"], list);
        let spaced = json!([{ "platform": " A ", "url": format!("{PAGE}\n"), "percent": 1 }]);
        let changed = client.patch(&path, json!({ "routing": spaced })).await.ok();
        assert_eq!(changed["routing"], json!([platform("A", 1)]));
        assert_eq!(client.patch(&path, json!({ "routing": [] })).await.ok()["routing"], json!([]));
        let table = client.get_as("/campaigns", &[("accept", "text/csv")]).await.text;
        assert!(table.lines().next().unwrap().contains(",routing,"), "{table}");
    });
}

#[test]
fn what_cannot_be_is_refused_where_it_stands() {
    let one = |field: &str, value: Value| {
        let mut platform = platform("A", 10);
        platform[field] = value;
        json!([platform])
    };
    let many: Vec<_> = (0..11).map(|number| platform(&number.to_string(), 1)).collect();
    let table = [
        (json!(null), "/routing", "field.type"),
        (json!("10"), "/routing", "field.type"),
        (json!([1]), "/routing/0", "field.type"),
        (json!([{ "platform": "A", "percent": 10 }]), "/routing/0/url", "field.missing"),
        (one("platform", json!("")), "/routing/0/platform", "field.missing"),
        (one("platform", json!("x".repeat(10_000))), "/routing/0/platform", "text.too_long"),
        (one("url", json!("http://reviews.example")), "/routing/0/url", "url.insecure"),
        (one("url", json!("https://a@reviews.example")), "/routing/0/url", "url.malformed"),
        (one("percent", json!(0)), "/routing/0/percent", "percent.out_of_range"),
        (one("percent", json!(101)), "/routing/0/percent", "percent.out_of_range"),
        (one("percent", json!(1.5)), "/routing/0/percent", "field.type"),
        (one("percent", json!("10")), "/routing/0/percent", "field.type"),
        (json!([platform("A", 50), platform("a", 10)]), "/routing/1/platform", "platform.repeated"),
        (json!([platform("A", 50), platform("B", 51)]), "/routing/1/percent", "percent.more_than_all"),
        (Value::from(many), "/routing", "routing.length"),
    ];
    each_database("routing_faults", async |database| {
        let client = Client::sandbox(database).await;
        let path = format!("/campaigns/{}", client.campaign(json!({})).await);
        let before = (client.rows().await, client.get(&path).await.ok());
        for (routing, pointer, code) in &table {
            let answer = client.patch(&path, json!({ "routing": routing })).await;
            assert_eq!(answer.error(), (422, (*pointer).to_owned(), (*code).to_owned()), "{routing}");
        }
        for purpose in ["product_review", "survey"] {
            let campaign = json!({
                "name": "x", "storefront": "main", "event_type": "order.delivered", "purpose": purpose,
                "routing": [platform("A", 10)],
            });
            let answer = client.post("/campaigns", campaign).await;
            assert_eq!(answer.error(), (422, "/routing".to_owned(), "routing.purpose".to_owned()), "{purpose}");
        }
        assert_eq!((client.rows().await, client.get(&path).await.ok()), before);
    });
}

/// Everything that somebody who wants to hear from the happy alone may try to write.
const GATES: [&str; 12] = [
    "if",
    "when",
    "condition",
    "min_rating",
    "max_rating",
    "min_score",
    "rating",
    "score",
    "nps",
    "sentiment",
    "mood",
    "only_satisfied",
];

#[test]
fn no_setting_makes_asking_or_routing_depend_on_a_score() {
    each_database("no_gating", async |database| {
        let client = Client::sandbox(database).await;
        let path = format!("/campaigns/{}", client.campaign(json!({ "routing": [platform("A", 10)] })).await);
        let before = (client.rows().await, client.get(&path).await.ok());
        for gate in GATES {
            let refused = async |body: Value, pointer: String| {
                let answer = client.patch(&path, body.clone()).await;
                assert_eq!(answer.error(), (422, pointer, "field.unknown".to_owned()), "{body}");
            };
            let mut gated = platform("A", 10);
            gated[gate] = json!(4);
            refused(json!({ "routing": [gated] }), format!("/routing/0/{gate}")).await;
            refused(json!({ gate: 4 }), format!("/{gate}")).await;
            for part in ["send_at", "frequency", "reminder"] {
                refused(json!({ part: { gate: 4 } }), format!("/{part}/{gate}")).await;
            }
            let step = json!({ "channel": "email", "after": "P0D", "role": "first", gate: 4 });
            refused(json!({ "strategy": [step] }), format!("/strategy/0/{gate}")).await;
            let account = client.patch("/account", json!({ gate: 4 })).await;
            assert_eq!(account.error(), (422, format!("/{gate}"), "field.unknown".to_owned()));
            let event = |fields: Value| {
                let mut event = order("A-1", "ada@example.com");
                event.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
                event
            };
            let told = client.post("/events", event(json!({ gate: 1 }))).await;
            assert_eq!(told.error(), (422, format!("/{gate}"), "field.unknown".to_owned()));
            let by_hand = json!({ "campaign": "x", "contact": "y", "reference": "z", gate: 5 });
            let told = client.post("/invitations", by_hand).await;
            assert_eq!(told.error(), (422, format!("/{gate}"), "field.unknown".to_owned()));
        }
        let audience = client.patch(&path, json!({ "audience": { "rating": { "at_least": 4 } } })).await;
        assert_eq!(audience.error(), (422, "/audience".to_owned(), "field.unsupported".to_owned()));
        for link in ["https://r.example/?stars={rating}", "https://r.example/{{ rating }}", "https://<score>/"] {
            let routing = json!([{ "platform": "A", "url": link, "percent": 10 }]);
            let told = client.patch(&path, json!({ "routing": routing })).await;
            assert_eq!(told.error(), (422, "/routing/0/url".to_owned(), "url.malformed".to_owned()), "{link}");
        }
        assert_eq!((client.rows().await, client.get(&path).await.ok()), before);
    });
}

#[test]
fn no_template_knows_a_score() {
    each_database("no_gating_words", async |database| {
        let client = Client::sandbox(database).await;
        let pointer = "/languages/sv/body";
        for gate in GATES.into_iter().filter(|gate| *gate != "if") {
            for body in [
                format!("{{% if {gate} %}}{{{{ answer_button }}}}{{% endif %}}"),
                format!("{{{{ customer.{gate} }}}}"),
                format!("{{% if order.{gate} > 3 %}}a{{% endif %}}"),
                format!("[x](https://reviews.example/{{{{ response.{gate} }}}})"),
            ] {
                let mut gated = template();
                *gated.pointer_mut(pointer).unwrap() = json!(body);
                let told = client.post("/templates", gated).await;
                assert_eq!(told.error(), (422, pointer.to_owned(), "template.invalid".to_owned()), "{body}");
            }
        }
    });
}

#[test]
fn the_report_tells_share_and_followers_of_each_platform() {
    each_database("routing_report", async |database| {
        let client = Client::sandbox(database).await;
        assert_eq!(client.get("/reports/routing").await.ok(), json!({ "data": [], "next": null }));
        let campaign = client.campaign(json!({})).await;
        client.order("Z-1", "zoe@example.com").await;
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let path = format!("/campaigns/{campaign}");
        client.patch(&path, json!({ "routing": [platform("Ours & theirs", 60), platform("B", 40)] })).await.ok();
        for number in 0..20 {
            client.order(&format!("A-{number}"), &format!("a{number}@example.com")).await;
        }
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let sent = client.get("/invitations?limit=100").await.ok();
        let to = |name: &str| {
            let routed = sent["data"].as_array().unwrap().iter().filter(|one| one["route"]["platform"] == name);
            routed.map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let (ours, others) = (to("Ours & theirs"), to("B"));
        assert_eq!(ours.len() + others.len(), 20, "whoever was asked before points nowhere");
        assert!(ours.len() > others.len() && !others.is_empty(), "{} and {}", ours.len(), others.len());
        let engine = &client.house.engine;
        for _ in 0..2 {
            engine.follow_route(client.house.account, ours[0].parse().unwrap()).await.unwrap();
        }
        client.patch(&path, json!({ "routing": [platform("Ours & theirs", 5)] })).await.ok();
        let told = client.get("/reports/routing").await.ok();
        let rows = told["data"].as_array().unwrap();
        assert_eq!((&rows[0]["platform"], &rows[0]["percent"]), (&json!("B"), &Value::Null), "it points there no more");
        assert_eq!((&rows[0]["routed"]["count"], &rows[0]["routed"]["of"]), (&json!(others.len()), &json!(20)));
        assert_eq!((&rows[1]["platform"], &rows[1]["percent"]), (&json!("Ours & theirs"), &json!(5)));
        let followed = &rows[1]["followed"];
        assert_eq!((&followed["count"], &followed["of"]), (&json!(1), &json!(ours.len())));
        assert!(followed["low"].as_f64().unwrap() > 0.0 && followed["high"].as_f64().unwrap() < 1.0, "{followed}");

        let first = client.get("/reports/routing?limit=1").await.ok();
        let next: String = url::form_urlencoded::byte_serialize(first["next"].as_str().unwrap().as_bytes()).collect();
        let second = client.get(&format!("/reports/routing?limit=1&after={next}")).await.ok();
        assert_eq!((&second["data"][0], &second["next"]), (&rows[1], &Value::Null));
        let table = client.get_as(&format!("/reports/routing?campaign={campaign}"), &[("accept", "text/csv")]).await;
        assert!(table.text.contains(&format!("\r\n{campaign},B,,{},20,", others.len())), "{}", table.text);
        assert_eq!(client.get("/reports/routing?campaign=cmp_x").await.errors()[0].0, "/campaign");
        let stranger = Client::sandbox_beside(&client).await;
        assert_eq!(stranger.get("/reports/routing").await.ok()["data"], json!([]));
    });
}

#[test]
fn where_an_invitation_points_is_fixed_by_its_first_message() {
    each_database("route_fixed", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({ "routing": [platform("A", 100)] })).await;
        let planned = client.order("A-1", "ada@example.com").await;
        let id = planned["decisions"][0]["invitation"].as_str().unwrap().to_owned();
        let path = format!("/invitations/{id}");
        assert_eq!(client.get(&path).await.ok()["route"], Value::Null, "nothing was sent yet");
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let route = client.get(&path).await.ok()["route"].clone();
        assert_eq!(route["platform"], "A");
        let (account, invitation) = (client.house.account, id.parse().unwrap());
        let again = move |tx: &mut Tx<'_>| {
            let mut other = routes::of_invitations(tx, account, &[invitation])?;
            let changed: Vec<_> = other.drain(..).map(|route| Route { platform: "B".to_owned(), ..route }).collect();
            routes::insert(tx, account, &changed)
        };
        client.store().write("again", again).await.unwrap();
        assert_eq!(client.get(&path).await.ok()["route"], route, "a message that is tried again changes nothing");
        let stranger = Client::sandbox_beside(&client).await.house.account;
        assert!(client.house.engine.follow_route(stranger, invitation).await.is_err(), "nor does anybody else");
        assert_eq!(client.get(&path).await.ok()["route"], route);
    });
}
