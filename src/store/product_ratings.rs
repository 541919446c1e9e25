//! Product ratings: the stars that answers gave to products, and what they come to.

use std::collections::BTreeMap;

use rules::id::AccountId;

use super::conditions::Conditions;
use super::responses::Response;
use super::{Error, Row, Rows, Tx};
use crate::values;

/// What the answers about one product come to. Doubtful and half-finished ones count nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRatings {
    pub sku: String,
    /// As a form called it.
    pub name: String,
    pub count: i64,
    /// All stars together.
    pub stars: i64,
}

/// Writes the ratings of these responses in the place of those that they had. A doubtful one never takes the place of
/// another (V10).
pub fn save(tx: &mut Tx<'_>, account: AccountId, responses: &[Response]) -> Result<(), Error> {
    let (mut answered, mut given) = (Rows::with_capacity(responses.len()), Rows::default());
    for response in responses.iter().filter(|response| response.suspected_for.is_none()) {
        answered.push(values![response.invitation]);
        let rated =
            response.products().into_iter().filter_map(|product| Some((product.sku, (product.name, product.stars?))));
        let rated: BTreeMap<_, _> = rated.filter(|_| response.completed_at.is_some()).collect();
        for (sku, (name, stars)) in rated {
            given.push(values![response.invitation, &sku, &name, stars]);
        }
    }
    let sql = "DELETE FROM product_ratings WHERE account_id = $1
               AND invitation_id IN (SELECT r.invitation_id FROM {rows: invitation_id text} r)";
    tx.execute_with(sql, &values![account], &answered)?;
    let sql = "INSERT INTO product_ratings (account_id, invitation_id, sku, name, stars)
               SELECT $1, r.invitation_id, r.sku, r.name, r.stars
               FROM {rows: invitation_id text, sku text, name text, stars bigint} r WHERE true";
    tx.execute_with(sql, &values![account], &given).map(|_| ())
}

/// Products in the order of their numbers, those after this one.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<ProductRatings>, Error> {
    let mut asked = Conditions::new(vec![account.into(), limit.into()]);
    asked.add("p.sku > {}", after);
    let sql = format!(
        "SELECT p.sku, MAX(p.name), COUNT(*), CAST(SUM(p.stars) AS BIGINT) FROM product_ratings p
         WHERE p.account_id = $1{} GROUP BY p.sku ORDER BY p.sku LIMIT $2",
        asked.sql
    );
    tx.all(&sql, &asked.values)?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<ProductRatings, Error> {
    Ok(ProductRatings { sku: row.string(0)?, name: row.string(1)?, count: row.int(2)?, stars: row.int(3)? })
}
