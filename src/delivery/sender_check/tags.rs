//! Lists of `tag=value`, as DKIM and DMARC write them (RFC 6376, 3.2).

/// The tags in their order, with white space around names and values dropped. None where something is no tag.
pub(super) fn parse(text: &str) -> Option<Vec<(&str, &str)>> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.split_once('=').map(|(name, value)| (name.trim(), value.trim()))).collect()
}

/// The value of a tag; of one that is written twice, the first.
pub(super) fn value<'a>(tags: &[(&'a str, &'a str)], name: &str) -> Option<&'a str> {
    tags.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
}
