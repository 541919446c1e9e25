//! Settings: each value and where it came from, the secret, and the address that recipients reach.

use std::fs::{self, Metadata};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use figment::Figment;
use url::Url;

use super::Report;
use crate::config::{Config, FILE, Hidden};
use crate::network::is_local;
use crate::secret::Secret;

/// Permission bits of others, and of the group.
const OTHERS: u32 = 0o007;
const GROUP: u32 = 0o070;

pub fn check(report: &mut Report, config: &Config) {
    let figment = Config::figment();
    for (name, value) in values(config) {
        report.good(format!("{name} = {value} ({})", origin(&figment, name)));
    }
    check_secret(report, config);
    check_public_url(report, config);
    check_proxy(report, config);
}

/// Every setting, in words that may be shown. A new one must be named here, or this does not compile.
fn values(config: &Config) -> [(&'static str, String); 12] {
    let Config {
        listen,
        public_url,
        database_url,
        database_connections,
        smtp_url,
        sender,
        dkim_selector,
        dns_server,
        trusted_proxy,
        secret,
        log,
        log_format,
    } = config;
    let hidden = |value: &Option<Hidden>| value.as_ref().map_or("none", |_| "(set, not shown)").to_owned();
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    // The URL of a server may hold a password.
    let is_file = !database_url.0.contains("://") || database_url.0.starts_with("sqlite:");
    let database_url = if is_file { database_url.0.clone() } else { "(set, not shown)".to_owned() };
    [
        ("listen", listen.to_string()),
        ("public_url", shown(public_url)),
        ("database_url", database_url),
        ("database_connections", database_connections.to_string()),
        ("smtp_url", hidden(smtp_url)),
        ("sender", shown(sender)),
        ("dkim_selector", shown(dkim_selector)),
        ("dns_server", shown(&dns_server.map(|server| server.to_string()))),
        ("trusted_proxy", if trusted_proxy.is_empty() { "none".to_owned() } else { trusted_proxy.to_string() }),
        ("secret", hidden(secret)),
        ("log", log.clone()),
        ("log_format", log_format.clone()),
    ]
}

fn origin(figment: &Figment, name: &str) -> String {
    let Some(metadata) = figment.find_metadata(name) else { return "standard value".to_owned() };
    let upper = name.to_ascii_uppercase();
    match metadata.name.as_ref() {
        source if source.starts_with("TOML") => FILE.to_owned(),
        source if source.starts_with("files named") => format!("file named by AFTERWORD_{upper}_FILE"),
        source if source.contains("AFTERWORD_") => format!("AFTERWORD_{upper}"),
        source if source.contains("environment") => upper,
        _ => "standard value".to_owned(),
    }
}

fn check_secret(report: &mut Report, config: &Config) {
    if let Some(file) = Config::file_of("secret") {
        return check_file(report, &file);
    }
    if let Some(Hidden(text)) = &config.secret {
        return match Secret::parse(text) {
            Some(_) => report.good("the secret is set"),
            None => report.fail("the secret is no secret", "set 64 hexadecimal digits: openssl rand -hex 32"),
        };
    }
    check_file(report, &config.secret_file());
    if config.database_url.0.starts_with("postgres") {
        let advice = "where several nodes run, give all of them the same AFTERWORD_SECRET or AFTERWORD_SECRET_FILE";
        report.warn("the secret lies in the working folder of this node", advice);
    }
}

fn check_file(report: &mut Report, file: &Path) {
    let shown = file.display();
    match fs::metadata(file).and_then(|metadata| Ok((metadata, fs::read_to_string(file)?))) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => report.warn(
            format!("there is no secret yet: {shown}"),
            "the first start makes it; bring the old one here if this is a restored installation",
        ),
        Err(error) => report.fail(format!("the secret {shown}: {error}"), "let the user that runs afterword read it"),
        Ok((_, text)) if Secret::parse(&text).is_none() => report.fail(
            format!("the secret {shown} is no secret: it must be 64 hexadecimal digits"),
            "bring back the right file; a new secret forgets who opted out and voids the links in messages sent",
        ),
        Ok((metadata, _)) => check_permissions(report, file, &metadata),
    }
}

fn check_permissions(report: &mut Report, file: &Path, metadata: &Metadata) {
    let (shown, mode) = (file.display(), metadata.permissions().mode() & 0o777);
    let advice = format!("chmod 600 {shown}");
    if mode & OTHERS != 0 {
        report.fail(format!("everybody on this machine may use the secret {shown} (mode {mode:03o})"), &advice);
    } else if mode & GROUP != 0 {
        report.warn(format!("a group may use the secret {shown} (mode {mode:03o})"), &advice);
    } else {
        report.good(format!("the secret {shown} is its owner's alone; keep a copy of it with your backups"));
    }
}

fn check_public_url(report: &mut Report, config: &Config) {
    let text = config.public_url();
    let advice = "set AFTERWORD_PUBLIC_URL to the address that recipients reach, such as https://ask.shop.example";
    let url = Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let Some(url) = url.filter(Url::has_host) else {
        return report.fail(format!("the public address {text} is no web address"), advice);
    };
    if is_local(&text) {
        report.warn(format!("links in messages begin with {text}, which only this machine reaches"), advice);
    } else if url.scheme() == "http" {
        let advice = "let a proxy with a certificate stand before it, and write https://";
        report.warn(format!("links in messages begin with {text}, and are not encrypted"), advice);
    } else {
        report.good(format!("links in messages begin with {text}"));
    }
}

/// The program itself speaks no TLS: behind `https` there is always a proxy.
fn check_proxy(report: &mut Report, config: &Config) {
    let advice = "set AFTERWORD_TRUSTED_PROXY to the addresses of your proxies, such as 127.0.0.1 or 10.0.0.0/8";
    if config.trusted_proxy.contain_all() {
        report.warn("every visitor is believed who says to be another one", advice);
    } else if config.trusted_proxy.is_empty() && config.public_url().starts_with("https://") {
        report.warn("all visitors have the address of the proxy before it, and share its limits", advice);
    } else {
        report.good("visitors are told apart by their addresses");
    }
}
