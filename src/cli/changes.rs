//! changes: a file that says what became of orders reported before, line by line (AW-9).

use std::fs::File;

use crate::engine::orders::Report;
use crate::engine::{Engine, Error};
use crate::field::{Fault, FieldError};
use crate::intake::csv::{ChangeFile, LineError, OrderChange, OrderStatus};
use crate::store::accounts::Account;

/// What became of the lines.
#[derive(Debug, Default)]
pub struct Changed {
    pub orders: u64,
    pub bad: Vec<LineError>,
}

/// Tells the engine of each line; one that cannot be taken changes nothing and is named.
///
/// # Errors
/// Those of the store.
pub async fn take_in(
    engine: &Engine,
    account: &Account,
    storefront: &str,
    mut file: ChangeFile<File>,
) -> anyhow::Result<Changed> {
    let mut changed = Changed::default();
    while let Some(line) = file.next() {
        let change = match line {
            Ok(change) => change,
            Err(error) => {
                changed.bad.push(error);
                continue;
            }
        };
        let mut known = true;
        for report in reports(&change) {
            let told = engine.report_order(account.id, storefront.to_owned(), change.reference.clone(), report).await;
            match told {
                Ok(()) => {}
                Err(Error::NotFound) => known = false,
                Err(error) => return Err(error.into()),
            }
        }
        if known {
            changed.orders += 1;
        } else {
            let unknown = Fault::new("order.unknown", "no event of this storefront named this order");
            changed.bad.push(LineError { line: file.line(), errors: vec![FieldError::new("/reference", unknown)] });
        }
    }
    Ok(changed)
}

/// The date first: what is released goes by it.
fn reports(change: &OrderChange) -> impl Iterator<Item = Report> {
    let moved =
        change.activation_date.map(|date| Report::Changed { activation_date: Some(Some(date)), products: None });
    let status = change.status.map(|status| match status {
        OrderStatus::Cancelled => Report::Cancelled,
        OrderStatus::Held => Report::Held,
        OrderStatus::Released => Report::Released,
    });
    moved.into_iter().chain(status)
}
