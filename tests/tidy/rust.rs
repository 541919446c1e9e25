//! Rust source as the checks see it: its tokens, the names it uses, its functions, and which of it is test code.

use std::ops::RangeInclusive;

mod functions;
mod tokens;

use crate::tree::{folder_of, join, name_of};
pub use functions::Function;
pub use tokens::{Kind, Name, Token};

pub struct Source {
    pub path: String,
    /// Where the file stands below its crate's root: `store`, `invitations`; empty for the root itself.
    pub module: Vec<String>,
    /// Without comments, doc comments included.
    pub tokens: Vec<Token>,
    /// Every path in the code, imports included, each written out in full.
    pub names: Vec<Name>,
    pub functions: Vec<Function>,
    /// Modules that this file declares and that live in files of their own.
    pub declared: Vec<Declared>,
    /// Is the whole file test code?
    test: bool,
    test_lines: Vec<RangeInclusive<usize>>,
}

/// `mod name;`
pub struct Declared {
    /// The files it may be in.
    pub paths: Vec<String>,
    pub test: bool,
}

impl Source {
    fn read(path: &str, text: &str) -> Source {
        let syntax = syn::parse_file(text).map_err(|error| format!("{path}: {error}"));
        let syntax = syntax.expect("every Rust file parses");
        let tokens = tokens::flatten(text);
        let seen = functions::visit(&syntax);
        let declared = seen.modules.iter().map(|module| declared_by(path, module)).collect();
        Source {
            path: path.to_owned(),
            module: module_of(path),
            names: tokens::names(&tokens),
            tokens,
            functions: seen.functions,
            declared,
            test: is_test_path(path) || seen.whole_file_is_test,
            test_lines: seen.test_lines,
        }
    }

    pub fn is_test(&self, line: usize) -> bool {
        self.test || self.test_lines.iter().any(|lines| lines.contains(&line))
    }

    /// The string literals with their lines, those in tests left out.
    pub fn product_literals(&self) -> impl Iterator<Item = (usize, &str)> {
        let literals = self.tokens.iter().filter(|token| token.kind == Kind::Text && !self.is_test(token.line));
        literals.map(|token| (token.line, token.text.as_str()))
    }

    /// The names used, those in tests left out.
    pub fn product_names(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(|name| !self.is_test(name.line))
    }

    /// Where the code, tests left out, has these tokens in a row.
    pub fn product_lines_with(&self, pattern: &[&str]) -> Vec<usize> {
        let windows = self.tokens.windows(pattern.len());
        let hits = windows.filter(|window| tokens::matches(window, pattern));
        hits.map(|window| window[0].line).filter(|line| !self.is_test(*line)).collect()
    }
}

/// Parses every file and carries `#[cfg(test)] mod name;` over to the file of that module.
pub fn parse<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Source> {
    let mut sources: Vec<Source> = files.map(|(path, text)| Source::read(path, text)).collect();
    let declared = sources.iter().flat_map(|source| &source.declared);
    let test_files: Vec<String> =
        declared.filter(|module| module.test).flat_map(|module| module.paths.clone()).collect();
    for source in &mut sources {
        source.test |= test_files.iter().any(|file| is_within(&source.path, file));
    }
    sources
}

/// Is `path` the module file `file`, or in the folder that belongs to it?
fn is_within(path: &str, file: &str) -> bool {
    let folder = file.strip_suffix("/mod.rs").or(file.strip_suffix(".rs")).unwrap_or(file);
    path == file || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn is_test_path(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "benches" || part == "examples")
}

fn module_of(path: &str) -> Vec<String> {
    let below_root = path.rsplit_once("src/").map_or(path, |(_, rest)| rest);
    let stem = below_root.trim_end_matches(".rs").trim_end_matches("/mod");
    if matches!(stem, "lib" | "main") {
        return Vec::new();
    }
    stem.split('/').map(str::to_owned).collect()
}

fn declared_by(path: &str, module: &functions::Module) -> Declared {
    let folder = match &module.explicit_path {
        Some(file) => return Declared { paths: vec![join(folder_of(path), file)], test: module.test },
        None => join(&folder_of_children(path), &module.inside.join("/")),
    };
    let paths = ["NAME.rs", "NAME/mod.rs"].map(|form| join(&folder, &form.replace("NAME", &module.name)));
    Declared { paths: paths.to_vec(), test: module.test }
}

/// The folder in which the modules declared by this file live.
fn folder_of_children(path: &str) -> String {
    let folder = folder_of(path);
    let name = name_of(path);
    let is_crate_root = matches!(name_of(folder), "tests" | "benches" | "examples" | "bin");
    if is_crate_root || matches!(name, "mod.rs" | "lib.rs" | "main.rs" | "build.rs") {
        return folder.to_owned();
    }
    join(folder, name.trim_end_matches(".rs"))
}

#[cfg(test)]
mod self_tests {
    use crate::tree::Tree;

    #[test]
    fn test_code_is_told_from_product_code() {
        let tree = Tree::sample(&[
            ("src/a.rs", "#[cfg(test)]\nmod tests;\nfn f() {}\n#[cfg(test)]\nmod inner {\n    fn g() {}\n}\n"),
            ("src/a/tests.rs", "fn h() {}\n"),
            ("src/a/tests/deep.rs", "fn i() {}\n"),
            ("tests/stories.rs", "fn j() {}\n"),
        ]);
        let sources = tree.rust();
        let tests: Vec<(&str, &str, bool)> = sources
            .iter()
            .flat_map(|source| source.functions.iter().map(move |function| (source, function)))
            .map(|(source, function)| (source.path.as_str(), function.name.as_str(), source.is_test(function.line)))
            .collect();
        assert_eq!(
            tests,
            [
                ("src/a.rs", "f", false),
                ("src/a.rs", "g", true),
                ("src/a/tests.rs", "h", true),
                ("src/a/tests/deep.rs", "i", true),
                ("tests/stories.rs", "j", true),
            ]
        );
    }

    #[test]
    fn the_files_of_a_module_are_those_that_rustc_would_look_for() {
        let tree = Tree::sample(&[
            ("src/lib.rs", "mod store;"),
            ("src/store/mod.rs", "mod dialect;"),
            ("src/web.rs", "mod api;\n#[path = \"odd.rs\"]\nmod even;\nmod inner { mod leaf; }\n"),
        ]);
        let sources = tree.rust();
        let declared: Vec<&str> =
            sources.iter().flat_map(|source| &source.declared).map(|module| module.paths[0].as_str()).collect();
        assert_eq!(
            declared,
            ["src/store.rs", "src/store/dialect.rs", "src/web/api.rs", "src/odd.rs", "src/web/inner/leaf.rs"]
        );
    }
}
