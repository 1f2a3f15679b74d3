-- Whoever stands in for an approver sees her approvals, among whatever other work she has.
ALTER TABLE open_item ADD COLUMN is_approval INTEGER NOT NULL DEFAULT 0;
UPDATE open_item SET is_approval = 1 WHERE n IN (SELECT part FROM approval_name);
CREATE INDEX open_approval ON open_item(assignee, is_approval, n) WHERE is_approval = 1;
