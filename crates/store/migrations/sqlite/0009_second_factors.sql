-- Second factors: the sealed secret that an authenticator app knows too, and the newest time step
-- whose code was used, so that no code counts twice. person is the Id of a record of User.
CREATE TABLE second_factor(
  person TEXT PRIMARY KEY,
  sealed BLOB NOT NULL,
  confirmed INTEGER,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Hashes of codes that each stand in once for the app.
CREATE TABLE recovery_code(
  person TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY(person, hash)
) STRICT, WITHOUT ROWID;
