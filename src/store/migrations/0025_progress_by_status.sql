-- How far each invitation has come, anew: by its status, so that one entry fewer is written whenever that changes, and
-- with nothing of a first message that is only under way.
DROP TABLE invitation_progress;

CREATE TABLE invitation_progress (
    account_id TEXT NOT NULL,
    status TEXT NOT NULL,
    invitation_id TEXT NOT NULL,
    -- When its first message went, as soon as it is known that it did.
    first_sent_at BIGINT,
    -- When its form closes, as long as it has not ended.
    open_until BIGINT,
    PRIMARY KEY (account_id, status, invitation_id)
) {without_rowid updated_often};

INSERT INTO invitation_progress (account_id, status, invitation_id, first_sent_at, open_until)
SELECT i.account_id, i.status, i.id, CASE WHEN i.expires_at IS NOT NULL THEN i.first_sent_at END,
    CASE WHEN i.ended_at IS NULL THEN i.expires_at END FROM invitations i;

CREATE INDEX invitation_progress_sent ON invitation_progress (account_id, first_sent_at, invitation_id)
    WHERE first_sent_at IS NOT NULL;
CREATE INDEX invitation_progress_open ON invitation_progress (account_id, open_until, invitation_id)
    WHERE open_until IS NOT NULL;
