//! Configuration: `afterword.toml`, overridden by `AFTERWORD_*` variables and `DATABASE_URL`. Everything has a standard
//! value; a secret may stand in a file that `AFTERWORD_..._FILE` names.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::network::Networks;
use crate::secret::Secret;
use crate::world::Chance;

/// The file that is read where it exists.
pub const FILE: &str = "afterword.toml";
const SECRET_FILE: &str = "afterword.secret";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where recipients reach this installation; standard: the address it listens on.
    pub public_url: Option<String>,
    /// `sqlite:PATH` or `postgres://...`.
    pub database_url: Hidden,
    /// Connections to PostgreSQL, or readers of SQLite.
    pub database_connections: usize,
    /// The relays for mail, with white space between them; none: nothing is sent.
    pub smtp_url: Option<Hidden>,
    /// The address that mails come from where a storefront names none.
    pub sender: Option<String>,
    /// The name of the relay's DKIM key, for the check of senders; none: the usual names are tried.
    pub dkim_selector: Option<String>,
    /// Address and port of the DNS server that is asked about senders; none: those of the machine.
    pub dns_server: Option<SocketAddr>,
    /// The proxies that are believed when they say for whom they ask (`X-Forwarded-For`); none: the peer is the client.
    pub trusted_proxy: Networks,
    /// 64 hexadecimal digits; made on the first start where absent.
    pub secret: Option<Hidden>,
    /// What is logged, such as `info` or `afterword=debug`.
    pub log: String,
    /// `text` or `json`.
    pub log_format: String,
}

/// A value that may hold a password: never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 7180)),
            public_url: None,
            database_url: Hidden("sqlite:afterword.db".to_owned()),
            database_connections: 8,
            smtp_url: None,
            sender: None,
            dkim_selector: None,
            dns_server: None,
            trusted_proxy: Networks::default(),
            secret: None,
            log: "info".to_owned(),
            log_format: "text".to_owned(),
        }
    }
}

/// Why the configuration cannot be used; names the key and where it came from.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("configuration: {0}")]
    Figment(Box<figment::Error>),
    #[error("the secret {origin}: {reason}")]
    Secret { origin: String, reason: String },
}

impl Config {
    /// Reads file and variables from the working folder.
    ///
    /// # Errors
    /// [`ConfigError`] names the key and where it came from.
    pub fn load() -> Result<Self, ConfigError> {
        let figment = Self::figment();
        figment.extract().map_err(|error| ConfigError::Figment(Box::new(error)))
    }

    /// The sources, for `doctor` to say where each value came from.
    pub fn figment() -> Figment {
        let variables = Env::prefixed("AFTERWORD_")
            .filter(|key| !key.as_str().to_ascii_lowercase().ends_with("_file") && !key.starts_with("test_"));
        Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(FILE))
            .merge(Env::raw().only(&["DATABASE_URL"]))
            .merge(variables)
            .merge(FilesOf("AFTERWORD_"))
    }

    /// The file that `AFTERWORD_..._FILE` names for a setting.
    pub fn file_of(name: &str) -> Option<PathBuf> {
        let wanted = format!("{name}_file");
        let variables = Env::prefixed("AFTERWORD_");
        let found = variables.iter().find(|(key, _)| key.as_str().eq_ignore_ascii_case(&wanted));
        found.map(|(_, path)| PathBuf::from(path))
    }

    /// The links' beginning, without a slash at the end.
    pub fn public_url(&self) -> String {
        let standard = || format!("http://{}", self.listen);
        self.public_url.clone().unwrap_or_else(standard).trim_end_matches('/').to_owned()
    }

    /// The folder that the secret is kept in: beside the data.
    fn folder(&self) -> PathBuf {
        let place = &self.database_url.0;
        let file = match place.strip_prefix("sqlite:") {
            Some(path) => path.strip_prefix("//").unwrap_or(path),
            // A bare path, or a server, which lies in no folder of ours.
            None => Some(place.as_str()).filter(|place| !place.contains("://")).unwrap_or_default(),
        };
        Path::new(file).parent().map(Path::to_path_buf).unwrap_or_default()
    }

    pub fn secret_file(&self) -> PathBuf {
        self.folder().join(SECRET_FILE)
    }

    /// The master secret: as configured, else from the file beside the data, which is made on the first start.
    ///
    /// # Errors
    /// [`ConfigError::Secret`] where it cannot be read, or is not one.
    pub fn master_secret(&self, chance: &Chance) -> Result<Secret, ConfigError> {
        let file = self.secret_file();
        let origin = || file.display().to_string();
        let refused = |origin: String, reason: &str| ConfigError::Secret { origin, reason: reason.to_owned() };
        let shape = "must be 64 hexadecimal digits";
        if let Some(Hidden(text)) = &self.secret {
            return Secret::parse(text).ok_or_else(|| refused("in AFTERWORD_SECRET".to_owned(), shape));
        }
        match std::fs::read_to_string(&file) {
            Ok(text) => Secret::parse(&text).ok_or_else(|| refused(origin(), shape)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut bytes = [0; Secret::BYTES];
                chance.fill(&mut bytes);
                let secret = Secret::new(bytes);
                write_private(&file, &secret.reveal()).map_err(|error| refused(origin(), &error.to_string()))?;
                Ok(secret)
            }
            Err(error) => Err(refused(origin(), &error.to_string())),
        }
    }
}

/// Writes a new file that its owner alone can read.
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;

    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// `AFTERWORD_SECRET_FILE=/run/secrets/key` gives `secret` the contents of that file.
struct FilesOf(&'static str);

impl figment::Provider for FilesOf {
    fn metadata(&self) -> figment::Metadata {
        figment::Metadata::named(format!("files named by `{}*_FILE`", self.0))
    }

    fn data(&self) -> Result<figment::value::Map<figment::Profile, figment::value::Dict>, figment::Error> {
        let mut values = figment::value::Dict::new();
        for (key, path) in Env::prefixed(self.0).iter() {
            let key = key.as_str().to_ascii_lowercase();
            let Some(name) = key.strip_suffix("_file") else { continue };
            let text = std::fs::read_to_string(&path)
                .map_err(|error| figment::Error::from(format!("{path}, named by {}{key}: {error}", self.0)))?;
            values.insert(name.to_owned(), text.trim().into());
        }
        Ok(figment::Profile::Default.collect(values))
    }
}
