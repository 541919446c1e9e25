//! Tokens: the first reading of a template. It bounds what the parser is given: that one recurses, over `elif` and `not`
//! without a limit of its own.

use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;

use super::{LARGEST_SOURCE, Mistake};

/// Lines of one text.
const MOST_LINES: usize = 2_000;
/// Of one line, in bytes: the parser counts columns up to 65,535 only.
const LONGEST_LINE: usize = 20_000;
/// `{% ... %}` in one text.
const MOST_TAGS: usize = 200;
/// Words and signs within one `{{ ... }}` or `{% ... %}`.
const MOST_TOKENS: usize = 60;

/// # Errors
/// The first [`Mistake`]: of size, a character that cannot be seen, a sign that templates do not have, or too much at once.
pub fn check(source: &str) -> Result<(), Mistake> {
    if source.len() > LARGEST_SOURCE {
        return Err(Mistake::new(1, format!("larger than {} KiB", LARGEST_SOURCE / 1024)));
    }
    check_characters(source)?;
    let (mut tags, mut in_tag) = (0, 0);
    for token in tokenize(source, false, SyntaxConfig::default()) {
        let (token, span) = token.map_err(|error| unreadable(&error))?;
        let line = usize::from(span.start_line);
        in_tag = if starts(&token) { 0 } else { in_tag + 1 };
        tags += usize::from(matches!(token, Token::BlockStart));
        if in_tag > MOST_TOKENS {
            return Err(Mistake::new(line, format!("more than {MOST_TOKENS} words and signs in one place")));
        }
        if tags > MOST_TAGS {
            return Err(Mistake::new(line, format!("more than {MOST_TAGS} times {{% ... %}}")));
        }
        if !is_known(&token) {
            return Err(Mistake::new(line, format!("{token} cannot be used in a template")));
        }
    }
    Ok(())
}

/// What the parser says of a text that it cannot read.
pub fn unreadable(error: &minijinja::Error) -> Mistake {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Mistake::new(error.line().unwrap_or(1), detail.chars().take(200).collect::<String>())
}

fn check_characters(source: &str) -> Result<(), Mistake> {
    for (at, line) in source.split('\n').enumerate() {
        if at == MOST_LINES {
            return Err(Mistake::new(at + 1, format!("more than {MOST_LINES} lines")));
        }
        if line.len() > LONGEST_LINE {
            return Err(Mistake::new(at + 1, format!("a line longer than {LONGEST_LINE} bytes")));
        }
        if line.chars().any(is_hidden) {
            let detail = "has a control character, or one that turns the direction of writing";
            return Err(Mistake::new(at + 1, detail));
        }
    }
    Ok(())
}

/// What would be taken for a mark of ours, or make a reader see something else than is written.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
}

fn starts(token: &Token<'_>) -> bool {
    matches!(token, Token::TemplateData(_) | Token::VariableStart | Token::BlockStart)
}

/// No sums, lists, maps or repetitions: with one of them a short text can make a long one.
fn is_known(token: &Token<'_>) -> bool {
    match token {
        Token::TemplateData(_)
        | Token::VariableStart
        | Token::VariableEnd
        | Token::BlockStart
        | Token::BlockEnd
        | Token::Ident(_)
        | Token::Str(_)
        | Token::String(_)
        | Token::Int(_)
        | Token::Dot
        | Token::Pipe
        | Token::Eq
        | Token::Ne
        | Token::Gt
        | Token::Gte
        | Token::Lt
        | Token::Lte
        | Token::ParenOpen
        | Token::ParenClose => true,
        Token::Int128(_)
        | Token::Float(_)
        | Token::Plus
        | Token::Minus
        | Token::Mul
        | Token::Div
        | Token::FloorDiv
        | Token::Pow
        | Token::Mod
        | Token::Comma
        | Token::Colon
        | Token::Tilde
        | Token::Assign
        | Token::BracketOpen
        | Token::BracketClose
        | Token::BraceOpen
        | Token::BraceClose => false,
    }
}
