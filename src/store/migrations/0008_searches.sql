-- What the pages look for: each filter's first page and each figure is a range of one index.

-- The name with its letters folded. Its order is that of its bytes, so that a beginning is a range.
ALTER TABLE contacts ADD COLUMN name_key TEXT {bytewise};
CREATE INDEX contacts_by_name ON contacts (account_id, name_key) WHERE name_key IS NOT NULL;

CREATE INDEX invitations_by_campaign ON invitations (account_id, campaign_id, id);
CREATE INDEX invitations_by_status ON invitations (account_id, status, id);
CREATE INDEX invitations_sent ON invitations (account_id, first_sent_at, id) WHERE first_sent_at IS NOT NULL;
CREATE INDEX invitations_reminded ON invitations (account_id, id) WHERE reminded_at IS NOT NULL;
-- Messages that did not arrive, or of which nobody knows.
CREATE INDEX messages_astray ON messages (account_id, committed_at) WHERE status IN ('failed', 'bounced', 'unknown');
