-- Which indicator of one criteria set became which of the next, every version as it was loaded. body: its items, as JSON.

CREATE TABLE crosswalk (
    id {id},
    old_set {text} NOT NULL,
    new_set {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    digest {text} NOT NULL,
    valid_from {text} NOT NULL,
    file_name {text} NOT NULL,
    body {text} NOT NULL,
    recorded_at {int} NOT NULL,
    UNIQUE (old_set, new_set, version),
    CHECK (old_set <> new_set)
) {strict};
