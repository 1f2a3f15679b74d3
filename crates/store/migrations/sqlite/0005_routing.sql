-- Queues whose work items are offered to their members; of the others members take them.
CREATE TABLE routing(
  queue TEXT NOT NULL PRIMARY KEY,
  priority INTEGER NOT NULL,
  weight INTEGER NOT NULL,
  offer_seconds INTEGER NOT NULL,
  field TEXT NOT NULL,
  ranks TEXT NOT NULL,
  away INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who may be offered work; capacity is null where nobody set one. timer is the job that ends it.
CREATE TABLE presence(
  person TEXT NOT NULL PRIMARY KEY,
  status INTEGER NOT NULL,
  since INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  idle INTEGER NOT NULL,
  capacity INTEGER,
  timer INTEGER
) STRICT, WITHOUT ROWID;

-- Open items that came into a routed queue: waiting (0), offered (1) or held by a person (2).
CREATE TABLE routed_item(
  n INTEGER PRIMARY KEY,
  queue TEXT NOT NULL,
  state INTEGER NOT NULL,
  weight INTEGER NOT NULL,
  urgency INTEGER NOT NULL,
  created INTEGER NOT NULL,
  rests INTEGER NOT NULL,
  person TEXT,
  offers INTEGER NOT NULL,
  until INTEGER,
  timer INTEGER
) STRICT;
CREATE INDEX routed_waiting ON routed_item(queue, urgency, created, n)
  WHERE state = 0 AND rests = 0;
CREATE INDEX routed_offered ON routed_item(n) WHERE state = 1;
CREATE INDEX routed_person ON routed_item(person) WHERE person IS NOT NULL;

-- Who let an offer of that item pass: she is asked again when everybody did.
CREATE TABLE passed_offer(
  n INTEGER NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY(n, person)
) STRICT, WITHOUT ROWID;
