//! Markup: a rendered text becomes paragraphs, lines and links, and these become plain text and HTML.
//!
//! An empty line ends a paragraph, `[words](address)` is a link. Only what the business wrote is read like that: the
//! value of a variable stands between marks, so that a customer called `[x](https://y)` stays a name.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::LARGEST_OUTPUT;
use crate::texts::mail::Button;
use crate::texts::mail_frame::{Content, escape};

/// Begins the value of a variable. No text of ours or of others has control characters in it.
pub const VALUE: char = '\u{1}';
/// Begins a value that is the address of a page.
pub const URL: char = '\u{2}';
/// Ends both.
pub const END: char = '\u{3}';
/// Stands for the button.
pub const BUTTON: char = '\u{4}';

/// Stands on a line that has only tags in the template.
pub const TAGS: char = '\u{5}';

/// All but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text in its parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Markup {
    blocks: Vec<Block>,
    /// The words of links that lead nowhere: of them only the words are shown.
    pub broken_links: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Block {
    Paragraph(Vec<Vec<Span>>),
    Button,
}

#[derive(Debug, PartialEq, Eq)]
enum Span {
    Text(String),
    Link { words: String, url: String },
}

/// A character that the business wrote, or a whole value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Written(char),
    Value(&'a str),
    Url(&'a str),
    Button,
    Tags,
}

/// The text as it reads, for a subject.
pub fn plain(marked: &str) -> String {
    marked.chars().filter(|character| !matches!(*character, VALUE | URL | END | BUTTON | TAGS)).collect()
}

impl Markup {
    pub fn read(marked: &str) -> Self {
        let mut markup = Self::default();
        let mut paragraph = Vec::new();
        let pieces = pieces(marked);
        for line in pieces.split(|piece| *piece == Piece::Written('\n')) {
            for (at, part) in line.split(|piece| *piece == Piece::Button).enumerate() {
                if at > 0 {
                    markup.end_paragraph(&mut paragraph);
                    markup.blocks.push(Block::Button);
                }
                let spans = markup.spans(part);
                if !spans.is_empty() {
                    paragraph.push(spans);
                }
            }
            if is_blank(line) && !line.contains(&Piece::Tags) {
                markup.end_paragraph(&mut paragraph);
            }
        }
        markup.end_paragraph(&mut paragraph);
        markup
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    fn end_paragraph(&mut self, lines: &mut Vec<Vec<Span>>) {
        if !lines.is_empty() {
            self.blocks.push(Block::Paragraph(std::mem::take(lines)));
        }
    }

    /// The spans of a line; none of an empty one.
    fn spans(&mut self, mut line: &[Piece<'_>]) -> Vec<Span> {
        let (mut spans, mut text) = (Vec::new(), String::new());
        while let Some((piece, rest)) = line.split_first() {
            line = rest;
            match piece {
                Piece::Written('[') => match link(rest) {
                    Some((words, url, rest)) => {
                        line = rest;
                        self.add_link(&mut spans, &mut text, words, url);
                    }
                    None => text.push('['),
                },
                Piece::Written(character) => text.push(*character),
                Piece::Value(value) => text.push_str(value),
                Piece::Url(url) => {
                    let words = (*url).to_owned();
                    self.add_link(&mut spans, &mut text, words.clone(), Some(words));
                }
                Piece::Button | Piece::Tags => {}
            }
        }
        push_text(&mut spans, &mut text);
        if let [Span::Text(only)] = spans.as_slice()
            && only.trim().is_empty()
        {
            spans.clear();
        }
        spans
    }

    fn add_link(&mut self, spans: &mut Vec<Span>, text: &mut String, words: String, url: Option<String>) {
        match url {
            Some(url) => {
                push_text(spans, text);
                spans.push(Span::Link { words, url });
            }
            None => {
                text.push_str(&words);
                self.broken_links.push(words);
            }
        }
    }

    /// Both forms of the text. A text that has no way to answer gets the button at its end; so does one without a button
    /// where the review is written elsewhere, which stands beside it. None: one of the forms is
    /// larger than it may be.
    pub(in crate::texts) fn content(&self, button: &Button<'_>) -> Option<Content> {
        let asks = self.blocks.iter().any(|block| match block {
            Block::Button => true,
            block => !button.leads_elsewhere() && block.leads_to(button.url()),
        });
        let blocks = || self.blocks.iter().chain((!asks).then_some(&Block::Button));
        let text: Vec<_> = blocks().map(|block| block.text(button)).collect();
        let html: Vec<_> = blocks().map(|block| block.html(button)).collect();
        let content = Content { text: text.join("\n\n"), html: html.join("\n") };
        (content.text.len().max(content.html.len()) <= LARGEST_OUTPUT).then_some(content)
    }
}

fn push_text(spans: &mut Vec<Span>, text: &mut String) {
    if !text.is_empty() {
        spans.push(Span::Text(std::mem::take(text)));
    }
}

fn is_blank(line: &[Piece<'_>]) -> bool {
    line.iter().all(|piece| matches!(piece, Piece::Tags) || is_space(piece))
}

fn is_space(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Written(character) if character.is_whitespace())
}

fn pieces(marked: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::with_capacity(marked.len());
    let mut rest = marked.chars();
    while let Some(character) = rest.next() {
        match character {
            VALUE | URL => {
                let (value, after) = rest.as_str().split_once(END).unwrap_or((rest.as_str(), ""));
                pieces.push(if character == URL { Piece::Url(value) } else { Piece::Value(value) });
                rest = after.chars();
            }
            BUTTON => pieces.push(Piece::Button),
            TAGS => pieces.push(Piece::Tags),
            END => {}
            written => pieces.push(Piece::Written(written)),
        }
    }
    pieces
}

/// What follows a `[`, if it is a link: its words, its address if that can be one, and the rest of the line. Stops at the
/// next `[`, so that a line of many is read once.
fn link<'a, 'b>(line: &'b [Piece<'a>]) -> Option<(String, Option<String>, &'b [Piece<'a>])> {
    let (words, rest) = until(line, ']')?;
    let (open, rest) = rest.split_first()?;
    if *open != Piece::Written('(') {
        return None;
    }
    let (address, rest) = until(rest, ')')?;
    let mut label = String::new();
    for piece in words {
        match piece {
            Piece::Written(character) => label.push(*character),
            Piece::Value(value) | Piece::Url(value) => label.push_str(value),
            Piece::Button | Piece::Tags => {}
        }
    }
    Some((label, url(address), rest))
}

fn until<'a, 'b>(line: &'b [Piece<'a>], end: char) -> Option<(&'b [Piece<'a>], &'b [Piece<'a>])> {
    let at = line.iter().position(|piece| matches!(piece, Piece::Written('[' | ']' | ')')))?;
    let (before, rest) = line.split_at(at);
    let (found, after) = rest.split_first()?;
    (*found == Piece::Written(end)).then_some((before, after))
}

/// The address of a link. It begins with an address that we know, or as the business wrote it; every other value within
/// it is percent-encoded, so that it cannot lead elsewhere.
fn url(address: &[Piece<'_>]) -> Option<String> {
    let mut url = String::new();
    for (at, piece) in address.iter().enumerate() {
        match piece {
            Piece::Url(known) if at == 0 => url.push_str(known),
            Piece::Url(value) | Piece::Value(value) => url.extend(utf8_percent_encode(value, ENCODED)),
            Piece::Written(character) if is_of_url(*character) => url.push(*character),
            Piece::Written(_) | Piece::Button | Piece::Tags => return None,
        }
    }
    let written: String = address
        .iter()
        .map_while(|piece| match piece {
            Piece::Written(character) => Some(*character),
            _ => None,
        })
        .collect();
    let is_known = matches!(address.first(), Some(Piece::Url(_)));
    let host = |scheme: &str| written.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty());
    (is_known || ["https://", "http://", "mailto:"].into_iter().any(host)).then_some(url)
}

fn is_of_url(character: char) -> bool {
    !character.is_whitespace() && !matches!(character, '"' | '\'' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
}

impl Block {
    fn leads_to(&self, url: &str) -> bool {
        match self {
            Block::Button => true,
            Block::Paragraph(lines) => {
                lines.iter().flatten().any(|span| matches!(span, Span::Link { url: to, .. } if to == url))
            }
        }
    }

    fn text(&self, button: &Button<'_>) -> String {
        match self {
            Block::Button => button.text(),
            Block::Paragraph(lines) => {
                let lines: Vec<_> = lines.iter().map(|line| line.iter().map(Span::text).collect::<String>()).collect();
                lines.join("\n")
            }
        }
    }

    fn html(&self, button: &Button<'_>) -> String {
        match self {
            Block::Button => button.html(),
            Block::Paragraph(lines) => {
                let mut html = String::from("<p>");
                for (at, line) in lines.iter().enumerate() {
                    html.push_str(if at > 0 { "<br>\n" } else { "" });
                    line.iter().for_each(|span| span.write_html(&mut html));
                }
                html + "</p>"
            }
        }
    }
}

impl Span {
    fn text(&self) -> String {
        match self {
            Span::Text(text) => text.clone(),
            Span::Link { words, url } if words == url => url.clone(),
            Span::Link { words, url } => format!("{words} ({url})"),
        }
    }

    fn write_html(&self, html: &mut String) {
        match self {
            Span::Text(text) => html.push_str(&escape(text)),
            Span::Link { words, url } => {
                write!(html, "<a href=\"{}\">{}</a>", escape(url), escape(words)).expect("a text takes all");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(marked: &str) -> Vec<(String, String)> {
        let spans = Markup::read(marked).blocks.into_iter().filter_map(|block| match block {
            Block::Paragraph(lines) => Some(lines.into_iter().flatten()),
            Block::Button => None,
        });
        let links = spans.flatten().filter_map(|span| match span {
            Span::Link { words, url } => Some((words, url)),
            Span::Text(_) => None,
        });
        links.collect()
    }

    fn value(text: &str) -> String {
        format!("{VALUE}{text}{END}")
    }

    fn known(url: &str) -> String {
        format!("{URL}{url}{END}")
    }

    #[test]
    fn what_a_variable_holds_is_never_markup() {
        for hostile in ["[x](https://evil.example)", "a\n\nb", "](https://evil.example)", "["] {
            let marked = format!("Hello {} [there](https://shop.example)", value(hostile));
            assert_eq!(links(&marked), [("there".to_owned(), "https://shop.example".to_owned())], "{hostile}");
            assert_eq!(Markup::read(&marked).blocks.len(), 1);
        }
        assert!(links(&format!("[Ada{}", value("](https://evil.example)"))).is_empty());
    }

    #[test]
    fn links_lead_where_the_business_wrote_or_where_we_know() {
        let table = [
            ("[a](https://shop.example/x?y=1#z)".to_owned(), Some("https://shop.example/x?y=1#z")),
            ("[a](mailto:care@shop.example)".to_owned(), Some("mailto:care@shop.example")),
            (format!("[a]({})", known("https://shop.example/lp-7")), Some("https://shop.example/lp-7")),
            (format!("[a](https://s.example/?r={})", value("A&b=/../")), Some("https://s.example/?r=A%26b%3D%2F..%2F")),
            (
                format!("[a](https://s.example/?r={})", known("https://x.example")),
                Some("https://s.example/?r=https%3A%2F%2Fx.example"),
            ),
            ("[a](javascript:alert(1))".to_owned(), None),
            ("[a](https://)".to_owned(), None),
            ("[a](data:text/html,x)".to_owned(), None),
            ("[a](https://x.example/\" onload=\"x)".to_owned(), None),
            (format!("[a]({})", value("https://evil.example")), None),
            (format!("[a](ht{}://evil.example)", value("tps")), None),
            (format!("[a]({})", value("")), None),
        ];
        for (marked, expected) in table {
            let urls: Vec<_> = links(&marked).into_iter().map(|(_, url)| url).collect();
            assert_eq!(urls.first().map(String::as_str), expected, "{marked}");
            assert_eq!(Markup::read(&marked).broken_links.is_empty(), expected.is_some(), "{marked}");
        }
    }

    #[test]
    fn brackets_that_are_no_link_stay_as_they_are() {
        for text in ["[", "a [b] c", "[a] (b)", "[a](", "[[a]]", "](", "[a](https://x"] {
            assert_eq!(Markup::read(text).blocks, [Block::Paragraph(vec![vec![Span::Text(text.to_owned())]])]);
        }
    }

    #[test]
    fn a_line_of_brackets_is_read_once() {
        let hostile = ["[".repeat(LARGEST_OUTPUT), "[a](".repeat(LARGEST_OUTPUT / 4), "[]".repeat(LARGEST_OUTPUT / 2)];
        for line in hostile {
            assert_eq!(Markup::read(&line).blocks, [Block::Paragraph(vec![vec![Span::Text(line.clone())]])]);
        }
    }
}
