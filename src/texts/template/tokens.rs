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
        let most = LARGEST_SOURCE / 1024;
        return Err(Mistake::new(1, "too_large", format!("larger than {most} KiB")).with("most", &most));
    }
    check_characters(source)?;
    let (mut tags, mut in_tag) = (0, 0);
    for token in tokenize(source, false, SyntaxConfig::default()) {
        let (token, span) = token.map_err(|error| unreadable(&error))?;
        let line = usize::from(span.start_line);
        in_tag = if starts(&token) { 0 } else { in_tag + 1 };
        tags += usize::from(matches!(token, Token::BlockStart));
        if in_tag > MOST_TOKENS {
            let detail = format!("more than {MOST_TOKENS} words and signs in one place");
            return Err(Mistake::new(line, "signs", detail).with("most", &MOST_TOKENS));
        }
        if tags > MOST_TAGS {
            let detail = format!("more than {MOST_TAGS} times {{% ... %}}");
            return Err(Mistake::new(line, "tags", detail).with("most", &MOST_TAGS));
        }
        if !is_known(&token) {
            let detail = format!("{token} cannot be used in a template");
            return Err(Mistake::new(line, "sign", detail).with("sign", &token));
        }
    }
    Ok(())
}

/// What the parser says of a text that it cannot read.
pub fn unreadable(error: &minijinja::Error) -> Mistake {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let detail: String = detail.chars().take(200).collect();
    let found = detail.clone();
    Mistake::new(error.line().unwrap_or(1), "unreadable", detail).with("found", &found)
}

fn check_characters(source: &str) -> Result<(), Mistake> {
    for (at, line) in source.split('\n').enumerate() {
        if at == MOST_LINES {
            return Err(
                Mistake::new(at + 1, "lines", format!("more than {MOST_LINES} lines")).with("most", &MOST_LINES)
            );
        }
        if line.len() > LONGEST_LINE {
            let detail = format!("a line longer than {LONGEST_LINE} bytes");
            return Err(Mistake::new(at + 1, "long_line", detail).with("most", &LONGEST_LINE));
        }
        if line.chars().any(is_hidden) {
            let detail = "has a control character, or one that turns the direction of writing";
            return Err(Mistake::new(at + 1, "hidden", detail));
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
