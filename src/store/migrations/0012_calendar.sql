-- The queue by campaign and channel: a day of the calendar is a range of this index.
CREATE INDEX invitations_queue ON invitations (account_id, campaign_id, next_channel, next_at) WHERE next_at IS NOT NULL;

-- What a person did to many queued messages at once: how far it has come, so that it goes on after a crash.
CREATE TABLE queue_changes (
    account_id TEXT NOT NULL,
    id TEXT NOT NULL,
    -- What was chosen, and what becomes of it, as JSON.
    wanted TEXT NOT NULL,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    -- The last invitation that was looked at.
    after_id TEXT,
    undone_by TEXT,
    actor TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (account_id, id)
) {without_rowid updated_often};

CREATE INDEX queue_changes_open ON queue_changes (account_id, id) WHERE ended_at IS NULL;

-- What became of each, so that it is told and can be taken back.
CREATE TABLE queue_change_items (
    account_id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    invitation_id TEXT NOT NULL,
    was_at BIGINT,
    now_at BIGINT,
    refused_for TEXT,
    PRIMARY KEY (account_id, change_id, invitation_id)
) {without_rowid};

-- The address under which calendars fetch what will go out. Its token is derived from the id: a new id, a new address.
CREATE TABLE calendar_feeds (
    account_id TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    created_at BIGINT NOT NULL
) {without_rowid};
