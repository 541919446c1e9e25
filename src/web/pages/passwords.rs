//! Passwords, looked at and made a few at a time: each takes a core for a while.

use rules::id::AccountId;

use crate::store::users::User;
use crate::web::App;
use crate::web::password::Password;
use crate::web::problem::Problem;

/// Those whose password it is. It takes as long where there is nobody.
pub async fn right(
    app: &App,
    known: Vec<(AccountId, User)>,
    password: String,
) -> Result<Vec<(AccountId, User)>, Problem> {
    let _place = app.door.hashing.acquire().await.expect("the door is never closed");
    let check = move || {
        if known.is_empty() {
            Password::is_right(&password, None);
        }
        let is_right = |(_, user): &(AccountId, User)| Password::is_right(&password, user.password_hash.as_deref());
        known.into_iter().filter(is_right).collect()
    };
    tokio::task::spawn_blocking(check).await.map_err(|_| Problem::internal("a password could not be checked"))
}

/// Whether this is the password of a user who is signed in already.
pub async fn is_right(app: &App, account: AccountId, user: &User, password: &str) -> Result<bool, Problem> {
    Ok(!right(app, vec![(account, user.clone())], password.to_owned()).await?.is_empty())
}

/// What is stored of a password.
pub async fn hash(app: &App, password: Password) -> Result<String, Problem> {
    let _place = app.door.hashing.acquire().await.expect("the door is never closed");
    let chance = app.world.chance.clone();
    let hashed = tokio::task::spawn_blocking(move || password.hash(&chance)).await;
    hashed.map_err(|_| Problem::internal("a password could not be kept"))
}
