-- An item that was met and is not met any more: one alarm while it is open. before_by 'plan': by the plan's baseline. report: in
-- which the item fell. closed_how 'corrected' of what was confirmed before: the verdict was taken back.
CREATE TABLE fall (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    set_id {text} NOT NULL,
    set_version {int} NOT NULL,
    indicator {text} NOT NULL,
    report {int} NOT NULL REFERENCES report (id),
    before_state {text} NOT NULL,
    before_value {text},
    before_by {text} NOT NULL CHECK (before_by IN ('self', 'office', 'plan')),
    after_state {text} NOT NULL,
    after_value {text},
    after_by {text} NOT NULL CHECK (after_by IN ('self', 'office')),
    raised_at {int} NOT NULL,
    closed_at {int},
    closed_how {text} CHECK (closed_how IN ('confirmed', 'corrected')),
    CHECK ((closed_at IS NULL) = (closed_how IS NULL))
) {strict};
CREATE UNIQUE INDEX fall_open ON fall (unit, set_id, indicator) WHERE closed_at IS NULL;
CREATE INDEX fall_item ON fall (unit, set_id, indicator, id);
CREATE INDEX fall_time ON fall (raised_at);

-- Who was told of it: the same people learn how it ended.
CREATE TABLE fall_told (
    fall {int} NOT NULL REFERENCES fall (id),
    person {int} NOT NULL REFERENCES person (id),
    PRIMARY KEY (fall, person)
) {keyed};
