//! No GET changes state: what answers a GET reaches no `store.write`, however many calls away.
//!
//! Calls are followed by name through the main crate, the store left out: a function of the same file, an imported or
//! qualified one, a function of a named type, and for `.name(...)` any method of that name in `src/engine` or `src/web`
//! (of `Engine` alone for `engine.name(...)`). The last may follow too much; then the method wants a name of its own.

use std::collections::BTreeSet;

use crate::rust::{Function, Kind, Name, Source, Token};
use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

/// Handlers that record what was opened or clicked (rules.md 6): path, function.
const TELEMETRY: &[(&str, &str)] = &[];

/// Methods of the store that begin a transaction which may write.
const WRITES: &[&str] = &["write", "write_blocking"];

/// A function and the file it stands in.
#[derive(Clone, Copy)]
struct Place<'a> {
    source: &'a Source,
    function: &'a Function,
}

fn check(tree: &Tree, telemetry: &[(&str, &str)]) -> Vec<Finding> {
    let sources: Vec<Source> = tree.rust().into_iter().filter(|source| is_followed(&source.path)).collect();
    let mut findings = Vec::new();
    for handler in handlers(&sources) {
        let Place { source, function } = handler;
        let is_telemetry = telemetry.contains(&(source.path.as_str(), function.name.as_str()));
        if let Some(way) = way_to_write(&sources, handler, &mut BTreeSet::new())
            && !is_telemetry
        {
            let advice = format!("answers GET and changes state by way of {}: make it a POST", way.join(" -> "));
            findings.push(Finding::new(&source.path, function.line, advice));
        }
    }
    findings
}

fn is_followed(path: &str) -> bool {
    path.starts_with("src/") && !path.starts_with("src/store/")
}

/// Everything in src/web that answers a GET: by its attribute, or because a route names it.
fn handlers(sources: &[Source]) -> Vec<Place<'_>> {
    let web = || sources.iter().filter(|source| source.path.starts_with("src/web"));
    let by_attribute = web().flat_map(|source| {
        let functions = source.functions.iter().filter(|function| function.answers_get);
        functions.map(move |function| Place { source, function })
    });
    let by_route = web().flat_map(|source| {
        let lines = lines_with_route(source);
        let names = source.names.iter().filter(move |name| lines.contains(&name.line) && is_routed(source, name));
        names.flat_map(move |name| resolve(sources, source, name))
    });
    by_attribute.chain(by_route).filter(|place| !place.source.is_test(place.function.line)).collect()
}

/// Where something stands in `get(...)` or `any(...)`.
fn lines_with_route(source: &Source) -> BTreeSet<usize> {
    let calls = source.tokens.windows(3).filter(|three| is_route(&three[0]) && three[1].text == "(");
    calls.map(|three| three[2].line).collect()
}

fn is_route(token: &Token) -> bool {
    token.kind == Kind::Word && matches!(token.text.as_str(), "get" | "any")
}

/// Does the name stand in `get(name)` or `any(name)`?
fn is_routed(source: &Source, name: &Name) -> bool {
    let words = name.segments.len() * 2 - 1;
    source.tokens.windows(words + 3).any(|window| {
        let is_call = is_route(&window[0]) && window[1].text == "(";
        let inner = &window[2..words + 2];
        let is_name = inner.iter().step_by(2).map(|token| &token.text).eq(name.segments.iter());
        is_call && is_name && inner[0].line == name.line && matches!(window[words + 2].text.as_str(), ")" | ",")
    })
}

/// The calls that lead from here to a write, if any do.
fn way_to_write<'a>(
    sources: &'a [Source],
    from: Place<'a>,
    seen: &mut BTreeSet<(&'a str, usize)>,
) -> Option<Vec<String>> {
    let Place { source, function } = from;
    if !seen.insert((source.path.as_str(), function.line)) {
        return None;
    }
    let step = format!("`{}`", function.name);
    if writes(source, function) {
        return Some(vec![step]);
    }
    let next = called(sources, from).into_iter().find_map(|place| way_to_write(sources, place, seen))?;
    Some([vec![step], next].concat())
}

fn body<'a>(source: &'a Source, function: &'a Function) -> impl Iterator<Item = &'a Token> {
    source.tokens.iter().filter(|token| function.lines.contains(&token.line))
}

/// Is there a `.write(...)` with something in its brackets? A lock's `write()` has nothing.
fn writes(source: &Source, function: &Function) -> bool {
    let tokens: Vec<&Token> = body(source, function).collect();
    tokens.windows(4).any(|window| {
        let is_call = window[0].text == "." && window[2].text == "(" && window[3].text != ")";
        is_call && WRITES.contains(&window[1].text.as_str())
    })
}

fn called<'a>(sources: &'a [Source], from: Place<'a>) -> Vec<Place<'a>> {
    let Place { source, function } = from;
    let names = source.names.iter().filter(|name| function.lines.contains(&name.line));
    // A bare word without parentheses is a variable; a path without them is a function passed on.
    let used = names.filter(|name| name.called || name.segments.len() > 1);
    let functions = used.flat_map(|name| match name.segments.as_slice() {
        [own, method] if own == "Self" => methods(sources, function.owner.as_deref(), method),
        _ => resolve(sources, source, name),
    });
    let tokens: Vec<&Token> = body(source, function).collect();
    let calls = tokens.windows(4).filter(|window| {
        window[1].text == "." && window[2].kind == Kind::Word && matches!(window[3].text.as_str(), "(" | "::")
    });
    // What the store's own methods do is known already.
    let calls: Vec<(&str, &str)> = calls
        .map(|window| (window[0].text.as_str(), window[2].text.as_str()))
        .filter(|(_, name)| !WRITES.contains(name))
        .collect();
    let by_call = calls.into_iter().flat_map(|(before, name)| match before {
        "self" => methods(sources, function.owner.as_deref(), name),
        _ => methods_on(sources, before, name),
    });
    functions.chain(by_call).collect()
}

/// The functions in an `impl` of this type.
fn methods<'a>(sources: &'a [Source], owner: Option<&str>, name: &str) -> Vec<Place<'a>> {
    let all = sources.iter().flat_map(|source| source.functions.iter().map(move |function| Place { source, function }));
    all.filter(|place| place.function.name == name && place.function.owner.is_some())
        .filter(|place| place.function.owner.as_deref() == owner)
        .collect()
}

/// What `before.name(...)` may call. Only a type checker knows what stands before the dot; where it is called like a type
/// that has the method, it is taken to be that one.
fn methods_on<'a>(sources: &'a [Source], before: &str, name: &str) -> Vec<Place<'a>> {
    let ours = |path: &str| path.starts_with("src/engine") || path.starts_with("src/web");
    let sources = sources.iter().filter(|source| ours(&source.path));
    let all = sources.flat_map(|source| source.functions.iter().map(move |function| Place { source, function }));
    let named: Vec<Place> = all.filter(|place| place.function.takes_self && place.function.name == name).collect();
    let is_meant =
        |place: &&Place| place.function.owner.as_deref().is_some_and(|owner| owner.eq_ignore_ascii_case(before));
    let meant: Vec<Place> = named.iter().filter(is_meant).copied().collect();
    if meant.is_empty() { named } else { meant }
}

/// The functions that a name may mean where it stands.
fn resolve<'a>(sources: &'a [Source], here: &Source, name: &Name) -> Vec<Place<'a>> {
    let Some((function, qualifiers)) = name.segments.split_last() else { return Vec::new() };
    let Some(qualifier) = qualifiers.last() else { return resolve_bare(sources, here, function) };
    if qualifier.starts_with(char::is_uppercase) {
        return methods(sources, Some(qualifier), function);
    }
    let module = match qualifier.as_str() {
        "self" => here.module.last(),
        "super" => here.module.iter().rev().nth(1),
        other => return functions_of(sources, other, function),
    };
    module.map(|module| functions_of(sources, module, function)).unwrap_or_default()
}

/// A bare name is a function of the same file, or one that this file imports.
fn resolve_bare<'a>(sources: &'a [Source], here: &Source, function: &str) -> Vec<Place<'a>> {
    let same_file = sources.iter().filter(|source| source.path == here.path);
    let own: Vec<Place<'a>> = same_file.flat_map(|source| named(source, function)).collect();
    if !own.is_empty() {
        return own;
    }
    let imports = here.names.iter().filter(|name| name.segments.len() > 1 && name.ends_with(&[function]));
    imports.flat_map(|import| functions_of(sources, &import.segments[import.segments.len() - 2], function)).collect()
}

fn functions_of<'a>(sources: &'a [Source], module: &str, function: &str) -> Vec<Place<'a>> {
    let files = sources.iter().filter(|source| source.module.last().is_some_and(|last| last == module));
    files.flat_map(|source| named(source, function)).collect()
}

fn named<'a>(source: &'a Source, name: &str) -> Vec<Place<'a>> {
    let functions = source.functions.iter().filter(|function| function.owner.is_none() && function.name == name);
    functions.map(|function| Place { source, function }).collect()
}

#[test]
fn no_get_changes_state() {
    expect_none(&check(&Tree::repository(), TELEMETRY));
}

#[test]
fn a_get_that_writes_is_found() {
    let tree = Tree::sample(&[
        (
            "src/web/mod.rs",
            "use crate::web::orders;\nfn routes() -> Router {\n    Router::new().route(\"/a\", get(orders::show).post(orders::save))\n        .route(\"/b\", post(orders::save).get(orders::list))\n}",
        ),
        (
            "src/web/orders.rs",
            "use crate::engine::recount::recount;\nasync fn show() {\n    store.read(\"a\", |tx| x).await; lock.write();\n}\nasync fn list() {\n    refresh().await\n}\nasync fn refresh() {\n    recount(x).await\n}\nasync fn save() {\n    store.write(\"a\", |tx| x).await\n}",
        ),
        ("src/engine/recount.rs", "pub async fn recount() {\n    self.store\n        .write(\"b\", |tx| x).await\n}"),
        (
            "src/web/api/campaigns.rs",
            "#[utoipa::path(get, path = \"/c\")]\nasync fn one() {\n    state.engine.touch().await\n}\n#[utoipa::path(get, path = \"/d\")]\nasync fn all() {\n    listing.touch(app.read().remember())\n}\n#[utoipa::path(post, path = \"/c\")]\nasync fn make() {\n    state.engine.touch().await\n}",
        ),
        (
            "src/web/list.rs",
            "impl Listing {\n    fn touch(self) {}\n}\nimpl App {\n    fn write(&self) { self.store.write(\"e\", f) }\n    fn remember(&self) { self.lock.write().push(1) }\n}",
        ),
        (
            "src/engine/mod.rs",
            "impl Engine {\n    pub async fn touch(&self) {\n        self.store.write(\"c\", f).await\n    }\n}",
        ),
        (
            "src/web/pixel.rs",
            "#[utoipa::path(get, path = \"/p\")]\nasync fn opened() {\n    store.write(\"d\", f).await\n}",
        ),
    ]);
    let telemetry = [("src/web/pixel.rs", "opened")];
    expect_at(&check(&tree, &telemetry), &["src/web/orders.rs:5", "src/web/api/campaigns.rs:2"]);
    expect_at(&check(&tree, &[]), &["src/web/orders.rs:5", "src/web/api/campaigns.rs:2", "src/web/pixel.rs:2"]);
}
