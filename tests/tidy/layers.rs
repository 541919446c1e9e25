//! Who may use whom. Cargo keeps the crate `rules` apart; this table keeps the modules of the main crate in order.

use crate::rust::{Name, Source};
use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

/// What everything above may use: it knows nothing of the house.
const GROUND: &[&str] = &["world", "texts", "field", "secret", "settings", "config", "network"];

/// Each module of `src/` and what it may use besides the ground; the crate `rules` is open to all. The way down is
/// `rules` <- `store`, `delivery`, `intake`, `insight` <- `engine` <- `web` <- `cli`.
const LAYERS: &[(&str, &[&str])] = &[
    ("store", &[]),
    ("delivery", &[]),
    ("intake", &[]),
    ("insight", &[]),
    ("engine", &["store", "delivery", "intake", "insight"]),
    ("web", &["store", "delivery", "intake", "insight", "engine"]),
    ("cli", &["store", "delivery", "intake", "insight", "engine", "web"]),
];

/// The only uses within the ground.
const WITHIN_GROUND: &[(&str, &str)] =
    &[("settings", "field"), ("config", "network"), ("config", "secret"), ("config", "world")];

fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.rust();
    sources.iter().filter(|source| source.path.starts_with("src/")).flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let Some(own) = source.module.first() else { return Vec::new() };
    if !is_known(own) {
        let advice = "give this new module its place in tests/tidy/layers.rs and in ARCHITECTURE.md";
        return vec![Finding::new(&source.path, 0, advice)];
    }
    let uses = source.names.iter().filter_map(|name| Some((name, layer_used(source, name)?)));
    uses.filter(|(_, used)| !may_use(own, used))
        .map(|(name, used)| {
            let advice = format!("`{own}` must not use `{used}`: let the layer above both pass in what is needed");
            Finding::new(&source.path, name.line, advice)
        })
        .collect()
}

fn is_known(module: &str) -> bool {
    GROUND.contains(&module) || LAYERS.iter().any(|(layer, _)| *layer == module)
}

fn may_use(own: &str, used: &str) -> bool {
    let Some((_, below)) = LAYERS.iter().find(|(layer, _)| *layer == own) else {
        return own == used || WITHIN_GROUND.contains(&(own, used));
    };
    own == used || GROUND.contains(&used) || below.contains(&used)
}

/// The module of the main crate that a name leads into, by way of `crate` or enough `super`s.
fn layer_used<'a>(source: &Source, name: &'a Name) -> Option<&'a str> {
    let supers = name.segments.iter().take_while(|segment| *segment == "super").count();
    let from_root = match name.segments.first()?.as_str() {
        "crate" => 1,
        "super" if supers == source.module.len() + name.depth => supers,
        _ => return None,
    };
    let used = name.segments.get(from_root)?.as_str();
    is_known(used).then_some(used)
}

#[test]
fn modules_depend_one_way() {
    expect_none(&check(&Tree::repository()));
}

#[test]
fn a_use_against_the_way_is_found() {
    let tree = Tree::sample(&[
        ("src/lib.rs", "pub mod store;\npub use crate::engine::tick;"),
        ("src/store/mod.rs", "use crate::engine::tick;\nuse crate::world::Clock;\nuse super::web::Page;"),
        ("src/store/orders.rs", "use crate::{\n    delivery::Email,\n    store::Tx,\n};\nuse super::engine;"),
        (
            "src/intake/mail.rs",
            "fn f() { tell!(super::super::insight::Score) }\nmod m { use super::super::super::web; }",
        ),
        ("src/engine/tick.rs", "use crate::store::Tx;\nuse crate::delivery;\nuse rules::decide;"),
        ("src/texts.rs", "use crate::store::Tx;"),
        ("src/settings/mod.rs", "use crate::field::FieldError;\nuse crate::world::Clock;"),
        ("src/helpers.rs", ""),
    ]);
    let planted = [
        "src/store/mod.rs:1",
        "src/store/mod.rs:3",
        "src/store/orders.rs:2",
        "src/intake/mail.rs:1",
        "src/intake/mail.rs:2",
        "src/texts.rs:1",
        "src/settings/mod.rs:2",
        "src/helpers.rs",
    ];
    expect_at(&check(&tree), &planted);
}
