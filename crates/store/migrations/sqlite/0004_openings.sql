-- When somebody first turned to a work item; kept after it is closed. n holds the run's number.
CREATE TABLE opening(
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  person TEXT NOT NULL
) STRICT;
