-- Who may sign in. person is the Id of a record of the object User.
CREATE TABLE account(
  person TEXT NOT NULL PRIMARY KEY,
  password TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Of sessions, tokens and the first administrator's invitation only hashes are kept.
CREATE TABLE session(
  n INTEGER PRIMARY KEY,
  hash BLOB NOT NULL,
  person TEXT NOT NULL,
  created INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX session_of_hash ON session(hash);
CREATE INDEX session_of_person ON session(person);

CREATE TABLE token(
  n INTEGER PRIMARY KEY,
  hash BLOB NOT NULL,
  person TEXT NOT NULL,
  label TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER
) STRICT;
CREATE UNIQUE INDEX token_of_hash ON token(hash);
CREATE INDEX token_of_person ON token(person);

-- Permissions are words with a blank between them.
CREATE TABLE role(
  name TEXT NOT NULL PRIMARY KEY,
  label TEXT NOT NULL,
  permissions TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE role_grant(
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY(person, role)
) STRICT, WITHOUT ROWID;

-- How an object is shared, and what a role may do with its records. object is in small letters.
CREATE TABLE object_sharing(
  object TEXT NOT NULL PRIMARY KEY,
  sharing TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE object_grant(
  object TEXT NOT NULL,
  role TEXT NOT NULL,
  rights TEXT NOT NULL,
  PRIMARY KEY(object, role)
) STRICT, WITHOUT ROWID;

-- At most one row: the invitation of the first administrator; once closed it stays so.
CREATE TABLE setup(
  n INTEGER PRIMARY KEY CHECK (n = 1),
  hash BLOB,
  closed INTEGER
) STRICT;
CREATE TRIGGER setup_stays_closed BEFORE UPDATE ON setup WHEN old.closed IS NOT NULL
  BEGIN SELECT raise(ABORT, 'the setup is closed'); END;
CREATE TRIGGER setup_stays BEFORE DELETE ON setup
  BEGIN SELECT raise(ABORT, 'the setup is kept'); END;

-- Only appended. hash covers the row and the hash of the row before it.
CREATE TABLE audit(
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  address TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
  BEGIN SELECT raise(ABORT, 'the audit log is only appended'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
  BEGIN SELECT raise(ABORT, 'the audit log is only appended'); END;
