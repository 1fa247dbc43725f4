-- What the second version of the model counts. A shard of the first has none of it.
ALTER TABLE shards ADD COLUMN unreachable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shards ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shards ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shards ADD COLUMN steps INTEGER NOT NULL DEFAULT 0; -- begun beyond the first of a message
ALTER TABLE shards ADD COLUMN refused INTEGER NOT NULL DEFAULT 0; -- attempts, by caps
