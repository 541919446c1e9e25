//! What SQLite's planner is told about the tables, in the place of counting them.
//!
//! Every key begins with the account. Without estimates SQLite takes for granted that any first column leaves ten rows,
//! prefers the primary key, and reads all rows of an account where an index names the few that are wanted. Counting
//! (`ANALYZE`) would give other plans on other days. PostgreSQL counts by itself.

use super::{Error, Tx, values};

/// Rows of a table.
const TABLE: i64 = 1_000_000;
/// Rows of a partial index: it was made because they are few.
const PART: i64 = 10_000;
/// Each column of an index leaves one row in ten, but the last one leaves few.
const SHARE: i64 = 10;
const FEW: i64 = 10;

const TABLES: &str = "SELECT name, wr FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'";
const INDEXES: &str = "SELECT name, origin = 'pk', \"unique\", partial,
        (SELECT COUNT(*) FROM pragma_index_xinfo(indexes.name) WHERE key = 1)
    FROM pragma_index_list($1) AS indexes";
const TELL: &str = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)";

/// Replaces all estimates, in the transaction that changed the schema. Connections read them with the new schema.
pub(super) fn tell(tx: &mut Tx<'_>) -> Result<(), Error> {
    // Makes the table of estimates when it is not there.
    tx.execute("ANALYZE schema_lock", &[])?;
    tx.execute("DELETE FROM sqlite_stat1", &[])?;
    for table in tx.all(TABLES, &[])? {
        let (name, without_rowid) = (table.text(0)?, table.int(1)? == 1);
        for index in tx.all(INDEXES, &values![name])? {
            let primary = index.int(1)? == 1;
            // A table without row ids is the index of its primary key, and has its name there.
            let index_name = if primary && without_rowid { name } else { index.text(0)? };
            let estimate = estimate(index.int(4)?, index.int(2)? == 1, index.int(3)? == 1);
            tx.execute(TELL, &values![name, index_name, estimate])?;
        }
    }
    // Reads them into this connection.
    tx.execute("ANALYZE sqlite_schema", &[]).map(drop)
}

/// The rows of an index, then those that agree in its first column, in its first two, and so on.
fn estimate(columns: i64, unique: bool, partial: bool) -> String {
    let mut rows = if partial { PART } else { TABLE };
    let mut text = rows.to_string();
    for column in 1..=columns {
        rows = match (column == columns, unique) {
            (true, true) => 1,
            (true, false) => FEW,
            (false, _) => (rows / SHARE).max(FEW),
        };
        text.push(' ');
        text.push_str(&rows.to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_has_the_rows_and_one_number_a_column() {
        assert_eq!(estimate(1, true, false), "1000000 1");
        assert_eq!(estimate(2, false, false), "1000000 100000 10");
        assert_eq!(estimate(4, true, false), "1000000 100000 10000 1000 1");
        assert_eq!(estimate(2, false, true), "10000 1000 10");
        assert_eq!(estimate(7, true, true), "10000 1000 100 10 10 10 10 1");
    }
}
