-- Backups that were asked for, made, failed, and looked into afterwards. Their files are elsewhere.
-- check_problem: NULL not looked into yet, '' found whole, else the code of what was wrong.
CREATE TABLE backup (
    id {id},
    reason {text} NOT NULL CHECK (reason IN ('schedule', 'person', 'command')),
    asked_by {int} REFERENCES person (id),
    asked_at {int} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('wanted', 'made', 'failed')),
    ended_at {int},
    place {text} NOT NULL DEFAULT '',
    size {int} NOT NULL DEFAULT 0,
    files {int} NOT NULL DEFAULT 0,
    missing {int} NOT NULL DEFAULT 0,
    fingerprint {text} NOT NULL DEFAULT '',
    problem {text} NOT NULL DEFAULT '',
    checked_at {int},
    check_problem {text},
    CHECK ((state = 'wanted') = (ended_at IS NULL)),
    CHECK ((checked_at IS NULL) = (check_problem IS NULL))
) {strict};

-- Since when backups are looked after here: before the first one, its age is counted from then. One row.
CREATE TABLE backup_watch (
    id {int} PRIMARY KEY CHECK (id = 1),
    since {int} NOT NULL
) {strict};
