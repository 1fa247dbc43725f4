-- Times are microseconds since 1970, UTC; NULL is "not yet".

CREATE TABLE session (
  one            INTEGER PRIMARY KEY CHECK (one = 1), -- at most one session is stored
  id             TEXT NOT NULL,
  members        TEXT NOT NULL, -- JSON list of token hashes, the opener's first
  opened_at      INTEGER,
  last_used_at   INTEGER,
  simulation_id  TEXT NOT NULL
) STRICT;

CREATE TABLE key_tries (
  scope  TEXT PRIMARY KEY,
  count  INTEGER NOT NULL,
  since  INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE simulations (
  id           TEXT PRIMARY KEY,
  session_id   TEXT NOT NULL,
  settings     TEXT NOT NULL, -- JSON
  state        TEXT NOT NULL,
  reason       TEXT NOT NULL,
  created_at   INTEGER,
  ready_at     INTEGER,
  started_at   INTEGER,
  finished_at  INTEGER,
  plan         TEXT -- JSON
) STRICT;

CREATE INDEX simulations_newest_first ON simulations (created_at DESC, id DESC);

CREATE TABLE shards (
  simulation_id  TEXT NOT NULL REFERENCES simulations (id) ON DELETE CASCADE,
  shard          INTEGER NOT NULL,
  from_sender    INTEGER NOT NULL,
  to_sender      INTEGER NOT NULL, -- the first beyond
  state          TEXT NOT NULL,
  turn           INTEGER NOT NULL,
  token          INTEGER NOT NULL,
  held           INTEGER NOT NULL,
  heartbeat_at   INTEGER,
  take_overs     INTEGER NOT NULL,
  hand_overs     INTEGER NOT NULL,
  clock          INTEGER NOT NULL, -- simulated µs
  delivered      INTEGER NOT NULL,
  failed         INTEGER NOT NULL,
  expired        INTEGER NOT NULL,
  attempts       INTEGER NOT NULL,
  send_time      INTEGER NOT NULL, -- simulated µs
  in_flight      INTEGER NOT NULL,
  PRIMARY KEY (simulation_id, shard)
) STRICT, WITHOUT ROWID;
