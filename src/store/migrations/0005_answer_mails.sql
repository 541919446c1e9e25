-- Up to when answers have been told to the business by mail, for accounts that want that or once did.
CREATE TABLE answer_mails (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    told_until BIGINT NOT NULL,
    PRIMARY KEY (account_id)
) {without_rowid};

CREATE INDEX responses_by_completion ON responses (account_id, completed_at);
