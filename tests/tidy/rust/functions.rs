//! What the syntax tree of a file says: its functions, its modules, and which lines are test code.

use std::ops::RangeInclusive;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, FnArg, Item, Meta, Pat, Signature, Type, Visibility};

pub struct Function {
    pub name: String,
    /// The line of its name.
    pub line: usize,
    /// From `fn` to the closing brace.
    pub lines: RangeInclusive<usize>,
    pub public: bool,
    /// The type in whose `impl` it stands, or the trait that has it as a default.
    pub owner: Option<String>,
    /// Does it take `self`?
    pub takes_self: bool,
    /// Name and type of each parameter; of the type the last word (`Tx` of `&mut store::Tx`).
    pub parameters: Vec<(String, String)>,
    /// Does `#[utoipa::path(get, ...)]` stand above it?
    pub answers_get: bool,
}

/// `mod name;`
pub struct Module {
    pub name: String,
    /// The inline modules around it.
    pub inside: Vec<String>,
    pub explicit_path: Option<String>,
    pub test: bool,
}

#[derive(Default)]
pub struct Seen {
    pub functions: Vec<Function>,
    pub modules: Vec<Module>,
    pub test_lines: Vec<RangeInclusive<usize>>,
    pub whole_file_is_test: bool,
    inside: Vec<String>,
    owner: Option<String>,
}

pub fn visit(file: &syn::File) -> Seen {
    let mut seen = Seen { whole_file_is_test: is_test(&file.attrs), ..Seen::default() };
    seen.visit_file(file);
    seen
}

impl Seen {
    fn push(&mut self, attributes: &[Attribute], public: bool, signature: &Signature, block: &Block) {
        let first = signature.fn_token.span.start().line;
        self.functions.push(Function {
            name: signature.ident.to_string(),
            line: signature.ident.span().start().line,
            lines: first..=block.brace_token.span.close().end().line,
            public,
            owner: self.owner.clone(),
            takes_self: signature.receiver().is_some(),
            parameters: signature.inputs.iter().filter_map(parameter).collect(),
            answers_get: attributes.iter().any(answers_get),
        });
    }
}

impl Visit<'_> for Seen {
    fn visit_item(&mut self, item: &Item) {
        if is_test(attributes(item)) {
            self.test_lines.push(item.span().start().line..=item.span().end().line);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &syn::ItemMod) {
        let name = module.ident.to_string();
        if module.content.is_none() {
            let inside = self.inside.clone();
            let explicit_path = module.attrs.iter().find_map(path_attribute);
            self.modules.push(Module { name, inside, explicit_path, test: is_test(&module.attrs) });
            return;
        }
        self.inside.push(name);
        visit::visit_item_mod(self, module);
        self.inside.pop();
    }

    fn visit_item_fn(&mut self, function: &syn::ItemFn) {
        let public = !matches!(function.vis, Visibility::Inherited);
        // A function inside a method is nobody's.
        let owner = self.owner.take();
        self.push(&function.attrs, public, &function.sig, &function.block);
        visit::visit_item_fn(self, function);
        self.owner = owner;
    }

    fn visit_item_impl(&mut self, block: &syn::ItemImpl) {
        self.owner = Some(last_word(&block.self_ty));
        visit::visit_item_impl(self, block);
        self.owner = None;
    }

    fn visit_item_trait(&mut self, item: &syn::ItemTrait) {
        self.owner = Some(item.ident.to_string());
        visit::visit_item_trait(self, item);
        self.owner = None;
    }

    fn visit_impl_item_fn(&mut self, function: &syn::ImplItemFn) {
        if is_test(&function.attrs) {
            self.test_lines.push(function.span().start().line..=function.span().end().line);
        }
        let public = !matches!(function.vis, Visibility::Inherited);
        self.push(&function.attrs, public, &function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.push(&function.attrs, true, &function.sig, block);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

fn parameter(argument: &FnArg) -> Option<(String, String)> {
    let FnArg::Typed(typed) = argument else { return None };
    let name = match &*typed.pat {
        Pat::Ident(name) => name.ident.to_string(),
        _ => String::new(),
    };
    Some((name, last_word(&typed.ty)))
}

fn last_word(of: &Type) -> String {
    match of {
        Type::Reference(reference) => last_word(&reference.elem),
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// `#[cfg(test)]`, `#[test]`, `#[tokio::test]`, a benchmark.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string();
            condition == "test" || condition.starts_with("all (test") || condition.starts_with("all(test")
        }
        meta => meta.path().segments.last().is_some_and(|word| word.ident == "test" || word.ident == "bench"),
    })
}

/// `#[utoipa::path(get, ...)]`
fn answers_get(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    let is_path = list.path.segments.last().is_some_and(|word| word.ident == "path");
    let mut words = list.tokens.clone().into_iter();
    is_path && words.any(|token| token.to_string() == "get")
}

/// `#[path = "..."]`
fn path_attribute(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let syn::Expr::Lit(literal) = &pair.value else { return None };
    let syn::Lit::Str(value) = &literal.lit else { return None };
    pair.path.is_ident("path").then(|| value.value())
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

#[test]
fn a_function_is_described() {
    let text = "#[utoipa::path(get, path = \"/x\")]\npub async fn list(tx: &mut store::Tx, n: u8) {\n}\nimpl A { fn b(&self) {} }";
    let seen = visit(&syn::parse_file(text).unwrap());
    let list = &seen.functions[0];
    assert_eq!((list.name.as_str(), list.line, list.lines.clone()), ("list", 2, 2..=3));
    assert!(list.public && list.answers_get && list.owner.is_none());
    assert_eq!(list.parameters[0], ("tx".to_owned(), "Tx".to_owned()));
    let method = &seen.functions[1];
    assert!(method.takes_self && !method.public && !method.answers_get);
    assert_eq!(method.owner.as_deref(), Some("A"));
}
