-- One of 32 queued messages, told by the last of its id's random digits: about how many there are, where they are too many
-- to be counted while somebody waits.
CREATE INDEX invitations_queue_sample ON invitations (account_id, campaign_id, next_channel, next_at)
    WHERE next_at IS NOT NULL AND SUBSTR(id, 30) = '0';
