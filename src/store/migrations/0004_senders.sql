-- Where a storefront says what it does with what it knows of people; shown at the foot of its messages.
ALTER TABLE storefronts ADD COLUMN privacy_url TEXT;
