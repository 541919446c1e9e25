//! Rendering: a template and facts become one marked text, of a bounded size and in a bounded time.

use std::io;
use std::sync::OnceLock;

use minijinja::{Environment, Output, State, UndefinedBehavior, Value};

use super::facts::Facts;
use super::markup::{BUTTON, END, TAGS, URL, VALUE};
use super::tokens::unreadable;
use super::{LARGEST_OUTPUT, Mistake};

/// Steps of one rendering: some milliseconds.
const FUEL: u64 = 100_000;
/// Levels of one rendering; the checked tree needs fewer.
const DEEPEST: usize = 50;

/// The text with the values of variables between marks: what a value holds is never read as markup.
///
/// # Errors
/// [`Mistake`] where it needs something that is not there, takes too long or becomes too large.
pub fn render(source: &str, facts: &Facts<'_>) -> Result<String, Mistake> {
    let environment: &Environment<'_> = environment();
    let source = with_tags_marked(source);
    let template = environment.template_from_str(&source).map_err(|error| unreadable(&error))?;
    let mut output = Capped::default();
    let rendered = template.render_captured_to(facts.values(), &mut output).map(drop);
    if output.is_full {
        let most = LARGEST_OUTPUT / 1024;
        return Err(Mistake::new(1, "too_long", format!("comes to more than {most} KiB")).with("most", &most));
    }
    rendered.map_err(|error| unreadable(&error))?;
    Ok(String::from_utf8_lossy(&output.bytes).into_owned())
}

/// A line that has nothing but tags leaves no empty line behind. (The engine's own way to do that would also take the end
/// of a line that a tag ends.)
fn with_tags_marked(source: &str) -> String {
    let mut marked = String::with_capacity(source.len() + 64);
    for line in source.split_inclusive('\n') {
        let words = line.strip_suffix('\n').unwrap_or(line);
        marked.push_str(words);
        if has_only_tags(words) {
            marked.push(TAGS);
        }
        marked.push_str(line.strip_prefix(words).unwrap_or_default());
    }
    marked
}

fn has_only_tags(line: &str) -> bool {
    let mut rest = line.trim();
    while let Some((_, after)) = rest.strip_prefix("{%").and_then(|tag| tag.split_once("%}")) {
        rest = after.trim_start();
    }
    rest.is_empty() && line.contains("{%")
}

/// No function, test or global is known in it, and of the filters our own alone.
fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(DEEPEST);
        environment.set_formatter(write);
        environment.add_filter(
            "default",
            |value: Value, other: String| {
                if value.is_true() { value } else { Value::from(other) }
            },
        );
        environment.add_filter("length", |value: Value| value.len().unwrap_or_default());
        environment.add_filter("lower", |value: String| value.to_lowercase());
        environment.add_filter("title", |value: String| title(&value));
        environment.add_filter("truncate", |value: String, most: usize| truncate(&value, most));
        environment.add_filter("upper", |value: String| value.to_uppercase());
        environment
    })
}

/// Writes a value between its marks. The safe strings are ours: addresses of pages, and the button.
fn write(output: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let text = value.to_string();
    if value.is_safe() && text.starts_with(BUTTON) {
        return Ok(write!(output, "{BUTTON}")?);
    }
    let start = if value.is_safe() { URL } else { VALUE };
    let visible: String = text.chars().filter(|character| !character.is_control()).collect();
    Ok(write!(output, "{start}{visible}{END}")?)
}

fn title(text: &str) -> String {
    let mut at_start = true;
    let mut titled = String::with_capacity(text.len());
    for character in text.chars() {
        if at_start {
            titled.extend(character.to_uppercase());
        } else {
            titled.extend(character.to_lowercase());
        }
        at_start = character.is_whitespace() || character == '-';
    }
    titled
}

fn truncate(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Memory for an output up to its limit.
#[derive(Default)]
struct Capped {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for &mut Capped {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + part.len() > LARGEST_OUTPUT {
            self.is_full = true;
            return Err(io::Error::other("the output is full"));
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
