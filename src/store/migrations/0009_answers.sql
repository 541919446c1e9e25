-- What the page of answers sorts and counts by, and which of them somebody of the business has read.

-- The stars of a whole response that counts; null for every other one.
ALTER TABLE responses ADD COLUMN rating BIGINT;
-- In characters; null where there is no comment.
ALTER TABLE responses ADD COLUMN comment_length BIGINT;
ALTER TABLE responses ADD COLUMN read_at BIGINT;
ALTER TABLE responses ADD COLUMN read_by TEXT;
CREATE INDEX responses_by_rating ON responses (account_id, rating, completed_at);
CREATE INDEX responses_by_storefront ON responses (account_id, storefront_id, completed_at);
CREATE INDEX responses_suspected ON responses (account_id, id) WHERE suspected_for IS NOT NULL;

UPDATE responses SET rating = CASE
    WHEN answers LIKE '%"question":"rating","value":1}%' THEN 1
    WHEN answers LIKE '%"question":"rating","value":2}%' THEN 2
    WHEN answers LIKE '%"question":"rating","value":3}%' THEN 3
    WHEN answers LIKE '%"question":"rating","value":4}%' THEN 4
    WHEN answers LIKE '%"question":"rating","value":5}%' THEN 5 END
WHERE completed_at IS NOT NULL AND suspected_for IS NULL;
UPDATE responses SET comment_length = 1 WHERE answers LIKE '%"question":"comment"%';

-- Up to when all answers have been read, and by whom.
CREATE TABLE answer_reads (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    read_until BIGINT NOT NULL,
    read_by TEXT NOT NULL
) {without_rowid};
