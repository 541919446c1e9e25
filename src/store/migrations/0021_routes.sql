-- Which invitations point to another platform (ET-10): fixed when the first message is committed.
CREATE TABLE routes (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    invitation_id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    -- What the platform was called then, and where its reviews are written.
    platform TEXT NOT NULL,
    url TEXT NOT NULL,
    routed_at BIGINT NOT NULL,
    -- When the recipient went on to the platform, the first time.
    followed_at BIGINT,
    PRIMARY KEY (account_id, invitation_id)
) {without_rowid};

CREATE INDEX routes_by_platform ON routes (account_id, campaign_id, platform, followed_at);
