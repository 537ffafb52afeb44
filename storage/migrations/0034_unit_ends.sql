-- A unit may end with what stands below it going to the unit above, or live on outside the programme from a day on.

-- only sqlite
-- SQLite cannot change a check; what refers to these tables is right again at the end.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE unit_change_before AS SELECT * FROM unit_change;
DROP TABLE unit_change;
CREATE TABLE unit_change (
    id {id},
    kind {text} NOT NULL CHECK (kind IN ('rename', 'move', 'merge', 'split', 'end', 'leave')),
    on_day {text} NOT NULL,
    said {text} NOT NULL,
    source {text} NOT NULL DEFAULT '',
    person {int} REFERENCES person (id),
    recorded_at {int} NOT NULL,
    undone_at {int},
    undone_by {int} REFERENCES person (id)
) {strict};
INSERT INTO unit_change SELECT * FROM unit_change_before;
DROP TABLE unit_change_before;
CREATE TABLE unit_succession_2 (
    predecessor {int} NOT NULL REFERENCES unit (id),
    successor {int} NOT NULL REFERENCES unit (id),
    kind {text} NOT NULL CHECK (kind IN ('merged', 'split', 'renamed', 'ended')),
    on_day {text} NOT NULL,
    source {text} NOT NULL DEFAULT '',
    recorded_at {int} NOT NULL,
    PRIMARY KEY (predecessor, successor),
    CHECK (predecessor <> successor)
) {keyed};
INSERT INTO unit_succession_2 SELECT * FROM unit_succession;
DROP TABLE unit_succession;
ALTER TABLE unit_succession_2 RENAME TO unit_succession;
CREATE INDEX unit_succession_to ON unit_succession (successor);
-- only postgresql
ALTER TABLE unit_change DROP CONSTRAINT unit_change_kind_check;
ALTER TABLE unit_change ADD CONSTRAINT unit_change_kind_check CHECK (
    kind IN ('rename', 'move', 'merge', 'split', 'end', 'leave')
);
ALTER TABLE unit_succession DROP CONSTRAINT unit_succession_kind_check;
ALTER TABLE unit_succession ADD CONSTRAINT unit_succession_kind_check CHECK (
    kind IN ('merged', 'split', 'renamed', 'ended')
);
-- on both

-- Units that live on but are no longer counted from valid_from on, nor anything below them.
CREATE TABLE programme_leave (
    unit {int} NOT NULL REFERENCES unit (id),
    valid_from {text} NOT NULL,
    recorded_at {int} NOT NULL,
    PRIMARY KEY (unit)
) {keyed};
