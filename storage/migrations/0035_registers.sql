-- Registers: what is counted beside the criteria. Photos of an entry are evidence like any other.

-- steps: so many there are; what it says stands in its newest step. kind: of the shipped registers.
CREATE TABLE register_entry (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    kind {text} NOT NULL,
    person {int} NOT NULL REFERENCES person (id),
    recorded_at {int} NOT NULL,
    steps {int} NOT NULL CHECK (steps > 0)
) {strict};
CREATE INDEX register_entry_of_unit ON register_entry (unit, kind);

-- Every step, never changed, with all that the entry says after it. amount: đồng, pieces, thousandths, or a year.
CREATE TABLE register_step (
    entry {int} NOT NULL REFERENCES register_entry (id),
    number {int} NOT NULL CHECK (number > 0),
    act {text} NOT NULL CHECK (act IN ('record', 'correct', 'end', 'strike')),
    sub {text} NOT NULL,
    amount {int} NOT NULL CHECK (amount >= 0),
    whole {int} CHECK (whole >= amount),
    on_day {text} NOT NULL,
    text {text} NOT NULL DEFAULT '',
    paper {text} NOT NULL DEFAULT '',
    ended_on {text},
    person {int} NOT NULL REFERENCES person (id),
    channel {text} NOT NULL DEFAULT '',
    at {int} NOT NULL,
    PRIMARY KEY (entry, number)
) {keyed};

-- What a document expects of the units below one; body: its file. superseded_at: until when it was in force.
CREATE TABLE register_expectation (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    name {text} NOT NULL,
    body {text} NOT NULL,
    recorded_at {int} NOT NULL,
    superseded_at {int}
) {strict};
CREATE UNIQUE INDEX register_expectation_now ON register_expectation (unit, name) WHERE superseded_at IS NULL;

-- Evidence is of a report's item, of a difficulty, or of an entry.

-- only sqlite
CREATE TRIGGER register_step_is_not_changed BEFORE UPDATE ON register_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER register_step_is_not_deleted BEFORE DELETE ON register_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TABLE evidence_2 (
    id {id},
    report {int} REFERENCES report (id),
    difficulty {int} REFERENCES difficulty (id),
    entry {int} REFERENCES register_entry (id),
    indicator {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('photo', 'paper', 'place', 'voice')),
    album {text} NOT NULL DEFAULT '',
    paper {text} NOT NULL DEFAULT '',
    place {text} NOT NULL DEFAULT '',
    person {int} NOT NULL REFERENCES person (id),
    channel {text} NOT NULL,
    at {int} NOT NULL,
    CHECK ((report IS NOT NULL) + (difficulty IS NOT NULL) + (entry IS NOT NULL) = 1)
) {strict};
INSERT INTO evidence_2 (id, report, difficulty, indicator, kind, album, paper, place, person, channel, at)
SELECT id, report, difficulty, indicator, kind, album, paper, place, person, channel, at FROM evidence;
CREATE TABLE evidence_file_2 (
    evidence {int} NOT NULL REFERENCES evidence_2 (id),
    number {int} NOT NULL CHECK (number > 0),
    reference {text} NOT NULL,
    state {text} NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'stored', 'failed')),
    tries {int} NOT NULL DEFAULT 0,
    try_at {int} NOT NULL,
    sha256 {text},
    size {int},
    path {text},
    stored_at {int},
    PRIMARY KEY (evidence, number),
    CHECK ((state = 'stored') = (path IS NOT NULL))
) {keyed};
INSERT INTO evidence_file_2 (evidence, number, reference, state, tries, try_at, sha256, size, path, stored_at)
SELECT evidence, number, reference, state, tries, try_at, sha256, size, path, stored_at FROM evidence_file;
DROP TABLE evidence_file;
DROP TABLE evidence;
ALTER TABLE evidence_2 RENAME TO evidence;
ALTER TABLE evidence_file_2 RENAME TO evidence_file;
CREATE INDEX evidence_report ON evidence (report);
CREATE UNIQUE INDEX evidence_album ON evidence (report, indicator, channel, album) WHERE album <> '';
CREATE INDEX evidence_file_pending ON evidence_file (try_at) WHERE state = 'pending';
CREATE INDEX evidence_difficulty ON evidence (difficulty) WHERE difficulty IS NOT NULL;

-- only postgresql
CREATE TRIGGER register_step_is_not_changed BEFORE UPDATE OR DELETE ON register_step
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE evidence ADD COLUMN entry {int} REFERENCES register_entry (id);
ALTER TABLE evidence DROP CONSTRAINT evidence_check;
ALTER TABLE evidence ADD CHECK (num_nonnulls(report, difficulty, entry) = 1);

-- on both
CREATE INDEX evidence_entry ON evidence (entry) WHERE entry IS NOT NULL;
