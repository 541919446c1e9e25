//! Serving: it comes up, goes down, and its log holds nobody's address.

use serde_json::{Value, json};

use crate::program::Program;
use crate::support::databases::{each_database, sqlite};

const CANARY: &str = "canary.4711";

#[test]
fn a_server_comes_up_and_goes_down_when_it_is_told() {
    each_database("cli_serve", async |database| {
        let program = Program::on(database);
        let server = program.serve();
        let health = reqwest::get(format!("{}/health", server.url)).await.unwrap();
        assert!(health.status().is_success());
        let log = server.stop();
        assert!(log.contains("no relay is configured") && log.contains("stopping"), "{log}");
        assert!(!log.contains('\u{1b}'), "no colours in a file: {log}");
    });
}

#[test]
fn a_server_that_cannot_start_says_why() {
    let program = Program::in_new_folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let program = program.with("AFTERWORD_LISTEN", &taken.local_addr().unwrap().to_string());
    let said = program.run(&["serve"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("set AFTERWORD_LISTEN to another address"), "{said:?}");
    for (name, value) in [
        ("AFTERWORD_LISTEN", "somewhere"),
        ("AFTERWORD_LOG", "afterword=loud"),
        ("AFTERWORD_SECRET", "short"),
        ("AFTERWORD_SMTP_URL", "http://mail.example"),
        ("AFTERWORD_TRUSTED_PROXY", "proxy.example"),
    ] {
        let said = Program::in_new_folder().with(name, value).run(&["serve"]);
        assert!(said.bad().contains(name.trim_start_matches("AFTERWORD_")), "{said:?}");
        assert_eq!(said.err.lines().count(), 1, "{said:?}");
    }
}

/// Whether a wrong link is answered otherwise at last.
async fn is_slowed_down(url: &str, forwarded_for: impl Fn(usize) -> String) -> bool {
    for number in 0..200 {
        let request = reqwest::Client::new().get(format!("{url}/r/wrong"));
        let answer = request.header("x-forwarded-for", forwarded_for(number)).send().await.unwrap();
        if answer.status() == 429 {
            return true;
        }
    }
    false
}

#[test]
fn a_server_knows_its_visitors_by_their_sockets_or_by_its_proxies() {
    sqlite("cli_proxies", async |database| {
        let anybody = |number| format!("198.51.100.{number}");
        let server = Program::on(database).serve();
        assert!(is_slowed_down(&server.url, anybody).await, "they have one address");
        server.stop();
        let server = Program::on(database).with("AFTERWORD_TRUSTED_PROXY", "10.0.0.0/8 127.0.0.1").serve();
        assert!(!is_slowed_down(&server.url, anybody).await, "the proxy says that they have many");
        assert!(is_slowed_down(&server.url, |_| "203.0.113.1".to_owned()).await);
        server.stop();
    });
}

async fn post(url: &str, key: &str, path: &str, body: &Value) -> u16 {
    let request = reqwest::Client::new().post(format!("{url}/api/v1/{path}"));
    request.bearer_auth(key).json(body).send().await.unwrap().status().as_u16()
}

#[test]
fn a_log_holds_nobodys_address_however_much_is_logged() {
    each_database("cli_log", async |database| {
        for (level, format) in [("debug", "text"), ("trace", "json")] {
            let program = Program::on(database).with("AFTERWORD_LOG", level).with("AFTERWORD_LOG_FORMAT", format);
            let account = format!("shop-{level}");
            let key = program.sandbox(&account);
            let server = program.serve();
            let shop = json!({ "slug": "main", "name": "Main", "time_zone": "UTC", "language": "en", "declared_basis": "existing_customer" });
            assert_eq!(post(&server.url, &key, "storefronts", &shop).await, 201);
            let event = |email: &str, reference: &str| {
                json!({
                    "type": "order.delivered", "storefront": "main", "reference": reference,
                    "occurred_at": "2026-03-01T10:00:00Z",
                    "contact": { "email": email, "phone": "+46701234711", "name": format!("{CANARY} Ek") },
                })
            };
            let good = event(&format!("{CANARY}@example.com"), "A-1");
            assert_eq!(post(&server.url, &key, "events", &good).await, 202);
            let bad = event(&format!("{CANARY} example.com"), "A-2");
            assert_eq!(post(&server.url, &key, "events", &bad).await, 422);
            let address = format!("explanations?contact={CANARY}@example.com");
            let asked = reqwest::Client::new().get(format!("{}/api/v1/{address}", server.url)).bearer_auth(&key);
            assert_eq!(asked.send().await.unwrap().status().as_u16(), 200);
            let log = server.stop();
            for secret in [CANARY, "701234711", key.as_str()] {
                let told = log.lines().find(|line| line.contains(secret));
                assert_eq!(told, None, "{secret} in the log at {level}");
            }
        }
    });
}

#[test]
fn commands_on_addresses_leave_none_in_their_complaints() {
    each_database("cli_complaints", async |database| {
        let program = Program::on(database);
        program.account("shop");
        program.write("orders.csv", format!("order_id,email,ordered_on\nA-1,{CANARY}example.com,2026-03-01\n"));
        let usual = ["import", "orders.csv", "--account", "shop", "--storefront", "main", "--type", "order.delivered"];
        let said = program.run(&usual);
        assert!(said.err.starts_with("line 2: ") && !said.err.contains(CANARY), "{said:?}");
        let said = program.run(&["explain", "--account", "shop", "--contact", &format!("{CANARY}@example.com")]);
        assert!(!said.bad().contains(CANARY), "{said:?}");
    });
}
