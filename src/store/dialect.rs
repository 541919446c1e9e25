//! The few differences between the two databases, and the reading of SQL texts that hides them.
//!
//! One text serves both: parameters are `$1..$n`; `{rows: id text, at bigint} r` is a table made of the given [`Rows`](super::Rows),
//! named by the alias behind it; `{without_rowid}` ends a table definition, and
//! `{without_rowid updated_often}` that of one whose rows change many times; `{bytewise}` follows a column whose texts are
//! ordered by their bytes; `{steady a}` keeps the rows that a query read
//! of `a` from being changed by others before the transaction ends; `{free a}` passes over the rows of `a` that others are
//! changing just now, and keeps the rest. Quoted text and comments are left alone.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use super::table::Table;
use super::value::Kind;
use super::{Error, Value};

/// The database behind a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// How many tables have the name `$1`.
    pub(super) fn table_count(self) -> &'static str {
        match self {
            Dialect::Sqlite => "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = $1",
            Dialect::Postgres => {
                "SELECT COUNT(*) FROM pg_tables WHERE schemaname = ANY (current_schemas(false)) AND tablename = $1"
            }
        }
    }

    /// The version of the database's own program.
    pub(super) fn product_version(self) -> &'static str {
        match self {
            Dialect::Sqlite => "SELECT 'SQLite ' || sqlite_version()",
            Dialect::Postgres => "SELECT 'PostgreSQL ' || current_setting('server_version')",
        }
    }
}

/// The width of a `{rows: ...}` marker at most.
pub(super) const COLUMN_LIMIT: usize = 64;

/// Texts that one connection remembers; a program has a few hundred, and past this all are forgotten and read again.
const TEXT_LIMIT: usize = 1_000;

/// The table-valued function that reads a batch on SQLite.
pub(super) const BATCH: &str = "batch";

/// An SQL text in the words of one database.
#[derive(Debug)]
pub(super) struct Expanded {
    pub sql: String,
    /// The highest `$n`; the batch follows as the next parameter (SQLite) or parameters (PostgreSQL).
    pub params: usize,
    /// The columns of the marker, empty without one.
    pub columns: Vec<Kind>,
}

impl Expanded {
    /// Refuses what does not go with this text, alike on both databases.
    pub fn check(&self, params: &[Value<'_>], rows: Option<&Arc<Table>>) -> Result<(), Error> {
        if params.len() != self.params {
            return Err(Error::statement(format!("{} parameters given, {} in the text", params.len(), self.params)));
        }
        params.iter().try_for_each(Value::check)?;
        let Some(rows) = rows else {
            return if self.columns.is_empty() {
                Ok(())
            } else {
                Err(Error::statement("the text wants a batch of rows"))
            };
        };
        if rows.columns() != self.columns.len() {
            return Err(Error::statement(format!(
                "batch of {} columns, {} in the text",
                rows.columns(),
                self.columns.len()
            )));
        }
        if rows.holds_nul() {
            return Err(Error::Nul);
        }
        rows.misfit(&self.columns).map_or(Ok(()), |column| {
            Err(Error::statement(format!("column {column} of the batch holds another type than its marker says")))
        })
    }
}

/// The texts that a connection has met.
pub(super) struct Texts {
    dialect: Dialect,
    known: HashMap<Box<str>, Arc<Expanded>>,
}

impl Texts {
    pub fn new(dialect: Dialect) -> Texts {
        Texts { dialect, known: HashMap::new() }
    }

    pub fn expand(&mut self, sql: &str) -> Result<Arc<Expanded>, Error> {
        if let Some(expanded) = self.known.get(sql) {
            return Ok(Arc::clone(expanded));
        }
        if self.known.len() >= TEXT_LIMIT {
            self.known.clear();
        }
        let expanded = Arc::new(expand(self.dialect, sql)?);
        self.known.insert(sql.into(), Arc::clone(&expanded));
        Ok(expanded)
    }
}

/// Cuts a text into its statements at each `;`, without empty ones.
pub(super) fn statements(sql: &str) -> Result<Vec<&str>, Error> {
    let mut statements = Vec::new();
    let (mut rest, mut length, mut filled) = (sql, 0, false);
    let mut scanner = Scanner { rest: sql };
    while let Some((token, text)) = scanner.next()? {
        if matches!(token, Token::End) {
            let (statement, behind) = rest.split_at(length);
            statements.extend(filled.then_some(statement.trim()));
            (rest, length, filled) = (behind.split_at(text.len()).1, 0, false);
        } else {
            length += text.len();
            filled |= !matches!(token, Token::Comment) && !text.trim().is_empty();
        }
    }
    statements.extend(filled.then_some(rest.trim()));
    Ok(statements)
}

fn expand(dialect: Dialect, sql: &str) -> Result<Expanded, Error> {
    let mut tokens = Vec::new();
    let mut scanner = Scanner { rest: sql };
    while let Some((token, _)) = scanner.next()? {
        tokens.push(token);
    }
    let params =
        tokens.iter().map(|token| if let Token::Param(number) = token { *number } else { 0 }).max().unwrap_or(0);
    let mut expanded = Expanded { sql: String::with_capacity(sql.len() + 64), params, columns: Vec::new() };
    for token in tokens {
        match token {
            Token::Plain(text) => expanded.sql.push_str(text),
            Token::Comment => expanded.sql.push(' '),
            Token::End => expanded.sql.push(';'),
            Token::Param(number) => push_param(&mut expanded.sql, dialect, number),
            Token::Marker("without_rowid") => match dialect {
                Dialect::Sqlite => expanded.sql.push_str("WITHOUT ROWID"),
                Dialect::Postgres => {}
            },
            Token::Marker("without_rowid updated_often") => expanded.sql.push_str(match dialect {
                Dialect::Sqlite => "WITHOUT ROWID",
                // With room beside it a row's new version needs no new entries in any index, if nothing changed that is
                // in one. Rows that lie side by side are written in one transaction: room for a new version of each.
                Dialect::Postgres => "WITH (fillfactor = 45)",
            }),
            Token::Marker("bytewise") => match dialect {
                // It compares bytes anyway.
                Dialect::Sqlite => {}
                Dialect::Postgres => expanded.sql.push_str("COLLATE \"C\""),
            },
            Token::Marker(marker) if let Some(table) = marker.strip_prefix("free ") => match dialect {
                // Whoever writes there is alone.
                Dialect::Sqlite => {}
                Dialect::Postgres => expanded.sql.push_str(&format!("FOR UPDATE OF {table} SKIP LOCKED")),
            },
            Token::Marker(marker) if let Some(table) = marker.strip_prefix("steady ") => match dialect {
                // Whoever writes there is alone.
                Dialect::Sqlite => {}
                Dialect::Postgres => expanded.sql.push_str(&format!("FOR SHARE OF {table}")),
            },
            Token::Marker(marker) => match marker.strip_prefix("rows:") {
                Some(columns) if expanded.columns.is_empty() => push_rows(&mut expanded, dialect, columns)?,
                Some(_) => return Err(Error::statement("a text has one {rows: ...} marker at most")),
                None => return Err(Error::statement(format!("unknown marker {{{marker}}}"))),
            },
        }
    }
    Ok(expanded)
}

/// SQLite numbers `$n` by first appearance, `?n` by its number.
fn push_param(sql: &mut String, dialect: Dialect, number: usize) {
    let sign = match dialect {
        Dialect::Sqlite => '?',
        Dialect::Postgres => '$',
    };
    write!(sql, "{sign}{number}").expect("writing to a string does not fail");
}

/// Puts a subquery in the marker's place; the alias that follows names it.
fn push_rows(expanded: &mut Expanded, dialect: Dialect, columns: &str) -> Result<(), Error> {
    let columns = columns.split(',').map(column).collect::<Result<Vec<_>, Error>>()?;
    if columns.len() > COLUMN_LIMIT {
        return Err(Error::statement(format!("a batch has {COLUMN_LIMIT} columns at most")));
    }
    let join = |part: &dyn Fn(usize) -> String| (0..columns.len()).map(part).collect::<Vec<_>>().join(", ");
    let first = expanded.params + 1;
    let subquery = match dialect {
        Dialect::Sqlite => {
            let names = join(&|index| format!("c{index} AS \"{}\"", columns[index].0));
            format!("(SELECT {names} FROM {BATCH}(?{first}))")
        }
        Dialect::Postgres => {
            let arrays = join(&|index| match columns[index].1 {
                Kind::Text => format!("${}::text[]", first + index),
                Kind::Bigint => format!("${}::bigint[]", first + index),
            });
            let names = join(&|index| format!("\"{}\"", columns[index].0));
            format!("(SELECT * FROM unnest({arrays}) AS {BATCH}({names}))")
        }
    };
    expanded.sql.push_str(&subquery);
    expanded.columns = columns.into_iter().map(|(_, kind)| kind).collect();
    Ok(())
}

fn column(text: &str) -> Result<(&str, Kind), Error> {
    let name_like = |name: &&str| name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    let mut words = text.split_whitespace();
    let name = words.next().filter(name_like);
    let kind = match words.next() {
        Some("text") => Some(Kind::Text),
        Some("bigint") => Some(Kind::Bigint),
        _ => None,
    };
    match (name, kind, words.next()) {
        (Some(name), Some(kind), None) => Ok((name, kind)),
        _ => Err(Error::statement(format!("`{}` in a marker is not a name and text or bigint", text.trim()))),
    }
}

#[derive(Debug)]
enum Token<'a> {
    /// Handed on as it is, also quoted text.
    Plain(&'a str),
    Comment,
    /// `$n`
    Param(usize),
    /// What stands between `{` and `}`.
    Marker(&'a str),
    /// `;`
    End,
}

struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    /// The next token and its text.
    fn next(&mut self) -> Result<Option<(Token<'a>, &'a str)>, Error> {
        let rest = self.rest;
        let Some(first) = rest.bytes().next() else { return Ok(None) };
        let length = match first {
            b';' => 1,
            // A doubled quote inside is read as two quoted texts side by side, which hands on the same characters.
            b'\'' => closed(rest, 1, "'")?,
            b'"' => closed(rest, 1, "\"")?,
            b'{' => closed(rest, 1, "}")?,
            b'-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            b'/' if rest.starts_with("/*") => closed(rest, 2, "*/")?,
            b'$' => 1 + rest.bytes().skip(1).take_while(u8::is_ascii_digit).count(),
            _ => 1 + rest.bytes().skip(1).position(special).unwrap_or(rest.len() - 1),
        };
        let (text, behind) = rest.split_at(length);
        self.rest = behind;
        let token = match first {
            b';' => Token::End,
            b'{' => Token::Marker(text.trim_matches(['{', '}']).trim()),
            b'$' => Token::Param(number(text)?),
            b'-' | b'/' if text.starts_with("--") || text.starts_with("/*") => Token::Comment,
            _ => Token::Plain(text),
        };
        Ok(Some((token, text)))
    }
}

/// Bytes at which plain text may end. All are of ASCII, so that a cut never divides a character.
fn special(byte: u8) -> bool {
    matches!(byte, b';' | b'\'' | b'"' | b'-' | b'/' | b'{' | b'$')
}

/// The length of a text up to and with its closing mark, which lies past the opening one.
fn closed(text: &str, opening: usize, mark: &str) -> Result<usize, Error> {
    let found = text.split_at(opening).1.find(mark).map(|position| opening + position + mark.len());
    found.ok_or_else(|| Error::statement(format!("a text without its closing {mark}")))
}

/// The n of `$n`.
fn number(text: &str) -> Result<usize, Error> {
    let number = text.strip_prefix('$').and_then(|digits| digits.parse::<u16>().ok()).filter(|number| *number > 0);
    number.map(usize::from).ok_or_else(|| Error::statement("a $ without the number of a parameter"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(sql: &str) -> (String, String) {
        let text = |dialect| expand(dialect, sql).expect("a good text").sql;
        (text(Dialect::Sqlite), text(Dialect::Postgres))
    }

    #[test]
    fn parameters_are_numbered_by_their_number() {
        assert_eq!(both("SELECT $2, $1, $10"), ("SELECT ?2, ?1, ?10".into(), "SELECT $2, $1, $10".into()));
        assert_eq!(expand(Dialect::Sqlite, "SELECT $2, $1").expect("a good text").params, 2);
    }

    #[test]
    fn quoted_text_is_left_alone() {
        let sql = r#"SELECT '$1 {a} ;it''s', "$2" FROM t"#;
        assert_eq!(both(sql), (sql.into(), sql.into()));
        assert_eq!(both("SELECT 1 -- $1 {x} it's\n, /* $2 ' */ 2 - 1 / 1"), {
            let plain = String::from("SELECT 1  \n,   2 - 1 / 1");
            (plain.clone(), plain)
        });
    }

    #[test]
    fn a_batch_follows_the_parameters() {
        let (sqlite, postgres) =
            both("INSERT INTO t SELECT $1, r.id FROM {rows: id text, at bigint} r WHERE r.at > $2");
        assert_eq!(
            sqlite,
            r#"INSERT INTO t SELECT ?1, r.id FROM (SELECT c0 AS "id", c1 AS "at" FROM batch(?3)) r WHERE r.at > ?2"#
        );
        assert_eq!(
            postgres,
            r#"INSERT INTO t SELECT $1, r.id FROM (SELECT * FROM unnest($3::text[], $4::bigint[]) AS batch("id", "at")) r WHERE r.at > $2"#
        );
    }

    #[test]
    fn definitions_differ_by_marker() {
        let (sqlite, postgres) = both("CREATE TABLE t (id TEXT PRIMARY KEY) {without_rowid}");
        assert_eq!(sqlite, "CREATE TABLE t (id TEXT PRIMARY KEY) WITHOUT ROWID");
        assert_eq!(postgres, "CREATE TABLE t (id TEXT PRIMARY KEY) ");
    }

    #[test]
    fn rows_that_others_change_are_passed_over() {
        let (sqlite, postgres) = both("SELECT t.id FROM t LIMIT 5 {free t}");
        let wanted = ("SELECT t.id FROM t LIMIT 5 ", "SELECT t.id FROM t LIMIT 5 FOR UPDATE OF t SKIP LOCKED");
        assert_eq!((sqlite.as_str(), postgres.as_str()), wanted);
        let (sqlite, postgres) = both("CREATE TABLE t (id TEXT PRIMARY KEY) {without_rowid updated_often}");
        assert_eq!(sqlite, "CREATE TABLE t (id TEXT PRIMARY KEY) WITHOUT ROWID");
        assert_eq!(postgres, "CREATE TABLE t (id TEXT PRIMARY KEY) WITH (fillfactor = 45)");
    }

    #[test]
    fn rows_are_kept_steady_where_others_could_change_them() {
        let (sqlite, postgres) = both("SELECT t.id FROM t {steady t}");
        assert_eq!((sqlite.as_str(), postgres.as_str()), ("SELECT t.id FROM t ", "SELECT t.id FROM t FOR SHARE OF t"));
    }

    #[test]
    fn bad_texts_are_refused() {
        let bad = [
            "SELECT 'a",
            "SELECT \"a",
            "SELECT /* a",
            "SELECT {rows: id text",
            "SELECT $",
            "SELECT $0",
            "SELECT $99999",
            "SELECT {else}",
            "SELECT {rows: id}",
            "SELECT {rows: id real}",
            "SELECT {rows: id text text}",
            "SELECT {rows: I\"d text}",
            "SELECT {rows:}",
            "SELECT {rows: a text} x, {rows: b text} y",
        ];
        for sql in bad {
            assert!(matches!(expand(Dialect::Sqlite, sql), Err(Error::Statement { .. })), "{sql}");
        }
        let wide = format!("SELECT * FROM {{rows: {}}} r", vec!["a text"; COLUMN_LIMIT + 1].join(", "));
        assert!(expand(Dialect::Postgres, &wide).is_err());
    }

    #[test]
    fn statements_are_cut_outside_quotes() {
        let sql = "-- first; not cut\nCREATE TABLE a (x TEXT DEFAULT ';');\n;; INSERT INTO a VALUES ('--');  \n-- the end; \n";
        let found = statements(sql).expect("a good text");
        assert_eq!(found, ["-- first; not cut\nCREATE TABLE a (x TEXT DEFAULT ';')", "INSERT INTO a VALUES ('--')"]);
        assert!(statements("SELECT 'a").is_err());
    }
}
