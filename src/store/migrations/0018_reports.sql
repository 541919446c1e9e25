-- What reports are made of.

-- What became of the requests of each version of a campaign, counted as it happens; what is erased stays counted.
CREATE TABLE reminder_counts (
    account_id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    reminded BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    answered_by_reminder BIGINT NOT NULL,
    PRIMARY KEY (account_id, campaign_id, version)
) {without_rowid};

INSERT INTO reminder_counts (account_id, campaign_id, version, asked, reminded, answered, answered_by_reminder)
SELECT i.account_id, i.campaign_id, i.version, COUNT(i.first_sent_at), COUNT(i.reminded_at), COUNT(a.completed_at),
       COUNT(CASE WHEN a.via_role = 'reminder' THEN 1 END)
FROM invitations i
LEFT JOIN responses a ON a.account_id = i.account_id AND a.invitation_id = i.id
    AND a.completed_at IS NOT NULL AND a.suspected_for IS NULL
GROUP BY i.account_id, i.campaign_id, i.version;

-- Refusals by rule and campaign, in the order of their time: ids are made of it.
CREATE INDEX decisions_refused ON decisions (account_id, reason, campaign_id, id) WHERE outcome = 'refused';
