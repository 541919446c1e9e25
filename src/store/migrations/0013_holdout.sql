-- Who entered the comparison of those who are asked with those who are not (AW-12): each person once, by the first order
-- of which nothing but chance decided whether it is asked about; and what the person did since.
CREATE TABLE holdout_members (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    contact_id TEXT NOT NULL,
    -- `asked` or `held_out`.
    arm TEXT NOT NULL,
    reference TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    -- The first answer, and the next order, of the time that is compared.
    answered_at BIGINT,
    ordered_at BIGINT,
    PRIMARY KEY (account_id, contact_id)
) {without_rowid};

CREATE INDEX holdout_members_by_arm ON holdout_members (account_id, arm, answered_at, ordered_at);
