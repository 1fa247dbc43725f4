-- Words that members put to a simulation to find it again.
CREATE TABLE tags (
  simulation_id  TEXT NOT NULL REFERENCES simulations (id) ON DELETE CASCADE,
  tag            TEXT NOT NULL,
  PRIMARY KEY (simulation_id, tag)
) STRICT, WITHOUT ROWID;
