//! The schema: every migration in its order. A program brings its database up to date when it starts.

use jiff::Timestamp;

use super::migrate::{self, Migration};
use super::{Error, Store};

pub const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "engine", sql: include_str!("migrations/0001_engine.sql") },
    Migration { version: 2, name: "recipients", sql: include_str!("migrations/0002_recipients.sql") },
    Migration { version: 3, name: "templates", sql: include_str!("migrations/0003_templates.sql") },
    Migration { version: 4, name: "senders", sql: include_str!("migrations/0004_senders.sql") },
    Migration { version: 5, name: "answer_mails", sql: include_str!("migrations/0005_answer_mails.sql") },
    Migration { version: 6, name: "access", sql: include_str!("migrations/0006_access.sql") },
    Migration { version: 7, name: "second_factor", sql: include_str!("migrations/0007_second_factor.sql") },
    Migration { version: 8, name: "searches", sql: include_str!("migrations/0008_searches.sql") },
    Migration { version: 9, name: "answers", sql: include_str!("migrations/0009_answers.sql") },
    Migration { version: 10, name: "former_settings", sql: include_str!("migrations/0010_former_settings.sql") },
    Migration { version: 11, name: "names_to_fold", sql: include_str!("migrations/0011_names_to_fold.sql") },
    Migration { version: 12, name: "calendar", sql: include_str!("migrations/0012_calendar.sql") },
    Migration { version: 13, name: "holdout", sql: include_str!("migrations/0013_holdout.sql") },
    Migration { version: 14, name: "applications", sql: include_str!("migrations/0014_applications.sql") },
    Migration { version: 15, name: "plans", sql: include_str!("migrations/0015_plans.sql") },
    Migration { version: 16, name: "sending_hours", sql: include_str!("migrations/0016_sending_hours.sql") },
    Migration { version: 17, name: "brakes", sql: include_str!("migrations/0017_brakes.sql") },
    Migration { version: 18, name: "reports", sql: include_str!("migrations/0018_reports.sql") },
    Migration { version: 19, name: "products", sql: include_str!("migrations/0019_products.sql") },
    Migration { version: 20, name: "calendar_sample", sql: include_str!("migrations/0020_calendar_sample.sql") },
    Migration { version: 21, name: "routes", sql: include_str!("migrations/0021_routes.sql") },
    Migration { version: 22, name: "product_ratings", sql: include_str!("migrations/0022_product_ratings.sql") },
    Migration { version: 23, name: "waves", sql: include_str!("migrations/0023_waves.sql") },
    Migration { version: 24, name: "lookups", sql: include_str!("migrations/0024_lookups.sql") },
    Migration { version: 25, name: "progress_by_status", sql: include_str!("migrations/0025_progress_by_status.sql") },
];

/// The version that this program brings a database up to.
pub fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

/// Brings the database up to date; harmless where it is, and where several nodes start at once.
///
/// # Errors
/// [`Error::Newer`] where a newer program was here; those of the database.
pub async fn prepare(store: &Store, now: Timestamp) -> Result<usize, Error> {
    migrate::run(store, MIGRATIONS, now).await
}
