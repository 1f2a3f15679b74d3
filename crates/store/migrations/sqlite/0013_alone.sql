-- Interviews that no run asked for and that wait or have failed, by the number of their job; flow
-- is empty for those of before, whose job says it. The newest has the lowest number.
CREATE TABLE alone(
  n INTEGER PRIMARY KEY,
  flow TEXT NOT NULL,
  version INTEGER NOT NULL,
  has_failed INTEGER NOT NULL,
  since INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
CREATE INDEX alone_status ON alone(has_failed, n);
INSERT INTO alone SELECT n, '', 0, 0, at, at FROM interview WHERE n < 0;
