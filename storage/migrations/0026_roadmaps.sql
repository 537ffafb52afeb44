-- Roadmaps: which unit is to be recognised at which standard in which year, and by which days its dossier goes up; every version as
-- its document sets it. And the dossiers that follow from them, with every step.

-- floor: by the end of the period no commune under so many criteria. covers_all: and no district without a recognised commune.
CREATE TABLE roadmap (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    version {int} NOT NULL CHECK (version > 0),
    digest {text} NOT NULL,
    title {text} NOT NULL,
    number {text} NOT NULL,
    file_name {text} NOT NULL,
    dated_on {text} NOT NULL,
    floor {int},
    covers_all {int} NOT NULL DEFAULT 0 CHECK (covers_all IN (0, 1)),
    recorded_at {int} NOT NULL,
    UNIQUE (unit, version)
) {strict};

-- backlog: a dossier of an earlier year that is still to be finished. first_by: the last good day for whoever hands it in (a commune to
-- its district, a district to its province); second_by: for the level above to pass it on.
CREATE TABLE roadmap_entry (
    roadmap {int} NOT NULL REFERENCES roadmap (id),
    position {int} NOT NULL,
    unit {int} NOT NULL REFERENCES unit (id),
    standard {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('recognition', 'keeping')),
    year {int},
    backlog {int} NOT NULL DEFAULT 0 CHECK (backlog IN (0, 1)),
    first_by {text},
    second_by {text},
    PRIMARY KEY (roadmap, position)
) {keyed};
CREATE INDEX roadmap_entry_of_unit ON roadmap_entry (unit);

-- Districts that are to become one before their one dossier goes up: those beside the entry's own unit.
CREATE TABLE roadmap_together (
    roadmap {int} NOT NULL,
    position {int} NOT NULL,
    unit {int} NOT NULL REFERENCES unit (id),
    PRIMARY KEY (roadmap, position, unit),
    FOREIGN KEY (roadmap, position) REFERENCES roadmap_entry (roadmap, position)
) {keyed};

-- Districts of which the document says that none of their communes is recognised.
CREATE TABLE roadmap_bare (
    roadmap {int} NOT NULL REFERENCES roadmap (id),
    unit {int} NOT NULL REFERENCES unit (id),
    PRIMARY KEY (roadmap, unit)
) {keyed};

-- What is to be reached, as stated. part: '' for all units of the level, else of which ("miền núi"). numerator/denominator: the least
-- share, 80/100; of_count: of so many units. to_find: so many units are still to be named. first_by, second_by: last good days for the
-- review of what is kept; notice_by: for the province's notice of it.
CREATE TABLE roadmap_goal (
    roadmap {int} NOT NULL REFERENCES roadmap (id),
    position {int} NOT NULL,
    level {text} NOT NULL,
    standard {text} NOT NULL,
    part {text} NOT NULL DEFAULT '',
    by_year {int},
    added {int},
    kept {int},
    total_low {int},
    total_high {int},
    numerator {int},
    denominator {int},
    of_count {int},
    to_find {int},
    first_by {text},
    second_by {text},
    notice_by {text},
    PRIMARY KEY (roadmap, position)
) {keyed};

-- Where it stands is what its newest step says, repeated here to be searched. year, first_by, second_by: of the roadmap version named.
CREATE TABLE dossier (
    id {id},
    unit {int} NOT NULL REFERENCES unit (id),
    standard {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('recognition', 'keeping')),
    roadmap {int} REFERENCES roadmap (id),
    year {int},
    first_by {text},
    second_by {text},
    state {text} NOT NULL
        CHECK (state IN ('preparing', 'submitted', 'passed_up', 'recognised', 'kept', 'refused', 'revoked')),
    steps {int} NOT NULL CHECK (steps > 0),
    UNIQUE (unit, standard, kind)
) {strict};
CREATE INDEX dossier_waiting ON dossier (state, first_by);

-- Every step, never changed. person NULL: a document's or the clock's. roadmap: the version by which it was opened or moved.
CREATE TABLE dossier_step (
    dossier {int} NOT NULL REFERENCES dossier (id),
    number {int} NOT NULL CHECK (number > 0),
    act {text} NOT NULL CHECK (act IN (
        'open', 'moved', 'submit', 'withdraw', 'pass_up', 'send_back', 'recognise', 'keep', 'refuse', 'resume', 'revoke'
    )),
    state {text} NOT NULL
        CHECK (state IN ('preparing', 'submitted', 'passed_up', 'recognised', 'kept', 'refused', 'revoked')),
    paper_number {text} NOT NULL DEFAULT '',
    paper_day {text},
    text {text} NOT NULL DEFAULT '',
    roadmap {int} REFERENCES roadmap (id),
    person {int} REFERENCES person (id),
    channel {text} NOT NULL DEFAULT '',
    at {int} NOT NULL,
    PRIMARY KEY (dossier, number)
) {keyed};

-- only sqlite
CREATE TRIGGER dossier_step_is_not_changed BEFORE UPDATE ON dossier_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER dossier_step_is_not_deleted BEFORE DELETE ON dossier_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- only postgresql
CREATE TRIGGER dossier_step_is_not_changed BEFORE UPDATE OR DELETE ON dossier_step
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
