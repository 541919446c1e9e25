//! A real browser, told what to do over WebDriver (W3C). Its protocol is a handful of JSON requests: a library for it
//! would bring thirty crates for these.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const DRIVER: &str = "/usr/bin/chromedriver";
const BROWSER: &str = "/usr/bin/chromium";
/// How long the driver looks for what a page does not show yet.
const PATIENCE_MS: u32 = 20_000;
/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How a reader looks at pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    pub name: &'static str,
    pub width: u32,
    pub height: u32,
    pub dark: bool,
    pub scripts: bool,
}

impl View {
    pub const DESKTOP: View = View { name: "desktop", width: 1280, height: 860, dark: false, scripts: true };
    pub const DESKTOP_DARK: View = View { name: "desktop-dark", dark: true, ..Self::DESKTOP };
    pub const PHONE: View = View { name: "phone", width: 390, height: 844, ..Self::DESKTOP };
    pub const SMALL_PHONE_DARK: View =
        View { name: "small-phone-dark", width: 320, height: 640, dark: true, scripts: true };
    pub const PHONE_PLAIN: View = View { name: "phone-plain", scripts: false, ..Self::PHONE };
}

/// Pages that come while something of the one before is looked for.
const MOST_PAGES_IN_BETWEEN: usize = 3;

pub fn is_there() -> bool {
    Path::new(DRIVER).exists() && Path::new(BROWSER).exists()
}

/// The driver, a process of its own that ends with this value.
pub struct Driver {
    process: Child,
    url: String,
    client: reqwest::Client,
}

impl Driver {
    pub fn start() -> Driver {
        let mut command = Command::new(DRIVER);
        // A group of its own: browsers that a failed story left open end with it.
        let mut process =
            command.process_group(0).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let told = lines.find_map(|line| {
            let line = line.unwrap();
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        // What it says later is read away, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let url = format!("http://127.0.0.1:{}", told.expect("the driver says its port"));
        Driver { process, url, client: reqwest::Client::new() }
    }

    pub async fn open(&self, view: View) -> Browser<'_> {
        let mut arguments =
            vec!["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"];
        arguments.extend(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
        arguments.push(if view.dark {
            "--blink-settings=preferredColorScheme=0"
        } else {
            "--blink-settings=preferredColorScheme=1"
        });
        let scripts = if view.scripts { 1 } else { 2 };
        let size =
            json!({ "width": view.width, "height": view.height, "pixelRatio": 1.0, "mobile": false, "touch": false });
        let options = json!({
            "binary": BROWSER, "args": arguments,
            "mobileEmulation": { "deviceMetrics": size },
            "prefs": { "profile.managed_default_content_settings.javascript": scripts, "intl.accept_languages": "en" },
        });
        let capabilities = json!({ "alwaysMatch": {
            "browserName": "chrome", "timeouts": { "implicit": PATIENCE_MS }, "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" },
        } });
        let made = self.send("POST", "/session", json!({ "capabilities": capabilities })).await;
        let session = format!("/session/{}", made["sessionId"].as_str().unwrap());
        Browser { driver: self, session, view }
    }

    async fn send(&self, method: &str, path: &str, body: Value) -> Value {
        let value = self.ask(method, path, body.clone()).await;
        assert!(value["error"].is_null(), "{method} {path} {body}: {value}");
        value
    }

    /// What the driver answers, also where that is an error.
    async fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.url);
        let request = match method {
            "GET" => self.client.get(url),
            "DELETE" => self.client.delete(url),
            _ => self.client.post(url).json(&body),
        };
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["value"].clone()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.process.id());
        // There is nothing more to do where one of them fails.
        let _ended = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _waited = self.process.wait();
    }
}

/// A window with a profile of its own.
pub struct Browser<'a> {
    driver: &'a Driver,
    session: String,
    pub view: View,
}

impl Browser<'_> {
    async fn send(&self, method: &str, path: &str, body: Value) -> Value {
        self.driver.send(method, &format!("{}{path}", self.session), body).await
    }

    async fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        self.driver.ask(method, &format!("{}{path}", self.session), body).await
    }

    pub async fn go(&self, url: &str) {
        self.send("POST", "/url", json!({ "url": url })).await;
    }

    pub async fn url(&self) -> String {
        self.send("GET", "/url", Value::Null).await.as_str().unwrap().to_owned()
    }

    async fn find(&self, using: &str, value: &str) -> String {
        let found = self.send("POST", "/element", json!({ "using": using, "value": value })).await;
        found[ELEMENT].as_str().unwrap().to_owned()
    }

    async fn element(&self, selector: &str) -> String {
        self.find("css selector", selector).await
    }

    /// Waits until the page has this.
    pub async fn has(&self, selector: &str) {
        self.element(selector).await;
    }

    pub async fn click(&self, selector: &str) {
        self.tap("css selector", selector).await;
    }

    /// Clicks in the middle of the window: the driver scrolls no further than the edge, where a bar may stand.
    /// What it runs itself it also runs where pages may not. What was found on a page that another one then took the place
    /// of is looked for again there.
    async fn tap(&self, using: &str, value: &str) {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        let mut element = self.find(using, value).await;
        for _ in 0..MOST_PAGES_IN_BETWEEN {
            let scroll = json!({ "script": script, "args": [{ ELEMENT: element }] });
            if self.ask("POST", "/execute/sync", scroll).await["error"].is_null() {
                break;
            }
            element = self.find(using, value).await;
        }
        self.send("POST", &format!("/element/{element}/click"), json!({})).await;
    }

    /// Follows the first link, or presses the first button, that says these words.
    pub async fn press(&self, words: &str) {
        let path = format!(
            "//main//a[contains(., {words:?})] | //main//button[contains(., {words:?})] | //main//summary[contains(., {words:?})]"
        );
        self.tap("xpath", &path).await;
    }

    /// Replaces what stands in a field.
    pub async fn fill(&self, selector: &str, text: &str) {
        let element = self.element(selector).await;
        self.send("POST", &format!("/element/{element}/clear"), json!({})).await;
        self.send("POST", &format!("/element/{element}/value"), json!({ "text": text })).await;
    }

    /// Presses keys, one after the other, wherever the page has its focus.
    pub async fn keys(&self, keys: &str) {
        let pressed = keys
            .chars()
            .flat_map(|key| [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]);
        let actions =
            json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": pressed.collect::<Vec<_>>() }] });
        self.send("POST", "/actions", actions).await;
    }

    /// What a reader sees of the page.
    pub async fn text(&self) -> String {
        let element = self.element("body").await;
        self.send("GET", &format!("/element/{element}/text"), Value::Null).await.as_str().unwrap().to_owned()
    }

    /// Waits until the page says these words.
    pub async fn sees(&self, words: &str) {
        let path = format!("//body[contains(normalize-space(.), {words:?})]");
        let found = self.ask("POST", "/element", json!({ "using": "xpath", "value": path })).await;
        let url = self.url().await;
        assert!(found["error"].is_null(), "{url} does not show {words:?}:\n{}", self.text().await);
    }

    pub async fn run(&self, script: &str, arguments: Value) -> Value {
        self.send("POST", "/execute/sync", json!({ "script": script, "args": arguments })).await
    }

    /// As [`Browser::run`], for a script that calls its last argument when it is done.
    pub async fn run_async(&self, script: &str) -> Value {
        self.send("POST", "/execute/async", json!({ "script": script, "args": [] })).await
    }

    /// How many pixels the page is wider than its window.
    pub async fn overflow(&self) -> i64 {
        self.run("return document.documentElement.scrollWidth - innerWidth", json!([])).await.as_i64().unwrap()
    }

    /// What went wrong on the page by the browser's own log.
    pub async fn errors(&self) -> Vec<String> {
        let log = self.send("POST", "/se/log", json!({ "type": "browser" })).await;
        let entries = log.as_array().cloned().unwrap_or_default().into_iter();
        entries.filter(|entry| entry["level"] == "SEVERE").map(|entry| entry["message"].to_string()).collect()
    }

    /// A picture of what the window shows at the top of the page, as WebP: small enough to be kept.
    pub async fn picture(&self) -> Vec<u8> {
        self.run("scrollTo(0, 0)", json!([])).await;
        let params = json!({ "format": "webp", "quality": 80 });
        let asked = json!({ "cmd": "Page.captureScreenshot", "params": params });
        let taken = self.send("POST", "/goog/cdp/execute", asked).await;
        STANDARD.decode(taken["data"].as_str().unwrap()).unwrap()
    }

    pub async fn close(self) {
        self.send("DELETE", "", Value::Null).await;
    }
}
