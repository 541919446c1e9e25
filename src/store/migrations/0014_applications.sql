-- The version of a campaign that came with the settings of another one, and in which act, so that the act can be undone.
ALTER TABLE campaign_versions ADD COLUMN application_id TEXT;
CREATE INDEX campaign_versions_by_application ON campaign_versions (account_id, application_id)
    WHERE application_id IS NOT NULL;
