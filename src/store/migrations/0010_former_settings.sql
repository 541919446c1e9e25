-- What settings were before they were changed last, so that a person can take the change back.

CREATE TABLE former_settings (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- What kind of change it was, and of what: as in the audit log.
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- The entry of the audit log that tells of the change.
    number BIGINT NOT NULL,
    before_change TEXT NOT NULL,
    -- Whatever is there now and is not this was changed since.
    after_change TEXT NOT NULL,
    PRIMARY KEY (account_id, act, subject)
) {without_rowid};
