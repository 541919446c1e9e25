//! `afterword config`: a configuration file with every setting, its meaning and its standard value.

use serde_json::Value;

use crate::config::Config;

/// Every setting: its name, what it means, and where it has no standard value, what one could be.
const SETTINGS: &[(&str, &str, &str)] = &[
    ("listen", "Where to listen: address and port.", ""),
    (
        "public_url",
        "Where recipients reach this installation: the links in mails begin with it. Standard: the address above.",
        "https://ask.shop.example",
    ),
    (
        "database_url",
        "Where the data is: sqlite:PATH, or postgres://USER:PASSWORD@HOST/NAME for one or more nodes.",
        "",
    ),
    ("database_connections", "Connections to PostgreSQL, or readers of SQLite.", ""),
    (
        "smtp_url",
        "The relays for mail, with white space between them. Standard: none, and real accounts' messages wait.",
        "smtp+starttls://user:password@smtp.example.net:587",
    ),
    ("sender", "From whom mails come where a storefront names nobody.", "reviews@shop.example"),
    ("dkim_selector", "The name of the relay's DKIM key, for `afterword doctor`.", "mail"),
    ("dns_server", "The DNS server that is asked about senders. Standard: the machine's.", "192.0.2.53:53"),
    (
        "trusted_proxy",
        "Addresses and networks of your own proxies, which are believed when they say for whom they ask.",
        "10.0.0.0/8, 192.0.2.7",
    ),
    (
        "secret",
        "The master secret: 64 hexadecimal digits, the same on every node. Standard: `afterword.secret` beside the data,\n\
         # made on the first start. Better named by AFTERWORD_SECRET_FILE than written here.",
        "0000000000000000000000000000000000000000000000000000000000000000",
    ),
    ("log", "What is logged, such as info or afterword=debug.", ""),
    ("log_format", "text or json.", ""),
];

const HEAD: &str = "\
# The configuration of Afterword: `afterword config` prints this file. Every setting stands here with its standard value, or
# with an example where it has none; take the # away from those that you change.
#
# A variable overrides the file: AFTERWORD_LISTEN stands for `listen`, DATABASE_URL for `database_url`. A variable whose name
# ends in _FILE, such as AFTERWORD_SMTP_URL_FILE, names a file that holds the value.
";

#[expect(clippy::print_stdout, reason = "what the command is for")]
pub fn run() -> anyhow::Result<()> {
    print!("{}", sample()?);
    Ok(())
}

fn sample() -> anyhow::Result<String> {
    let standards = serde_json::to_value(Config::default())?;
    let settings = SETTINGS.iter().map(|(name, meaning, example)| {
        let value = standards.get(name).filter(|value| !value.is_null() && *value != "").cloned();
        let value = value.unwrap_or_else(|| Value::from(*example));
        format!("\n# {meaning}\n# {name} = {value}\n")
    });
    Ok(format!("{HEAD}{}", settings.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_sample_tells_of_every_setting_and_of_nothing_else() {
        let standards = serde_json::to_value(Config::default()).unwrap();
        let known: BTreeSet<_> = standards.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(SETTINGS.iter().map(|(name, ..)| *name).collect::<BTreeSet<_>>(), known);
        let missing = SETTINGS.iter().filter(|(name, _, example)| standards[name].is_null() && example.is_empty());
        assert_eq!(missing.count(), 0, "what has no standard value has an example");
    }

    #[test]
    fn the_sample_is_read_as_the_configuration_that_it_shows() {
        let text: String = sample()
            .unwrap()
            .lines()
            .filter(|line| line.contains(" = "))
            .fold(String::new(), |text, line| format!("{text}{}\n", line.trim_start_matches("# ")));
        let read: Config = toml::from_str(&text).unwrap();
        assert_eq!(read.listen, Config::default().listen);
        assert_eq!(read.public_url.as_deref(), Some("https://ask.shop.example"));
    }
}
