-- Many runs at once. What a chunk came to is written once; which chunks there are says how far a study is.
CREATE TABLE studies (
  id           TEXT PRIMARY KEY,
  session_id   TEXT NOT NULL,
  query        TEXT NOT NULL, -- JSON
  estimate     TEXT NOT NULL, -- JSON
  parts        INTEGER NOT NULL, -- how many
  open         INTEGER NOT NULL, -- whether more chunks are taken
  state        TEXT NOT NULL,
  reason       TEXT NOT NULL,
  engine       INTEGER NOT NULL,
  created_at   INTEGER,
  finished_at  INTEGER,
  watch        TEXT NOT NULL -- JSON
) STRICT;

CREATE INDEX studies_newest_first ON studies (created_at DESC, id DESC);

CREATE TABLE chunks (
  study_id  TEXT NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  chunk     INTEGER NOT NULL,
  runs      BLOB NOT NULL,
  PRIMARY KEY (study_id, chunk)
) STRICT;

-- The study that was created last; at most one row.
CREATE TABLE latest_study (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  id   TEXT NOT NULL
) STRICT;
