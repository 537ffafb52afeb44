-- When what waits for the day of a change of units was done: drafts and judging that go on elsewhere, groups that are asked. NULL: its
-- day has not come, or was not looked at yet.
ALTER TABLE unit_change ADD COLUMN settled_at {int};
CREATE INDEX unit_change_to_settle ON unit_change (on_day) WHERE settled_at IS NULL AND undone_at IS NULL;

-- 1: any manager of the unit may answer, not only the person, who bound the group before.
ALTER TABLE group_question ADD COLUMN open_to_managers {int} NOT NULL DEFAULT 0 CHECK (open_to_managers IN (0, 1));
