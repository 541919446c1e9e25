-- When in their day recipients answer, and the hours that messages took because of it (rules 2.6).

-- How many answers came in each hour of the recipients' day. An account's are those of its storefronts together.
CREATE TABLE answer_hours (
    account_id TEXT NOT NULL,
    storefront_id TEXT NOT NULL,
    hour BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    PRIMARY KEY (account_id, storefront_id, hour),
    FOREIGN KEY (account_id, storefront_id) REFERENCES storefronts (account_id, id)
) {without_rowid};

CREATE TABLE contact_answer_hours (
    account_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    hour BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    PRIMARY KEY (account_id, contact_id, hour)
) {without_rowid};

-- The hour that was chosen when the invitation was planned, and why: `learned` or `explored`. It never changes.
ALTER TABLE invitations ADD COLUMN sending_hour BIGINT;
ALTER TABLE invitations ADD COLUMN hour_source TEXT;
CREATE INDEX invitations_by_hour ON invitations (account_id, storefront_id, sending_hour)
    WHERE sending_hour IS NOT NULL;
