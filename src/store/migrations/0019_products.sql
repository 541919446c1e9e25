-- The product campaign, and the version of its settings, whose request is on the same form; null: on no other's.
ALTER TABLE invitations ADD COLUMN product_campaign_id TEXT;
ALTER TABLE invitations ADD COLUMN product_version BIGINT;
