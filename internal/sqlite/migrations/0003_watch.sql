-- What the sweeper has seen of the session; NULL is nothing.
ALTER TABLE session ADD COLUMN watch TEXT; -- JSON
