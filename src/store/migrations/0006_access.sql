-- People at the pages: how they are written to, how they sign in, and what was changed by whom.

ALTER TABLE users ADD COLUMN name TEXT;
-- Null: those of the account's first storefront.
ALTER TABLE users ADD COLUMN language TEXT;
ALTER TABLE users ADD COLUMN time_zone TEXT;

CREATE TABLE sessions (
    account_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    -- What the browser said it is.
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, secret_hash),
    FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id)
) {without_rowid};
CREATE INDEX sessions_by_user ON sessions (account_id, user_id);

-- Nothing is changed or deleted in here. Each entry's hash covers the one before it, so that a change shows.
CREATE TABLE audit_log (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    number BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    -- An id of a user or an API key, or `command_line`.
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    -- Ids only, so that an erased person is not in here either.
    subject TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (account_id, number)
) {without_rowid};

-- The end of each account's chain: whoever writes takes this row first, so that the chain never forks.
CREATE TABLE audit_heads (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    number BIGINT NOT NULL,
    hash TEXT NOT NULL
) {without_rowid};
