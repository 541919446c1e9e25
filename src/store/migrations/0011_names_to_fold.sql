-- Contacts that were written before names were searched: a duty folds their names, and finds none left in no time.
CREATE INDEX contacts_to_fold ON contacts (account_id, id) WHERE name IS NOT NULL AND name_key IS NULL;
