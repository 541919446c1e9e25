//! Where and how mail is handed over: one URL.
//!
//! `smtp://host:25`, `smtp+starttls://user:password@host:587`, `smtps://user:password@host:465`, with the options
//! `connections=1..256` (8), `rate=0.2..10000` (mails a second), `helo=name`, `ca=/file.pem` (a private authority, trusted besides the public ones) and
//! `insecure_auth=yes`. Special characters of user and password are percent-encoded.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::pace::{FASTEST_RATE, Rate, SLOWEST_RATE};

/// Connections to one relay unless the URL says otherwise.
pub const DEFAULT_CONNECTIONS: usize = 8;

/// The most connections to one relay.
pub const MOST_CONNECTIONS: usize = 256;

/// The most relays of an installation.
pub const MOST_RELAYS: usize = 16;

/// A relay's place and manners. Debug never shows the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    /// A name or an IP address, without brackets.
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub login: Option<Login>,
    /// At most so many connections at once.
    pub connections: usize,
    /// At most so many mails a second begin.
    pub rate: Option<Rate>,
    /// The name said at EHLO; without one, our own IP address on that connection.
    pub helo: Option<String>,
    /// A file of PEM certificates that are trusted besides the public authorities.
    pub ca: Option<PathBuf>,
}

/// How the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Never. For a relay on the same machine or network.
    Plain,
    /// From the command STARTTLS on; a relay that does not offer it is not used.
    StartTls,
    /// From the first byte.
    Tls,
}

/// What the relay knows us by.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    pub user: String,
    pub password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(..)")
    }
}

/// What is wrong with a relay's URL. None of the texts repeats the URL, which holds a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RelayError {
    #[error(
        "the relay is no URL ({0}); write smtp://host:25, smtp+starttls://user:password@host:587 or smtps://user:password@host:465, with special characters of the password percent-encoded"
    )]
    Url(url::ParseError),
    #[error("the relay's URL begins with neither smtp:// nor smtp+starttls:// nor smtps://")]
    Scheme,
    #[error("the relay's URL has no host, or one that is no name and no IP address")]
    Host,
    #[error("the relay's URL has port 0")]
    Port,
    #[error(
        "the relay's URL has something between the host and the options; special characters of the password must be percent-encoded"
    )]
    Path,
    #[error("the relay's URL has a user without a password or a password without a user")]
    HalfLogin,
    #[error("user or password of the relay are not UTF-8, empty, longer than 255 bytes or have control characters")]
    Login,
    #[error(
        "the password would go over the network in the clear; use smtp+starttls:// or smtps://, or add insecure_auth=yes if you trust the network"
    )]
    PasswordInClear,
    #[error("the relay's URL has an unknown option; known are connections, rate, helo, ca, insecure_auth")]
    UnknownOption,
    #[error("the relay's option {0} is given twice")]
    Twice(&'static str),
    #[error("the relay's option connections is not a number from 1 to 256")]
    Connections,
    #[error(
        "the relay's option rate is not a number of mails a second from {SLOWEST_RATE} to {FASTEST_RATE}, such as 14 or 0.5"
    )]
    Rate,
    #[error("the relay's option helo is not a domain name")]
    Helo,
    #[error("the relay's option insecure_auth is neither yes nor no")]
    InsecureAuth,
    #[error("the relay's option ca is empty")]
    Ca,
}

/// What is wrong with a list of relays, and with which of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RelaysError {
    #[error("no relay is named")]
    None,
    #[error("more than {MOST_RELAYS} relays are named")]
    TooMany,
    #[error("{0}")]
    Only(RelayError),
    #[error("relay {number}: {error}")]
    OneOf { number: usize, error: RelayError },
}

impl Relay {
    /// One or several relays, with white space between them.
    ///
    /// # Errors
    /// [`RelaysError`] names the first relay that is wrong, and what is.
    pub fn parse_all(urls: &str) -> Result<Vec<Self>, RelaysError> {
        let urls: Vec<_> = urls.split_whitespace().take(MOST_RELAYS + 1).collect();
        match urls.len() {
            0 => Err(RelaysError::None),
            1 => Ok(vec![Self::parse(urls[0]).map_err(RelaysError::Only)?]),
            2..=MOST_RELAYS => {
                let number = |(at, url): (usize, &&str)| {
                    Self::parse(url).map_err(|error| RelaysError::OneOf { number: at + 1, error })
                };
                urls.iter().enumerate().map(number).collect()
            }
            _ => Err(RelaysError::TooMany),
        }
    }

    /// # Errors
    /// [`RelayError`] names what is wrong and what to write instead.
    pub fn parse(url: &str) -> Result<Self, RelayError> {
        let url = Url::parse(url.trim()).map_err(RelayError::Url)?;
        let (security, default_port) = match url.scheme() {
            "smtp" => (Security::Plain, 25),
            "smtp+starttls" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            _ => return Err(RelayError::Scheme),
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(RelayError::Path);
        }
        let host = host(&url)?;
        let port = url.port().unwrap_or(default_port);
        if port == 0 {
            return Err(RelayError::Port);
        }
        let login = login(&url)?;
        let options = Options::read(&url)?;
        let in_clear = login.is_some() && security == Security::Plain && !is_loopback(&host);
        if in_clear && !options.insecure_auth.unwrap_or(false) {
            return Err(RelayError::PasswordInClear);
        }
        Ok(Self {
            host,
            port,
            security,
            login,
            connections: options.connections.unwrap_or(DEFAULT_CONNECTIONS),
            rate: options.rate,
            helo: options.helo,
            ca: options.ca,
        })
    }
}

/// Where it is, without who we are there.
impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.security {
            Security::Plain => "smtp",
            Security::StartTls => "smtp+starttls",
            Security::Tls => "smtps",
        };
        let brackets = self.host.contains(':');
        let (open, close) = if brackets { ("[", "]") } else { ("", "") };
        write!(f, "{scheme}://{open}{}{close}:{}", self.host, self.port)
    }
}

fn host(url: &Url) -> Result<String, RelayError> {
    match url.host().ok_or(RelayError::Host)? {
        Host::Ipv4(address) => Ok(address.to_string()),
        Host::Ipv6(address) => Ok(address.to_string()),
        // The URL standard leaves hosts of schemes it does not know percent-encoded.
        Host::Domain(name) => {
            let name = percent_decode_str(name).decode_utf8().map_err(|_| RelayError::Host)?;
            let name = idna::domain_to_ascii_strict(&name).map_err(|_| RelayError::Host)?;
            if name.is_empty() { Err(RelayError::Host) } else { Ok(name) }
        }
    }
}

fn login(url: &Url) -> Result<Option<Login>, RelayError> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None) => Err(RelayError::HalfLogin),
        (user, Some(password)) => Ok(Some(Login { user: credential(user)?, password: credential(password)? })),
    }
}

/// NUL ends a part in AUTH PLAIN, so it must not come from inside one.
fn credential(encoded: &str) -> Result<String, RelayError> {
    let text = percent_decode_str(encoded).decode_utf8().map_err(|_| RelayError::Login)?;
    let sound = (1..=255).contains(&text.len()) && !text.chars().any(char::is_control);
    if sound { Ok(text.into_owned()) } else { Err(RelayError::Login) }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[derive(Default)]
struct Options {
    connections: Option<usize>,
    rate: Option<Rate>,
    helo: Option<String>,
    ca: Option<PathBuf>,
    insecure_auth: Option<bool>,
}

impl Options {
    fn read(url: &Url) -> Result<Self, RelayError> {
        let mut options = Self::default();
        for (name, value) in url.query_pairs() {
            match &*name {
                "connections" => set(&mut options.connections, "connections", connections(&value)?)?,
                "rate" => set(&mut options.rate, "rate", Rate::parse(&value).ok_or(RelayError::Rate)?)?,
                "helo" => set(&mut options.helo, "helo", helo(&value)?)?,
                "ca" => set(&mut options.ca, "ca", ca(&value)?)?,
                "insecure_auth" => set(&mut options.insecure_auth, "insecure_auth", yes_or_no(&value)?)?,
                // Not repeated in the error: a badly encoded password can end up here.
                _ => return Err(RelayError::UnknownOption),
            }
        }
        Ok(options)
    }
}

fn set<T>(place: &mut Option<T>, name: &'static str, value: T) -> Result<(), RelayError> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(RelayError::Twice(name)),
    }
}

fn connections(value: &str) -> Result<usize, RelayError> {
    let number = value.parse().map_err(|_| RelayError::Connections)?;
    if (1..=MOST_CONNECTIONS).contains(&number) { Ok(number) } else { Err(RelayError::Connections) }
}

fn helo(value: &str) -> Result<String, RelayError> {
    let name = idna::domain_to_ascii_strict(value).map_err(|_| RelayError::Helo)?;
    if name.is_empty() { Err(RelayError::Helo) } else { Ok(name) }
}

fn ca(value: &str) -> Result<PathBuf, RelayError> {
    if value.is_empty() { Err(RelayError::Ca) } else { Ok(PathBuf::from(value)) }
}

fn yes_or_no(value: &str) -> Result<bool, RelayError> {
    match value {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(RelayError::InsecureAuth),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_says_everything() {
        let relay = Relay::parse("smtp+starttls://shop%40example.com:p%40ss%3Aw%2F%C3%B6rd@Mail.Example.com:2525/?connections=32&rate=14&helo=shop.example.com&ca=/etc/ca.pem").unwrap();
        assert_eq!(relay.to_string(), "smtp+starttls://mail.example.com:2525");
        assert_eq!(relay.login.as_ref().unwrap().user, "shop@example.com");
        assert_eq!(relay.login.as_ref().unwrap().password, "p@ss:w/örd");
        assert_eq!((relay.connections, relay.helo.as_deref()), (32, Some("shop.example.com")));
        assert_eq!(relay.rate, Rate::parse("14"));
        assert_eq!(relay.ca, Some(PathBuf::from("/etc/ca.pem")));
        let debug = format!("{relay:?}");
        assert!(!debug.contains("örd") && !debug.contains("shop@"), "{debug}");
    }

    #[test]
    fn ports_have_their_defaults() {
        for (url, shown) in [
            ("smtp://mail.example.com", "smtp://mail.example.com:25"),
            ("smtp+starttls://mail.example.com", "smtp+starttls://mail.example.com:587"),
            ("smtps://mail.example.com", "smtps://mail.example.com:465"),
            ("smtp://[::1]:2525", "smtp://[::1]:2525"),
            ("smtp://10.0.0.7", "smtp://10.0.0.7:25"),
            ("smtp://räksmörgås.se", "smtp://xn--rksmrgs-5wao1o.se:25"),
        ] {
            assert_eq!(Relay::parse(url).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn several_relays_are_told_apart() {
        let relays = Relay::parse_all(" smtp://a.example\n\tsmtps://u:p@b.example?rate=2 ").unwrap();
        let shown: Vec<_> = relays.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["smtp://a.example:25", "smtps://b.example:465"]);
        let wrong = |urls: &str| Relay::parse_all(urls).unwrap_err().to_string();
        assert_eq!(wrong(" "), "no relay is named");
        assert_eq!(wrong("http://a.example"), RelayError::Scheme.to_string());
        assert_eq!(wrong("smtp://a.example smtp://"), format!("relay 2: {}", RelayError::Host));
        let many = |count: usize| Relay::parse_all(&"smtp://a.example ".repeat(count)).map(|relays| relays.len());
        assert_eq!((many(MOST_RELAYS), many(MOST_RELAYS + 1)), (Ok(16), Err(RelaysError::TooMany)));
    }

    #[test]
    fn a_password_goes_in_the_clear_only_where_that_was_asked_for() {
        assert_eq!(Relay::parse("smtp://u:p@mail.example.com"), Err(RelayError::PasswordInClear));
        assert_eq!(Relay::parse("smtp://u:p@mail.example.com?insecure_auth=no"), Err(RelayError::PasswordInClear));
        for fine in [
            "smtp://u:p@mail.example.com?insecure_auth=yes",
            "smtp://u:p@localhost",
            "smtp://u:p@127.0.0.1:25",
            "smtp://u:p@[::1]",
            "smtps://u:p@mail.example.com",
        ] {
            assert!(Relay::parse(fine).is_ok(), "{fine}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_and_never_repeated() {
        use RelayError as E;
        let long = format!("smtps://u:{}@a.example", "x".repeat(256));
        for (url, error) in [
            ("mail.example.com", E::Url(url::ParseError::RelativeUrlWithoutBase)),
            ("smtp://u:pa?ss@a.example", E::Url(url::ParseError::InvalidPort)),
            ("smtp://a.example:99999", E::Url(url::ParseError::InvalidPort)),
            ("https://a.example", E::Scheme),
            ("smtp:a.example", E::Path),
            ("smtp://", E::Host),
            ("smtp://a_b.example", E::Host),
            ("smtp://a.example:0", E::Port),
            ("smtp://a.example/inbox", E::Path),
            ("smtp://a.example#x", E::Path),
            ("smtps://u@a.example", E::HalfLogin),
            ("smtps://:p@a.example", E::HalfLogin),
            ("smtps://u:%00p@a.example", E::Login),
            ("smtps://u:%0D%0ADATA@a.example", E::Login),
            ("smtps://u:%FF@a.example", E::Login),
            (&long, E::Login),
            ("smtp://a.example?Secret=1", E::UnknownOption),
            ("smtp://a.example?helo=a.example&helo=b.example", E::Twice("helo")),
            ("smtp://a.example?connections=0", E::Connections),
            ("smtp://a.example?connections=257", E::Connections),
            ("smtp://a.example?connections=many", E::Connections),
            ("smtp://a.example?rate=0", E::Rate),
            ("smtp://a.example?rate=1&rate=2", E::Twice("rate")),
            ("smtp://a.example?helo=a%0D%0Ab", E::Helo),
            ("smtp://a.example?helo=", E::Helo),
            ("smtp://a.example?ca=", E::Ca),
            ("smtp://a.example?insecure_auth=maybe", E::InsecureAuth),
        ] {
            let told = Relay::parse(url).unwrap_err();
            assert_eq!(told, error, "{url}");
            assert!(!told.to_string().contains("Secret"));
        }
    }
}
