//! One connection to a PostgreSQL server.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use bytes::BytesMut;
use postgres::error::{DbError, Severity, SqlState};
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls, SimpleQueryMessage, Statement};

use super::dialect::{Dialect, Expanded, Texts};
use super::table::Table;
use super::tx::Session;
use super::value::Kind;
use super::{Error, Value};

/// Under repeatable read and serializable, transactions on one row collide as a rule; each round one of them gets through.
const REPEATS: u32 = 50;

/// Prepared statements kept by a connection; past this all are prepared anew.
const STATEMENT_LIMIT: usize = 500;

/// A process that was frozen in the middle of a transaction must not hold its locks for longer than this.
/// Compiling plans costs more than these statements take. What is looked up by key is mostly in memory. Long texts,
/// written mails above all, are packed by what packs fastest, where the server has it.
const SET_UP: &str = "SET idle_in_transaction_session_timeout = '60s'; SET jit = off; SET random_page_cost = 1.1;
    SELECT set_config(name, 'lz4', false) FROM pg_settings
        WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals);
    SHOW server_encoding";

/// The server counts tables that grew by itself, but a minute late, and until then it keeps the plans that were good
/// for empty ones. So the first rows that a store writes are followed by a count, again at each fourfold; a rough one,
/// as the server counts finely later and messages wait meanwhile.
const FIRST_COUNT: u64 = 2_000;
const LAST_COUNT: u64 = 1_000_000;
const COUNT: &str = "SELECT 'SET default_statistics_target = 25; ANALYZE ' || string_agg(quote_ident(tablename), ', ')
        || '; RESET default_statistics_target' FROM pg_tables
    WHERE schemaname = ANY (current_schemas(false)) AND tableowner = current_user";

/// Rows that the connections of a store wrote together.
#[derive(Debug, Default)]
pub(super) struct Written {
    rows: AtomicU64,
    /// How often they were counted.
    counts: AtomicU32,
}

impl Written {
    /// Whether it is time to count, and this connection is the one to do it.
    fn wants_a_count(&self) -> bool {
        let counts = self.counts.load(Ordering::Relaxed);
        let next = FIRST_COUNT.saturating_mul(4_u64.saturating_pow(counts));
        next <= LAST_COUNT
            && self.rows.load(Ordering::Relaxed) >= next
            && self.counts.compare_exchange(counts, counts + 1, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

pub(super) struct Postgres {
    config: postgres::Config,
    link: Option<Link>,
    in_transaction: bool,
    texts: Texts,
    written: Arc<Written>,
}

struct Link {
    client: Client,
    statements: HashMap<Box<str>, Statement>,
}

impl Postgres {
    /// Without a connection yet: the first transaction opens it.
    pub fn new(config: &postgres::Config, written: Arc<Written>) -> Postgres {
        let texts = Texts::new(Dialect::Postgres);
        Postgres { config: config.clone(), link: None, in_transaction: false, texts, written }
    }

    /// Must not be called on a thread of an async runtime, as with all methods here that talk to the server.
    pub fn connect(&mut self) -> Result<(), Error> {
        let mut client = self.config.connect(NoTls).map_err(|error| self.judge(&error))?;
        let answers = client.simple_query(SET_UP).map_err(|error| self.judge(&error))?;
        let utf8 =
            answers.iter().any(|answer| matches!(answer, SimpleQueryMessage::Row(row) if row.get(0) == Some("UTF8")));
        if !utf8 {
            return Err(Error::Config("the PostgreSQL database must have the encoding UTF8".into()));
        }
        self.link = Some(Link { client, statements: HashMap::new() });
        Ok(())
    }

    fn run<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        rows: Option<&Arc<Table>>,
        send: impl FnOnce(&mut Client, &Statement, &[&(dyn ToSql + Sync)]) -> Result<T, postgres::Error>,
    ) -> Result<T, Error> {
        let expanded = self.texts.expand(sql)?;
        expanded.check(params, rows)?;
        let link = self.link.as_mut().ok_or_else(lost)?;
        let answer = link.run(sql, &expanded, params, rows, send);
        answer.map_err(|error| self.judge(&error))
    }

    /// Translates an error, and forgets a connection that broke, or statements that the server does not know any more.
    fn judge(&mut self, error: &postgres::Error) -> Error {
        let Some(cause) = error.as_db_error() else {
            self.discard();
            let reason = error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
            return Error::unavailable(reason);
        };
        if matches!(cause.parsed_severity(), Some(Severity::Fatal | Severity::Panic)) {
            self.discard();
            return Error::unavailable(describe(cause));
        }
        // After a migration by another node the plans kept here can be out of date.
        if cause.routine() == Some("RevalidateCachedQuery") || *cause.code() == SqlState::INVALID_SQL_STATEMENT_NAME {
            self.link.iter_mut().for_each(|link| link.statements.clear());
            return Error::Conflict;
        }
        translate(cause)
    }
}

impl Session for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn repeats(&self) -> u32 {
        REPEATS
    }

    fn begin(&mut self, words: &'static str) -> Result<(), Error> {
        let fresh = self.link.is_none();
        if fresh {
            self.connect()?;
        }
        let mut begun = self.control(words);
        // The server closed the connection while it lay idle. Nothing has happened yet, so that a new one may try.
        if !fresh && self.link.is_none() {
            self.connect()?;
            begun = self.control(words);
        }
        self.in_transaction = begun.is_ok();
        begun
    }

    fn control(&mut self, words: &'static str) -> Result<(), Error> {
        let link = self.link.as_mut().ok_or_else(lost)?;
        let done = link.client.batch_execute(words);
        self.in_transaction &= !matches!((&done, words), (Ok(()), "COMMIT" | "ROLLBACK"));
        done.map_err(|error| self.judge(&error))
    }

    fn in_transaction(&self) -> bool {
        self.in_transaction && self.link.is_some()
    }

    fn discard(&mut self) {
        self.link = None;
        self.in_transaction = false;
    }

    fn query(&mut self, sql: &str, params: &[Value<'_>], rows: Option<&Arc<Table>>) -> Result<Table, Error> {
        let answer = self.run(sql, params, rows, |client, statement, inputs| client.query(statement, inputs))?;
        let mut table = Table::with_capacity(answer.first().map_or(0, postgres::Row::len), answer.len());
        for row in &answer {
            read(row, &mut table)?;
        }
        Ok(table)
    }

    fn execute(&mut self, sql: &str, params: &[Value<'_>], rows: Option<&Arc<Table>>) -> Result<u64, Error> {
        let written = self.run(sql, params, rows, |client, statement, inputs| client.execute(statement, inputs))?;
        self.written.rows.fetch_add(written, Ordering::Relaxed);
        Ok(written)
    }

    fn rest(&mut self) {
        if self.written.wants_a_count()
            && let Some(link) = &mut self.link
            && let Err(error) = link.count()
        {
            let error = self.judge(&error);
            tracing::warn!(%error, "the tables could not be counted for the planner");
        }
    }
}

impl Link {
    fn count(&mut self) -> Result<(), postgres::Error> {
        let words: Option<String> = self.client.query_one(COUNT, &[])?.get(0);
        words.map_or(Ok(()), |words| self.client.batch_execute(&words))
    }

    fn run<T>(
        &mut self,
        sql: &str,
        expanded: &Expanded,
        params: &[Value<'_>],
        rows: Option<&Arc<Table>>,
        send: impl FnOnce(&mut Client, &Statement, &[&(dyn ToSql + Sync)]) -> Result<T, postgres::Error>,
    ) -> Result<T, postgres::Error> {
        if !self.statements.get(sql).is_some_and(|statement| fits(statement, params)) {
            self.prepare(sql, expanded, params)?;
        }
        let columns: Vec<Column<'_>> = rows.map_or_else(Vec::new, |rows| Column::all(rows, &expanded.columns));
        let mut inputs: Vec<&(dyn ToSql + Sync)> = Vec::with_capacity(params.len() + columns.len());
        inputs.extend(params.iter().map(|value| value as &(dyn ToSql + Sync)));
        inputs.extend(columns.iter().map(|column| column as &(dyn ToSql + Sync)));
        send(&mut self.client, &self.statements[sql], &inputs)
    }

    /// A parameter has the type of its value, as on SQLite. Where the first value is null the server decides, and the
    /// statement is prepared anew if a later value is of another type.
    fn prepare(&mut self, sql: &str, expanded: &Expanded, params: &[Value<'_>]) -> Result<(), postgres::Error> {
        let type_of = |value: &Value<'_>| match value {
            Value::Null => Type::UNKNOWN,
            Value::Int(_) => Type::INT8,
            Value::Text(_) => Type::TEXT,
        };
        let types: Vec<Type> = params.iter().map(type_of).collect();
        if self.statements.len() >= STATEMENT_LIMIT {
            self.statements.clear();
        }
        let statement = self.client.prepare_typed(&expanded.sql, &types)?;
        self.statements.insert(sql.into(), statement);
        Ok(())
    }
}

fn fits(statement: &Statement, params: &[Value<'_>]) -> bool {
    params.iter().zip(statement.params()).all(|(value, kind)| match value {
        Value::Null => true,
        Value::Int(_) => *kind == Type::INT8,
        Value::Text(_) => *kind == Type::TEXT,
    })
}

/// Copies a row; what SQLite would answer as a number is a number here, too.
fn read(row: &postgres::Row, table: &mut Table) -> Result<(), Error> {
    for (index, column) in row.columns().iter().enumerate() {
        let refused = |_| Error::statement(format!("column {index} has the type {}", column.type_().name()));
        match *column.type_() {
            Type::INT8 => push_int(table, row.try_get::<_, Option<i64>>(index).map_err(refused)?),
            Type::INT4 => push_int(table, row.try_get::<_, Option<i32>>(index).map_err(refused)?),
            Type::BOOL => push_int(table, row.try_get::<_, Option<bool>>(index).map_err(refused)?),
            _ => match row.try_get::<_, Option<&str>>(index).map_err(refused)? {
                Some(text) => table.push_text(text),
                None => table.push_null(),
            },
        }
    }
    Ok(())
}

fn push_int(table: &mut Table, number: Option<impl Into<i64>>) {
    match number {
        Some(number) => table.push_int(number.into()),
        None => table.push_null(),
    }
}

fn translate(cause: &DbError) -> Error {
    let code = cause.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return Error::Duplicate;
    }
    if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        return Error::ReadOnly;
    }
    if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED {
        return Error::Conflict;
    }
    match class(code.code()) {
        "23" => Error::Constraint(describe(cause).into()),
        // Connection, resources (disk full, too many connections), shutting down, trouble of its disk.
        "08" | "53" | "57" | "58" => Error::unavailable(describe(cause)),
        _ => Error::statement(describe(cause)),
    }
}

/// Code and names. The server's own words are repeated only for classes whose words hold no value; the detail never.
fn describe(cause: &DbError) -> String {
    let code = cause.code().code();
    let mut text = String::from(code);
    if matches!(class(code), "08" | "0A" | "25" | "28" | "3D" | "42" | "53" | "57" | "58") {
        text.push_str(": ");
        text.push_str(cause.message());
    }
    for name in [cause.table(), cause.column(), cause.constraint()].into_iter().flatten() {
        text.push_str(", ");
        text.push_str(name);
    }
    text
}

/// The first two characters of a code say what kind of trouble it is.
fn class(code: &str) -> &str {
    code.get(..2).unwrap_or_default()
}

fn lost() -> Error {
    Error::unavailable("the connection to the server was lost")
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) => number.to_sql(kind, out),
            Value::Text(text) => text.as_ref().to_sql(kind, out),
        }
    }

    fn accepts(_kind: &Type) -> bool {
        // `fits` has seen to it, and a null goes with every type.
        true
    }

    to_sql_checked!();
}

/// One column of a batch, sent as an array.
#[derive(Debug)]
struct Column<'a> {
    rows: Hidden<'a>,
    column: usize,
    kind: Kind,
}

/// Keeps the batch out of the debug output of the PostgreSQL client.
struct Hidden<'a>(&'a Table);

impl std::fmt::Debug for Hidden<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} rows", self.0.rows())
    }
}

impl<'a> Column<'a> {
    fn all(rows: &'a Table, kinds: &[Kind]) -> Vec<Column<'a>> {
        kinds.iter().enumerate().map(|(column, kind)| Column { rows: Hidden(rows), column, kind: *kind }).collect()
    }
}

/// The binary form of a one-dimensional array, written straight from the batch.
impl ToSql for Column<'_> {
    fn to_sql(&self, _kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        let Hidden(table) = self.rows;
        let element = match self.kind {
            Kind::Text => Type::TEXT,
            Kind::Bigint => Type::INT8,
        };
        let (dimensions, holds_nulls, lower_bound) = (1_i32, 1_i32, 1_i32);
        out.extend_from_slice(&dimensions.to_be_bytes());
        out.extend_from_slice(&holds_nulls.to_be_bytes());
        out.extend_from_slice(&element.oid().to_be_bytes());
        out.extend_from_slice(&i32::try_from(table.rows())?.to_be_bytes());
        out.extend_from_slice(&lower_bound.to_be_bytes());
        for row in 0..table.rows() {
            match table.value(row, self.column) {
                Value::Null => out.extend_from_slice(&(-1_i32).to_be_bytes()),
                Value::Int(number) => {
                    out.extend_from_slice(&8_i32.to_be_bytes());
                    out.extend_from_slice(&number.to_be_bytes());
                }
                Value::Text(text) => {
                    out.extend_from_slice(&i32::try_from(text.len())?.to_be_bytes());
                    out.extend_from_slice(text.as_bytes());
                }
            }
        }
        Ok(IsNull::No)
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::TEXT_ARRAY || *kind == Type::INT8_ARRAY
    }

    to_sql_checked!();
}
