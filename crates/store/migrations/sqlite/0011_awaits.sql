-- What jobs with a number n hang on, besides their time: the id of a record, or the name of an
-- event or of a scheduled flow with its kind in front.
CREATE TABLE awaits(
  what TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY(what, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX awaits_of_job ON awaits(n);
