-- The brake of a campaign (rules 7.4): what became of its last messages, and what stopped it.

-- Messages from before have no campaign: the brake looks at what is sent from here on.
ALTER TABLE messages ADD COLUMN campaign_id TEXT;
ALTER TABLE messages ADD COLUMN bounced_at BIGINT;
ALTER TABLE messages ADD COLUMN complained_at BIGINT;
CREATE INDEX messages_of_campaign ON messages (account_id, campaign_id, id) WHERE campaign_id IS NOT NULL;

ALTER TABLE campaigns ADD COLUMN braked_at BIGINT;
ALTER TABLE campaigns ADD COLUMN brake_cause TEXT;
ALTER TABLE campaigns ADD COLUMN brake_faulty BIGINT;
ALTER TABLE campaigns ADD COLUMN brake_messages BIGINT;
-- Rises with every fault: whoever judges a campaign raises it first, so that one judges after the other.
ALTER TABLE campaigns ADD COLUMN faults BIGINT NOT NULL DEFAULT 0;
-- Something was faulty, and there were too few messages to judge by: it is judged again with each that goes.
ALTER TABLE campaigns ADD COLUMN watched_since BIGINT;
-- The last message from before somebody released the brake: what became of it no longer counts.
ALTER TABLE campaigns ADD COLUMN released_after TEXT;
