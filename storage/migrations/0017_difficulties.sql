-- Difficulties: what hinders a unit, who must answer by when. Photos and voice notes of them are evidence like any other.

-- Where it stands is what its newest step says, repeated here to be searched. owner: the office, or the unit whose managers (of a
-- commune: its officers) must answer. text: '' where only a photo or a voice note says it. steps: so many there are.
CREATE TABLE difficulty (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    set_id {text},
    criterion {text} NOT NULL DEFAULT '',
    kind {text} NOT NULL CHECK (kind IN ('money', 'land', 'procedure', 'people', 'technical', 'other')),
    text {text} NOT NULL,
    person {int} NOT NULL REFERENCES person (id),
    recorded_at {int} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('open', 'answered', 'climbed', 'answered_above', 'closed')),
    owner {int} NOT NULL REFERENCES unit (id),
    due_on {text} NOT NULL,
    steps {int} NOT NULL CHECK (steps > 0),
    CHECK ((criterion = '') = (set_id IS NULL))
) {strict};
CREATE INDEX difficulty_of_unit ON difficulty (unit);
CREATE INDEX difficulty_waiting ON difficulty (owner, recorded_at) WHERE state = 'open' OR state = 'climbed';
CREATE INDEX difficulty_overdue ON difficulty (due_on) WHERE state = 'open';

-- Every step, never changed. person NULL: the clock's.
CREATE TABLE difficulty_step (
    difficulty {int} NOT NULL REFERENCES difficulty (id),
    number {int} NOT NULL CHECK (number > 0),
    act {text} NOT NULL CHECK (act IN ('record', 'answer', 'resolve', 'pass_up', 'climb', 'not_yet', 'close')),
    state {text} NOT NULL CHECK (state IN ('open', 'answered', 'climbed', 'answered_above', 'closed')),
    owner {int} NOT NULL REFERENCES unit (id),
    due_on {text} NOT NULL,
    text {text} NOT NULL DEFAULT '',
    person {int} REFERENCES person (id),
    channel {text} NOT NULL DEFAULT '',
    at {int} NOT NULL,
    PRIMARY KEY (difficulty, number),
    CHECK ((act = 'climb') = (person IS NULL))
) {keyed};
-- one level up, once
CREATE UNIQUE INDEX difficulty_climbs_once ON difficulty_step (difficulty) WHERE act = 'climb' OR act = 'pass_up';

-- Evidence is of a report's item or of a difficulty, and may be a voice note.

-- only sqlite
CREATE TRIGGER difficulty_step_is_not_changed BEFORE UPDATE ON difficulty_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER difficulty_step_is_not_deleted BEFORE DELETE ON difficulty_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TABLE evidence_2 (
    id {id},
    report {int} REFERENCES report (id),
    difficulty {int} REFERENCES difficulty (id),
    indicator {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('photo', 'paper', 'place', 'voice')),
    album {text} NOT NULL DEFAULT '',
    paper {text} NOT NULL DEFAULT '',
    place {text} NOT NULL DEFAULT '',
    person {int} NOT NULL REFERENCES person (id),
    channel {text} NOT NULL,
    at {int} NOT NULL,
    CHECK ((report IS NULL) <> (difficulty IS NULL))
) {strict};
INSERT INTO evidence_2 (id, report, indicator, kind, album, paper, place, person, channel, at)
SELECT id, report, indicator, kind, album, paper, place, person, channel, at FROM evidence;
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

-- only postgresql
CREATE TRIGGER difficulty_step_is_not_changed BEFORE UPDATE OR DELETE ON difficulty_step
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE evidence ALTER COLUMN report DROP NOT NULL;
ALTER TABLE evidence ADD COLUMN difficulty {int} REFERENCES difficulty (id);
ALTER TABLE evidence ADD CHECK ((report IS NULL) <> (difficulty IS NULL));
ALTER TABLE evidence DROP CONSTRAINT evidence_kind_check;
ALTER TABLE evidence ADD CONSTRAINT evidence_kind_check CHECK (kind IN ('photo', 'paper', 'place', 'voice'));

-- on both
CREATE INDEX evidence_difficulty ON evidence (difficulty) WHERE difficulty IS NOT NULL;
