-- Mails in the business's own words. Every change of the texts is a row of template_versions, which campaigns pin.
CREATE TABLE templates (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    -- When it was last sent as a test into the world.
    tested_at BIGINT,
    -- What is planned keeps its texts.
    deleted_at BIGINT,
    PRIMARY KEY (account_id, id)
) {without_rowid};

CREATE TABLE template_versions (
    account_id TEXT NOT NULL,
    template_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- Subject, body and subject of the reminder by language, as JSON.
    languages TEXT NOT NULL,
    PRIMARY KEY (account_id, template_id, version)
) {without_rowid};

-- The version of the template that the settings name; null: the standard texts.
ALTER TABLE campaign_versions ADD COLUMN template_version BIGINT;
