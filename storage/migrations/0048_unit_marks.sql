-- Groups that units belong to beside the tree: "đặc biệt khó khăn", "biên giới", "vùng trũng". mark: its folded name. valid_to: the first
-- day on which it is no longer so. A row is never changed but for superseded_at.
CREATE TABLE unit_mark (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    mark {text} NOT NULL CHECK (mark <> ''),
    name {text} NOT NULL,
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL,
    source {text} NOT NULL DEFAULT '',
    recorded_at {int} NOT NULL,
    superseded_at {int},
    CHECK (valid_from < valid_to)
) {strict};
CREATE UNIQUE INDEX unit_mark_one ON unit_mark (unit, mark) WHERE superseded_at IS NULL;
