-- The last wave of each campaign whose large sends go in stages (rules 7.3): when it began, and how many of its first
-- messages went while they were counted. A row of its own, so that counting waits for nobody but whoever else counts.
CREATE TABLE waves (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    campaign_id TEXT NOT NULL,
    -- Null: none began yet.
    began_at BIGINT,
    went BIGINT NOT NULL,
    PRIMARY KEY (account_id, campaign_id)
) {without_rowid updated_often};
