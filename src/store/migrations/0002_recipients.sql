-- What recipients see of a storefront, what they say of an order, and answers that a robot may have given.

ALTER TABLE storefronts ADD COLUMN logo_url TEXT;
ALTER TABLE storefronts ADD COLUMN colour TEXT;

-- A calendar day: the recipient said that what was ordered has not come yet.
ALTER TABLE orders ADD COLUMN awaited_until TEXT;

ALTER TABLE responses ADD COLUMN suspected_for TEXT;
CREATE INDEX responses_by_contact ON responses (account_id, contact_id);
