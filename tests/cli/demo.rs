//! The demonstration: one command, one page, one button.

use reqwest::redirect::Policy;

use crate::program::Program;

#[test]
fn a_demonstration_is_there_after_one_command_and_stays_as_it_was_left() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let program = Program::in_new_folder();
    let server = program.start("demo");
    let client = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let clock = runtime.block_on(async {
        let page = client.get(format!("{}/sign_in", server.url)).send().await.unwrap().text().await.unwrap();
        assert!(page.contains("Look around"), "{page}");
        let entered = client.post(format!("{}/demo", server.url)).send().await.unwrap();
        assert_eq!(entered.status(), 303);
        let cookie = entered.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let get = async |path: &str| {
            let url = format!("{}{path}", server.url);
            client.get(url).header("cookie", &cookie).send().await.unwrap().text().await.unwrap()
        };
        let outbox = get("/outbox").await;
        assert!(outbox.contains("Needle &#38; Groove") && outbox.contains("Skivhyllan"), "{outbox}");
        assert!(outbox.contains("How does it sound?") || outbox.contains("Hur låter den?"), "{outbox}");
        for stop in 2..=6 {
            let led = client.get(format!("{}/tour/{stop}", server.url)).header("cookie", &cookie).send().await.unwrap();
            let to = led.headers()["location"].to_str().unwrap().to_owned();
            assert!(!to.starts_with("/?"), "stop {stop} has nothing to show");
        }
        let moved = client.post(format!("{}/sandbox/clock", server.url)).header("cookie", &cookie);
        let moved = moved.header("content-type", "application/x-www-form-urlencoded").body("move=day");
        assert_eq!(moved.send().await.unwrap().status(), 303);
        time_of(&get("/sandbox/clock").await)
    });
    server.stop();
    let server = program.start("demo");
    runtime.block_on(async {
        let entered = client.post(format!("{}/demo", server.url)).send().await.unwrap();
        let cookie = entered.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let page = client.get(format!("{}/sandbox/clock", server.url)).header("cookie", &cookie).send().await.unwrap();
        assert_eq!(time_of(&page.text().await.unwrap()), clock);
    });
    server.stop();
}

fn time_of(page: &str) -> String {
    let (_, rest) = page.split_once("<output").unwrap();
    rest.split_once("datetime=\"").unwrap().1.split('"').next().unwrap().to_owned()
}

#[test]
fn a_demonstration_does_not_let_other_machines_in_unless_told() {
    let program = Program::in_new_folder().with("AFTERWORD_LISTEN", "0.0.0.0:0");
    let said = program.run(&["demo"]);
    assert!(said.bad().contains("--anyone"), "{said:?}");
}
