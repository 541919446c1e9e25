//! The tokens of a file in one flat list, and the names written with them.

use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Word,
    /// A string literal; its text is the value, without quotes and escapes.
    Text,
    /// Punctuation, a bracket, a number: its text is what is written. `::` is one mark.
    Mark,
}

#[derive(Clone, Debug)]
pub struct Token {
    pub line: usize,
    pub kind: Kind,
    pub text: String,
    /// How many inline modules of this file surround it.
    pub depth: usize,
}

/// A path as in `crate::store::orders`, written out where it stood in a braced import.
pub struct Name {
    pub line: usize,
    pub segments: Vec<String>,
    pub depth: usize,
    /// Does an opening parenthesis follow?
    pub called: bool,
}

impl Name {
    /// Does it end like this, as in `Instant::now`?
    pub fn ends_with(&self, tail: &[&str]) -> bool {
        self.segments.len() >= tail.len()
            && self.segments[self.segments.len() - tail.len()..].iter().zip(tail).all(|(a, b)| a == b)
    }
}

/// Every token of the file, doc comments left out.
pub fn flatten(text: &str) -> Vec<Token> {
    let stream: TokenStream = text.parse().expect("syn has parsed this text already");
    let mut tokens = Vec::new();
    push_all(stream, 0, &mut tokens);
    tokens
}

fn push_all(stream: TokenStream, depth: usize, tokens: &mut Vec<Token>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while at < trees.len() {
        if let Some(length) = doc_comment(&trees[at..]) {
            at += length;
            continue;
        }
        let inner = depth + usize::from(is_module_body(&trees, at));
        at += push_one(&trees[at..], inner, tokens);
    }
}

/// Pushes the first tree and says how many trees that took.
fn push_one(trees: &[TokenTree], depth: usize, tokens: &mut Vec<Token>) -> usize {
    let line = trees[0].span().start().line;
    let mut push = |kind, line, text| tokens.push(Token { line, kind, text, depth });
    match &trees[0] {
        TokenTree::Ident(word) => push(Kind::Word, line, word.to_string().trim_start_matches("r#").to_owned()),
        TokenTree::Literal(literal) => match syn::parse_str::<syn::Lit>(&literal.to_string()) {
            Ok(syn::Lit::Str(value)) => push(Kind::Text, line, value.value()),
            _ => push(Kind::Mark, line, literal.to_string()),
        },
        TokenTree::Punct(mark) if is_joined_colon(mark) && is_colon(trees.get(1)) => {
            push(Kind::Mark, line, "::".to_owned());
            return 2;
        }
        TokenTree::Punct(mark) => push(Kind::Mark, line, mark.as_char().to_string()),
        TokenTree::Group(group) => {
            let (open, close) = brackets(group.delimiter());
            push(Kind::Mark, line, open.to_owned());
            push_all(group.stream(), depth, tokens);
            tokens.push(Token {
                line: group.span_close().start().line,
                kind: Kind::Mark,
                text: close.to_owned(),
                depth,
            });
        }
    }
    1
}

/// A colon that stands directly before the next mark, as the first one of `::` does.
fn is_joined_colon(mark: &Punct) -> bool {
    mark.as_char() == ':' && mark.spacing() == Spacing::Joint
}

fn is_colon(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Punct(mark)) if mark.as_char() == ':')
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

/// The length of a doc comment, which the lexer turns into `#[doc = "..."]` or `#![doc = "..."]`.
fn doc_comment(trees: &[TokenTree]) -> Option<usize> {
    let is_mark = |at: usize, wanted| matches!(trees.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == wanted);
    let group_at = if is_mark(1, '!') { 2 } else { 1 };
    let Some(TokenTree::Group(group)) = trees.get(group_at) else { return None };
    let is_doc = matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc");
    (is_mark(0, '#') && is_doc).then_some(group_at + 1)
}

/// Is this the braced body in `mod name { ... }`?
fn is_module_body(trees: &[TokenTree], at: usize) -> bool {
    let is_brace = matches!(&trees[at], TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let keyword = at.checked_sub(2).map(|before| &trees[before]);
    is_brace && matches!(keyword, Some(TokenTree::Ident(word)) if word == "mod")
}

/// Do these tokens read like the pattern? A string literal matches nothing.
pub fn matches(tokens: &[Token], pattern: &[&str]) -> bool {
    tokens.len() == pattern.len()
        && tokens.iter().zip(pattern).all(|(token, wanted)| token.kind != Kind::Text && token.text == *wanted)
}

/// Every path in the tokens; `use a::{b, c::d}` gives `a::b` and `a::c::d`.
pub fn names(tokens: &[Token]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = if tokens[at].kind == Kind::Word { read_path(tokens, at, &[], &mut names) } else { at + 1 };
    }
    names
}

/// Reads one path from a word on, pushes what it names and returns where it ends.
fn read_path(tokens: &[Token], start: usize, before: &[String], names: &mut Vec<Name>) -> usize {
    let mut segments = before.to_vec();
    let mut at = start;
    loop {
        let token = &tokens[at];
        if token.text == "{" && token.kind == Kind::Mark {
            return read_braces(tokens, at + 1, &segments, names);
        }
        segments.push(token.text.clone());
        let goes_on = tokens.get(at + 1).is_some_and(|mark| mark.text == "::" && mark.kind == Kind::Mark);
        let next = tokens.get(at + 2).filter(|next| goes_on && may_follow(next));
        if next.is_none() {
            let called = tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Mark && next.text == "(");
            names.push(Name { line: token.line, segments, depth: token.depth, called });
            return at + 1;
        }
        at += 2;
    }
}

fn may_follow(token: &Token) -> bool {
    token.kind == Kind::Word || (token.kind == Kind::Mark && (token.text == "{" || token.text == "*"))
}

fn read_braces(tokens: &[Token], start: usize, before: &[String], names: &mut Vec<Name>) -> usize {
    let mut at = start;
    while at < tokens.len() && tokens[at].text != "}" {
        let begins = tokens[at].kind == Kind::Word || tokens[at].text == "*";
        at = match tokens[at].text.as_str() {
            "as" => at + 2,
            _ if begins => read_path(tokens, at, before, names),
            _ => at + 1,
        };
    }
    at + 1
}

#[test]
fn names_are_written_out() {
    let text = "/// crate::doc\nuse a::{b, c::{d, e as f}, *};\nfn g() { h::<i::j>::k(); m!(crate::n); \"o::p\"; }";
    let written: Vec<String> =
        names(&flatten(text)).iter().filter(|n| n.segments.len() > 1).map(|n| n.segments.join("::")).collect();
    assert_eq!(written, ["a::b", "a::c::d", "a::c::e", "a::*", "i::j", "crate::n"]);
}

#[test]
fn an_inline_module_is_one_deeper() {
    let tokens = flatten("mod a { mod b { x } y } z");
    let depth = |word: &str| tokens.iter().find(|token| token.text == word).map(|token| token.depth);
    assert_eq!([depth("x"), depth("y"), depth("z")], [Some(2), Some(1), Some(0)]);
}
