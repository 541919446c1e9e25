//! Addresses of pages and pictures that go into mail.

use super::Fault;
use super::text::is_hidden;

pub const LONGEST: usize = 2_048;

/// An address on the web: `http` or `https`, a host, and nothing that could end the attribute or the line it is put in.
///
/// # Errors
/// `url.malformed`, `text.too_long`
pub fn web(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(Fault::too_long(LONGEST));
    }
    let (scheme, rest) = text.split_once("://").ok_or(malformed())?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(malformed());
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A name before the host (`shop.example@evil.example`) serves to deceive the reader only.
    let has_host = authority.chars().next().is_some_and(char::is_alphanumeric) || authority.starts_with('[');
    if !has_host || authority.contains('@') || text.chars().any(is_forbidden) {
        return Err(malformed());
    }
    Ok(text.to_owned())
}

/// An address on the web that nobody on the way can change or read along: `https`.
///
/// # Errors
/// Those of [`web`]; `url.insecure`
pub fn secure(text: &str) -> Result<String, Fault> {
    let address = web(text)?;
    let is_secure = url::Url::parse(&address).is_ok_and(|url| url.scheme() == "https" && url.has_host());
    if is_secure { Ok(address) } else { Err(Fault::new("url.insecure", "must begin with https://")) }
}

/// What no browser can be led to.
pub const fn malformed() -> Fault {
    Fault::new("url.malformed", "not an address of a page that begins with https:// or http://")
}

fn is_forbidden(character: char) -> bool {
    is_hidden(character)
        || character.is_whitespace()
        || matches!(character, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_kept_as_written() {
        let table = [
            "https://shop.example/lp-7",
            "http://localhost:7180/?a=b&c=%20#x",
            "HTTPS://Shop.Example",
            "https://[::1]/x",
            "https://bücher.example/grün",
            "https://shop.example/it's(1)",
        ];
        for text in table {
            assert_eq!(web(text).unwrap(), text);
        }
        assert_eq!(web(" https://shop.example\n").unwrap(), "https://shop.example");
    }

    #[test]
    fn everything_else_is_refused() {
        let table = [
            "",
            "shop.example",
            "//shop.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://shop.example",
            "https://",
            "https:///x",
            "https://?x",
            "https://a b",
            "https://a\r\nb",
            "https://a\"onload=",
            "https://a'\"",
            "https://a<b>",
            "https://user:secret@shop.example",
            "https://shop.example@evil.example/",
            "https://a\\b",
            "javascript://x%0aalert(1)",
            "https://.",
            "https://a\u{202e}b",
        ];
        for text in table {
            assert_eq!(web(text).unwrap_err().code, "url.malformed", "{text:?}");
        }
        assert_eq!(web(&format!("https://a/{}", "x".repeat(LONGEST))).unwrap_err().code, "text.too_long");
    }

    #[test]
    fn a_secure_page_comes_over_https() {
        assert_eq!(secure("HTTPS://shop.example/logo.svg").unwrap(), "HTTPS://shop.example/logo.svg");
        assert_eq!(secure("http://shop.example/logo.svg").unwrap_err().code, "url.insecure");
        assert_eq!(secure("javascript:alert(1)").unwrap_err().code, "url.malformed");
        assert_eq!(secure("https://[::1/x").unwrap_err().code, "url.insecure");
    }
}
