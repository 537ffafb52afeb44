-- An office's own Word form of a report, every version as it was given. kind: the code of the rule by which the report is owed; '': of every one.

CREATE TABLE office_form (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    kind {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    file_name {text} NOT NULL,
    digest {text} NOT NULL,
    content {bytes},
    recorded_at {int} NOT NULL,
    ended_at {int},
    UNIQUE (unit, kind, version)
) {strict};
