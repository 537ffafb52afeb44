-- Money of the programme, in đồng: what documents assign, every version as it came, and what is said to be spent of it.

-- holds: 'lines' by source and year, or 'works'; each has versions of its own.
CREATE TABLE money_document (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    holds {text} NOT NULL CHECK (holds IN ('lines', 'works')),
    version {int} NOT NULL CHECK (version > 0),
    digest {text} NOT NULL,
    title {text} NOT NULL,
    number {text} NOT NULL,
    file_name {text} NOT NULL,
    dated_on {text} NOT NULL,
    recorded_at {int} NOT NULL,
    UNIQUE (unit, holds, version)
) {strict};

-- source, nature '': not told apart; year 0: not stated. part: within a line of the same document, not added again.
CREATE TABLE money_line (
    document {int} NOT NULL REFERENCES money_document (id),
    position {int} NOT NULL,
    unit {int} NOT NULL REFERENCES unit (id),
    programme {text} NOT NULL,
    source {text} NOT NULL,
    nature {text} NOT NULL,
    year {int} NOT NULL,
    amount {int} NOT NULL CHECK (amount >= 0),
    part {int} NOT NULL CHECK (part IN (0, 1)),
    PRIMARY KEY (document, position)
) {keyed};
CREATE INDEX money_line_of_unit ON money_line (unit);

-- A work of a unit's list; its code is its name folded where the list gives none.
CREATE TABLE work (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    code {text} NOT NULL,
    UNIQUE (unit, code)
) {strict};

-- debt: what the list itself states as owed; everything not stated is NULL.
CREATE TABLE work_line (
    document {int} NOT NULL REFERENCES money_document (id),
    work {int} NOT NULL REFERENCES work (id),
    position {int} NOT NULL,
    unit {int} NOT NULL REFERENCES unit (id),
    name {text} NOT NULL,
    programme {text} NOT NULL,
    source {text} NOT NULL,
    year {int} NOT NULL,
    criterion {text} NOT NULL,
    allocated_on {text},
    cost {int} CHECK (cost >= 0),
    planned {int} CHECK (planned >= 0),
    debt {int} CHECK (debt >= 0),
    handed_over_on {text},
    settled_on {text},
    PRIMARY KEY (document, work)
) {keyed};
CREATE INDEX work_line_of_unit ON work_line (unit);
CREATE INDEX work_line_of_work ON work_line (work);

-- Statements, never changed: cumulative, up to and with on_day. Of several about the same the latest day's counts, of
-- one day the one recorded last.
CREATE TABLE money_spent (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    programme {text} NOT NULL,
    source {text} NOT NULL,
    nature {text} NOT NULL,
    year {int} NOT NULL,
    work {int} REFERENCES work (id),
    amount {int} NOT NULL CHECK (amount >= 0),
    on_day {text} NOT NULL,
    estimate {int} NOT NULL CHECK (estimate IN (0, 1)),
    person {int} REFERENCES person (id),
    document {int} REFERENCES money_document (id),
    recorded_at {int} NOT NULL
) {strict};
CREATE INDEX money_spent_of_unit ON money_spent (unit, on_day);
CREATE INDEX money_spent_of_work ON money_spent (work);
