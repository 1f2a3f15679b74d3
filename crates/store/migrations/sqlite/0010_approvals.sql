-- Numbers in the names of submissions and approval work items: AS-000000001, AWI-000000001. part is
-- the number of the run for a submission, and of the work item for an approval work item.
CREATE TABLE approval_name(
  part INTEGER PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;
-- Locked records, each once. run is 0 for a lock that no run holds; item is 0 for one that an action
-- set. allowed is the Id of the user, group or queue who may change the record all the same.
CREATE TABLE record_lock(
  record TEXT PRIMARY KEY,
  run INTEGER NOT NULL,
  item INTEGER NOT NULL,
  allowed TEXT,
  at INTEGER NOT NULL,
  person TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX record_lock_of_run ON record_lock(run);
