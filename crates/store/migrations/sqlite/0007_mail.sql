-- Mails take the place of the outbox: those that wait, and for a while what became of the others.
-- status: 0 waiting, 1 being sent, 2 sent, 3 captured, 4 failed, 5 dropped.
DROP TABLE outbox;
CREATE TABLE mail(
  n INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  item INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  status INTEGER NOT NULL,
  due INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  created INTEGER NOT NULL,
  settled INTEGER,
  message_id TEXT,
  error TEXT,
  progress BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;
-- What is still to be sent, by time; the time of one that is being sent is when its claim ends.
CREATE INDEX mail_due ON mail(due, n) WHERE status < 2;
CREATE INDEX mail_of_run ON mail(run, n) WHERE run > 0;

-- People who want no mail about their work.
CREATE TABLE mail_off(person TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
