-- What somebody typed on a screen and did not send yet, one of each person and work item.
CREATE TABLE draft(
  person TEXT NOT NULL,
  item INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY(person, item)
) STRICT, WITHOUT ROWID;

-- Named filters of a page. query is the page's URL without its path.
CREATE TABLE saved_view(
  person TEXT NOT NULL,
  page TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  PRIMARY KEY(person, page, name)
) STRICT, WITHOUT ROWID;

-- Files that people attach while they work. record is empty until the work is finished.
CREATE TABLE file(
  n INTEGER PRIMARY KEY,
  person TEXT NOT NULL,
  item INTEGER NOT NULL,
  record TEXT NOT NULL,
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  size INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX file_of_item ON file(item);
CREATE INDEX file_of_record ON file(record) WHERE record <> '';
