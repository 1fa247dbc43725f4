-- Times in which nobody looked, or by which the clock was set ahead: they make
-- no simulation older. Microseconds, as everywhere.
CREATE TABLE pauses (
  ended   INTEGER PRIMARY KEY,
  length  INTEGER NOT NULL
) STRICT;

-- When was looked last for what is old; at most one row.
CREATE TABLE purged (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  at   INTEGER NOT NULL
) STRICT;
