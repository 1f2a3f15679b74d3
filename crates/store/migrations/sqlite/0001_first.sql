-- Numbers reserved in blocks.
CREATE TABLE sequence(
  name TEXT NOT NULL PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per run; the 18-character id is computed from n.
CREATE TABLE run(
  n INTEGER PRIMARY KEY,
  definition INTEGER NOT NULL,
  status INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  version INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  started INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  ended INTEGER,
  starter TEXT,
  record TEXT,
  hash BLOB NOT NULL,
  last INTEGER NOT NULL,
  state BLOB NOT NULL
) STRICT;
-- In progress, suspended, error: what can still change.
CREATE INDEX run_open ON run(status, n) WHERE status < 4;
CREATE INDEX run_of_definition ON run(definition, n);

CREATE TABLE run_key(
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  run INTEGER NOT NULL,
  request BLOB NOT NULL,
  PRIMARY KEY(caller, key)
) STRICT, WITHOUT ROWID;

-- One row per turn, only appended. A row names the row before it of the same run: no index.
CREATE TABLE history(
  n INTEGER PRIMARY KEY,
  previous INTEGER NOT NULL,
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  hash BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;

-- Only Assigned items; n holds the run's number.
CREATE TABLE open_item(
  assignee TEXT NOT NULL,
  n INTEGER NOT NULL,
  step INTEGER NOT NULL,
  created INTEGER NOT NULL,
  label TEXT NOT NULL,
  related TEXT NOT NULL,
  inputs BLOB NOT NULL,
  PRIMARY KEY(assignee, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE related(
  record TEXT NOT NULL,
  run INTEGER NOT NULL,
  PRIMARY KEY(record, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription(
  record TEXT NOT NULL,
  run INTEGER NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY(record, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscription_of_run ON subscription(run);

-- n is the step run's, or negative when no run is behind it; due 0 is now.
CREATE TABLE job(
  n INTEGER PRIMARY KEY,
  activation INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  due INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX job_due ON job(due, n) WHERE due > 0;

CREATE TABLE outbox(
  n INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  due INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE interview(
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  state BLOB NOT NULL
) STRICT;

CREATE TABLE deployment(
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  deployer TEXT
) STRICT;

CREATE TABLE flow_source(
  n INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  deployment INTEGER NOT NULL,
  path TEXT NOT NULL,
  text TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX flow_source_of_name ON flow_source(lower(name), number);

CREATE TABLE metadata_source(
  path TEXT NOT NULL PRIMARY KEY,
  deployment INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;

-- What the columns of the record tables hold; the tables themselves are made on deployment.
CREATE TABLE object_field(
  object TEXT NOT NULL,
  field TEXT NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY(object, field)
) STRICT, WITHOUT ROWID;
