-- A second factor for signing in, and links that let a person choose a password.

-- The secret of the person's authenticator, sealed by the master secret.
ALTER TABLE users ADD COLUMN totp_secret TEXT;
-- Since when it is asked for; null: it was shown, and no code of it was typed yet.
ALTER TABLE users ADD COLUMN totp_since BIGINT;
-- The last step whose code was taken: none is good twice.
ALTER TABLE users ADD COLUMN totp_step BIGINT;

-- At most one a person and purpose: a new one takes the place of the old.
CREATE TABLE user_links (
    account_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    -- `welcome` or `forgotten`
    purpose TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, user_id, purpose),
    UNIQUE (account_id, secret_hash),
    FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id)
) {without_rowid};
