-- What changes of an invitation and is looked for stands in narrow tables of its own, in place of indexes: PostgreSQL
-- writes all index entries of a row anew when one of them changes, and an invitation has wide ones. store/lookups.rs keeps
-- them as the invitations are.

-- What is queued: one row as long as its invitation has a `next_at`. Whoever claims one writes nothing else.
CREATE TABLE queue (
    account_id TEXT NOT NULL,
    next_at BIGINT NOT NULL,
    invitation_id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    next_channel TEXT NOT NULL,
    next_role TEXT NOT NULL,
    -- The invitation's when it was queued.
    fence BIGINT NOT NULL,
    lease_owner TEXT,
    lease_until BIGINT,
    PRIMARY KEY (account_id, next_at, invitation_id)
) {without_rowid updated_often};

INSERT INTO queue (account_id, next_at, invitation_id, campaign_id, next_channel, next_role, fence)
SELECT i.account_id, i.next_at, i.id, i.campaign_id, i.next_channel, i.next_role, i.fence
FROM invitations i WHERE i.next_at IS NOT NULL;

-- By campaign and channel: a day of the calendar is a range of this index.
CREATE INDEX queue_by_campaign ON queue (account_id, campaign_id, next_channel, next_at);
-- One of 32, told by the last of its id's random digits: about how many there are, where they are too many to be counted
-- while somebody waits.
CREATE INDEX queue_sample ON queue (account_id, campaign_id, next_channel, next_at) WHERE SUBSTR(invitation_id, 30) = '0';

-- How far each invitation has come.
CREATE TABLE invitation_progress (
    account_id TEXT NOT NULL,
    invitation_id TEXT NOT NULL,
    status TEXT NOT NULL,
    first_sent_at BIGINT,
    -- When its form closes, as long as it has not ended.
    open_until BIGINT,
    PRIMARY KEY (account_id, invitation_id)
) {without_rowid updated_often};

INSERT INTO invitation_progress (account_id, invitation_id, status, first_sent_at, open_until)
SELECT i.account_id, i.id, i.status, i.first_sent_at, CASE WHEN i.ended_at IS NULL THEN i.expires_at END FROM invitations i;

CREATE INDEX invitation_progress_by_status ON invitation_progress (account_id, status, invitation_id);
CREATE INDEX invitation_progress_sent ON invitation_progress (account_id, first_sent_at, invitation_id)
    WHERE first_sent_at IS NOT NULL;
CREATE INDEX invitation_progress_open ON invitation_progress (account_id, open_until, invitation_id)
    WHERE open_until IS NOT NULL;

-- The addresses that each invitation was ever to go to.
CREATE TABLE asked_addresses (
    account_id TEXT NOT NULL,
    address_key TEXT NOT NULL,
    invitation_id TEXT NOT NULL,
    PRIMARY KEY (account_id, address_key, invitation_id)
) {without_rowid};

INSERT INTO asked_addresses (account_id, address_key, invitation_id)
SELECT i.account_id, i.address_key, i.id FROM invitations i WHERE i.address_key IS NOT NULL;

DROP INDEX invitations_due;
DROP INDEX invitations_queue;
DROP INDEX invitations_queue_sample;
DROP INDEX invitations_by_status;
DROP INDEX invitations_sent;
DROP INDEX invitations_open;
DROP INDEX invitations_by_address;
ALTER TABLE invitations DROP COLUMN lease_owner;
ALTER TABLE invitations DROP COLUMN lease_until;
