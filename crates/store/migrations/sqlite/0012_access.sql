-- What people are allowed, as flows ask for it: the name of a profile or a role, of permission sets
-- and of custom permissions. The row of nobody says that files still know more than this table.
CREATE TABLE access_grant(
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY(person, kind, name)
) STRICT, WITHOUT ROWID;
INSERT INTO access_grant(person, kind, name) VALUES ('', 'upgrade', '');
