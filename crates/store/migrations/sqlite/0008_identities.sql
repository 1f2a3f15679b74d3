-- By which OpenID provider and subject a person is known. person is the Id of a record of User.
CREATE TABLE identity(
  provider TEXT NOT NULL,
  subject TEXT NOT NULL,
  person TEXT NOT NULL,
  linked INTEGER NOT NULL,
  PRIMARY KEY(provider, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_of_person ON identity(person);
