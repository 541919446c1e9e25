-- What an account may use; who runs the program alone has everything.
ALTER TABLE accounts ADD COLUMN plan TEXT NOT NULL DEFAULT 'enterprise';
