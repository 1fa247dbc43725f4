-- The version of the engine that a simulation was created by. The first is that of all before.
ALTER TABLE simulations ADD COLUMN engine INTEGER NOT NULL DEFAULT 1;
