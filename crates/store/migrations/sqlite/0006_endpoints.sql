-- Where calls may go. settings is JSON. secret is sealed with a key that is not in here.
CREATE TABLE endpoint(
  name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
  settings TEXT NOT NULL,
  secret_kind TEXT,
  secret BLOB,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Actions of an imported document; body is JSON.
CREATE TABLE imported_action(
  name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
  endpoint TEXT NOT NULL COLLATE NOCASE,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_action_of_endpoint ON imported_action(endpoint);

-- Attempts of calls. n is the step run's number; outcome is empty while it is out.
CREATE TABLE call(
  n INTEGER NOT NULL,
  activation INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  action TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER,
  outcome TEXT NOT NULL,
  status INTEGER,
  error TEXT,
  next INTEGER,
  PRIMARY KEY(n, activation, epoch)
) STRICT, WITHOUT ROWID;
