-- The stars that whole responses which count gave to products. Those of the service stand with the response itself.
CREATE TABLE product_ratings (
    account_id TEXT NOT NULL,
    invitation_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    -- As the form called it.
    name TEXT NOT NULL,
    stars BIGINT NOT NULL,
    PRIMARY KEY (account_id, invitation_id, sku)
) {without_rowid};
CREATE INDEX product_ratings_by_sku ON product_ratings (account_id, sku, stars, name);
