-- What became of units: renamed, moved, merged, split. Each change keeps every row that it touched as it was, so it can be taken back.

-- When the end of a unit was recorded; who asks what was known before sees the unit as it then was.
ALTER TABLE unit ADD COLUMN ended_at {int};

CREATE INDEX unit_succession_to ON unit_succession (successor);

-- What a unit was called up to the day before valid_to; its present name stands in unit.
CREATE TABLE unit_name (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    kind {text} NOT NULL,
    name {text} NOT NULL CHECK (name <> ''),
    valid_to {text} NOT NULL,
    recorded_at {int} NOT NULL,
    UNIQUE (unit, valid_to)
) {strict};

-- said: the change in few words, with the names of its time.
CREATE TABLE unit_change (
    id {id},
    kind {text} NOT NULL CHECK (kind IN ('rename', 'move', 'merge', 'split')),
    on_day {text} NOT NULL,
    said {text} NOT NULL,
    source {text} NOT NULL DEFAULT '',
    person {int} REFERENCES person (id),
    recorded_at {int} NOT NULL,
    undone_at {int},
    undone_by {int} REFERENCES person (id)
) {strict};

-- No references: a unit that a change brought about is gone once the change was taken back.
CREATE TABLE unit_change_unit (
    change {int} NOT NULL REFERENCES unit_change (id),
    unit {int} NOT NULL,
    part {text} NOT NULL CHECK (part IN ('before', 'after', 'below')),
    PRIMARY KEY (change, unit, part)
) {keyed};
CREATE INDEX unit_change_of_unit ON unit_change_unit (unit);

-- One row of another table as it was and as it became, as JSON; NULL: it was not there.
CREATE TABLE unit_change_row (
    change {int} NOT NULL REFERENCES unit_change (id),
    number {int} NOT NULL,
    of_table {text} NOT NULL,
    row_key {text} NOT NULL,
    was {text},
    became {text},
    PRIMARY KEY (change, number),
    CHECK (was IS NOT NULL OR became IS NOT NULL)
) {keyed};

-- What a new unit begins with: computed from the last values of those before it, or unknown.
CREATE TABLE starting_value (
    unit {int} NOT NULL REFERENCES unit (id),
    set_id {text} NOT NULL,
    indicator {text} NOT NULL,
    rule {text} NOT NULL CHECK (rule IN ('sum', 'share', 'all_met', 'anew')),
    state {text} NOT NULL CHECK (state IN ('met', 'unstable', 'not_met', 'not_applicable', 'not_reported')),
    value {text},
    numerator {int},
    denominator {int},
    on_day {text} NOT NULL,
    PRIMARY KEY (unit, set_id, indicator),
    CHECK ((numerator IS NULL) = (denominator IS NULL)),
    CHECK (numerator IS NULL OR value IS NOT NULL)
) {keyed};
