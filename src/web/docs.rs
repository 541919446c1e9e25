//! The page that shows the OpenAPI document to people: one HTML text, made once from the document, without a script.

use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::problem::Kind;
use super::scope::Scope;

const STYLE: &str = include_str!("docs.css");
const METHODS: [&str; 4] = ["get", "post", "patch", "delete"];

/// The page and the document, as they are sent. Cheap to clone.
#[derive(Clone)]
pub struct Docs {
    page: Bytes,
    policy: HeaderValue,
    document: Bytes,
}

impl Docs {
    pub fn new(document: &utoipa::openapi::OpenApi) -> Self {
        let document = serde_json::to_value(document).expect("the document is plain data");
        let hash = STANDARD.encode(Sha256::digest(STYLE));
        let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; frame-ancestors 'none'");
        let policy = policy.try_into().expect("a policy is plain ASCII");
        Self { page: page(&document).into(), policy, document: document.to_string().into() }
    }

    pub fn page(&self) -> Response {
        ([(CONTENT_SECURITY_POLICY, self.policy.clone())], Html(self.page.clone())).into_response()
    }

    pub fn document(&self) -> Response {
        ([(CONTENT_TYPE, "application/json")], self.document.clone()).into_response()
    }
}

fn page(document: &Value) -> String {
    let mut page = String::new();
    let none = Map::new();
    let paths = document["paths"].as_object().unwrap_or(&none);
    let title = text(&document["info"]["title"]);
    page.push_str(&format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title} API</title><style>{STYLE}</style></head><body>\
         <header><h1>{title} API</h1>{about}<p><a href=\"/api/v1/openapi.json\">The OpenAPI 3.1 document</a></p>\
         </header><nav><ul>{contents}</ul></nav><main>",
        about = paragraphs(&document["info"]["description"]),
        contents = contents(paths),
    ));
    for (url, item) in paths {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                write_operation(&mut page, method, url, operation);
            }
        }
    }
    write_scopes(&mut page);
    write_problems(&mut page);
    page.push_str("<section><h2>Schemas</h2>");
    for (name, schema) in document["components"]["schemas"].as_object().unwrap_or(&none) {
        let schema = serde_json::to_string_pretty(schema).unwrap_or_default();
        let name = escape(name);
        page.push_str(&format!("<h3 id=\"schema-{name}\">{name}</h3><pre>{}</pre>", escape(&schema)));
    }
    page.push_str("</section></main></body></html>");
    page
}

fn contents(paths: &Map<String, Value>) -> String {
    let entry = |(url, item): (&String, &Value)| {
        let links = METHODS.into_iter().filter_map(|method| {
            let id = text(&item.get(method)?["operationId"]);
            Some(format!("<a href=\"#{id}\">{method}</a> "))
        });
        format!("<li><code>{}</code> {}</li>", escape(url), links.collect::<String>())
    };
    paths.iter().map(entry).collect()
}

fn write_operation(page: &mut String, method: &str, url: &str, operation: &Value) {
    let id = text(&operation["operationId"]);
    let upper = method.to_uppercase();
    page.push_str(&format!("<section id=\"{id}\"><h2><b>{upper}</b> <code>{}</code></h2>", escape(url)));
    page.push_str(&format!("<p>{}</p>{}", text(&operation["summary"]), paragraphs(&operation["description"])));
    if let Some(scope) = operation["security"][0]["key"][0].as_str() {
        page.push_str(&format!("<p>Scope <code>{}</code></p>", escape(scope)));
    }
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        page.push_str("<table><tr><th>Parameter<th>in<th>says");
        for parameter in parameters {
            let (name, place) = (text(&parameter["name"]), text(&parameter["in"]));
            page.push_str(&format!("<tr><td><code>{name}</code><td>{place}<td>{}", text(&parameter["description"])));
        }
        page.push_str("</table>");
    }
    if let Some(body) = operation["requestBody"]["content"].as_object() {
        write_content(page, "Body", body);
    }
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let says = text(&response["description"]);
        page.push_str(&format!("<p>Answers <b>{}</b> {says}</p>", escape(status)));
        if let Some(content) = response["content"].as_object() {
            write_content(page, "", content);
        }
    }
    page.push_str("</section>");
}

fn write_content(page: &mut String, title: &str, content: &Map<String, Value>) {
    for (media_type, content) in content {
        page.push_str(&format!("<p>{title} <i>{}</i> {}</p>", escape(media_type), schema_link(&content["schema"])));
    }
}

fn schema_link(schema: &Value) -> String {
    let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) else {
        return String::new();
    };
    let name = escape(name);
    format!("<a href=\"#schema-{name}\">{name}</a>")
}

fn write_scopes(page: &mut String) {
    page.push_str("<section><h2>Scopes</h2><table>");
    for scope in Scope::ALL {
        page.push_str(&format!("<tr><td><code>{}</code><td>{}", escape(scope.as_str()), escape(scope.says())));
    }
    page.push_str("</table></section>");
}

fn write_problems(page: &mut String) {
    page.push_str("<section><h2>Problems</h2><table>");
    for kind in Kind::ALL {
        let (code, title) = (escape(kind.code()), escape(kind.title()));
        page.push_str(&format!("<tr id=\"{code}\"><td>{}<td><code>{code}</code><td>{title}", kind.status().as_u16()));
    }
    page.push_str("</table></section>");
}

fn paragraphs(value: &Value) -> String {
    let whole = value.as_str().unwrap_or_default();
    whole.split("\n\n").filter(|part| !part.is_empty()).map(|part| format!("<p>{}</p>", escape(part))).collect()
}

fn text(value: &Value) -> String {
    escape(value.as_str().unwrap_or_default())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
